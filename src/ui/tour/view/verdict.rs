//! The verdict: one sentence, large; below it what happened beside what was predicted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use super::question::draw_above_choices;
use crate::text::cut::cut;
use crate::ui::layout::{cut_bottom, inner};
use crate::ui::tour::talk::Take;
use crate::ui::widget::paint;

/// Least height for the sentence on the prediction.
const SUMMED_UP: u16 = 16;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some((take, verdict)) = ctx.talk.take().and_then(|take| Some((take, take.verdict.as_ref()?))) else {
        return;
    };
    let mut body = area;
    if let Some(wordings) = prediction(take).filter(|_| area.height >= SUMMED_UP) {
        let row = inner(cut_bottom(&mut body, 1));
        cut_bottom(&mut body, 1);
        let words = paint::fitting(&wordings, row.width).unwrap_or(&wordings[1]);
        paint::left(buf, row, &cut(words, row.width, ctx.theme.glyphs.ellipsis), ctx.theme.text());
    }
    draw_above_choices(ctx, &verdict.text, true, body, buf);
}

/// A sentence on the room's prediction, once the measurement has decided, the longer wording first; `None` where nothing
/// was predicted.
fn prediction(take: &Take) -> Option<[String; 2]> {
    let room = &take.prediction;
    let right = take.verdict.as_ref()?.choice?;
    let total = room.total();
    if total == 0 {
        return None;
    }
    let votes = room.votes(right);
    let others = |words: String| format!("{words}; {votes} of {total} votes were for what happened.");
    Some(match room.favourite() {
        Some(favourite) if favourite == right => {
            [(); 2].map(|()| format!("The room was right: {votes} of {total} votes."))
        }
        Some(favourite) => {
            let text = take.card.choices.get(favourite).map_or("", String::as_str);
            [format!("The room predicted \"{text}\""), "The room predicted otherwise".into()].map(others)
        }
        None => [(); 2].map(|()| others("The room was divided".into())),
    })
}
