//! What one thread's dealings with the lock came to.
//!
//! Each thread writes its own ledger, so that counting never makes two of them wait for each other.

use std::sync::{Mutex, MutexGuard, PoisonError};

use hdrhistogram::Histogram;

use crate::event::{Nanos, Percentiles};

/// Waits and holds of one thread.
#[derive(Debug)]
pub struct Ledger(Mutex<Entries>);

#[derive(Debug)]
struct Entries {
    waits: Histogram<u64>,
    holds: Histogram<u64>,
    held: Nanos,
    holding_since: Option<Nanos>,
}

/// The ledgers of all threads, added up.
#[derive(Debug)]
pub struct Sum {
    waits: Histogram<u64>,
    holds: Histogram<u64>,
    /// Time during which the lock was held.
    pub held: Nanos,
}

/// From 1 µs to 1000 s with three significant digits.
fn histogram() -> Histogram<u64> {
    // The bounds are constants that satisfy the constructor's conditions.
    Histogram::new_with_bounds(1_000, 1_000_000_000_000, 3).expect("valid bounds")
}

impl Default for Ledger {
    fn default() -> Self {
        let entries =
            Entries { waits: histogram(), holds: histogram(), held: Nanos::ZERO, holding_since: None };
        Self(Mutex::new(entries))
    }
}

impl Ledger {
    /// The thread got the lock at `now`, after waiting for `waited` (`None`: it was free).
    pub(super) fn got(&self, now: Nanos, waited: Option<Nanos>) {
        let mut entries = self.entries();
        if let Some(waited) = waited {
            entries.waits.saturating_record(waited.0);
        }
        entries.holding_since = Some(now);
    }

    /// The thread let go of the lock at `now`.
    pub(super) fn let_go(&self, now: Nanos) {
        let mut entries = self.entries();
        if let Some(since) = entries.holding_since.take() {
            entries.holds.saturating_record((now - since).0);
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
        let mut sum = Self { waits: histogram(), holds: histogram(), held: Nanos::ZERO };
        for ledger in ledgers {
            let entries = ledger.entries();
            // Equal bounds: adding cannot fail.
            let _ = sum.waits.add(&entries.waits);
            let _ = sum.holds.add(&entries.holds);
            sum.held += entries.held + entries.holding_since.map_or(Nanos::ZERO, |since| now - since);
        }
        sum
    }

    /// How long threads waited when they did not get the lock at once, in microseconds.
    #[must_use]
    pub fn wait_us(&self) -> Percentiles {
        percentiles(&self.waits)
    }

    /// How long threads kept the lock, in microseconds.
    #[must_use]
    pub fn hold_us(&self) -> Percentiles {
        percentiles(&self.holds)
    }
}

fn percentiles(histogram: &Histogram<u64>) -> Percentiles {
    let at = |quantile| Nanos(histogram.value_at_quantile(quantile)).micros();
    if histogram.is_empty() { Percentiles::default() } else { Percentiles { p50: at(0.50), p99: at(0.99) } }
}
