//! The worker process into which a fault can be injected.

use super::selection::Selection;
use crate::event::{Fault, LaneId, WorkerId};
use crate::model::Model;
use crate::model::lane::LaneState;

/// A worker process into which a fault can be injected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FaultTarget {
    /// Its lane.
    pub lane: LaneId,
    /// The worker.
    pub worker: WorkerId,
    /// Its process ID, where known.
    pub pid: Option<u32>,
}

impl FaultTarget {
    /// The worker to inject a fault into: the selected one, or the first that exists.
    ///
    /// # Errors
    /// Why there is none, as a sentence for the screen.
    pub(crate) fn of(selection: &Selection, model: &Model) -> Result<Self, String> {
        let place = selection.lane_of_workers(model);
        let Some(lane) = model.lanes.get(place) else { return Err("No lane is there yet.".into()) };
        if !lane.plan.processes {
            let all = "Threads cannot be killed one by one; choose a lane of worker processes";
            return Err(format!("{all}{}.", if model.lanes.len() > 1 { " (tab)" } else { "" }));
        }
        if lane.plan.python.is_some() {
            return Err(
                "These are Python's own workers; choose a lane of this program's worker processes.".into()
            );
        }
        if model.is_over() {
            return Err("It is over; r runs it again.".into());
        }
        if !lane.is_live() {
            return Err(format!("The {} lane is not running.", model.name_of(lane)));
        }
        if lane.state == LaneState::Ending {
            let name = model.name_of(lane);
            return Err(format!("The {name} lane has all its results; its workers are ending."));
        }
        let worker = selection.selected(model).map_or(0, |(_, worker)| worker);
        let pid = lane.workers.get(worker).and_then(|worker| worker.pid);
        Ok(Self { lane: lane.plan.id, worker: WorkerId(u16::try_from(worker).unwrap_or(u16::MAX)), pid })
    }

    /// The fault and its target as a sentence for the screen, with what to expect.
    #[must_use]
    pub(crate) fn told(&self, fault: Fault) -> String {
        let pid = self.pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
        format!("{} for worker {}{pid}: {}.", fault.name(), self.worker.0, fault.about())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, EventKind};
    use crate::ui::lanes::has_fault_targets;
    use crate::ui::script::Script;

    #[test]
    fn a_lane_with_all_results_has_no_target_any_more() {
        let mut model = Script::of(&["pool"]).model_at(2.0);
        assert!(FaultTarget::of(&Selection::default(), &model).is_ok() && has_fault_targets(&model));
        let (at, done) = (model.now, model.tasks().unwrap());
        model.apply(&Event { at, fact: EventKind::Progress { lane: LaneId(0), done, failed: 0 } });
        let why = FaultTarget::of(&Selection::default(), &model).unwrap_err();
        assert_eq!(why, "The pool lane has all its results; its workers are ending.");
        assert!(!has_fault_targets(&model));
    }
}
