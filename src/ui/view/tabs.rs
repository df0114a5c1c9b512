//! The views by their numbers, on the rule below the header.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::page::PAGES;
use super::{DrawContext, paint};
use crate::ui::action::Action;

/// Area of each tab: `1 race`, as many as fit.
fn places(area: Rect) -> impl Iterator<Item = (usize, Rect)> {
    let mut x = area.x.saturating_add(1);
    PAGES.iter().enumerate().map_while(move |(place, page)| {
        let width = u16::try_from(page.name().len() + 4).unwrap_or(u16::MAX);
        let tab = Rect { x, width, ..area };
        x = x.saturating_add(width + 1);
        (tab.right() <= area.right()).then_some((place, tab))
    })
}

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = ctx.theme;
    paint::fill(buf, area, theme.glyphs.horizontal, theme.quiet());
    for (place, tab) in places(area) {
        let (number, name) = (place + 1, PAGES[place].name());
        let style = if place == ctx.state.page { theme.selected() } else { theme.quiet() };
        paint::left(buf, tab, &format!(" {number} {name} "), style);
    }
}

/// The view whose tab is at `at`.
pub(super) fn touched(area: Rect, at: Position) -> Option<Action> {
    places(area).find(|(_, tab)| tab.contains(at)).map(|(place, _)| Action::Page(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_a_tab_at_eighty_columns_and_is_found_there() {
        let area = Rect::new(0, 1, 80, 1);
        let tabs: Vec<_> = places(area).collect();
        assert_eq!(tabs.len(), PAGES.len());
        for (place, tab) in tabs {
            assert_eq!(touched(area, Position::new(tab.x, 1)), Some(Action::Page(place)));
        }
        assert_eq!(touched(area, Position::new(79, 1)), None);
        assert_eq!(places(Rect::new(0, 0, 20, 1)).count(), 2);
    }
}
