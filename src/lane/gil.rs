//! Threads under a global interpreter lock: shared memory, one runs at a time.

use super::shift::Shift;
use super::team::{self, Runtime};
use super::{Context, Job, Lane, LaneError};
use crate::event::{Fact, LaneId, LockAccount, LockStats, Nanos, Outcome};
use crate::gil::{self, Ledger, Locked, Sum};
use crate::meter::Meter;

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
        team::run(job, context, &UnderLock::of(job.workers, &job.interval))
    }
}

/// The lock of one run and its threads' ledgers.
pub(super) struct UnderLock {
    gil: gil::Gil,
    ledgers: Vec<Ledger>,
}

impl UnderLock {
    /// A lock for so many threads.
    pub(super) fn of(threads: u16, interval: &gil::Interval) -> Self {
        let ledgers = (0..threads).map(|_| Ledger::default()).collect();
        Self { gil: gil::Gil::new(interval.clone()), ledgers }
    }

    /// A thread begins to execute tasks; it holds the lock when this returns.
    pub(super) fn enter<'a>(&'a self, thread: u16, meter: &'a mut Meter) -> Locked<'a> {
        Locked::enter(&self.gil, u32::from(thread), &self.ledgers[usize::from(thread)], meter)
    }

    /// What the lock did until `now`.
    pub(super) fn stats(&self, now: Nanos) -> LockStats {
        let sum = Sum::of(&self.ledgers, now);
        LockStats {
            interval_us: self.gil.interval().micros(),
            switches: self.gil.switches(),
            all: LockAccount {
                requests: self.gil.requests(),
                forced: self.gil.forced(),
                held: sum.held,
                wait_us: sum.wait_us(),
                hold_us: sum.hold_us(),
                ..LockAccount::default()
            },
        }
    }
}

impl Runtime for UnderLock {
    fn work(&self, shift: &mut Shift<'_>, meter: &mut Meter) -> Result<(), LaneError> {
        let mut interpreter = self.enter(shift.worker, meter);
        shift.execute(&mut interpreter);
        interpreter.leave();
        Ok(())
    }

    fn lock_stats(&self, now: Nanos) -> Option<LockStats> {
        Some(self.stats(now))
    }

    fn observe(&self, lane: LaneId, now: Nanos) -> Option<Fact> {
        self.lock_stats(now).map(|stats| Fact::Lock { lane, stats })
    }
}
