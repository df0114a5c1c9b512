//! The chunks of each worker as boxes with the numbers of their tasks.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::event::{Nanos, WorkerId};
use crate::model::followed::{ChunkRun, FollowedChunk};
use crate::model::lane::Lane;
use crate::text::duration::duration;
use crate::text::width::{pad_end, pad_start, width as columns};
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::view::page::sheet::Sheet;

/// Most tasks of a chunk whose numbers are all written.
const WRITTEN: u32 = 4;

/// Adds the rows of all workers, and the axis where boxes are as long as their chunks took.
pub(super) fn push(ctx: &DrawContext, lane: &Lane, workers: usize, width: u16, sheet: &mut Sheet) {
    let digits = workers.saturating_sub(1).to_string().len();
    let label = |worker: usize| format!("worker {}  ", pad_start(&worker.to_string(), digits));
    let plot = usize::from(width).saturating_sub(label(0).len());
    let rows: Vec<Row> = (0..workers).map(|worker| Row::of(ctx.theme, lane, worker)).collect();
    let span = Extent::of(ctx, lane);
    // An event loop executes many chunks at the same time: their boxes would lie upon each other.
    let placed = if lane.in_flight.is_none() { scaled(&rows, &span, plot) } else { None };
    let quiet = ctx.theme.quiet();
    if let Some(lines) = placed {
        for (worker, mut spans) in lines.into_iter().enumerate() {
            spans.insert(0, Span::styled(label(worker), quiet));
            sheet.0.push(Line::from(spans));
        }
        let end = duration((span.until - span.from).secs());
        let axis = format!("{}0 s{}", " ".repeat(label(0).len()), pad_start(&end, plot.saturating_sub(3)));
        sheet.0.push(Line::styled(axis, quiet));
    } else {
        for (worker, row) in rows.iter().enumerate() {
            let mut head = label(worker);
            for spans in row.in_sequence(plot) {
                let blank = " ".repeat(head.len());
                let mut parts = vec![Span::styled(std::mem::replace(&mut head, blank), quiet)];
                parts.extend(spans);
                sheet.0.push(Line::from(parts));
            }
        }
    }
}

/// The time that the boxes show.
struct Extent {
    from: Nanos,
    until: Nanos,
}

impl Extent {
    fn of(ctx: &DrawContext, lane: &Lane) -> Self {
        let from = lane.ready.or(lane.started).unwrap_or_default();
        Self { from, until: lane.end(ctx.model.now).max(from) }
    }

    /// The column of a time on a plot of this width.
    fn column(&self, at: Nanos, plot: usize) -> usize {
        let share = (at - self.from).share_of(self.until - self.from).clamp(0.0, 1.0);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the width of a plot"
        )]
        let column = (share * plot as f64).round() as usize;
        column
    }
}

/// The chunks of a worker.
struct Row {
    boxes: Vec<(ChunkRun, String)>,
    style: Style,
    open: Style,
    ellipsis: &'static str,
}

impl Row {
    fn of(theme: &Theme, lane: &Lane, worker: usize) -> Self {
        let id = WorkerId(u16::try_from(worker).unwrap_or(u16::MAX));
        let runs = lane.followed.runs_of(id).into_iter();
        let boxes = runs.map(|run| (numbers(&run.chunk, theme.glyphs.ellipsis), run));
        Self {
            boxes: boxes.map(|(text, run)| (run, text)).collect(),
            style: theme.holder(worker),
            open: theme.text(),
            ellipsis: theme.glyphs.ellipsis,
        }
    }

    /// A box of this width; one that has not ended is open.
    fn span(&self, run: &ChunkRun, text: &str, width: usize) -> Span<'static> {
        if run.until.is_some() {
            Span::styled(format!("[{}]", pad_end(text, width.saturating_sub(2))), self.style)
        } else {
            Span::styled(pad_end(&format!("[{text} {}", self.ellipsis), width), self.open)
        }
    }

    /// Least width of a box.
    fn least(&self, run: &ChunkRun, text: &str) -> usize {
        columns(text) + if run.until.is_some() { 2 } else { 2 + columns(self.ellipsis) }
    }

    /// The boxes one behind the other, in as many rows as they take; at least one.
    fn in_sequence(&self, plot: usize) -> Vec<Vec<Span<'static>>> {
        let (mut rows, mut taken) = (vec![Vec::new()], 0);
        for (run, text) in &self.boxes {
            let width = self.least(run, text);
            if taken > 0 && taken + width > plot {
                rows.push(Vec::new());
                taken = 0;
            }
            taken += width;
            if let Some(row) = rows.last_mut() {
                row.push(self.span(run, text, width));
            }
        }
        rows
    }
}

/// The boxes of all workers at their times; `None` where one of them has no room for its text.
fn scaled(rows: &[Row], span: &Extent, plot: usize) -> Option<Vec<Vec<Span<'static>>>> {
    if span.until == span.from {
        return None;
    }
    let of_row = |row: &Row| {
        let (mut spans, mut at) = (Vec::new(), 0);
        for (run, text) in &row.boxes {
            let from = span.column(run.from, plot).max(at);
            let until = span.column(run.until.unwrap_or(span.until), plot);
            let width = until.checked_sub(from).filter(|width| *width >= row.least(run, text))?;
            spans.push(Span::raw(" ".repeat(from - at)));
            spans.push(row.span(run, text, width));
            at = until;
            // What is queued behind it has not begun.
            if run.until.is_none() {
                break;
            }
        }
        Some(spans)
    };
    rows.iter().map(of_row).collect()
}

/// The numbers of a chunk's tasks: all of a few, else the first and the last.
fn numbers(chunk: &FollowedChunk, ellipsis: &str) -> String {
    let tasks: Vec<u32> = chunk.tasks().collect();
    match (&tasks[..], chunk.step) {
        ([first, .., last], 1) if chunk.count > WRITTEN => format!("{first}–{last}"),
        ([first, second, .., last], _) if chunk.count > WRITTEN => {
            format!("{first} {second} {ellipsis} {last}")
        }
        _ => tasks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_is_named_by_its_tasks() {
        let named = |first, step, count| {
            let (at, worker) = (Nanos::ZERO, WorkerId(0));
            numbers(&FollowedChunk { at, worker, first, step, count }, "…")
        };
        assert_eq!([named(3, 1, 1), named(0, 1, 3), named(10, 1, 50)], ["3", "0 1 2", "10–59"]);
        assert_eq!([named(0, 2, 3), named(1, 2, 9)], ["0 2 4", "1 3 … 17"]);
    }
}
