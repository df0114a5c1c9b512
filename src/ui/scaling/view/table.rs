//! The points of the curve in front: a row for each number of workers; of a comparison the ratios, and the points of every
//! machine.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use super::{points, ratios};
use crate::scaling::analysis::Point;
use crate::scaling::chart::ChartCurve;
use crate::scaling::progress::Now;
use crate::statistics::Estimate;
use crate::text::duration::duration;
use crate::text::width::columns;
use crate::ui::layout::cut_top;
use crate::ui::widget::paint;

/// Width without the precision of each time; with it, [`FULL`].
pub(super) const NARROW: u16 = 52;
/// See [`NARROW`].
const FULL: u16 = 72;
/// Least width of sentences beside the wider table.
const WIDER: u16 = 40;

/// Width of the table within `columns`, beside sentences: as wide as ratios with their intervals need, if that leaves
/// `words` columns for the sentences.
pub(super) fn width(ctx: &DrawContext, columns: u16, words: u16) -> u16 {
    let most = columns.saturating_sub(words);
    let ratios = ctx.compared().map(|(chart, ratios)| ratios::width(chart, ratios).max(FULL));
    match ratios.filter(|ratios| *ratios <= most) {
        Some(ratios) => ratios,
        None if columns >= FULL + WIDER => FULL,
        None => NARROW,
    }
}

/// Number of rows that it would fill.
pub(super) fn rows(ctx: &DrawContext) -> u16 {
    let (rows, compared) = match ctx.compared() {
        Some((chart, ratios)) => (points::rows(ctx, chart), ratios::rows(ratios) + 1),
        None => (ctx.front().map_or(0, |(_, curve)| curve.planned.len() + 2), 0),
    };
    u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(compared)
}

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let mut rest = area;
    if let Some((chart, ratios)) = ctx.compared() {
        ratios::draw(ctx, chart, ratios, cut_top(&mut rest, ratios::rows(ratios)), buf);
        cut_top(&mut rest, 1);
        if rest.height >= 3 {
            points::draw(ctx, chart, rest, buf);
        }
        return;
    }
    let Some((member, curve)) = ctx.front().filter(|_| rest.height >= 3) else { return };
    let (theme, area) = (ctx.theme, rest);
    let (mark, style) = theme.series(member.look);
    let title = paint::left(buf, cut_top(&mut rest, 1), mark, style);
    paint::left(buf, paint::after(title, 1), &member.name, theme.strong());
    let full = area.width >= FULL;
    paint::left(buf, cut_top(&mut rest, 1), &head(full), theme.quiet());
    let running = running(ctx, curve);
    let (from, hidden) = seen(curve, running, usize::from(rest.height));
    if let Some(hidden) = hidden {
        let note = format!("+{hidden} not shown");
        paint::right(buf, Rect { height: 1, ..area }, &note, theme.quiet());
    }
    for workers in curve.planned.iter().skip(from).take(usize::from(rest.height)) {
        let row = cut_top(&mut rest, 1);
        let point = curve.measured.points.iter().find(|point| point.workers == *workers);
        let text = point
            .map_or_else(|| empty(*workers, theme.glyphs.dash), |point| line(point, full, theme.glyphs.dash));
        let style = match point {
            _ if running == Some(*workers) => theme.strong(),
            Some(_) => theme.text(),
            None => theme.quiet(),
        };
        let after = paint::left(buf, row, &text, style);
        if running == Some(*workers) {
            paint::left(buf, row, theme.glyphs.go_on, theme.accent());
        }
        if let Some(point) = point.filter(|point| !point.doubts.is_empty()) {
            paint::left(buf, after, &doubts(point, after.width), theme.caution());
        }
    }
}

/// Number of workers with which the curve is being measured now.
fn running(ctx: &DrawContext, curve: &ChartCurve) -> Option<u32> {
    match ctx.sweep.map(|(progress, _)| &progress.now) {
        Some(Now::Measuring { curve: running, workers, .. }) if *running as usize == curve.measured.place => {
            Some(*workers)
        }
        _ => None,
    }
}

/// First row shown, and the number of hidden rows; the row being measured is always shown.
fn seen(curve: &ChartCurve, running: Option<u32>, room: usize) -> (usize, Option<usize>) {
    let all = curve.planned.len();
    let hidden = all.saturating_sub(room);
    let at = running.and_then(|workers| curve.planned.iter().position(|n| *n == workers));
    // The largest numbers are the purpose of a sweep.
    let from = at.map_or(hidden, |at| hidden.min(at));
    (from, Some(hidden).filter(|hidden| *hidden > 0))
}

fn head(full: bool) -> String {
    let within = if full { "  within" } else { "" };
    let runs = if full { "  runs" } else { "" };
    let [n, time, speedup, interval, efficiency, e] = ["N", "time", "S", "interval", "E", "e"];
    format!("{n:>5}  {time:>8}{within}{runs} {speedup:>6} {interval:>11} {efficiency:>6}  {e:>5} ")
}

fn empty(workers: u32, dash: &str) -> String {
    format!("{workers:>5}  {dash:>8}")
}

/// Workers, time, speed-up with its interval, efficiency, Karp–Flatt.
fn line(point: &Point, full: bool, dash: &str) -> String {
    let mut text = format!("{:>5}  {:>8}", point.workers, duration(point.wall.value));
    if full {
        let within = (point.wall.high - point.wall.low) / 2.0 / point.wall.value * 100.0;
        // A single run has no interval.
        let within = if point.wall.coverage > 0.0 { format!("{within:.1}") } else { dash.into() };
        // Writing into a String cannot fail.
        let _ = write!(text, "  {within:>4} %  {:>4}", point.runs);
    }
    let speedup = point.speedup.map_or_else(|| format!("{dash:>6}{:>12}", ""), |s| speedup(&s, dash));
    let share = |figure: Option<f64>, digits: usize| {
        figure.map_or_else(|| dash.to_string(), |figure| format!("{figure:.digits$}"))
    };
    let efficiency = point.efficiency.map(|estimate| estimate.value * 100.0);
    let karp_flatt = point.karp_flatt.map(|estimate| estimate.value);
    let _ = write!(text, " {speedup} {:>4} %  {:>5} ", share(efficiency, 0), share(karp_flatt, 3));
    text
}

/// Three significant digits, in fixed columns.
fn speedup(estimate: &Estimate, dash: &str) -> String {
    let digits = usize::from(estimate.high < 100.0) + usize::from(estimate.high < 10.0);
    let known = estimate.coverage > 0.0;
    let interval = if known {
        format!("{:.digits$}{dash}{:.digits$}", estimate.low, estimate.high)
    } else {
        String::new()
    };
    format!("{:>6.digits$} {interval:>11}", estimate.value)
}

/// The kinds of its doubts as far as there is room, else their number.
fn doubts(point: &Point, width: u16) -> String {
    let kinds: Vec<&str> = point.doubts.iter().map(|doubt| doubt.doubt.kind.as_str()).collect();
    let all = format!("? {}", kinds.join(", "));
    if columns(&all) <= width { all } else { format!("?{}", kinds.len()) }
}
