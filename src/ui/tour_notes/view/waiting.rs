//! The screen while there is no talk.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::text::wrap::paragraph;
use crate::ui::layout::{cut_top, inner};
use crate::ui::tour_notes::followed::Now;
use crate::ui::widget::paint;

/// The sentence for this state, and what helps.
fn sentences(now: &Now) -> [&'static str; 2] {
    match now {
        Now::Looking => [
            "There is no talk yet.",
            "coreograph tour in another terminal starts one; its notes appear here.",
        ],
        Now::Ended => ["The talk has ended.", "The notes of the next one appear here; q leaves."],
        Now::Foreign => [
            "The talk is of another version of this program.",
            "Its notes cannot be read; start both from the same program.",
        ],
        Now::Found | Now::Talk(_) => ["The talk begins.", "Its notes appear with its first scene."],
    }
}

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let [first, second] = sentences(ctx.now);
    let mut rest = inner(area);
    let rows = |text: &str| paragraph(text, rest.width.max(1));
    let (first, second) = (rows(first), rows(second));
    let wanted = u16::try_from(first.len() + second.len() + 1).unwrap_or(u16::MAX);
    let above = rest.height.saturating_sub(wanted) / 2;
    cut_top(&mut rest, above);
    for line in first {
        paint::centred(buf, cut_top(&mut rest, 1), &line, ctx.theme.strong());
    }
    cut_top(&mut rest, u16::from(area.height > 3));
    for line in second {
        paint::centred(buf, cut_top(&mut rest, 1), &line, ctx.theme.text());
    }
}
