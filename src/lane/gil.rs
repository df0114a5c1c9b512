//! Threads under a global interpreter lock: shared memory, one runs at a time.

use super::team::{self, Runtime};
use super::{Context, Job, Lane, LaneError};
use crate::event::{Fact, LaneId, LockAccount, LockStats, Nanos, Outcome, WorkerId};
use crate::gil::{self, Ledger, Locked};
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
        let ledgers = (0..job.workers).map(|worker| Ledger::new(WorkerId(worker))).collect();
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
        Some(LockStats {
            interval_us: self.gil.interval().micros(),
            switches: self.gil.switches(),
            all: gil::account_of_all(&self.ledgers, now),
        })
    }

    fn lock_account(&self, worker: u16, now: Nanos) -> Option<LockAccount> {
        self.ledgers.get(usize::from(worker)).map(|ledger| ledger.account(now))
    }

    fn trace(&self, lane: LaneId, now: Nanos) -> Option<Fact> {
        let gil::Traced { holds, marks, lost } = gil::trace_of_all(&self.ledgers, now);
        let something = !holds.is_empty() || !marks.is_empty() || lost > 0;
        something.then_some(Fact::LockTrace { lane, holds, marks, lost })
    }
}
