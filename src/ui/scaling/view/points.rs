//! The points of all machines of a chart side by side: a row for each number of workers, throughput and speed-up of each
//! machine.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::scaling::analysis::Point;
use crate::scaling::chart::{Chart, ChartCurve, ChartEntry};
use crate::text::cut::cut;
use crate::text::figure::figure;
use crate::ui::layout::cut_top;
use crate::ui::widget::paint;

/// Width of the number of workers.
const WORKERS: u16 = 5;
/// Width of a machine: throughput, speed-up, and the mark of a doubt.
const MACHINE: u16 = 21;
/// Rows above the first point.
const HEADS: usize = 2;

/// Number of rows that it would fill.
pub(super) fn rows(ctx: &DrawContext, chart: &Chart) -> usize {
    workers(ctx, chart).len() + HEADS
}

pub(super) fn draw(ctx: &DrawContext, chart: &Chart, area: Rect, buf: &mut Buffer) {
    let (theme, mut rest) = (ctx.theme, area);
    let fitting = usize::from(area.width.saturating_sub(WORKERS) / MACHINE).max(1);
    // The machine in front is among those that are shown.
    let front = ctx.choice.member.min(chart.members.len().saturating_sub(1));
    let first = (front + 1).saturating_sub(fitting);
    let shown: Vec<&ChartEntry> = chart.members.iter().skip(first).take(fitting).collect();
    let cells = |row: Rect| {
        (0u16..).map(move |place| {
            Rect { x: row.x + WORKERS + place * MACHINE, width: MACHINE, ..row }.intersection(row)
        })
    };
    let (names, heads) = (cut_top(&mut rest, 1), cut_top(&mut rest, 1));
    let hidden = chart.members.len() - shown.len();
    if hidden > 0 {
        paint::left(
            buf,
            Rect { width: WORKERS.min(names.width), ..names },
            &format!("+{hidden}"),
            theme.quiet(),
        );
    }
    paint::right(buf, Rect { width: WORKERS.min(heads.width), ..heads }, "N", theme.quiet());
    for (member, (name, head)) in shown.iter().zip(cells(names).zip(cells(heads))) {
        let (mark, style) = theme.series(member.look);
        let room = paint::after(paint::left(buf, paint::after(name, 3), mark, style), 1);
        paint::left(buf, room, &cut(&member.name, room.width, theme.glyphs.ellipsis), theme.strong());
        paint::left(buf, head, &format!("{:>11} {:>7}", "tasks/s", "S"), theme.quiet());
    }
    let workers = workers(ctx, chart);
    let room = usize::from(rest.height);
    let (skipped, note) = (
        workers.len().saturating_sub(room),
        paint::after(area, WORKERS + MACHINE * u16::try_from(shown.len()).unwrap_or(0)),
    );
    if skipped > 0 {
        let wordings = [format!("+{skipped} not shown"), format!("+{skipped}")];
        let words = paint::fitting(&wordings, note.width).unwrap_or_default();
        paint::right(buf, Rect { height: 1, ..note }, words, theme.quiet());
    }
    // The largest numbers are the purpose of a comparison.
    for workers in workers.into_iter().skip(skipped) {
        let row = cut_top(&mut rest, 1);
        paint::right(buf, Rect { width: WORKERS.min(row.width), ..row }, &workers.to_string(), theme.text());
        for (member, cell) in shown.iter().zip(cells(row)) {
            let point = ctx.set.curve(member).and_then(|curve| point(curve, workers));
            let style = if point.is_some() { theme.text() } else { theme.quiet() };
            let after = paint::left(buf, cell, &told(point, theme.glyphs.dash), style);
            if point.is_some_and(|point| !point.doubts.is_empty()) {
                paint::left(buf, after, "?", theme.caution());
            }
        }
    }
}

/// All numbers of workers, ascending.
fn workers(ctx: &DrawContext, chart: &Chart) -> Vec<u32> {
    let curves = chart.members.iter().filter_map(|member| ctx.set.curve(member));
    let mut workers: Vec<u32> = curves.flat_map(|curve| curve.planned.iter().copied()).collect();
    workers.sort_unstable();
    workers.dedup();
    workers
}

fn point(curve: &ChartCurve, workers: u32) -> Option<&Point> {
    curve.measured.points.iter().find(|point| point.workers == workers)
}

/// Throughput and speed-up in fixed columns, a dash where they were not measured.
fn told(point: Option<&Point>, dash: &str) -> String {
    let rate = point.map_or_else(|| dash.into(), |point| figure(point.throughput.value));
    let speedup = point.and_then(|point| point.speedup).map_or_else(
        || dash.into(),
        |speedup| {
            let digits = usize::from(speedup.value < 100.0) + usize::from(speedup.value < 10.0);
            format!("{:.digits$}", speedup.value)
        },
    );
    format!("{rate:>11} {speedup:>7}")
}
