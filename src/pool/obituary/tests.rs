use super::super::process::WorkerProcess;
use super::super::task_queue::Chunk;
use super::*;
use crate::event::Stream;
use std::path::Path;

const NOW: Nanos = Nanos::from_millis(5_000);

/// A shell that is given a file it cannot find, and complains about that.
fn worker() -> RunningWorker {
    RunningWorker::new(WorkerProcess::start(Path::new("/bin/sh")).unwrap(), NOW)
}

#[test]
fn an_obituary_tells_the_running_task_from_those_returned() {
    let mut worker = worker();
    let chunk = Chunk { first: 6, step: 1, len: 3, attempt: 2, careful: false, fault: None };
    worker.tasks_mut().give(chunk, None, None);
    let report = |worker: &RunningWorker| {
        let obituary = obituary(worker, "exit 1".into(), None, NOW + Nanos(90));
        (obituary.task, obituary.attempt, obituary.returned, obituary.noticed_after)
    };
    assert_eq!(report(&worker), (None, None, 3, None));
    worker.tasks_mut().begin(6, 2);
    worker.mark_killed(NOW + Nanos(50));
    assert_eq!(report(&worker), (Some(6), Some(2), 2, Some(Nanos(40))));
}

#[test]
fn a_cause_names_what_came_first() {
    let mut worker = worker();
    let exit = exit(&worker, "exit 70".into(), Some(&WireError::Absurd("task 7".into())));
    assert_eq!(exit, "it sent an impossible message: task 7; then exit 70");
    assert_eq!(cause(&worker, "exit 70", Some(Nanos(1))), "exit 70");
    let chunk = Chunk { first: 6, step: 1, len: 3, attempt: 2, careful: false, fault: None };
    worker.tasks_mut().give(chunk, None, None);
    let limit = Some(Nanos::from_millis(1_500));
    worker.watch(limit, Nanos::from_millis(1_500), false, NOW);
    assert_eq!(cause(&worker, "exit 70", limit), "its task took longer than 1.5 s; then exit 70");
}

#[test]
fn a_failed_start_is_reported_with_its_last_line() {
    let mut worker = worker();
    assert_eq!(with_last_line(&worker, "exit 2"), "it ended (exit 2)");
    while !worker.process().has_ended() {
        std::thread::yield_now();
    }
    let lines = worker.process_mut().read_lines(Stream::Err, true);
    let last = lines.last().expect("a shell without its file complains");
    assert_eq!(with_last_line(&worker, "exit 2"), format!("it ended (exit 2); its last line was: {last}"));
}
