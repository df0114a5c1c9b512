//! The plan of a race with a Python function of the user's: what the interpreter finds, and how it is handed out.

use super::super::choices::{CallChoice, Choices, LaneChoice};
use super::super::limits::MOST_TASKS;
use super::entry::Entry;
use super::error::PlanError;
use crate::event::{CallPlan, LanePlan, PythonPlan, WorkloadPlan};
use crate::lane::LANES;
use crate::python::{self, PythonMode, StartMethod};
use crate::workload::Kind;

/// The function and its arguments, as the first lane's interpreter finds them, if that is to be asked.
pub(super) fn found(
    call: &CallChoice,
    choices: &Choices,
    entries: &[Entry],
    ask: bool,
) -> Result<CallPlan, PlanError> {
    if call.function.is_empty() {
        return Err(PlanError::NoFunction(if call.over.is_some() { "--over" } else { "--star" }));
    }
    if let Some(entry) = entries.iter().find(|entry| entry.python.is_none()) {
        return Err(PlanError::NotPython(entry.lane.kind()));
    }
    if call.over.is_some() && choices.tasks.is_some() {
        return Err(PlanError::TasksAndOver);
    }
    let asked = CallPlan {
        function: call.function.clone(),
        over: call.over.clone(),
        star: call.star,
        arguments: choices.tasks.unwrap_or(Kind::Call.tasks()),
        ..CallPlan::default()
    };
    // A lane whose interpreter cannot be used reports that itself; the others run.
    let usable =
        entries.iter().filter_map(|entry| entry.python.as_ref()).find(|python| python.problem.is_none());
    match usable {
        Some(python) if ask => {
            let found = python::look(python, &asked, MOST_TASKS, choices.deadline)
                .map_err(|error| PlanError::Call(error.to_string()))?;
            let locked = entries.iter().filter_map(|entry| entry.python.as_ref()).all(|python| python.gil);
            let free_threaded = locked.then(|| python::free_threaded_beside(python)).flatten();
            Ok(CallPlan { free_threaded, ..found })
        }
        _ => Ok(asked),
    }
}

/// Adds the lanes that suit the function, where none were chosen: an event loop for a coroutine function, interpreters
/// with a lock each where there are any. Without a function, lanes that are for functions alone are refused, and a start
/// method of one's own, too.
pub(super) fn settle(
    call: Option<&CallPlan>,
    choices: &Choices,
    entries: &mut Vec<Entry>,
) -> Result<(), PlanError> {
    let Some(call) = call else {
        let foreign = entries.iter().find(|entry| entry.lane.python().is_some_and(PythonMode::is_for_calls));
        if let Some(entry) = foreign {
            return Err(PlanError::OnlyCalls(entry.lane.kind().into()));
        }
        let forked = |entry: &&Entry| entry.choice.method.is_none_or(|method| method == StartMethod::Fork);
        return match entries.iter().find(|entry| !forked(entry)) {
            Some(entry) => Err(PlanError::OnlyCalls(format!("{} with a start method", entry.lane.kind()))),
            None => Ok(()),
        };
    };
    if !choices.has_usual_lanes() {
        return Ok(());
    }
    for mode in [PythonMode::Interpreters, PythonMode::Async] {
        let suits = |python: &PythonPlan| match mode {
            PythonMode::Async => call.coroutine,
            _ => python.interpreters,
        };
        let Some(lane) = LANES.iter().copied().find(|lane| lane.python() == Some(mode)) else {
            continue;
        };
        let pythons: Vec<PythonPlan> = entries
            .iter()
            .filter(|entry| entry.lane.python() == Some(PythonMode::Sequential))
            .filter_map(|entry| entry.python.clone())
            .filter(|python| python.problem.is_none() && suits(python))
            .collect();
        entries.extend(pythons.into_iter().map(|python| Entry {
            choice: LaneChoice::of(lane.kind()),
            lane,
            python: Some(python),
        }));
    }
    Ok(())
}

/// The function as the workload of a race.
pub(super) fn workload_plan(call: CallPlan, choices: &Choices, lanes: &[LanePlan]) -> WorkloadPlan {
    let workers = lanes.iter().map(|lane| lane.workers).max().unwrap_or(1).max(1);
    let usual = || CallChoice::usual_chunk(call.arguments, workers);
    WorkloadPlan {
        name: Kind::Call.name().into(),
        // Decided by a run of the list, where it is to last for so many seconds.
        tasks: (!choices.seconds.given).then_some(call.arguments),
        size: Some(1),
        unit: Kind::Call.unit().into(),
        seed: 1,
        chunk: choices.chunk.unwrap_or_else(usual),
        share: None,
        arg: None,
        call: Some(call),
        command: None,
    }
}
