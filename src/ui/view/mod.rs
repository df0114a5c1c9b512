//! The regions of the screen. Each gets the draw context and its area, and paints; none decides anything.
//!
//! ```text
//! context, lane_view          what is drawn: model, state, appearance; a lane with its layout
//! lane_words, lane_title      names and times of lanes, the same on every page
//! lane_row                    a lane in one row, where there is no room for more
//! cores, workers, lane, …     parts of a page that several pages share
//! page                        the pages by their numbers, each behind the same contract
//! header, tabs, caption, …    the frame around the page, and what lies in front of it
//! ```

mod caption;
mod context;
mod cores;
mod cursor;
mod detail;
mod excerpt;
mod faults;
mod figures;
mod footer;
mod header;
pub(super) mod help;
mod lane;
mod lane_row;
mod lane_title;
mod lane_view;
mod lane_words;
mod lock_panel;
mod marks;
mod menu;
mod output;
mod page;
mod tabs;
mod workers;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(crate) use self::context::DrawContext;
use crate::ui::action::Action;
use crate::ui::layout::{Frame, frame};
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::{Overlay, Page, Reach};
use crate::ui::widget::paint;

/// Paints the whole screen, except for the help.
pub(crate) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (frame, page) = (frame_of(ctx, area), page::view_of(ctx.state.page()));
    paint::fill(buf, frame.rule, ctx.theme.glyphs.horizontal, ctx.theme.quiet());
    let race = ctx.state.page() == Page::Race;
    let shown = if race { page::race_shown(ctx, frame.body) } else { Vec::new() };
    header::draw(ctx, &shown, frame.header, buf);
    tabs::draw(ctx, frame.tabs, buf);
    page.draw(ctx, frame.body, buf);
    let unseen = race && page::race_hides_output(ctx, frame.body);
    caption::draw(ctx, frame.caption, unseen, buf);
    footer::draw(ctx, frame.footer, buf);
    match &ctx.state.overlay {
        Overlay::None => {}
        Overlay::Faults { marked } => faults::draw(ctx, *marked, area, buf),
        Overlay::Menu(open) => menu::draw(ctx, open, area, buf),
    }
}

/// The frame of this screen, with room for the verdict's sentences.
fn frame_of(ctx: &DrawContext, area: Rect) -> Frame {
    frame(area, caption::wanted(ctx, area.width), ctx.present)
}

/// Scroll range of the front part on a screen of this size.
#[must_use]
pub(crate) fn reach(ctx: &DrawContext, area: Rect) -> Reach {
    page::view_of(ctx.state.page()).reach(ctx, frame_of(ctx, area).body)
}

/// Height of the menu's list on a screen of this size.
#[must_use]
pub(crate) fn menu_rows(area: Rect) -> usize {
    menu::rows(area)
}

/// Action of the mouse on a screen of this size.
#[must_use]
pub(crate) fn touched(ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
    match &ctx.state.overlay {
        Overlay::None => touched_page(ctx, area, mouse),
        Overlay::Faults { marked } => match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press => Some(faults::touched(*marked, area, mouse.at)),
            Gesture::Drag => None,
        },
        Overlay::Menu(open) => menu::touched(open, area, mouse),
    }
}

fn touched_page(ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
    let frame = frame_of(ctx, area);
    let pressed = mouse.gesture == Gesture::Press;
    if frame.tabs.contains(mouse.at) {
        return tabs::touched(frame.tabs, mouse.at).filter(|_| pressed);
    }
    if frame.footer.contains(mouse.at) {
        return footer::touched(ctx, frame.footer, mouse.at).filter(|_| pressed);
    }
    page::view_of(ctx.state.page()).touched(ctx, frame.body, mouse)
}
