//! Ranges of single figures, and groups of figures without the implausible ones.

use super::limits::{APART, LONGEST};
use crate::event::{Capacity, Costs, IpcStats, LockAccount, LockStats, Nanos, Percentiles, Slice};
use crate::model::lane::Lane;

pub(super) fn can_be_capacity(capacity: &Capacity, exist: u32) -> bool {
    let most = f64::from(capacity.of) * 1.1;
    let least = capacity.cores == 0.0 || capacity.cores >= 1e-3;
    least
        && capacity.of > 0
        && (exist == 0 || u32::from(capacity.of) <= exist)
        && (0.0..=most).contains(&capacity.cores)
}

pub(super) fn can_be_slice(slice: &Slice, now: Nanos) -> bool {
    let length = slice.until - slice.from;
    slice.from <= slice.until
        && slice.until <= now + APART
        && slice.mix.total() <= length + Nanos::from_millis(5)
}

/// Percentiles of at most `most_s` seconds, in a unit of `per_second` to the second; zeros where one is longer.
fn mended(percentiles: Percentiles, most_s: f64, per_second: f64) -> Percentiles {
    let range = 0.0..=(most_s * per_second);
    let can_be = range.contains(&percentiles.p50) && range.contains(&percentiles.p99);
    if can_be { percentiles } else { Percentiles::default() }
}

/// Plausible part of the use of locks by one thread, or by several, within the given time.
pub(super) fn mended_dealings(
    account: &LockAccount,
    [threads, locks]: [u32; 2],
    most: Nanos,
) -> Option<LockAccount> {
    let times = |count: u32| Nanos(most.0.saturating_mul(count.into()));
    let can_be = account.held <= times(locks)
        && [account.waited, account.slept].into_iter().all(|time| time <= times(threads));
    can_be.then(|| LockAccount {
        wait_us: mended(account.wait_us, most.secs(), 1e6),
        hold_us: mended(account.hold_us, most.secs(), 1e6),
        ..account.clone()
    })
}

/// Plausible part of the statistics of `lane`'s lock, or of all its locks together, within the given time.
pub(super) fn mended_lock(stats: &LockStats, lane: Option<&Lane>, most: Nanos) -> Option<LockStats> {
    let workers = lane.map_or(1, |lane| lane.plan.workers.max(1));
    let locks = if lane.is_none_or(|lane| lane.plan.locked) { 1 } else { workers };
    let all = mended_dealings(&stats.all, [workers, locks], most)?;
    // A switch takes some nanoseconds.
    (stats.switches <= most.0).then_some(LockStats { all, ..*stats })
}

/// Plausible part of the message statistics.
pub(super) fn mended_messages(stats: &IpcStats, now: Nanos) -> Option<IpcStats> {
    let most = now + APART;
    (stats.serialise <= most).then(|| IpcStats {
        round_trip_us: mended(stats.round_trip_us, most.secs(), 1e6),
        spawn_ms: mended(stats.spawn_ms, most.secs(), 1e3),
        gap_us: mended(stats.gap_us, most.secs(), 1e6),
        ..stats.clone()
    })
}

pub(super) fn can_be_costs(costs: &Costs) -> bool {
    let lengths =
        [costs.start, costs.round_trip, costs.per_message, costs.overhead, costs.task, costs.predicted];
    lengths.into_iter().all(|length| length <= LONGEST) && (-1e6..=1e6).contains(&costs.per_byte)
}
