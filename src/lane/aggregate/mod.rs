//! Aggregates the results of a lane's workers: results in task order, failures, the digest.

use std::num::NonZero;
use std::thread::{self, ScopedJoinHandle};

use sha2::{Digest, Sha256};

use crate::event::{Account, Activity, ActivityTotals, Failure, IpcStats, LockStats, Nanos, Outcome};
use crate::time_account::TimeAccount;
use crate::workload::{TaskOutcome, Value, hex};

/// The three times that frame a lane: start, first task, last result.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) started: Nanos,
    pub(super) ready: Nanos,
    pub(super) finished: Nanos,
}

/// Makes a lane's outcome of its tasks' outcomes, in task order. Of a lane that has its CPUs to itself, large results are
/// hashed on all of them; where other lanes are still measured on the same ones (`shared`), by this thread alone.
pub(super) fn outcome(
    span: Span,
    tasks: &[Option<TaskOutcome>],
    shared: bool,
    accounts: Vec<Account>,
    lock: Option<LockStats>,
    ipc: Option<IpcStats>,
) -> Outcome {
    let count = |wanted: fn(&TaskOutcome) -> bool| {
        u32::try_from(tasks.iter().flatten().filter(|o| wanted(o)).count()).unwrap_or(u32::MAX)
    };
    // Each result is serialised once: those of large ones are a hash.
    let results = if is_large(tasks) && !shared {
        Some(json_in_parallel(tasks, thread::available_parallelism().map_or(1, NonZero::get)))
    } else {
        (tasks.len() <= Outcome::RESULTS).then(|| json_of(tasks))
    };
    let digest = match &results {
        Some(results) => digest(results.iter().map(ToString::to_string)),
        None => digest(tasks.iter().map(|task| json(task.as_ref()).to_string())),
    };
    let results = results.filter(|results| results.len() <= Outcome::RESULTS);
    Outcome {
        started: span.started,
        ready: span.ready,
        finished: span.finished,
        done: count(Result::is_ok),
        failed: count(Result::is_err),
        failures: failures(tasks),
        digest,
        results,
        accounts,
        lock,
        ipc,
        retried: 0,
        quarantined: Vec::new(),
        costs: None,
        in_flight: None,
        counted_here: None,
        agreement: None,
        executions: None,
        usage: None,
    }
}

/// SHA-256 over the results' JSON texts in task order, each followed by a line feed, `null` where there is
/// none; the first 16 hexadecimal digits. Any language can compute it.
fn digest(results: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    for result in results {
        hash.update(result);
        hash.update(b"\n");
    }
    hex(&hash.finalize()[..8])
}

/// Bytes of results from which they are hashed in parallel: one thread takes some 10 ms for them.
const LARGE: usize = 16 << 20;
/// Least bytes of a result, on average: the texts that stand for smaller ones would take as much memory as they do.
const EACH: usize = 4096;

/// Whether the results are so large that hashing them takes time.
fn is_large(tasks: &[Option<TaskOutcome>]) -> bool {
    let bytes = |task: &Option<TaskOutcome>| match task {
        Some(Ok(Value::Bytes(bytes))) => bytes.len(),
        _ => 0,
    };
    let all = tasks.iter().map(bytes).fold(0, usize::saturating_add);
    all >= LARGE && all / tasks.len() >= EACH
}

/// The JSON values of results, in task order.
fn json_of(tasks: &[Option<TaskOutcome>]) -> Vec<serde_json::Value> {
    tasks.iter().map(|task| json(task.as_ref())).collect()
}

/// The JSON values of results, in task order, made by so many threads. They run on the CPUs of this one, which is confined
/// to the lane's.
fn json_in_parallel(tasks: &[Option<TaskOutcome>], threads: usize) -> Vec<serde_json::Value> {
    let parts = tasks.chunks(tasks.len().div_ceil(threads.max(1)).max(1));
    thread::scope(|scope| {
        let started: Vec<_> = parts
            .map(|part| {
                let thread = thread::Builder::new().name("digest".into());
                (part, thread.spawn_scoped(scope, move || json_of(part)))
            })
            .collect();
        // A part for which there was no thread is hashed here.
        let joined = |(part, thread): (_, std::io::Result<ScopedJoinHandle<'_, _>>)| {
            thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| json_of(part))
        };
        started.into_iter().flat_map(joined).collect()
    })
}

fn json(task: Option<&TaskOutcome>) -> serde_json::Value {
    match task {
        Some(Ok(value)) => value.to_json(),
        _ => serde_json::Value::Null,
    }
}

fn failures(tasks: &[Option<TaskOutcome>]) -> Vec<Failure> {
    let failed = tasks.iter().enumerate().filter_map(|(task, outcome)| match outcome {
        Some(Err(reason)) => Some(Failure { task: u32::try_from(task).ok()?, reason: reason.clone() }),
        _ => None,
    });
    failed.take(Outcome::FAILURES).collect()
}

/// Order in which activities are cut from the time beyond the last result. Every activity is here: time accounts
/// longer than the span would not add up.
const CUT: [Activity; Activity::ALL.len()] = [
    Activity::LockWait,
    Activity::Idle,
    Activity::Stopped,
    Activity::Transfer,
    Activity::Serialise,
    Activity::CoreWait,
    Activity::Compute,
    Activity::Blocked,
    Activity::Io,
    Activity::Spawn,
];

/// A worker's time by activity, fitted to the lane's whole span: `spawn` until its account was opened, `idle` after
/// it was closed. Time beyond the last result is cut. No task is executed then: a worker waits for the lock, only to
/// find that nothing is left to do, or it is idle, or the cost of messages is measured on it.
pub(super) fn extend_to(books: &TimeAccount, span: Span) -> ActivityTotals {
    let mut time = books.time;
    time[Activity::Spawn] += books.opened - span.started;
    time[Activity::Idle] += span.finished - books.closed;
    let mut beyond = books.closed - span.finished;
    for activity in CUT {
        let cut = beyond.min(time[activity]);
        time[activity] = time[activity] - cut;
        beyond = beyond - cut;
    }
    time
}

#[cfg(test)]
mod tests;
