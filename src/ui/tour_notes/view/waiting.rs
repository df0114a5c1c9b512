//! The screen while there is no talk.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::text::wrap::paragraph;
use crate::ui::layout::{cut_top, inner};
use crate::ui::tour_notes::followed::Now;
use crate::ui::widget::paint;

/// The sentence for this state, and what helps.
fn sentences(ctx: &DrawContext) -> [Cow<'static, str>; 2] {
    if let (Now::Looking, Some(pid)) = (ctx.now, ctx.wanted) {
        let missing = format!("Process {pid} gives no talk.");
        return [missing.into(), "Without --pid the newest talk is followed; q leaves.".into()];
    }
    let words = match ctx.now {
        Now::Looking => [
            "There is no talk yet.",
            "coreograph tour in another terminal starts one; its notes appear here.",
        ],
        Now::Ended if ctx.wanted.is_some() => ["The talk has ended.", "q leaves."],
        Now::Ended => ["The talk has ended.", "The notes of the next one appear here; q leaves."],
        Now::Foreign => [
            "The talk is of another version of this program.",
            "Its notes cannot be read; start both from the same program.",
        ],
        Now::Found | Now::Talk(_) => ["The talk begins.", "Its notes appear with its first scene."],
    };
    words.map(Cow::from)
}

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let [first, second] = sentences(ctx);
    let mut rest = inner(area);
    let rows = |text: &str| paragraph(text, rest.width.max(1));
    let (first, second) = (rows(&first), rows(&second));
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
