//! Report on a lane's lock, in all and by thread.

use serde::{Deserialize, Serialize};

use super::percentiles::PercentilesReport;
use crate::event::{Bucket, Histogram, LockAccount, LockStats};
use crate::model::lane::Lane;
use crate::model::score::Score;

/// Report on a lane's lock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GilReport {
    /// Switch interval, µs.
    pub interval_us: u64,
    /// Number of times that the lock went to another thread than its last holder.
    pub switches: u64,
    /// `switches` over `wall_s`.
    pub switches_per_s: f64,
    /// Share of `wall_s` in which a thread held the lock; the mean of several locks.
    pub held: f64,
    /// Figures of all threads.
    #[serde(flatten)]
    pub all: DealingsReport,
}

/// One thread's use of the lock, or that of all threads.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DealingsReport {
    /// Number of acquisitions.
    pub grants: u64,
    /// Number of requests to the holder to release it.
    pub requests: u64,
    /// Number of waits of an interval without a request, because the lock had been passed on meanwhile.
    pub expired: u64,
    /// Number of requests after which another thread got the lock.
    pub overtaken: u64,
    /// Number of releases because a thread had requested it.
    pub forced: u64,
    /// Number of releases by itself.
    pub voluntary: u64,
    /// Time slept after releasing until another thread had taken the lock, s.
    pub slept_s: f64,
    /// Time for which it held the lock, s.
    pub held_s: f64,
    /// Time for which it waited for the lock, s.
    pub waited_s: f64,
    /// Length of each wait when it did not get the lock at once, µs.
    pub wait_us: PercentilesReport,
    /// Length of each hold, µs.
    pub hold_us: PercentilesReport,
    /// Waits by length, in non-empty buckets: from, until (µs), number.
    pub waits: Vec<(f64, f64, u64)>,
    /// Holds likewise.
    pub holds: Vec<(f64, f64, u64)>,
}

impl GilReport {
    /// Report on the lock of `lane`; `None` when it has none.
    pub(super) fn of(lane: &Lane, score: &Score) -> Option<Self> {
        let LockStats { interval_us, switches, all } = lane.lock.as_ref()?;
        // Workers with a lock that do not share it have one each.
        let locks = if lane.plan.locked { 1 } else { lane.plan.workers.max(1) };
        Some(Self {
            interval_us: *interval_us,
            switches: *switches,
            switches_per_s: score.switches_per_s.unwrap_or(0.0),
            held: all.held.share_of(score.wall) / f64::from(locks),
            all: DealingsReport::of(all),
        })
    }
}

impl DealingsReport {
    /// Figures of this account.
    pub(super) fn of(account: &LockAccount) -> Self {
        Self {
            grants: account.grants,
            requests: account.requests,
            expired: account.expired,
            overtaken: account.overtaken,
            forced: account.forced,
            voluntary: account.voluntary,
            slept_s: account.slept.secs(),
            held_s: account.held.secs(),
            waited_s: account.waited.secs(),
            wait_us: PercentilesReport::of(account.wait_us),
            hold_us: PercentilesReport::of(account.hold_us),
            waits: micros(&account.waits),
            holds: micros(&account.holds),
        }
    }
}

/// The buckets of a histogram, with their edges in microseconds.
pub(super) fn micros(histogram: &Histogram) -> Vec<(f64, f64, u64)> {
    let bucket = |b: Bucket| (b.from.micros(), b.until.micros(), b.count);
    histogram.buckets().map(bucket).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Nanos;

    #[test]
    fn dealings_are_told_in_seconds_and_microseconds() {
        let mut account = LockAccount { held: Nanos::from_millis(1500), grants: 3, ..LockAccount::default() };
        account.waits.record(Nanos::from_micros(5060));
        let report = DealingsReport::of(&account);
        assert!((report.held_s - 1.5).abs() < 1e-9 && report.grants == 3, "{report:?}");
        let [(from, until, count)] = report.waits[..] else { panic!("{report:?}") };
        assert!(from <= 5060.0 && 5060.0 < until && until / from < 1.05 && count == 1, "{report:?}");
        assert!(report.holds.is_empty() && report.hold_us.p50.is_none());
    }
}
