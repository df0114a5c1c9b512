//! For a projector: the one figure of the curve in front, large, and its meaning in few words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::DrawContext;
use crate::scaling::analysis::{Point, Region};
use crate::scaling::chart::ChartCurve;
use crate::text::percent::percent;
use crate::text::words::heading;
use crate::text::words::{capital, clause};
use crate::text::wrap::paragraph;
use crate::ui::layout::cut_top;
use crate::ui::widget::Numerals;
use crate::ui::widget::numerals::LARGE;
use crate::ui::widget::paint;

/// Width between the number and the words.
const BESIDE: u16 = 3;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some((member, curve)) = ctx.front().filter(|_| !area.is_empty()) else { return };
    let theme = ctx.theme;
    let Some(point) = most(curve) else {
        paint::left(buf, area, &curve.measured.plan.label, theme.strong());
        return;
    };
    let figure = point.speedup.map_or_else(String::new, |s| format!("{:.1}{}", s.value, theme.glyphs.times));
    let large = area.height > LARGE && theme.glyphs.blocks;
    let columns = Numerals::width(&figure) * if large { 2 } else { 1 };
    (&Numerals::new(&figure, theme.accent(), &theme.glyphs).large(large)).render(area, buf);
    let mut words = paint::after(area, columns + BESIDE);
    let (mark, style) = theme.series(member.look);
    let row = cut_top(&mut words, 1);
    let row = paint::after(paint::left(buf, row, mark, style), 1);
    paint::left(buf, row, &heading(&curve.measured.plan.label), theme.strong());
    let workers = if point.workers == 1 { "worker" } else { "workers" };
    let efficiency = point.efficiency.map(|e| format!(": {} each", percent(e.value))).unwrap_or_default();
    let doubted = if point.doubts.is_empty() { "" } else { " (?)" };
    let told = format!("with {} {workers}{efficiency}{doubted}", point.workers);
    paint::left(buf, cut_top(&mut words, 1), &told, theme.text());
    if let Some(limit) = &curve.measured.limit {
        for line in paragraph(&format!("{}.", capital(clause(limit))), words.width) {
            paint::left(buf, cut_top(&mut words, 1), &line, theme.strong());
        }
    }
}

/// The point with the most workers that have a core each; else the first point.
fn most(curve: &ChartCurve) -> Option<&Point> {
    let points = &curve.measured.points;
    points.iter().rev().find(|point| point.region == Region::Cores).or(points.first())
}
