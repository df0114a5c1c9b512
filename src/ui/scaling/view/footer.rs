//! The keys, from their table, as many as fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::context::DrawContext;
use crate::ui::chrome::key_row::{fitting, key};
use crate::ui::layout::inner;
use crate::ui::scaling::keys::{Action, BINDINGS};
use crate::ui::widget::paint;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let row = inner(area);
    let said = BINDINGS.iter().filter(|binding| !binding.brief[0].is_empty() && matters(ctx, binding.action));
    let keys = said.map(|binding| (binding, key(ctx.theme, binding.label, binding.brief[0]))).collect();
    let keys: Vec<Line> =
        fitting(keys, row.width, |binding| binding.rank).into_iter().map(|(_, line)| line).collect();
    paint::parts(buf, row, &keys, &Line::raw("  "));
}

/// Whether a key has an effect now: where there is one chart there is no next one.
fn matters(ctx: &DrawContext, action: Action) -> bool {
    match action {
        Action::NextChart => {
            ctx.set.groupings.get(ctx.choice.grouping).is_some_and(|grouping| grouping.charts.len() > 1)
        }
        Action::NextMember => ctx.chart().is_some_and(|chart| chart.members.len() > 1),
        Action::NextGrouping => ctx.set.groupings.len() > 1,
        _ => true,
    }
}
