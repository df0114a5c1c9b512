//! The printed lines on the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::contract::PageView;
use crate::ui::action::Action;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::view::output;
use crate::ui::view::subject::Subject;

pub(super) struct OutputView;

impl PageView for OutputView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        output::draw(ctx, area, buf);
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        output::reach(ctx, area)
    }

    fn subject(&self, _ctx: &DrawContext, _area: Rect, _at: Position, _symbol: &str) -> Option<Subject> {
        Subject::exact("page output")
    }

    fn touched(&self, _ctx: &DrawContext, _area: Rect, mouse: Mouse) -> Option<Action> {
        match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press | Gesture::Drag => None,
        }
    }
}
