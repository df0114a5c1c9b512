//! Threads under a global interpreter lock: shared memory, one runs at a time.

use super::task_feed::TaskFeed;
use super::worker_threads::{self, Runtime};
use super::{Context, Job, Lane, LaneError};
use crate::event::{EventKind, LaneId, LockAccount, LockStats, Nanos, Outcome, WorkerId};
use crate::gil::{self, Ledger, Locked};
use crate::time_account::Meter;

/// The `gil` lane.
#[derive(Debug)]
pub(super) struct Gil;

impl Lane for Gil {
    fn kind(&self) -> &'static str {
        "gil"
    }

    fn label(&self) -> &'static str {
        "threads, simulated GIL"
    }

    fn about(&self) -> &'static str {
        "threads under one simulated interpreter lock: only the holder computes"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 {
            "1 thread under a lock".into()
        } else {
            format!("{workers} threads under one lock")
        }
    }

    fn locked(&self) -> bool {
        true
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        worker_threads::run(job, context, &UnderLock::of(job.workers, 1, &job.interval))
    }
}

/// The lock of one run, or one for each thread, and the threads' ledgers.
pub(super) struct UnderLock {
    locks: Vec<gil::Gil>,
    ledgers: Vec<Ledger>,
}

impl UnderLock {
    /// Ledgers for `threads` threads on `locks` locks: the thread `t` takes the lock `t % locks`.
    pub(super) fn of(threads: u16, locks: u16, interval: &gil::Interval) -> Self {
        Self {
            locks: (0..locks.max(1)).map(|_| gil::Gil::new(interval.clone())).collect(),
            ledgers: (0..threads).map(|worker| Ledger::new(WorkerId(worker))).collect(),
        }
    }

    /// Begins a thread's work; the thread holds its lock when this returns.
    pub(super) fn enter<'a>(&'a self, thread: u16, meter: &'a mut Meter) -> Locked<'a> {
        let place = usize::from(thread);
        Locked::enter(&self.locks[place % self.locks.len()], u32::from(thread), &self.ledgers[place], meter)
    }
}

impl Runtime for UnderLock {
    fn work(&self, feed: &mut TaskFeed<'_>, meter: &mut Meter) -> Result<(), LaneError> {
        let mut interpreter = self.enter(feed.worker, meter);
        feed.execute(&mut interpreter);
        interpreter.leave();
        Ok(())
    }

    fn lock_stats(&self, now: Nanos) -> Option<LockStats> {
        Some(LockStats {
            interval_us: self.locks.first()?.interval().micros(),
            switches: self.locks.iter().map(gil::Gil::switches).sum(),
            all: gil::account_of_all(&self.ledgers, now),
        })
    }

    fn lock_account(&self, worker: u16, now: Nanos) -> Option<LockAccount> {
        self.ledgers.get(usize::from(worker)).map(|ledger| ledger.account(now))
    }

    fn trace(&self, lane: LaneId, now: Nanos) -> Option<EventKind> {
        let gil::Traced { holds, marks, lost } = gil::trace_of_all(&self.ledgers, now);
        let something = !holds.is_empty() || !marks.is_empty() || lost > 0;
        something.then_some(EventKind::LockTrace { lane, holds, marks, lost })
    }
}
