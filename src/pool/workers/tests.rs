//! Slots, sizes and hopes. The processes only have to exist: shells that are given a file they cannot find.

use std::path::Path;

use super::*;
use crate::pool::breaker::MOST;
use crate::pool::task_queue::Chunk;

const NOW: Nanos = Nanos::from_millis(100_000);

fn start(workers: &mut Workers, index: usize) -> &mut RunningWorker {
    workers.start(index, WorkerProcess::start(Path::new("/bin/sh")).unwrap(), NOW);
    workers.get_mut(index).unwrap()
}

fn start_ready(workers: &mut Workers, index: usize) -> &mut RunningWorker {
    let worker = start(workers, index);
    worker.welcome(9, NOW);
    worker
}

fn give(worker: &mut RunningWorker, first: u32, tasks: u32) {
    let chunk = Chunk { first, step: 1, len: tasks, attempt: 1, careful: false, fault: None };
    worker.tasks_mut().give(chunk, None, None);
}

fn due(workers: &Workers) -> Vec<bool> {
    (0..workers.len()).map(|index| workers.is_due(index, NOW)).collect()
}

#[test]
fn a_pool_grows_by_new_processes_and_shrinks_by_none() {
    let mut workers = Workers::new(2);
    start_ready(&mut workers, 0);
    workers.resize(3, Some(NOW));
    assert_eq!((workers.len(), workers.size()), (3, 3));
    assert_eq!(due(&workers), [false, true, true], "one has a process");
    workers.resize(0, Some(NOW));
    assert_eq!((workers.len(), workers.size()), (3, 1), "one worker at least; slots stay");
    assert_eq!(due(&workers), [false; 3], "surplus workers get no process any more");
    workers.resize(2, None);
    assert_eq!(due(&workers), [false; 3], "started when there is work for it");
    assert_eq!(workers.next_due(), None);
}

#[test]
fn surplus_workers_are_not_fed() {
    let mut workers = Workers::new(3);
    start_ready(&mut workers, 0);
    start(&mut workers, 1);
    start_ready(&mut workers, 2);
    assert_eq!(workers.idle(), [0, 2], "one is not ready");
    give(workers.get_mut(0).unwrap(), 0, 1);
    assert_eq!((workers.idle(), workers.first_idle()), (vec![2], Some(2)));
    workers.resize(2, None);
    assert_eq!((workers.idle(), workers.first_idle()), (vec![], Some(2)));
    assert!(!workers.may_take_a_task(2, true, NOW));
}

#[test]
fn the_worker_with_most_tasks_is_relieved_unless_it_has_one_chunk_only() {
    let mut workers = Workers::new(3);
    (0..3).for_each(|index| _ = start_ready(&mut workers, index));
    give(workers.get_mut(0).unwrap(), 0, 50);
    assert!(workers.busiest_mut().is_none(), "what it executes cannot be recalled");
    for (index, first) in [(1, 100), (2, 200)] {
        let worker = workers.get_mut(index).unwrap();
        give(worker, first, 1);
        give(worker, first + 1, u32::try_from(index).unwrap());
    }
    let busiest = workers.busiest_mut().unwrap();
    assert_eq!(busiest.tasks().in_hand(), 3);
    busiest.recall(1);
    assert_eq!(workers.busiest_mut().unwrap().tasks().in_hand(), 2, "the other one was asked");
}

#[test]
fn vacant_slots_are_filled_for_the_tasks_that_nothing_comes_for() {
    let mut workers = Workers::new(4);
    start_ready(&mut workers, 0);
    start(&mut workers, 2);
    workers.fill(1, NOW);
    assert_eq!(due(&workers), [false; 4], "a process is on its way");
    workers.fill(2, NOW);
    assert_eq!(due(&workers), [false, true, false, false]);
    workers.fill(9, NOW);
    assert_eq!(due(&workers), [false, true, false, true]);
}

#[test]
fn a_slot_that_fails_too_often_is_given_up_while_another_is_promising() {
    let mut workers = Workers::new(2);
    start_ready(&mut workers, 0);
    for failure in 1..=MOST {
        assert_eq!(workers.missing(), Some(1), "after {failure} failures");
        workers.retry(1, NOW, "it exits");
    }
    assert_eq!(workers.missing(), None, "the rest begins without it");
    assert!(workers.next_due().is_some_and(|due| due > NOW), "it is tried again after a pause");
    assert_eq!((workers.broken(), workers.hopeless()), (None, None));
    assert!(!workers.may_take_a_task(1, false, NOW), "no task is kept for it");
    workers.succeed(1);
    assert!(workers.may_take_a_task(1, false, NOW), "its process is planned");
    assert_eq!(workers.missing(), Some(1));
}

#[test]
fn when_no_slot_is_promising_no_process_is_started_any_more() {
    let mut workers = Workers::new(2);
    for index in [0, 1] {
        (0..MOST).for_each(|_| workers.retry(index, NOW, "it exits"));
    }
    let reason = format!("it exits ({MOST} in a row came to nothing)");
    assert_eq!((workers.broken(), workers.hopeless()), (Some(reason.as_str()), Some(reason.as_str())));
    assert_eq!((workers.next_due(), workers.missing()), (None, Some(0)));
    workers.fill(9, NOW);
    workers.replace(0, NOW);
    assert_eq!(workers.next_due(), None);
    assert!(!workers.may_take_a_task(0, true, NOW));
}

#[test]
fn a_worker_that_lives_is_hope_when_the_breaker_has_tripped() {
    let mut workers = Workers::new(2);
    start(&mut workers, 0);
    (0..MOST).for_each(|_| workers.retry(0, NOW, "it exits"));
    (0..MOST).for_each(|_| workers.retry(1, NOW, "it exits"));
    assert!(workers.broken().is_some());
    assert_eq!(workers.hopeless(), None, "it may still work");
    workers.slot_mut(0).take_running();
    assert!(workers.hopeless().is_some() && workers.are_gone());
}

#[test]
fn dismissal_asks_each_worker_once_and_plans_nothing() {
    let mut workers = Workers::new(2);
    start_ready(&mut workers, 0);
    workers.resize(2, Some(NOW));
    workers.dismiss();
    let sent = workers.bytes().map(|bytes| bytes.out).sum::<u64>();
    assert!(sent > 0 && workers.get(0).is_some_and(RunningWorker::is_leaving));
    assert_eq!((workers.next_due(), workers.first_idle()), (None, None));
    workers.dismiss();
    assert_eq!(workers.bytes().map(|bytes| bytes.out).sum::<u64>(), sent);
    assert_eq!(workers.pids().iter().flatten().count(), 1);
    assert_eq!(workers.executed(), [0, 0]);
}
