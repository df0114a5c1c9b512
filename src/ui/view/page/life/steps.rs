//! The life of one process, step by step.

use ratatui::text::{Line, Span};

use crate::event::Nanos;
use crate::model::lane::Lane;
use crate::model::process::{Process, Starting};
use crate::text::cut::cut;
use crate::text::duration::duration;
use crate::text::escape::printed;
use crate::text::width::pad_start;
use crate::text::words::{counted, plural};
use crate::ui::theme::Theme;
use crate::ui::view::page::sheet::Sheet;

/// Most tasks, results and printed lines that have a step each.
const STEPS: usize = 3;
/// Columns of a time.
const TIME: usize = 9;
/// Columns of the word of a step.
const WORD: usize = 8;

/// A step: its time, its word, and what happens. Without a time it belongs to the step before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Option<Nanos>,
    pub(super) word: &'static str,
    pub(super) text: String,
}

fn step(at: impl Into<Option<Nanos>>, word: &'static str, text: impl Into<String>) -> Step {
    Step { at: at.into(), word, text: text.into() }
}

/// The one step of a process that is not ready.
pub(super) fn of_starting(starting: &Starting) -> Vec<Step> {
    vec![step(starting.at, "spawn", format!("this program starts process {}; it is not ready", starting.pid))]
}

/// The steps of a process, in the order of their times.
pub(super) fn of_process(lane: &Lane, process: &Process) -> Vec<Step> {
    let pid = process.pid;
    let mut steps = vec![match process.spawned {
        Some(at) => step(at, "spawn", format!("this program starts process {pid}")),
        None => step(lane.started, "start", format!("the lane begins to start process {pid}")),
    }];
    if process.ended != Some(process.ready) {
        let text = "the process runs: it has a pid and a memory of its own";
        steps.push(step(process.ready, "ready", text));
    }
    steps.extend(of_tasks(lane, process));
    steps.extend(of_lines(lane, process));
    let exit = process.exit.as_ref();
    let death = lane.deaths.iter().any(|death| death.obituary.pid == pid);
    if let (Some(exit), Some(at)) = (exit, process.ended) {
        steps.push(if death {
            step(at, "death", format!("it ended unexpectedly: {exit}"))
        } else {
            step(at, "join", format!("{exit}: it has ended, and this program has seen it"))
        });
    }
    // A line may arrive after the result that was sent behind it.
    steps.sort_by_key(|step| step.at);
    if let (Some(exit), None) = (exit, process.ended) {
        steps.push(step(None, "end", exit.clone()));
    } else if exit.is_none() {
        steps.push(step(None, "lives", "its end has not come"));
    }
    steps
}

/// Steps of its tasks: each of a few, else their number.
fn of_tasks(lane: &Lane, process: &Process) -> Vec<Step> {
    let its =
        |at: Nanos| at + Nanos::from_millis(1) >= process.ready && process.ended.is_none_or(|end| at <= end);
    let results: Vec<_> =
        lane.followed.results.iter().filter(|r| r.worker == process.worker && its(r.at)).collect();
    if results.is_empty() || results.len() > STEPS {
        let told = process.tasks.filter(|tasks| *tasks > 0).map(|tasks| tasks as usize);
        let Some(tasks) = told.or(Some(results.len()).filter(|tasks| *tasks > 0)) else { return Vec::new() };
        let last = results.last().map_or(process.ended, |result| Some(result.at));
        return vec![step(
            last.unwrap_or(process.ready),
            "tasks",
            format!("it has executed {}", counted(tasks, "task")),
        )];
    }
    let handed = lane.followed.chunks.iter().filter(|c| c.worker == process.worker && its(c.at));
    let handed = handed.map(|chunk| {
        let tasks: Vec<String> = chunk.tasks().take(STEPS).map(|task| task.to_string()).collect();
        step(chunk.at, "task", format!("it is handed {} {}", plural(tasks.len(), "task"), tasks.join(", ")))
    });
    let ended = results.iter().map(|result| {
        let value = result.value.as_deref().map_or_else(|| "it failed".to_string(), printed);
        step(result.at, "result", format!("task {}: {value}", result.task))
    });
    handed.take(STEPS).chain(ended).collect()
}

/// Steps of the lines it printed: the first ones.
fn of_lines(lane: &Lane, process: &Process) -> Vec<Step> {
    let lines: Vec<_> = lane.output.iter().filter(|line| line.pid == Some(process.pid)).collect();
    let more = lines.len().saturating_sub(STEPS);
    let shown = lines.iter().take(STEPS).map(|line| step(line.at, "prints", printed(&line.line)));
    let rest =
        lines.get(STEPS).map(|line| step(line.at, "prints", format!("{more} more {}", plural(more, "line"))));
    shown.chain(rest).collect()
}

/// Adds the steps as rows, and between them how long it took.
pub(super) fn push(theme: &Theme, steps: &[Step], width: u16, sheet: &mut Sheet) {
    let begin = steps.first().and_then(|step| step.at).unwrap_or_default();
    let room = usize::from(width).saturating_sub(TIME + 2 + WORD);
    let mut before: Option<Nanos> = None;
    for step in steps {
        if let (Some(before), Some(at)) = (before, step.at) {
            let between = format!("{} {}", theme.glyphs.vertical, duration((at - before).secs()));
            sheet.0.push(Line::styled(format!("{}{between}", " ".repeat(TIME + 2)), theme.quiet()));
        }
        let time = step.at.map_or_else(String::new, |at| duration((at - begin).secs()));
        let word = format!("{:WORD$}", step.word);
        sheet.0.push(Line::from(vec![
            Span::styled(pad_start(&time, TIME), theme.text()),
            Span::raw("  "),
            Span::styled(word, theme.strong()),
            Span::styled(cut(&step.text, room, theme.glyphs.ellipsis), theme.text()),
        ]));
        before = step.at.or(before);
    }
}
