//! The regions of the screen. Each gets the draw context and its area, and paints; none decides anything.
//!
//! ```text
//! context, lane_view          what is drawn: model, state, appearance; a lane with its layout
//! lane_words, lane_title      names and times of lanes, the same on every page
//! lane_row                    a lane in one row, where there is no room for more
//! cores, workers, lane, …     parts of a page that several pages share
//! moment                      what happens now, in sentences
//! page                        the pages by their numbers, each behind the same contract
//! header, tabs, caption, …    the frame around the page, and what lies in front of it
//! ```

mod caption;
mod context;
mod cores;
mod cursor;
mod detail;
mod excerpt;
mod explanation;
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
mod leading;
mod legend;
mod lock_panel;
mod marks;
mod menu;
mod moment;
mod note;
mod output;
mod page;
mod race_pair;
mod races;
mod subject;
mod tabs;
mod timeline;
mod workers;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub(crate) use self::context::DrawContext;
use self::subject::Subject;
use crate::explain::Explanation;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::layout::{Frame, frame};
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::stage::StageKind;
use crate::ui::state::{Overlay, Page, RaceList, Reach};
use crate::ui::widget::{paint, put};

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
    let legend = page.legend(ctx, frame.body);
    if frame.legend.is_empty() {
        caption::draw(ctx, frame.caption, unseen, &legend, buf);
    } else if frame.legend == frame.rule {
        legend::draw_in_rule(ctx.theme, &legend, frame.rule, buf);
        caption::draw(ctx, frame.caption, unseen, &[], buf);
    } else {
        legend::draw(ctx.theme, &legend, frame.legend, buf);
        caption::draw(ctx, frame.caption, unseen, &[], buf);
    }
    timeline::draw(ctx, frame.timeline, buf);
    footer::draw(ctx, frame.footer, buf);
    match &ctx.state.overlay {
        Overlay::None => {}
        Overlay::Faults { marked } => faults::draw(ctx, *marked, area, buf),
        Overlay::Explanation(entry) => explanation::draw(ctx, entry, area, buf),
        Overlay::Menu(open) => menu::draw(ctx, open, area, buf),
        Overlay::Races(list) => match (list.compared(), list.pair()) {
            (Some(scrolled), Some(pair)) => race_pair::draw(ctx, pair, scrolled, area, buf),
            _ => races::draw(ctx, list, area, buf),
        },
    }
    mark_if_blank(ctx, area, buf);
}

/// Marks a screen so small that nothing had room, as a word is marked that is cut off.
fn mark_if_blank(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    if !area.is_empty() && area.positions().all(|at| buf[at].symbol() == " ") {
        put::text(buf, (area.x, area.y), ctx.theme.glyphs.ellipsis, area.width, ctx.theme.quiet());
    }
}

/// The frame of this screen, with room for the verdict's sentences.
fn frame_of(ctx: &DrawContext, area: Rect) -> Frame {
    let mut frame = frame(area, caption::wanted(ctx, area.width), ctx.present);
    if ctx.kind != StageKind::Live {
        frame = frame.with_timeline(area.height);
    }
    if page::view_of(ctx.state.page()).has_legend() { frame.with_legend(area.height) } else { frame }
}

/// The explanation of what is under the mouse, or, without a place, of what the keyboard has chosen.
#[must_use]
pub(crate) fn explained(ctx: &DrawContext, area: Rect, at: Option<Position>) -> Option<&'static Explanation> {
    let Some(at) = at else { return explanation::chosen(ctx) };
    let frame = frame_of(ctx, area);
    if let Some(Action::Page(page)) = tabs::touched(frame.tabs, at) {
        return explanation::of_page(page);
    }
    // The same picture once more: drawing changes nothing.
    let mut buf = Buffer::empty(area);
    draw(ctx, area, &mut buf);
    let page = page::view_of(ctx.state.page());
    let subject = if frame.body.contains(at) {
        page.subject(ctx, frame.body, at, subject::symbol(&buf, at))
    } else if frame.header.contains(at) {
        Subject::part("header")
    } else if frame.caption.contains(at) && ctx.model.is_over() {
        Subject::part("verdict")
    } else {
        None
    };
    subject::explained(subject, &buf, at)
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

/// Height of the list of races on a screen of this size, and the largest number of lines of the comparison that can be
/// scrolled past.
#[must_use]
pub(crate) fn races_reach(list: &RaceList, area: Rect) -> (usize, usize) {
    let compared = list.compared().and_then(|_| list.pair());
    (races::rows(list, area), compared.map_or(0, |pair| race_pair::last(pair, area)))
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
        Overlay::Explanation(_) => (mouse.gesture == Gesture::Press).then_some(Action::Shell(Command::Close)),
        Overlay::Menu(open) => menu::touched(open, area, mouse),
        Overlay::Races(list) => races::touched(list, area, mouse),
    }
}

fn touched_page(ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
    let frame = frame_of(ctx, area);
    let pressed = mouse.gesture == Gesture::Press;
    if let Some(seek) = timeline::touched(ctx, frame.timeline, mouse) {
        return Some(seek);
    }
    if frame.tabs.contains(mouse.at) {
        return tabs::touched(frame.tabs, mouse.at).filter(|_| pressed);
    }
    if frame.footer.contains(mouse.at) {
        return footer::touched(ctx, frame.footer, mouse.at).filter(|_| pressed);
    }
    page::view_of(ctx.state.page()).touched(ctx, frame.body, mouse)
}
