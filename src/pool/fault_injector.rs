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
mod tests {
    use super::*;

    const NOW: Nanos = Nanos::from_millis(10_000);

    fn plan(fault: Fault, worker: Option<u16>, at: Option<u64>) -> FaultPlan {
        FaultPlan { fault, worker, at: at.map(Nanos::from_millis) }
    }

    /// An injector whose first task was handed out at [`NOW`].
    fn injector(planned: &[FaultPlan]) -> FaultInjector {
        let mut injector = FaultInjector::new(planned.to_vec());
        injector.on_task(NOW);
        injector.on_task(NOW + Nanos::from_millis(500));
        injector
    }

    #[test]
    fn a_fault_is_due_at_its_time_after_the_first_task_or_when_no_task_waits() {
        let kill = plan(Fault::Kill, None, Some(100));
        let later = |ms| NOW + Nanos::from_millis(ms);
        let take = |ms, waiting| injector(&[kill]).take_due(later(ms), waiting, 2, |_| true);
        assert_eq!(take(99, 5), None);
        assert_eq!(take(100, 5), Some((0, kill)));
        assert_eq!(take(0, 0), Some((0, kill)), "no task is left to wait for");
        let mut before = FaultInjector::new(vec![kill]);
        assert_eq!(before.take_due(later(9_000), 0, 2, |_| true), None, "no task was handed out yet");
    }

    #[test]
    fn faults_without_a_named_worker_hit_one_after_another() {
        let mut injector = injector(&[plan(Fault::Kill, None, None); 4]);
        let hit: Vec<usize> = std::iter::from_fn(|| injector.take_due(NOW, 9, 3, |index| index != 1))
            .map(|(index, _)| index)
            .collect();
        assert_eq!(hit, [0, 2, 2, 0], "worker 1 is in no task");
    }

    #[test]
    fn a_fault_without_a_target_stays_planned() {
        let stop = plan(Fault::Stop, None, None);
        let mut injector = injector(&[plan(Fault::Kill, Some(2), None), stop]);
        assert_eq!(injector.take_due(NOW, 9, 3, |index| index != 2), Some((0, stop)));
        assert_eq!(injector.take_due(NOW, 9, 3, |index| index != 2), None);
        assert_eq!(injector.planned(), [plan(Fault::Kill, Some(2), None)], "it is what was missed");
        assert_eq!(injector.take_due(NOW, 9, 0, |_| true), None, "no worker at all");
    }

    #[test]
    fn one_from_outside_comes_with_a_task_only_near_the_end() {
        let plans = [plan(Fault::Kill, Some(0), Some(900)), plan(Fault::Kill, Some(1), Some(900))];
        let mut injector = injector(&plans);
        assert_eq!(injector.take_with_task(1, NOW, 2), None, "two tasks wait, and one other fault");
        assert_eq!(injector.take_with_task(1, NOW, 1), Some(plans[1]));
        assert_eq!(injector.take_with_task(1, NOW, 0), None, "the other one is not meant for it");
        assert_eq!(injector.take_with_task(0, NOW, 0), Some(plans[0]));
    }

    #[test]
    fn a_poisoned_task_is_no_fault_of_a_worker() {
        let mut injector = injector(&[plan(Fault::Poison(17), None, None), plan(Fault::Hang, None, None)]);
        assert_eq!(injector.poisoned(), [17]);
        assert_eq!(injector.take_with_task(0, NOW, 9).map(|plan| plan.fault), Some(Fault::Hang));
        assert_eq!(injector.take_with_task(0, NOW, 0), None);
        injector.on_poison(Fault::Poison(17));
        assert_eq!((injector.poisoned(), injector.planned()), (Vec::new(), &[][..]));
    }

    #[test]
    fn a_task_is_kept_for_each_fault_of_another_worker_that_may_take_one() {
        let named = |worker| plan(Fault::Panic, Some(worker), None);
        let injector = injector(&[named(0), named(1), named(2)]);
        let most = |most, alive: &[usize]| injector.unreserved(0, most, || 5, |index| alive.contains(&index));
        assert_eq!(most(None, &[0, 1, 2]), Some(3));
        assert_eq!(most(Some(2), &[0, 1, 2]), Some(2));
        assert_eq!(most(Some(9), &[0, 1]), Some(4));
        assert_eq!(most(Some(9), &[0]), Some(9), "the others are gone");
    }

    #[test]
    fn a_stopped_worker_rests_for_a_second() {
        let mut injector = FaultInjector::default();
        injector.rest(3, NOW);
        injector.rest(1, NOW + REST);
        assert!(injector.is_resting(3) && !injector.is_resting(0));
        assert_eq!(injector.take_rested(NOW + REST - Nanos(1)), [0usize; 0]);
        assert_eq!(injector.take_rested(NOW + REST), [3]);
        assert!(!injector.is_resting(3) && injector.is_resting(1));
    }
}
