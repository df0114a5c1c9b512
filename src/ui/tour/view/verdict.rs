//! The verdict: one sentence, large; below it what happened beside what was predicted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use super::question::draw_above_choices;
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
    if let Some(words) = prediction(take).filter(|_| area.height >= SUMMED_UP) {
        let row = cut_bottom(&mut body, 1);
        cut_bottom(&mut body, 1);
        paint::left(buf, inner(row), &words, ctx.theme.text());
    }
    draw_above_choices(ctx, &verdict.text, true, body, buf);
}

/// A sentence on the room's prediction, once the measurement has decided; `None` where nothing was predicted.
pub(super) fn prediction(take: &Take) -> Option<String> {
    let room = &take.prediction;
    let right = take.verdict.as_ref()?.choice?;
    let total = room.total();
    if total == 0 {
        return None;
    }
    Some(match room.favourite() {
        Some(favourite) if favourite == right => {
            format!("The room was right: {} of {total} votes.", room.votes(right))
        }
        Some(favourite) => {
            let text = take.card.choices.get(favourite).map_or("", String::as_str);
            let votes = room.votes(right);
            format!("The room predicted \"{text}\"; {votes} of {total} votes were for what happened.")
        }
        None => {
            format!("The room was divided; {} of {total} votes were for what happened.", room.votes(right))
        }
    })
}
