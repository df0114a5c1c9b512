//! Check of sizes: whether arguments, results and workers' own memory fit into messages and into the machine.

use super::error::PlanError;
use crate::event::{LanePlan, Machine, Schedule};
use crate::race::choices::Choices;
use crate::race::limits::{LARGEST, most_tasks};

/// Checks that arguments and results fit into messages, and into memory.
pub(super) fn weigh(choices: &Choices, machine: &Machine) -> Result<(), PlanError> {
    let kind = choices.kind();
    let (tasks, size) = (choices.tasks.unwrap_or(kind.tasks()), choices.size.unwrap_or(kind.size()));
    if kind.bulky() && size > LARGEST as u64 {
        return Err(PlanError::Size { size, workload: kind.name() });
    }
    let most = most_tasks(kind, size, machine.memory);
    if tasks > most { Err(PlanError::Memory { tasks, size, memory: machine.memory, most }) } else { Ok(()) }
}

/// Checks that the scratch memory of all simultaneous workers takes no more than half of the machine's. Where the
/// memory is not known (0), there is no check.
pub(super) fn weigh_task_contexts(
    choices: &Choices,
    lanes: &[LanePlan],
    schedule: Schedule,
    machine: &Machine,
) -> Result<(), PlanError> {
    let kind = choices.kind();
    let size = choices.size.unwrap_or(kind.size());
    let workers = lanes.iter().map(|lane| lane.workers);
    let workers = match schedule {
        Schedule::Turns => workers.max().unwrap_or(0),
        Schedule::Together | Schedule::Split => workers.fold(0, u32::saturating_add),
    };
    let of_one_unit = kind.desk_bytes().saturating_mul(workers.into());
    let half = machine.memory / 2;
    if half == 0 || size.saturating_mul(of_one_unit) <= half {
        return Ok(());
    }
    let most = half.checked_div(of_one_unit).unwrap_or(0);
    Err(PlanError::Desks { workers, size, unit: kind.unit(), memory: machine.memory, most })
}

#[cfg(test)]
mod tests;
