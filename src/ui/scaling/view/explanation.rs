//! Sentences on the curve in front: what it computes, what limits it, what may be claimed, and its doubts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::context::DrawContext;
use crate::scaling::analysis::Point;
use crate::scaling::chart::ChartCurve;
use crate::scaling::output;
use crate::statistics::Estimate;
use crate::text::percent::percent;
use crate::text::words::counted;
use crate::text::words::{capital, clause};
use crate::text::wrap::paragraph;
use crate::ui::layout::cut_top;
use crate::ui::scaling::sweep::about;
use crate::ui::widget::paint;

/// Draws the sentences; `alone` if there is no table beside them.
pub(super) fn draw(ctx: &DrawContext, area: Rect, alone: bool, buf: &mut Buffer) {
    let mut rest = area;
    let mut lines: Vec<(String, Style)> = Vec::new();
    for (sentence, style) in sentences(ctx, alone) {
        let wrapped = paragraph(&sentence, area.width).into_iter().map(|line| (line, style));
        lines.extend(wrapped);
    }
    let room = usize::from(area.height);
    let hidden = lines.len().saturating_sub(room);
    // The last row counts what is not shown; the help has all of it.
    let kept = if hidden > 0 { room.saturating_sub(1) } else { room };
    for (line, style) in lines.iter().take(kept) {
        paint::left(buf, cut_top(&mut rest, 1), line, *style);
    }
    if hidden > 0 {
        let note = format!("+{}: ? help", counted(lines.len() - kept, "line"));
        paint::left(buf, rest, &note, ctx.theme.quiet());
    }
}

/// All sentences, the most important first.
pub(super) fn sentences(ctx: &DrawContext, alone: bool) -> Vec<(String, Style)> {
    let (theme, mut said) = (ctx.theme, Vec::new());
    if let Some(reason) = ctx.sweep.and_then(|(progress, _)| progress.failed.as_ref()) {
        said.push((format!("The sweep could not go on: {}.", clause(reason)), theme.loud()));
    }
    if let Some(message) = ctx.message {
        said.push((message.into(), theme.strong()));
    }
    let verdict = ctx.grouping().map(|grouping| grouping.sentences.as_slice()).unwrap_or_default();
    said.extend(verdict.iter().map(|words| (words.clone(), theme.strong())));
    if alone && let Some((member, curve)) = ctx.front() {
        said.extend(curve.measured.points.last().map(|point| (figures(&member.name, point), theme.strong())));
    }
    if let Some((_, curve)) = ctx.front() {
        said.extend(curve.measured.limit.iter().map(|limit| (sentence(limit), theme.strong())));
        if !curve.measured.points.is_empty() {
            said.push((sentence(&output::claim(&curve.measured)), theme.text()));
        }
        said.extend(doubts(curve).into_iter().map(|doubt| (doubt, theme.caution())));
    }
    said.extend(ctx.set.warnings.iter().map(|warning| (warning.clone(), theme.caution())));
    said.extend(ctx.set.doubts.iter().map(|doubt| (sentence(doubt), theme.caution())));
    said.extend(ctx.set.notes.iter().map(|note| (note.clone(), theme.text())));
    if let Some((_, curve)) = ctx.front() {
        said.push((sentence(&about(&curve.measured)), theme.quiet()));
    }
    said
}

/// A point's figures in a line.
fn figures(name: &str, point: &Point) -> String {
    let interval = |s: &Estimate| {
        if s.coverage > 0.0 { format!(" ({:.2} to {:.2})", s.low, s.high) } else { String::new() }
    };
    let speedup = point.speedup.map(|s| format!(", {:.2} ×{}", s.value, interval(&s)));
    let efficiency = point.efficiency.map(|e| format!(", {}", percent(e.value)));
    let workers = if point.workers == 1 { "worker" } else { "workers" };
    format!(
        "{name}: {} {workers}{}{}",
        point.workers,
        speedup.unwrap_or_default(),
        efficiency.unwrap_or_default()
    )
}

/// Each kind of doubt once, with the numbers of workers that it concerns.
fn doubts(curve: &ChartCurve) -> Vec<String> {
    let mut kinds: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for point in &curve.measured.points {
        for found in &point.doubts {
            let workers = point.workers.to_string();
            match kinds.iter_mut().find(|(kind, ..)| *kind == found.doubt.kind) {
                Some((.., numbers)) => numbers.push(workers),
                None => kinds.push((&found.doubt.kind, &found.doubt.message, vec![workers])),
            }
        }
    }
    let told = |(kind, message, numbers): (&str, &str, Vec<String>)| {
        format!("? {kind}, N = {}: {}", numbers.join(", "), sentence(message))
    };
    kinds.into_iter().map(told).collect()
}

fn sentence(words: &str) -> String {
    format!("{}.", capital(clause(words)))
}
