//! The pages by their numbers, on the rule below the header.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::action::Action;
use crate::ui::state::Page;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// The shape of the tabs on a row: as wide as all of them fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// ` 1 race `, a piece of the rule between them.
    Wide,
    /// `1 race `, with nothing between them.
    Close,
    /// The same, long names shortened.
    Short,
}

impl Shape {
    fn of(area: Rect) -> Self {
        let width = |shape: Self| Page::ALL.into_iter().map(|page| shape.width(page)).sum::<u16>();
        let fits = |shape: &Self| width(*shape) < area.width;
        [Self::Wide, Self::Close].into_iter().find(fits).unwrap_or(Self::Short)
    }

    /// Columns of a page's tab, with what is left free behind it.
    fn width(self, page: Page) -> u16 {
        let label = u16::try_from(self.label(page).len()).unwrap_or(u16::MAX);
        label.saturating_add(u16::from(self == Self::Wide))
    }

    /// The text of a page's tab.
    fn label(self, page: Page) -> String {
        match (self, page) {
            (Self::Wide, _) => format!(" {} {} ", page.number(), page.name()),
            (Self::Short, Page::Memory) => format!("{} mem ", page.number()),
            (Self::Short, Page::Ranking) => format!("{} rank ", page.number()),
            (Self::Close | Self::Short, _) => format!("{} {} ", page.number(), page.name()),
        }
    }
}

/// Area and text of each tab, as many as fit.
fn places(area: Rect) -> impl Iterator<Item = (Page, Rect, String)> {
    let shape = Shape::of(area);
    let mut x = area.x.saturating_add(1);
    Page::ALL.into_iter().map_while(move |page| {
        let label = shape.label(page);
        let tab = Rect { x, width: u16::try_from(label.len()).unwrap_or(u16::MAX), ..area };
        x = x.saturating_add(shape.width(page));
        (tab.right() <= area.right()).then_some((page, tab, label))
    })
}

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = ctx.theme;
    paint::fill(buf, area, theme.glyphs.horizontal, theme.quiet());
    for (page, tab, label) in places(area) {
        let style = if page == ctx.state.page() { theme.selected() } else { theme.quiet() };
        paint::left(buf, tab, &label, style);
    }
}

/// The page whose tab is at `at`.
pub(super) fn touched(area: Rect, at: Position) -> Option<Action> {
    places(area).find(|(_, tab, _)| tab.contains(at)).map(|(page, ..)| Action::Page(page))
}

#[cfg(test)]
mod tests;
