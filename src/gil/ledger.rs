//! What one thread's dealings with the lock came to.
//!
//! Each thread writes its own ledger, so that counting never makes two of them wait for each other.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::durations::Durations;
use crate::event::{Nanos, Percentiles};

/// Waits and holds of one thread.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    waits: Durations,
    holds: Durations,
    held: Nanos,
    holding_since: Option<Nanos>,
}

/// The ledgers of all threads, added up.
#[derive(Debug, Default)]
pub struct Sum {
    waits: Durations,
    holds: Durations,
    /// Time during which the lock was held.
    pub held: Nanos,
}

impl Ledger {
    /// The thread got the lock at `now`, after waiting for `waited` (`None`: it was free).
    pub(super) fn got(&self, now: Nanos, waited: Option<Nanos>) {
        let mut entries = self.entries();
        if let Some(waited) = waited {
            entries.waits.record(waited);
        }
        entries.holding_since = Some(now);
    }

    /// The thread let go of the lock at `now`.
    pub(super) fn let_go(&self, now: Nanos) {
        let mut entries = self.entries();
        if let Some(since) = entries.holding_since.take() {
            entries.holds.record(now - since);
            entries.held += now - since;
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sum {
    /// Adds up `ledgers`; a hold that goes on counts up to `now`.
    pub fn of<'a>(ledgers: impl IntoIterator<Item = &'a Ledger>, now: Nanos) -> Self {
        let mut sum = Self::default();
        for ledger in ledgers {
            let entries = ledger.entries();
            sum.waits.add(&entries.waits);
            sum.holds.add(&entries.holds);
            sum.held += entries.held + entries.holding_since.map_or(Nanos::ZERO, |since| now - since);
        }
        sum
    }

    /// How long threads waited when they did not get the lock at once, in microseconds.
    #[must_use]
    pub fn wait_us(&self) -> Percentiles {
        self.waits.micros()
    }

    /// How long threads kept the lock, in microseconds.
    #[must_use]
    pub fn hold_us(&self) -> Percentiles {
        self.holds.micros()
    }
}
