//! The printed lines on the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::{DrawContext, output};
use super::Page;
use crate::ui::action::Action;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::update::Reach;

pub(super) struct Output;

impl Page for Output {
    fn name(&self) -> &'static str {
        "output"
    }

    fn about(&self) -> &'static str {
        "what the workers printed, line by line in order of arrival, with the worker of each"
    }

    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        output::draw(ctx, area, buf);
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        output::reach(ctx, area)
    }

    fn touched(&self, _ctx: &DrawContext, _area: Rect, mouse: Mouse) -> Option<Action> {
        match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press | Gesture::Drag => None,
        }
    }
}
