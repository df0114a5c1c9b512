//! Interpreters in one process, each with a lock of its own: true parallelism, nothing shared, data copied.
//!
//! What CPython has since 3.12 (PEP 684, a lock for each interpreter) and offers as `InterpreterPoolExecutor`
//! since 3.14 (PEP 734): threads of one process that never wait for each other's lock, because they share no
//! objects. Arguments and results are turned into bytes and back, as between processes, but no process is
//! started and no pipe is crossed. Here each thread runs under a simulated lock of its own, which no other thread
//! ever requests, and has a memory of its own.

use super::gil::UnderLock;
use super::task_feed::TaskFeed;
use super::worker_threads::{self, Runtime};
use super::{Context, Job, Lane, LaneError};
use crate::event::{Activity, LockAccount, LockStats, Nanos, Outcome};
use crate::gil::Locked;
use crate::pool::wire::{self, WireError};
use crate::time_account::Meter;
use crate::workload::{TaskOutcome, Value};

/// The `interpreters` lane.
#[derive(Debug)]
pub(super) struct Interpreters;

impl Lane for Interpreters {
    fn kind(&self) -> &'static str {
        "interpreters"
    }

    fn label(&self) -> &'static str {
        "interpreters, simulated GIL each"
    }

    fn about(&self) -> &'static str {
        "a thread, a lock and a memory for each interpreter: arguments are copied"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 { "1 interpreter".into() } else { format!("{workers} interpreters with a lock each") }
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        worker_threads::run(job, context, &LockEach(UnderLock::of(job.workers, job.workers, &job.interval)))
    }
}

/// The locks of one run, one for each thread.
struct LockEach(UnderLock);

impl Runtime for LockEach {
    const OWN_MEMORY: bool = true;

    fn work(&self, feed: &mut TaskFeed<'_>, meter: &mut Meter) -> Result<(), LaneError> {
        let mut interpreter = self.0.enter(feed.worker, meter);
        feed.execute_as(&mut interpreter, |interpreter, value| copy(interpreter, &value));
        interpreter.leave();
        Ok(())
    }

    fn lock_stats(&self, now: Nanos) -> Option<LockStats> {
        self.0.lock_stats(now)
    }

    fn lock_account(&self, worker: u16, now: Nanos) -> Option<LockAccount> {
        self.0.lock_account(worker, now)
    }
}

/// Copies a value as for another interpreter: serialises it and deserialises it again.
fn copy(interpreter: &mut Locked<'_>, value: &Value) -> TaskOutcome {
    interpreter.meter().switch(Activity::Serialise);
    let copied = through_bytes(value);
    interpreter.meter().switch(Activity::Compute);
    copied.map_err(|error| format!("a value cannot be copied to another interpreter: {error}"))
}

fn through_bytes(value: &Value) -> Result<Value, WireError> {
    let mut frame = Vec::new();
    wire::append_frame(&mut frame, value)?;
    // The message is preceded by its length.
    wire::decode(&frame[4..])
}

#[cfg(test)]
mod tests;
