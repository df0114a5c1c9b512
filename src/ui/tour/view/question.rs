//! The question, large, and the choices below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::choices;
use super::context::DrawContext;
use super::sentence::Sentence;
use crate::ui::layout::{cut_bottom, inner};

/// Rows between the question and the choices, and above both.
const SPACE: u16 = 1;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some(take) = ctx.talk.take() else { return };
    draw_above_choices(ctx, &take.card.question, false, area, buf);
}

/// Draws a sentence as large as there is room for beside the choices, and these below it; `after` the run with what
/// happened.
pub(super) fn draw_above_choices(ctx: &DrawContext, text: &str, after: bool, area: Rect, buf: &mut Buffer) {
    let (theme, mut body) = (ctx.theme, inner(area));
    let Some(take) = ctx.talk.take() else { return };
    let count = take.card.choices.len();
    let tight = u16::try_from(count).unwrap_or(u16::MAX);
    let lay = |rows: u16| {
        // The sentence has a row at least, whatever the number of choices.
        let height = rows.min(body.height.saturating_sub(1));
        let space = if body.height >= height + 6 { SPACE } else { 0 };
        let room = body.height.saturating_sub(height + 2 * space);
        (height, space, Sentence::fitting(text, (body.width, room), &theme.glyphs))
    };
    // The choices move together where that lets the sentence be large.
    let spaced = Some(choices::rows(count, false)).filter(|rows| body.height > rows + 3).map(lay);
    let laid = spaced.filter(|(_, _, sentence)| sentence.is_large());
    let laid = laid.or_else(|| Some(lay(tight)).filter(|(_, _, sentence)| sentence.is_large()));
    let usual = || {
        lay(if body.height > choices::rows(count, false) + 3 { choices::rows(count, false) } else { tight })
    };
    let (height, space, sentence) = laid.unwrap_or_else(usual);
    let free = body.height.saturating_sub(sentence.rows() + 2 * space);
    let large = sentence.is_large()
        && choices::rows(count, true) <= free
        && choices::fit_large(ctx, take, body.width);
    let height = if large { choices::rows(count, true) } else { height };
    let below = cut_bottom(&mut body, height);
    // What is left over stands above and below the sentence.
    let above = body.height.saturating_sub(sentence.rows()) / 2;
    let place = Rect { y: body.y + above, height: body.height - above, ..body };
    sentence.draw(place, theme.strong(), buf);
    choices::draw(ctx, take, (large, after), below, buf);
}
