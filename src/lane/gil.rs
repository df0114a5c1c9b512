//! Threads under a global interpreter lock: shared memory, one runs at a time.

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
        let ledgers = (0..job.workers).map(|_| Ledger::default()).collect();
        team::run(job, context, &UnderLock { gil: gil::Gil::new(job.interval.clone()), ledgers })
    }
}

/// The lock of one run and its threads' ledgers.
struct UnderLock {
    gil: gil::Gil,
    ledgers: Vec<Ledger>,
}

impl Runtime for UnderLock {
    type Interpreter<'a> = Locked<'a>;

    fn enter<'a>(&'a self, worker: u16, meter: &'a mut Meter) -> Locked<'a> {
        Locked::enter(&self.gil, u32::from(worker), &self.ledgers[usize::from(worker)], meter)
    }

    fn leave(interpreter: Locked<'_>) {
        interpreter.leave();
    }

    fn lock_stats(&self, now: Nanos) -> Option<LockStats> {
        let sum = Sum::of(&self.ledgers, now);
        Some(LockStats {
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
        })
    }

    fn observe(&self, lane: LaneId, now: Nanos) -> Option<Fact> {
        self.lock_stats(now).map(|stats| Fact::Lock { lane, stats })
    }
}
