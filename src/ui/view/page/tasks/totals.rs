//! Totals by worker, where single tasks are not told.

use ratatui::text::{Line, Span};

use crate::event::EventKind;
use crate::model::lane::Lane;
use crate::text::width::pad_start;
use crate::text::words::counted;
use crate::text::wrap::paragraph;
use crate::ui::view::context::DrawContext;
use crate::ui::view::page::sheet::Sheet;

/// Adds the reason, and a bar for each worker.
pub(super) fn push(ctx: &DrawContext, lane: &Lane, workers: usize, width: u16, sheet: &mut Sheet) {
    let theme = ctx.theme;
    let large = ctx.model.tasks_of(lane).is_some_and(|tasks| tasks > EventKind::FOLLOWED);
    let why = if large {
        format!("More than {} tasks: only totals.", EventKind::FOLLOWED)
    } else if lane.plan.python.is_some() {
        "Python does not say which worker executed which task: only totals.".into()
    } else if lane.done == 0 {
        "No task is handed out so far.".into()
    } else {
        "This recording does not say which worker executed which task: only totals.".into()
    };
    sheet.0.extend(paragraph(&why, width).into_iter().map(|row| Line::styled(row, theme.text())));
    sheet.gap();
    let tasks = |worker: usize| lane.workers.get(worker).map_or(0, |worker| worker.tasks);
    let most = (0..workers).map(tasks).max().unwrap_or(0);
    let digits = workers.saturating_sub(1).to_string().len();
    let figures = counted(most, "task").len();
    let room = usize::from(width).saturating_sub(digits + figures + "worker    ".len());
    for worker in 0..workers {
        let share = f64::from(tasks(worker)) / f64::from(most.max(1));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the room of a bar")]
        let filled = (share * room as f64).round() as usize;
        let label = format!("worker {}  ", pad_start(&worker.to_string(), digits));
        sheet.0.push(Line::from(vec![
            Span::styled(label, theme.quiet()),
            Span::styled(theme.glyphs.eighths[8].repeat(filled), theme.text()),
            Span::styled(format!(" {}", counted(tasks(worker), "task")), theme.strong()),
        ]));
    }
}
