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
mod tests {
    use super::*;

    fn slice(from: u64, until: u64, activity: Activity) -> Slice {
        let mut mix = ActivityTotals::default();
        mix[activity] = Nanos(until - from);
        Slice { from: Nanos(from), until: Nanos(until), mix }
    }

    #[test]
    fn the_account_of_a_dead_process_has_its_slices_and_its_last_activity() {
        let mut observed = ObservedTime::default();
        observed.take_in(slice(100, 160, Activity::Compute));
        observed.open(Activity::Serialise);
        let account = observed.account(Nanos(100), Nanos(200));
        assert_eq!((account.opened, account.closed), (Nanos(100), Nanos(200)));
        assert_eq!(account.time[Activity::Compute], Nanos(60));
        assert_eq!(account.time[Activity::Serialise], Nanos(40));
        observed.take_in(slice(160, 180, Activity::Serialise));
        let account = observed.account(Nanos(100), Nanos(200));
        assert_eq!(account.time[Activity::Idle], Nanos(20), "nothing was reported since the last slice");
    }

    #[test]
    fn time_in_which_it_is_stopped_is_no_activity() {
        let mut observed = ObservedTime::default();
        observed.take_in(slice(0, 10, Activity::Compute));
        observed.open(Activity::Compute);
        observed.mark_stop(Nanos(30), true);
        assert!(observed.is_stopped());
        let time = observed.account(Nanos::ZERO, Nanos(100)).time;
        assert_eq!((time[Activity::Compute], time[Activity::Stopped]), (Nanos(30), Nanos(70)));
        observed.mark_stop(Nanos(80), false);
        assert!(!observed.is_stopped());
        let mix = observed.take_in(slice(10, 100, Activity::Compute)).mix;
        assert_eq!((mix[Activity::Compute], mix[Activity::Stopped]), (Nanos(40), Nanos(50)));
    }
}
