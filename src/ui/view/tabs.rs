//! The pages by their numbers, on the rule below the header.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::action::Action;
use crate::ui::state::Page;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Area of each tab: `1 race`, as many as fit.
fn places(area: Rect) -> impl Iterator<Item = (Page, Rect)> {
    let mut x = area.x.saturating_add(1);
    Page::ALL.into_iter().map_while(move |page| {
        let width = u16::try_from(page.name().len() + 4).unwrap_or(u16::MAX);
        let tab = Rect { x, width, ..area };
        x = x.saturating_add(width + 1);
        (tab.right() <= area.right()).then_some((page, tab))
    })
}

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = ctx.theme;
    paint::fill(buf, area, theme.glyphs.horizontal, theme.quiet());
    for (page, tab) in places(area) {
        let (number, name) = (page.number(), page.name());
        let style = if page == ctx.state.page() { theme.selected() } else { theme.quiet() };
        paint::left(buf, tab, &format!(" {number} {name} "), style);
    }
}

/// The page whose tab is at `at`.
pub(super) fn touched(area: Rect, at: Position) -> Option<Action> {
    places(area).find(|(_, tab)| tab.contains(at)).map(|(page, _)| Action::Page(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_a_tab_at_eighty_columns_and_is_found_there() {
        let area = Rect::new(0, 1, 80, 1);
        let tabs: Vec<_> = places(area).collect();
        assert_eq!(tabs.len(), Page::ALL.len());
        for (page, tab) in tabs {
            assert_eq!(touched(area, Position::new(tab.x, 1)), Some(Action::Page(page)));
        }
        assert_eq!(touched(area, Position::new(79, 1)), None);
        assert_eq!(places(Rect::new(0, 0, 20, 1)).count(), 2);
    }
}
