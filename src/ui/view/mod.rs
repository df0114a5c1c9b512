//! The regions of the screen. Each gets the draw context and its area, and paints; none decides anything.

mod caption;
mod cores;
mod cursor;
mod detail;
mod excerpt;
mod faults;
mod figures;
mod footer;
mod header;
pub(super) mod help;
pub(super) mod keyline;
mod lane;
mod lane_view;
mod lock_panel;
mod marks;
mod menu;
mod output;
pub(super) mod overlay;
pub(crate) mod page;
pub(super) mod paint;
pub(super) mod popup;
mod tabs;
mod workers;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::page::RACE;
use super::action::Action;
use super::appearance::Appearance;
use super::layout::{Frame, frame};
use super::mouse::{Gesture, Mouse};
use super::scale;
use super::stage::StageKind;
use super::theme::Theme;
use super::update::{Reach, UiState};
use super::window::Seen;
use crate::model::Model;

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub struct DrawContext<'a> {
    /// The model.
    pub model: &'a Model,
    /// The viewer's state.
    pub state: &'a UiState,
    /// The theme.
    pub theme: &'a Theme,
    /// Whether the words are few and the figures large.
    pub present: bool,
    /// Message below the picture: a notice, or the answer to the last key.
    pub message: Option<&'a str>,
    /// Whether it is live or a replay.
    pub kind: StageKind,
    /// Height of the whole screen.
    pub rows: u16,
}

impl<'a> DrawContext<'a> {
    /// The draw context in this appearance.
    #[must_use]
    pub fn new(
        model: &'a Model,
        state: &'a UiState,
        appearance: Appearance<'a>,
        kind: StageKind,
        rows: u16,
    ) -> Self {
        let Appearance { theme, present, message } = appearance;
        Self { model, state, theme, present, message, kind, rows }
    }

    /// The part of the lanes' time that is shown.
    #[must_use]
    pub fn seen(&self) -> Seen {
        self.state.window.seen(scale::extent(self.model, self.state.focus_in(self.model)))
    }
}

/// Paints the whole screen, except for the help.
pub fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (frame, page) = (frame_of(ctx, area), page::page(ctx.state.page));
    paint::fill(buf, frame.rule, ctx.theme.glyphs.horizontal, ctx.theme.quiet());
    let race = ctx.state.page == RACE;
    let shown = if race { page::race_shown(ctx, frame.body) } else { Vec::new() };
    header::draw(ctx, &shown, frame.header, buf);
    tabs::draw(ctx, frame.tabs, buf);
    page.draw(ctx, frame.body, buf);
    let unseen = race && page::race_hides_output(ctx, frame.body);
    caption::draw(ctx, frame.caption, unseen, buf);
    footer::draw(ctx, frame.footer, buf);
    if let Some(marked) = ctx.state.faults {
        faults::draw(ctx, marked, area, buf);
    }
    if let Some(open) = &ctx.state.menu {
        menu::draw(ctx, open, area, buf);
    }
}

/// The frame of this screen, with room for the verdict's sentences.
fn frame_of(ctx: &DrawContext, area: Rect) -> Frame {
    frame(area, caption::wanted(ctx, area.width), ctx.present)
}

/// Scroll range of the front part on a screen of this size.
#[must_use]
pub fn reach(ctx: &DrawContext, area: Rect) -> Reach {
    page::page(ctx.state.page).reach(ctx, frame_of(ctx, area).body)
}

/// Height of the menu's list on a screen of this size.
#[must_use]
pub fn menu_rows(area: Rect) -> usize {
    menu::rows(area)
}

/// Action of the mouse on a screen of this size.
#[must_use]
pub fn touched(ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
    if let Some(open) = &ctx.state.menu {
        return menu::touched(open, area, mouse);
    }
    if let Some(marked) = ctx.state.faults {
        return match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press => Some(faults::touched(marked, area, mouse.at)),
            Gesture::Drag => None,
        };
    }
    let frame = frame_of(ctx, area);
    let pressed = mouse.gesture == Gesture::Press;
    if frame.tabs.contains(mouse.at) {
        return tabs::touched(frame.tabs, mouse.at).filter(|_| pressed);
    }
    if frame.footer.contains(mouse.at) {
        return footer::touched(ctx, frame.footer, mouse.at).filter(|_| pressed);
    }
    page::page(ctx.state.page).touched(ctx, frame.body, mouse)
}
