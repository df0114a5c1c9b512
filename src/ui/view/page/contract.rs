//! The contract of a page: what the frame around it asks of it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::ui::action::Action;
use crate::ui::mouse::Mouse;
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::view::subject::Subject;

/// The drawing of a page. It gets the draw context and its area, and paints; it decides nothing.
pub(in crate::ui) trait PageView: Sync {
    /// Paints it.
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer);

    /// Sentences of the moment, where this page has a subject of its own; else those of the race stand below it.
    fn sentences(&self, _ctx: &DrawContext) -> Option<Vec<String>> {
        None
    }

    /// Whether it has a legend, and a row for it.
    fn has_legend(&self) -> bool {
        false
    }

    /// Entries of the legend: what the inks and marks in this area mean now, the most needed first.
    fn legend(&self, _ctx: &DrawContext, _area: Rect) -> Vec<Line<'static>> {
        Vec::new()
    }

    /// Subject of a cell of this area, which shows `symbol`.
    fn subject(&self, _ctx: &DrawContext, _area: Rect, _at: Position, _symbol: &str) -> Option<Subject> {
        None
    }

    /// Whether the verdict, faults included, stands on the page itself: then no other part of the screen repeats it.
    fn tells_verdict(&self) -> bool {
        false
    }

    /// Scroll range in this area.
    fn reach(&self, _ctx: &DrawContext, _area: Rect) -> Reach {
        Reach::default()
    }

    /// Action of the mouse here.
    fn touched(&self, _ctx: &DrawContext, _area: Rect, _mouse: Mouse) -> Option<Action> {
        None
    }
}
