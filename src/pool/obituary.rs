//! The report of a worker's unexpected end, in words.

use std::io;

use super::running_worker::RunningWorker;
use super::wire::WireError;
use super::worker::COMPLAINT;
use crate::event::{Nanos, Obituary};
use crate::sys::c::Reaped;
use crate::sys::child::describe;

/// The exit status of a process, e.g. `exit 0`.
pub(super) fn exit_status(reaped: &io::Result<Reaped>) -> String {
    let status = reaped.as_ref().map(|reaped| reaped.status);
    describe(&status.map_err(|error| io::Error::new(error.kind(), error.to_string())))
}

/// Its exit, with the reason that the worker gives when it cannot go on: no memory, or an invalid message of its pool.
/// After an invalid message of its own, that comes first.
pub(super) fn exit(worker: &RunningWorker, status: String, error: Option<&WireError>) -> String {
    let own = |line: &&String| line.starts_with(COMPLAINT) || line.starts_with("memory allocation of ");
    let exit = match worker.process().last_lines().iter().rev().find(own) {
        Some(line) => format!("{status}: {}", line.strip_prefix(COMPLAINT).unwrap_or(line)),
        None => status,
    };
    match error {
        Some(error) => format!("{error}; then {exit}"),
        None => exit,
    }
}

/// The cause of its end: the deadline that its task exceeded, given this `limit`, and its exit.
pub(super) fn cause(worker: &RunningWorker, exit: &str, limit: Option<Nanos>) -> String {
    match worker.exceeded(limit) {
        Some(deadline) => {
            let stopped = if worker.is_stopped() { ", stopped by a signal" } else { "" };
            format!("its task took longer than {:.1} s{stopped}; then {exit}", deadline.secs())
        }
        None => exit.into(),
    }
}

/// The cause of a failed start, with the last line of the worker.
pub(super) fn with_last_line(worker: &RunningWorker, cause: &str) -> String {
    match worker.process().last_lines().back() {
        Some(line) => format!("it ended ({cause}); its last line was: {line}"),
        None => format!("it ended ({cause})"),
    }
}

/// The obituary of a worker that died for this `cause`. Its tasks are still its own.
pub(super) fn obituary(
    worker: &RunningWorker,
    cause: String,
    reaped: Option<&Reaped>,
    now: Nanos,
) -> Obituary {
    let running = worker.tasks().running();
    let returned = worker.tasks().in_hand().saturating_sub(usize::from(running.is_some()));
    Obituary {
        pid: worker.pid(),
        cause,
        task: running.map(|(task, _)| task),
        attempt: running.map(|(_, attempt)| attempt),
        returned: u32::try_from(returned).unwrap_or(u32::MAX),
        noticed_after: worker.killed().map(|killed| now - killed),
        uptime: worker.uptime(now),
        tasks: worker.tasks().executed(),
        cpu: reaped.map(Reaped::cpu),
        peak_rss: worker.peak_rss(),
        last_lines: worker.process().last_lines().iter().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            with_last_line(&worker, "exit 2"),
            format!("it ended (exit 2); its last line was: {last}")
        );
    }
}
