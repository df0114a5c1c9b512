use super::super::Reactor;
use super::*;
use std::time::Duration;

/// Runs all tasks to their end; returns their outcomes, in the order of their ends.
fn run(reactor: &Reactor, mut executor: Executor<'_, u64>) -> Vec<(u32, Result<u64, String>)> {
    let mut ended = Vec::new();
    while executor.in_flight() > 0 {
        executor.run_ready(|| true, |name, result| ended.push((name, result)));
        if !executor.has_ready() && executor.in_flight() > 0 {
            reactor.wait(Duration::from_secs(10)).unwrap();
        }
    }
    ended
}

#[test]
fn who_waits_shorter_ends_first_and_none_holds_up_another() {
    let (reactor, mut executor) = (Reactor::default(), Executor::default());
    for (name, millis) in [(0, 30), (1, 0), (2, 10), (3, 20)] {
        let reactor = &reactor;
        executor.spawn(name, async move {
            reactor.sleep(Duration::from_millis(millis)).await;
            millis
        });
    }
    assert_eq!(executor.in_flight(), 4);
    let order: Vec<u32> = run(&reactor, executor).into_iter().map(|(name, _)| name).collect();
    assert_eq!(order, [1, 2, 3, 0]);
}

#[test]
fn a_panic_ends_its_own_task_alone() {
    let (reactor, mut executor) = (Reactor::default(), Executor::default());
    executor.spawn(0, async {
        reactor.sleep(Duration::from_millis(1)).await;
        panic!("in a task");
    });
    executor.spawn(1, async {
        reactor.sleep(Duration::from_millis(2)).await;
        7
    });
    let ended = run(&reactor, executor);
    let (0, Err(panic)) = &ended[0] else { panic!("{ended:?}") };
    assert!(panic.starts_with("in a task"), "{panic}");
    assert_eq!(ended[1], (1, Ok(7)));
}

#[test]
fn places_are_used_again_and_late_wakes_find_nobody() {
    let mut executor = Executor::default();
    for round in 0..100 {
        executor.spawn(round, async move { u64::from(round) });
        // The task is ready twice; it has ended when its second turn comes.
        executor.ready.list().push_back(0);
        let mut ended = Vec::new();
        executor.run_ready(|| true, |name, result| ended.push((name, result)));
        assert_eq!(ended, [(round, Ok(u64::from(round)))]);
    }
    assert_eq!((executor.places.len(), executor.in_flight()), (1, 0));
}

#[test]
fn a_stop_is_heeded_between_two_tasks() {
    let done = std::cell::Cell::new(0);
    let mut executor = Executor::default();
    for name in 0..10 {
        let done = &done;
        executor.spawn(name, async move { done.set(done.get() + 1) });
    }
    executor.run_ready(|| done.get() < 3, |_, _| {});
    assert_eq!((done.get(), executor.in_flight()), (3, 7));
    executor.run_ready(|| true, |_, _| {});
    assert_eq!((done.get(), executor.in_flight()), (10, 0), "no task was forgotten");
}
