//! Current activity of each live lane, in a sentence.

use super::leading;
use crate::event::{Phase, Schedule};
use crate::model::Model;
use crate::model::lane::{Lane, LaneState};
use crate::model::score::Score;
use crate::model::waiting::Leading;
use crate::model::words::size_of_its_own;
use crate::text::words::{counted, counted_as};

/// The sentences of the moment; before any lane runs, what is done for them.
pub(super) fn moment(model: &Model) -> Vec<String> {
    let live: Vec<String> = model.lanes.iter().filter_map(|lane| moment_of(model, lane)).collect();
    if !live.is_empty() {
        return live;
    }
    let begins = |lane: &Lane| matches!(lane.state, LaneState::Waiting | LaneState::Starting);
    let sentence = match model.phase {
        None => return Vec::new(),
        Some(Phase::Probing) => return vec![coming(model)],
        Some(Phase::Calibrating) => "Finding out how fast one worker is.",
        Some(Phase::Spinning) => "Spinning on all cores, to see what the machine can give now.",
        Some(Phase::Racing) if model.lanes.iter().any(begins) => "The workers are starting.",
        Some(Phase::Racing) => "All lanes have ended.",
    };
    vec![sentence.into()]
}

/// Most lanes that are named before they run.
const NAMED: usize = 3;

/// The next step, in a sentence.
fn coming(model: &Model) -> String {
    let phrases: Vec<&str> = model.lanes.iter().map(|lane| lane.plan.phrase.as_str()).collect();
    let (named, more) = phrases.split_at(phrases.len().min(NAMED));
    let more = match more.len() {
        0 => String::new(),
        more => format!(" and {}", counted_as(more, "more lane", "more lanes")),
    };
    let turns = model.plan.as_ref().is_some_and(|plan| plan.schedule == Schedule::Turns);
    let between = if turns { ", then by " } else { ", by " };
    let tasks = model.tasks().map_or_else(|| "the tasks".into(), |tasks| counted(tasks, "task"));
    format!("First a look at the machine, then {tasks} by {}{more}.", named.join(between))
}

/// Activity of a live lane, in a sentence; `None` before its workers are ready, and for one that has ended.
fn moment_of(model: &Model, lane: &Lane) -> Option<String> {
    let said = match lane.state {
        LaneState::Running => {
            let figure = Leading::of(model, lane, &Score::of(model, lane));
            let size = size_of_its_own(model, lane).map_or_else(String::new, |size| format!("; {size}"));
            format!("{}{size}", figure.map_or_else(|| progress(model, lane), leading::told))
        }
        LaneState::Ending => format!("{}; its results are being checked", progress(model, lane)),
        _ => return None,
    };
    Some(format!("{}: {said}.", model.name_of(lane)))
}

/// Number of tasks that are done, in words: `12 of 64 tasks are done`, `all 64 tasks are done`.
fn progress(model: &Model, lane: &Lane) -> String {
    let failed = if lane.failed > 0 { format!(", {} failed", lane.failed) } else { String::new() };
    match model.tasks_of(lane) {
        Some(1) if lane.done == 1 => "its task is done".into(),
        Some(tasks) if lane.done >= tasks => format!("all {tasks} tasks are done"),
        Some(tasks) => format!("{} of {} done{failed}", lane.done, counted_as(tasks, "task is", "tasks are")),
        None => format!("{} done{failed}", counted(lane.done, "task")),
    }
}

#[cfg(test)]
mod tests;
