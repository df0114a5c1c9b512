//! The picture of each step. Nothing here decides anything, and drawing changes nothing.
//!
//! ```text
//! header: which scene it is, and whether it is live or recorded
//! question | run | verdict | closing
//! footer: a question, an answer, or the keys; the clock of the talk
//! ```

mod choices;
mod closing;
mod context;
mod footer;
mod header;
pub(super) mod help;
mod label;
mod question;
mod run;
mod sentence;
mod verdict;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) use self::context::{DrawContext, Times};
use super::talk::Step;
use crate::ui::layout::{cut_bottom, cut_top};

/// Least height for a header, and for the last row.
const FRAMED: [u16; 2] = [5, 3];

/// Header, body and last row.
fn parts(area: Rect) -> [Rect; 3] {
    let mut body = area;
    let header = if area.height >= FRAMED[0] { cut_top(&mut body, 1) } else { Rect::default() };
    let footer = if area.height >= FRAMED[1] { cut_bottom(&mut body, 1) } else { Rect::default() };
    [header, body, footer]
}

/// Paints the whole screen, except for the help.
pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let [header, body, footer] = parts(area);
    header::draw(ctx, header, buf);
    match ctx.talk.step() {
        Step::Question => question::draw(ctx, body, buf),
        Step::Run => run::draw(ctx, body, buf),
        Step::Verdict => verdict::draw(ctx, body, buf),
        Step::Closing => closing::draw(ctx, body, buf),
    }
    footer::draw(ctx, footer, buf);
}

/// Largest number of lines of the list of verdicts that can be scrolled past on a screen of this size.
#[must_use]
pub(super) fn last_line(ctx: &DrawContext, area: Rect) -> usize {
    let [_, body, _] = parts(area);
    if ctx.talk.step() == Step::Closing { closing::last_line(ctx, body) } else { 0 }
}
