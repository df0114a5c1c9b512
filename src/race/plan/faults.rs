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
mod tests {
    use super::super::plan;
    use super::*;
    use crate::event::Machine;
    use crate::race::choices::LaneChoice;
    use std::time::Duration;

    fn refusal(choices: &Choices) -> String {
        plan(choices, &Machine::with_cpus(2)).unwrap_err().to_string()
    }

    fn with(fault: &str) -> Choices {
        Choices { faults: vec![fault.parse().unwrap()], ..Choices::default() }
    }

    #[test]
    fn a_fault_needs_a_process_a_worker_and_a_task() {
        assert!(plan(&with("kill:1@2s"), &Machine::with_cpus(2)).is_ok());
        let threads = Choices { lanes: vec![LaneChoice::of("gil")], ..with("kill") };
        assert_eq!(
            refusal(&threads),
            "a fault (--fault) is for worker processes of this program, and no lane of the race has any; those are pool, \
             processes"
        );
        let threads = Choices { faults: Vec::new(), deadline: Some(Duration::from_secs(1)), ..threads };
        assert!(refusal(&threads).starts_with("a deadline (--deadline)"));
        assert_eq!(
            refusal(&with("kill:2")),
            "the fault kill:2 is for a worker that is not there: accepted are workers 0 to 1"
        );
        assert_eq!(
            refusal(&with("poison:64")),
            "the fault poison:64 is for a task that is not there: accepted are tasks 0 to 63"
        );
    }
}
