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
mod tests;
