//! The plan of a race with a Python function of the user's: what the interpreter finds, and how it is handed out.

use super::super::choices::{CallChoice, Choices};
use super::super::limits::MOST_TASKS;
use super::Entry;
use super::error::PlanError;
use crate::event::{CallPlan, LanePlan, WorkloadPlan};
use crate::python;
use crate::workload::Kind;

/// Chunks a worker gets of a list, as of `Pool.map`.
const CHUNKS_A_WORKER: u32 = 4;

/// The function and its arguments, as the first lane's interpreter finds them.
pub(super) fn found(
    call: &CallChoice,
    choices: &Choices,
    entries: &[Entry<'_>],
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
        Some(python) => {
            python::look(python, &asked, MOST_TASKS).map_err(|error| PlanError::Call(error.to_string()))
        }
        None => Ok(asked),
    }
}

/// The function as the workload of a race.
pub(super) fn workload_plan(call: CallPlan, choices: &Choices, lanes: &[LanePlan]) -> WorkloadPlan {
    let workers = lanes.iter().map(|lane| lane.workers).max().unwrap_or(1).max(1);
    let usual = || call.arguments.div_ceil(workers.saturating_mul(CHUNKS_A_WORKER)).max(1);
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
    }
}
