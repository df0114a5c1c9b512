//! Limits of what is possible.

use crate::event::Nanos;
use crate::model::lane::Lane;

/// Largest disorder between two readings of one clock by two threads.
pub(super) const ORDER: Nanos = Nanos::from_millis(60_000);

/// Largest distance of a time in an outcome from the fact that marks it.
pub(super) const APART: Nanos = Nanos::from_millis(1000);

/// Largest excess of accounted time over the lane's duration: the time it takes to close the accounts.
pub(super) const CLOSING: Nanos = Nanos::from_millis(100);

/// Longest session (104 days): what a recording accepts.
pub(super) const LONGEST: Nanos = Nanos(1 << 53);

/// Shortest duration of a list of tasks: one reading of the clock.
pub(super) const SHORTEST: Nanos = Nanos(20);

/// Largest credible figure, in multiples of what is possible: caches make a lane a little faster than its workers.
pub(in crate::model) const BEYOND: f64 = 2.0;

/// Reason for totals of a lane that are longer than the session.
pub(super) const BEYOND_SESSION: &str = "they hold more time than the session has";

/// Largest possible speed-up of a lane: its workers, or the tasks that it has in flight.
pub(in crate::model) fn most_speedup(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(lane.in_flight.unwrap_or(1)).max(1))
}

/// Largest number of cores that a lane's workers can have kept busy.
pub(in crate::model) fn most_busy(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(1))
}
