//! The worker that the viewer has selected, and whether a fault can be injected into it.

use super::update::UiState;
use crate::event::{Fault, LaneId, WorkerId};
use crate::model::Model;
use crate::model::lane::Lane;

/// A worker process into which a fault can be injected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultTarget {
    /// Its lane.
    pub lane: LaneId,
    /// The worker.
    pub worker: WorkerId,
    /// Its process ID, where known.
    pub pid: Option<u32>,
}

impl FaultTarget {
    /// The fault and its target as a sentence for the screen, with what to expect.
    #[must_use]
    pub fn told(&self, fault: Fault) -> String {
        let pid = self.pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
        format!("{} for worker {}{pid}: {}.", fault.name(), self.worker.0, fault.about())
    }
}

/// Whether a lane's workers are processes of this program, owned by a pool that accepts faults.
#[must_use]
pub fn is_faulty(lane: &Lane) -> bool {
    lane.plan.processes && lane.plan.python.is_none()
}

/// Whether there is a worker now into which a fault can be injected.
#[must_use]
pub fn is_any(model: &Model) -> bool {
    model.lanes.iter().any(|lane| lane.is_live() && is_faulty(lane))
}

impl UiState {
    /// The lane in which workers are selected: the focused one; until the viewer has chosen it, preferably a running
    /// lane that accepts faults.
    #[must_use]
    pub fn lane_of_workers(&self, model: &Model) -> usize {
        let focus = self.focus_in(model);
        if self.focus.is_some()
            || model.lanes.get(focus).is_some_and(|lane| lane.is_live() && is_faulty(lane))
        {
            return focus;
        }
        model.lanes.iter().position(|lane| lane.is_live() && is_faulty(lane)).unwrap_or(focus)
    }

    /// The marked worker, if `lane` has it.
    #[must_use]
    pub fn worker_in(&self, model: &Model, lane: usize) -> Option<usize> {
        let workers = workers_of(model.lanes.get(lane)?);
        let chosen = self.worker.filter(|_| workers > 0 && self.lane_of_workers(model) == lane)?;
        Some(chosen % workers)
    }

    /// The selected worker, its lane first: the marked one, or the first that exists.
    #[must_use]
    pub fn selected(&self, model: &Model) -> Option<(usize, usize)> {
        let place = self.lane_of_workers(model);
        let lane = model.lanes.get(place).filter(|lane| workers_of(lane) > 0)?;
        let first = || lane.workers.iter().position(|worker| !worker.life.is_over()).unwrap_or(0);
        Some((place, self.worker_in(model, place).unwrap_or_else(first)))
    }

    /// The worker to inject a fault into: the selected one, or the first that exists.
    ///
    /// # Errors
    /// Why there is none, as a sentence for the screen.
    pub fn fault_target(&self, model: &Model) -> Result<FaultTarget, String> {
        let place = self.lane_of_workers(model);
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
        let worker = self.selected(model).map_or(0, |(_, worker)| worker);
        let pid = lane.workers.get(worker).and_then(|worker| worker.pid);
        Ok(FaultTarget {
            lane: lane.plan.id,
            worker: WorkerId(u16::try_from(worker).unwrap_or(u16::MAX)),
            pid,
        })
    }

    /// Marks this worker of this lane; returns the sentence for it.
    pub(super) fn mark(&mut self, model: &Model, lane: usize, worker: usize) -> Option<String> {
        (self.focus, self.worker) = (Some(lane), Some(worker));
        self.marked(model)
    }

    /// Moves the mark by this many workers, wrapping around; marks the first when none was marked.
    pub(super) fn select_worker(&mut self, model: &Model, steps: isize) -> Option<String> {
        let place = self.lane_of_workers(model);
        let lane = model.lanes.get(place)?;
        let count = workers_of(lane);
        if count == 0 {
            return None;
        }
        let selected = match self.worker_in(model, place) {
            None if steps > 0 => 0,
            None => count - 1,
            Some(worker) => (worker + count).saturating_add_signed(steps) % count,
        };
        self.mark(model, place, selected)
    }

    /// Sentence on the marked worker and the faults it accepts.
    fn marked(&self, model: &Model) -> Option<String> {
        let place = self.lane_of_workers(model);
        let (lane, selected) = (model.lanes.get(place)?, self.worker_in(model, place)?);
        let pid = lane.workers.get(selected).and_then(|worker| worker.pid);
        let pid = pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
        let keys = if is_faulty(lane) && lane.is_live() {
            ": x kills it, X lists what else can be done to it"
        } else {
            ""
        };
        Some(format!("Worker {selected}{pid} of {}{keys}.", model.name_of(lane)))
    }
}

fn workers_of(lane: &Lane) -> usize {
    lane.workers.len().max(lane.plan.workers as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::action::Action;
    use crate::ui::script::Script;
    use crate::ui::update::{Effect, Reach};

    #[test]
    fn the_first_worker_is_meant_until_another_is_selected() {
        let model = Script::of(&["gil", "pool"]).on(3, 2).model_at(9.0);
        let mut state = UiState::default();
        assert_eq!(state.fault_target(&model).unwrap().worker, WorkerId(0));
        assert_eq!(state.worker_in(&model, 1), None, "nobody was marked");
        for expected in [0, 1, 2, 0] {
            state.update(Action::NextWorker, &model, Reach::default());
            assert_eq!(state.worker_in(&model, 1), Some(expected));
        }
        state.update(Action::Up, &model, Reach::default());
        let fault_target = FaultTarget { lane: LaneId(1), worker: WorkerId(2), pid: Some(4713) };
        assert_eq!(state.fault_target(&model), Ok(fault_target));
        assert_eq!(state.worker_in(&model, 0), None, "the mark is in one lane");
        assert_eq!(
            state.update(Action::Kill, &model, Reach::default()),
            Effect::Inject(fault_target, Fault::Kill)
        );
    }

    #[test]
    fn why_nothing_can_be_done_is_said() {
        let script = Script::of(&["gil", "pool"]);
        let refused = |seconds: f64, focus: Option<usize>| {
            let mut state = UiState { focus, ..UiState::default() };
            let model = script.model_at(seconds);
            let Effect::Say(why) = state.update(Action::Kill, &model, Reach::default()) else {
                panic!("there is nobody to kill");
            };
            assert_eq!(state.update(Action::Faults, &model, Reach::default()), Effect::Say(why.clone()));
            why
        };
        assert!(refused(3.0, None).starts_with("Threads cannot be killed one by one"));
        assert!(refused(3.0, Some(1)).contains("pool lane is not running"));
        assert!(refused(1000.0, Some(1)).starts_with("It is over"));
    }

    #[test]
    fn where_lanes_run_together_the_processes_are_meant() {
        let model = Script::of(&["gil", "pool"]).on(2, 4).split().model_at(2.0);
        let state = UiState::default();
        assert_eq!((state.focus_in(&model), state.fault_target(&model).unwrap().lane), (0, LaneId(1)));
    }
}
