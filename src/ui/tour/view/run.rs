//! The run: a page of the dashboard, drawn for a projector, with the scene's caption in place of its own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::ui::appearance::Appearance;
use crate::ui::stage::StageKind;
use crate::ui::view;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some((performance, take)) = ctx.performance.zip(ctx.talk.take()) else { return };
    let appearance = Appearance { theme: ctx.theme, present: true, message: None };
    let model = performance.state.picture(&performance.model);
    // The header of the tour says what is recorded, and its last row has the keys that play it.
    let drawn = view::DrawContext::new(model, &performance.state, appearance, StageKind::Live, area.height);
    // Until the first caption the question stays.
    let caption = if performance.caption.is_empty() { &take.card.question } else { &performance.caption };
    view::draw(&view::DrawContext { told: Some(caption), ..drawn }, area, buf);
}
