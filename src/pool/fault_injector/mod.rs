//! Fault injection: which fault hits which worker, and when.
//!
//! A fault either comes from outside, at any time, to a worker in the middle of a task, or it is sent with a task and
//! happens inside the worker. Those from outside are sent with a task as well when hardly any tasks are left during
//! which they could be injected, so that no planned fault is skipped while there is a worker for it.

use crate::event::{Fault, FaultPlan, Nanos};

/// Duration of an injected stop.
const REST: Nanos = Nanos::from_millis(1_000);

/// Faults that are planned, and workers stopped by one.
#[derive(Debug, Default)]
pub(super) struct FaultInjector {
    /// Faults still to be injected.
    planned: Vec<FaultPlan>,
    /// Number of planned faults handed out so far: where none is named, the next worker gets the next fault.
    injected: usize,
    /// Workers that are stopped, and the times at which they are to be continued.
    resting: Vec<(usize, Nanos)>,
    /// Time at which the first task was handed out; planned times count from here.
    first_task: Option<Nanos>,
}

/// Whether a planned fault is for a worker, not for a poisoned task, which hits whichever worker has it.
fn is_no_poison(plan: &FaultPlan) -> bool {
    !matches!(plan.fault, Fault::Poison(_))
}

impl FaultInjector {
    /// Faults to be injected.
    pub(super) fn new(planned: Vec<FaultPlan>) -> Self {
        Self { planned, ..Self::default() }
    }

    /// Records that a task is handed out.
    pub(super) fn on_task(&mut self, now: Nanos) {
        self.first_task.get_or_insert(now);
    }

    /// Plans more faults; also those that were to come with a task which is not executed, or that came too late for
    /// their worker.
    pub(super) fn plan(&mut self, plans: impl IntoIterator<Item = FaultPlan>) {
        self.planned.extend(plans);
    }

    /// Faults that are still to be injected.
    pub(super) fn planned(&self) -> &[FaultPlan] {
        &self.planned
    }

    /// Tasks that kill each worker which executes them.
    pub(super) fn poisoned(&self) -> Vec<u32> {
        let task = |plan: &FaultPlan| match plan.fault {
            Fault::Poison(task) => Some(task),
            _ => None,
        };
        self.planned.iter().filter_map(task).collect()
    }

    /// Records that a worker has met a poisoned task. It is planned no more; the task queue keeps it poisoned.
    pub(super) fn on_poison(&mut self, fault: Fault) {
        self.planned.retain(|plan| plan.fault != fault);
    }

    /// Takes the next fault from outside that is due now, while `waiting` tasks wait, and the worker it hits: the
    /// planned one, else each of `workers` in turn, provided that `is_target` holds for it.
    pub(super) fn take_due(
        &mut self,
        now: Nanos,
        waiting: usize,
        workers: usize,
        is_target: impl Fn(usize) -> bool,
    ) -> Option<(usize, FaultPlan)> {
        let target = |plan: &FaultPlan| {
            let named = plan.worker.map(usize::from);
            let mut order = (0..workers).map(|step| (self.injected + step) % workers);
            order.find(|index| named.is_none_or(|named| named == *index) && is_target(*index))
        };
        let hits = |(place, plan): (usize, &FaultPlan)| {
            let due = !plan.fault.comes_with_a_task() && self.is_due(plan, now, waiting, 0);
            target(plan).filter(|_| due).map(|index| (place, index))
        };
        let (place, index) = self.planned.iter().enumerate().find_map(hits)?;
        self.injected += 1;
        Some((index, self.planned.remove(place)))
    }

    /// Takes the planned fault to be sent with the task that this worker gets now, if one is due.
    pub(super) fn take_with_task(&mut self, worker: usize, now: Nanos, waiting: usize) -> Option<FaultPlan> {
        let others = self.planned.iter().filter(|plan| is_no_poison(plan)).count().saturating_sub(1);
        let meant = |plan: &FaultPlan| plan.worker.is_none_or(|named| usize::from(named) == worker);
        let comes = |plan: &FaultPlan| plan.fault.comes_with_a_task() || waiting <= others;
        let fits = |plan: &FaultPlan| {
            is_no_poison(plan) && meant(plan) && comes(plan) && self.is_due(plan, now, waiting, others)
        };
        let place = self.planned.iter().position(fits)?;
        self.injected += 1;
        Some(self.planned.remove(place))
    }

    /// Most tasks that may go to this worker, which would be given `most`: one of the `waiting` is kept for each
    /// fault planned for another worker, provided that `may_take_a_task` holds for that.
    pub(super) fn unreserved(
        &self,
        worker: usize,
        most: Option<u32>,
        waiting: impl FnOnce() -> usize,
        may_take_a_task: impl Fn(usize) -> bool,
    ) -> Option<u32> {
        let is_of_another = |plan: &&FaultPlan| {
            let other = plan.worker.map(usize::from).filter(|other| *other != worker);
            is_no_poison(plan) && other.is_some_and(&may_take_a_task)
        };
        let kept = self.planned.iter().filter(is_of_another).count();
        if kept == 0 {
            return most;
        }
        let free = u32::try_from(waiting().saturating_sub(kept)).unwrap_or(u32::MAX);
        Some(most.map_or(free, |most| most.min(free)))
    }

    /// Records that a worker was stopped, for [`REST`].
    pub(super) fn rest(&mut self, worker: usize, now: Nanos) {
        self.resting.push((worker, now + REST));
    }

    /// Whether a worker is stopped by fault injection.
    pub(super) fn is_resting(&self, worker: usize) -> bool {
        self.resting.iter().any(|(resting, _)| *resting == worker)
    }

    /// Takes the workers that have been stopped for long enough and are to be continued.
    pub(super) fn take_rested(&mut self, now: Nanos) -> Vec<usize> {
        self.resting.extract_if(.., |(_, until)| *until <= now).map(|(worker, _)| worker).collect()
    }

    /// Whether a fault is due: at most `left` tasks wait, or its time has passed. None is before the first task.
    fn is_due(&self, plan: &FaultPlan, now: Nanos, waiting: usize, left: usize) -> bool {
        let Some(elapsed) = self.first_task.map(|first| now - first) else { return false };
        waiting <= left || plan.at.is_none_or(|at| elapsed >= at)
    }
}

#[cfg(test)]
mod tests;
