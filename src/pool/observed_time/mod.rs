//! The time of a worker as the pool observes it: its slices, and its stops, which it cannot see itself.

use crate::event::{Activity, ActivityTotals, Nanos, Slice};
use crate::stopped::Stops;
use crate::time_account::TimeAccount;

/// Observed time of one process.
#[derive(Debug, Default)]
pub(super) struct ObservedTime {
    /// Sum of its slices: its time account, should it die with its own.
    seen: ActivityTotals,
    /// Its activity since its last slice, as reported.
    open: Option<Activity>,
    stops: Stops,
}

impl ObservedTime {
    /// Whether it is stopped.
    pub(super) fn is_stopped(&self) -> bool {
        self.stops.since().is_some()
    }

    /// Records that it was stopped, or continued.
    pub(super) fn mark_stop(&mut self, now: Nanos, stopped: bool) {
        self.stops.mark(now, stopped);
    }

    /// Takes in a slice, and returns it with the time in which the process was stopped separated.
    pub(super) fn take_in(&mut self, slice: Slice) -> Slice {
        let slice = self.stops.slice(slice);
        self.seen += &slice.mix;
        self.open = None;
        slice
    }

    /// Records its activity since its last slice.
    pub(super) fn open(&mut self, activity: Activity) {
        self.open = Some(activity);
    }

    /// Its own time account, corrected by the time in which it was stopped.
    pub(super) fn correct(&self, mut account: TimeAccount) -> TimeAccount {
        self.stops.books(&mut account.time, account.opened, account.closed);
        account
    }

    /// Time account of a process that died with its own: its slices from `ready` on, and its last activity up to its
    /// end at `now`.
    pub(super) fn account(&self, ready: Nanos, now: Nanos) -> TimeAccount {
        let mut time = self.seen;
        let untold = (now - ready) - time.total();
        let stopped = self.stops.within(now - untold, now).min(untold);
        time[self.open.unwrap_or(Activity::Idle)] += untold - stopped;
        time[Activity::Stopped] += stopped;
        TimeAccount { opened: ready, closed: ready + time.total(), time, cpu: time[Activity::Compute] }
    }
}

#[cfg(test)]
mod tests;
