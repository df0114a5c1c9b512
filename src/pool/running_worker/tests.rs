use super::*;
use crate::event::FaultPlan;
use crate::pool::task_queue::Chunk;
use std::path::Path;

const NOW: Nanos = Nanos::from_millis(5_000);

/// A process that only has to exist: a shell that is given a file it cannot find.
fn worker() -> RunningWorker {
    RunningWorker::new(WorkerProcess::start(Path::new("/bin/sh")).unwrap(), NOW)
}

fn give(worker: &mut RunningWorker, tasks: u32, fault: Option<Fault>) {
    let chunk = Chunk { first: 0, step: 1, len: tasks, attempt: 1, careful: false, fault };
    let plan = fault.map(|fault| FaultPlan { fault, worker: None, at: None });
    worker.tasks_mut().give(chunk, plan, None);
}

fn account() -> TimeAccount {
    ObservedTime::default().account(NOW, NOW)
}

#[test]
fn a_worker_is_ready_once() {
    let mut worker = worker();
    assert!(worker.is_starting() && !worker.is_idle());
    assert_eq!(worker.welcome(9, NOW + Nanos(7)), Some(Nanos(7)));
    assert!(worker.is_ready() && worker.is_idle());
    assert_eq!(worker.welcome(9, NOW + Nanos(8)), None, "an impossible message");
    worker.dismiss();
    assert!(worker.is_leaving() && !worker.is_ready());
    assert!(worker.welcome(9, NOW).is_some(), "it was asked to leave before it was ready");
    assert!(worker.is_leaving());
}

#[test]
fn it_leaves_in_order_only_when_asked_to_and_without_tasks() {
    let mut worker = worker();
    worker.welcome(9, NOW);
    assert!(!worker.take_leave(account(), Nanos(3), Findings::default()), "an impossible message");
    assert!(!worker.has_left_in_order());
    give(&mut worker, 1, None);
    worker.dismiss();
    assert!(worker.take_leave(account(), Nanos(3), Findings::default()));
    assert!(!worker.has_left_in_order(), "it has a task");
    worker.tasks_mut().finish(0, 1, 1);
    assert!(worker.has_left_in_order());
    let remains = worker.into_remains(None, "exit 0".into(), NOW + Nanos(50));
    assert_eq!((remains.tid, remains.tasks, remains.cpu), (9, 1, Nanos(3)), "as it reported");
}

#[test]
fn a_surplus_worker_gives_back_its_chunks_before_it_leaves() {
    let mut worker = worker();
    worker.welcome(9, NOW);
    give(&mut worker, 1, None);
    give(&mut worker, 1, None);
    assert!(worker.can_recall());
    worker.dismiss_early();
    assert!(!worker.can_recall() && !worker.is_leaving(), "it was asked for them");
    worker.end_recall();
    assert!(worker.can_recall());
    worker.tasks_mut().finish(0, 1, 1);
    assert!(!worker.can_recall(), "the last one has begun");
    worker.tasks_mut().finish(0, 1, 1);
    worker.dismiss_early();
    assert!(worker.is_leaving());
}

#[test]
fn it_is_condemned_by_a_kill_or_by_a_fault_on_its_way() {
    let mut worker = worker();
    give(&mut worker, 2, Some(Fault::Exit));
    assert!(worker.is_condemned() && !worker.ends_on_demand(), "the task has not begun");
    worker.tasks_mut().begin(0, 1);
    assert!(worker.ends_on_demand());
    worker.tasks_mut().finish(0, 1, 1);
    assert!(!worker.is_condemned() && !worker.ends_on_demand());
    worker.mark_killed(NOW);
    worker.mark_killed(NOW + NOW);
    assert!(worker.is_condemned() && worker.ends_on_demand());
    assert_eq!(worker.killed(), Some(NOW), "the first time counts");
}

#[test]
fn a_hang_has_a_deadline_of_its_own_where_none_is_given() {
    let mut worker = worker();
    give(&mut worker, 2, Some(Fault::Hang));
    assert_eq!(worker.deadline(None), None, "the task has not begun");
    worker.tasks_mut().begin(0, 1);
    assert_eq!(worker.deadline(None), Some(HANG_DEADLINE));
    assert_eq!(worker.deadline(Some(Nanos(5))), Some(Nanos(5)));
    worker.watch(None, HANG_DEADLINE, true, NOW);
    assert_eq!(worker.exceeded(None), Some(HANG_DEADLINE), "it does not rest: it is not stopped");
}

#[test]
fn a_start_has_a_time_limit() {
    let mut worker = worker();
    assert!(worker.late_start(NOW + READY_WITHIN - Nanos(1)).is_none());
    assert!(matches!(worker.late_start(NOW + READY_WITHIN), Some(WireError::Silent(20))));
    worker.welcome(9, NOW);
    assert!(worker.late_start(NOW + READY_WITHIN).is_none());
    assert!(!worker.has_proved_itself(NOW) && worker.has_proved_itself(NOW + YOUNG));
}
