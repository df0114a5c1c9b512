//! Totals and trace of one thread's use of the lock.
//!
//! Each thread writes its own ledger, so that counting never makes two of them wait for each other; a reader takes
//! the data a few times a second.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::gil_lock::{Grant, Release, ThreadId};
use super::trace::{LockTrace, Traced};
use crate::durations::Durations;
use crate::event::{LockAccount, LockOperation, Nanos, WorkerId};

/// One thread's use of the lock.
#[derive(Debug)]
pub struct Ledger {
    worker: WorkerId,
    entries: Mutex<Entries>,
}

#[derive(Debug, Default, Clone)]
struct Totals {
    /// Counts and sums; its percentiles and histograms are computed on demand from the next two fields.
    account: LockAccount,
    waits: Durations,
    holds: Durations,
}

#[derive(Debug, Default)]
struct Entries {
    totals: Totals,
    trace: LockTrace,
    holding_since: Option<Nanos>,
}

/// The worker with this thread number.
fn worker_of(thread: ThreadId) -> WorkerId {
    WorkerId(u16::try_from(thread).unwrap_or(u16::MAX))
}

impl Ledger {
    /// An empty ledger of this worker's thread.
    #[must_use]
    pub fn new(worker: WorkerId) -> Self {
        Self { worker, entries: Mutex::default() }
    }

    /// The thread got the lock at `now`, after it had wanted it for `waited`.
    pub(super) fn got(&self, now: Nanos, grant: Grant, waited: Nanos) {
        let waited = grant.waited.then_some(waited);
        let mut entries = self.entries();
        let totals = &mut entries.totals;
        totals.account.grants += 1;
        totals.account.overtaken += u64::from(grant.overtaken);
        if let Some(waited) = waited {
            totals.waits.record(waited);
            totals.account.waited += waited;
        }
        entries.holding_since = Some(now);
        let over = grant.over.map(worker_of);
        self.mark(&mut entries, now, LockOperation::Got { waited, asked: grant.asked, over });
    }

    /// The thread released the lock at `now`, and then slept for `slept` until another had taken it.
    pub(super) fn let_go(&self, now: Nanos, release: Release, slept: Nanos) {
        let mut entries = self.entries();
        let since = entries.holding_since.take();
        let account = &mut entries.totals.account;
        if release.forced {
            account.forced += 1;
        } else {
            account.voluntary += 1;
        }
        account.slept += slept;
        if let Some(since) = since {
            account.held += now - since;
            entries.totals.holds.record(now - since);
            entries.trace.hold(self.worker, since, now);
        }
        self.mark(&mut entries, now, LockOperation::LetGo { forced: release.forced });
    }

    /// The thread requested the lock from `holder`.
    pub(super) fn asked(&self, now: Nanos, holder: ThreadId) {
        let mut entries = self.entries();
        entries.totals.account.requests += 1;
        self.mark(&mut entries, now, LockOperation::Asked { of: worker_of(holder) });
    }

    /// The thread waited for an interval in vain, without a request.
    pub(super) fn expired(&self, now: Nanos) {
        let mut entries = self.entries();
        entries.totals.account.expired += 1;
        self.mark(&mut entries, now, LockOperation::Expired);
    }

    /// Totals of the thread's use; a hold that goes on counts up to `now`.
    #[must_use]
    pub fn account(&self, now: Nanos) -> LockAccount {
        self.totals(now).into_account()
    }

    /// Takes the thread's operations since the last call.
    #[must_use]
    pub fn take_trace(&self, now: Nanos) -> Traced {
        let mut entries = self.entries();
        let since = entries.holding_since;
        entries.trace.take(self.worker, since, now)
    }

    fn totals(&self, now: Nanos) -> Totals {
        let entries = self.entries();
        let mut totals = entries.totals.clone();
        totals.account.held += entries.holding_since.map_or(Nanos::ZERO, |since| now - since);
        totals
    }

    fn mark(&self, entries: &mut Entries, at: Nanos, operation: LockOperation) {
        entries.trace.mark(self.worker, at, operation);
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Totals {
    fn add(&mut self, other: &Self) {
        let (mine, theirs) = (&mut self.account, &other.account);
        mine.grants += theirs.grants;
        mine.requests += theirs.requests;
        mine.expired += theirs.expired;
        mine.overtaken += theirs.overtaken;
        mine.forced += theirs.forced;
        mine.voluntary += theirs.voluntary;
        mine.slept += theirs.slept;
        mine.held += theirs.held;
        mine.waited += theirs.waited;
        self.waits.add(&other.waits);
        self.holds.add(&other.holds);
    }

    fn into_account(self) -> LockAccount {
        LockAccount {
            wait_us: self.waits.micros(),
            hold_us: self.holds.micros(),
            waits: self.waits.histogram(),
            holds: self.holds.histogram(),
            ..self.account
        }
    }
}

/// Totals of all these threads together; holds that go on count up to `now`.
#[must_use]
pub fn account_of_all<'a>(ledgers: impl IntoIterator<Item = &'a Ledger>, now: Nanos) -> LockAccount {
    let mut sum = Totals::default();
    ledgers.into_iter().for_each(|ledger| sum.add(&ledger.totals(now)));
    sum.into_account()
}

/// Takes the operations of all these threads since the last call, in order of time.
#[must_use]
pub fn trace_of_all<'a>(ledgers: impl IntoIterator<Item = &'a Ledger>, now: Nanos) -> Traced {
    let mut all = Traced::default();
    ledgers.into_iter().for_each(|ledger| all.add(ledger.take_trace(now)));
    all
}

#[cfg(test)]
mod tests;
