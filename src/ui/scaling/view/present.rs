//! For a projector: one figure, large, and its meaning in few words: of a comparison how many times as fast a machine is,
//! else the speed-up of the curve in front.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::context::DrawContext;
use crate::scaling::analysis::{Point, Region};
use crate::scaling::chart::ChartCurve;
use crate::scaling::compare::Headline;
use crate::text::percent::percent;
use crate::text::words::heading;
use crate::text::words::{capital, clause};
use crate::text::wrap::{paragraph, shortened};
use crate::ui::layout::cut_top;
use crate::ui::widget::Numerals;
use crate::ui::widget::numerals::LARGE;
use crate::ui::widget::paint;

/// Width between the number and the words.
const BESIDE: u16 = 3;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some((member, curve)) = ctx.front().filter(|_| !area.is_empty()) else { return };
    if let Some(headline) = ctx.set.headline(&curve.machine.name) {
        compared(ctx, headline, area, buf);
        return;
    }
    let theme = ctx.theme;
    let Some(point) = most(curve) else {
        paint::left(buf, area, &curve.measured.plan.label, theme.strong());
        return;
    };
    let figure = point.speedup.map_or_else(String::new, |s| format!("{:.1}{}", s.value, theme.glyphs.times));
    let mut words = numerals(ctx, &figure, area, buf);
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
        let limit = format!("{}.", capital(clause(limit)));
        sentences(ctx, [(limit, theme.strong())], words, buf);
    }
}

/// The headline of a comparison: the figure of the machine in front, or of the second where that is the first.
fn compared(ctx: &DrawContext, headline: &Headline, area: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let figure = headline.times.map_or_else(String::new, |times| {
        let sign = if headline.significant { "" } else { "~" };
        let digits = if times < 10.0 { 2 } else { 1 };
        format!("{sign}{times:.digits$}{}", theme.glyphs.times)
    });
    let words = numerals(ctx, &figure, area, buf);
    let basis = headline.basis.iter().map(|basis| (format!("{}.", capital(basis)), theme.text()));
    let first = (headline.sentence.clone(), theme.strong());
    sentences(ctx, std::iter::once(first).chain(basis), words, buf);
}

/// Writes the sentences that fit whole, one below the other. The first is there at any size: what does not fit of it is
/// marked as cut.
fn sentences(
    ctx: &DrawContext,
    sentences: impl IntoIterator<Item = (String, Style)>,
    mut area: Rect,
    buf: &mut Buffer,
) {
    for (place, (sentence, style)) in sentences.into_iter().enumerate() {
        let (lines, rows) = (paragraph(&sentence, area.width), usize::from(area.height));
        if place > 0 && lines.len() > rows {
            return;
        }
        for line in shortened(lines, rows, area.width, ctx.theme.glyphs.ellipsis) {
            paint::left(buf, cut_top(&mut area, 1), &line, style);
        }
    }
}

/// Draws a figure as large as there is room; returns the area beside it.
fn numerals(ctx: &DrawContext, figure: &str, area: Rect, buf: &mut Buffer) -> Rect {
    let theme = ctx.theme;
    let large = area.height > LARGE && theme.glyphs.blocks;
    let columns = Numerals::width(figure) * if large { 2 } else { 1 };
    (&Numerals::new(figure, theme.accent(), &theme.glyphs).large(large)).render(area, buf);
    paint::after(area, columns + BESIDE)
}

/// The point with the most workers that have a core each; else the first point.
fn most(curve: &ChartCurve) -> Option<&Point> {
    let points = &curve.measured.points;
    points.iter().rev().find(|point| point.region == Region::Cores).or(points.first())
}
