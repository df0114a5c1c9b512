//! Check of faults, deadline and recycling: whether the race has worker processes for them.

use super::error::PlanError;
use crate::event::{Fault, Plan};
use crate::lane::{self, Lane};
use crate::race::choices::Choices;

/// Checks faults, deadline and recycling against the lanes of `plan`.
pub(super) fn check(choices: &Choices, plan: &Plan) -> Result<(), PlanError> {
    let supports_fault_injection =
        |kind: &str| lane::by_kind(kind).is_some_and(Lane::supports_fault_injection);
    let crews: Vec<u32> =
        plan.lanes.iter().filter(|l| supports_fault_injection(&l.kind)).map(|l| l.workers).collect();
    let asked = [
        (!choices.faults.is_empty()).then_some("a fault (--fault)"),
        choices.deadline.filter(|_| choices.call.is_none()).map(|_| "a deadline (--deadline)"),
        choices.recycle.map(|_| "recycling (--recycle)"),
    ];
    let Some(fewest) = crews.into_iter().min() else {
        let what = asked.into_iter().flatten().next();
        return what.map_or(Ok(()), |what| Err(PlanError::NoProcesses(what)));
    };
    for fault in &choices.faults {
        if fault.worker.is_some_and(|worker| u32::from(worker) >= fewest) {
            return Err(PlanError::FaultyWorker { fault: fault.to_string(), most: fewest - 1 });
        }
        if let (Fault::Poison(task), Some(tasks)) = (fault.fault, plan.workload.tasks)
            && task >= tasks
        {
            return Err(PlanError::FaultyTask { fault: fault.to_string(), most: tasks - 1 });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
