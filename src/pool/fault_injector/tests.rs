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
