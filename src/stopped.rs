//! Time in which a process was stopped by a signal, taken out of what its slices say that it did.
//!
//! A stopped process cannot tell that it is: its clock goes on, and when it is continued it books the whole stretch
//! under whatever it was doing. The process that watches it knows when it was stopped, to within one look.

use crate::event::{Activity, ActivityTotals, Nanos, Slice};

/// The stops of one process, the oldest first.
#[derive(Debug, Default, Clone)]
pub struct Stops {
    spans: Vec<Span>,
    /// Time that was moved out of each activity so far.
    moved: ActivityTotals,
}

/// One stop.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: Nanos,
    /// `None` while it lasts.
    until: Option<Nanos>,
}

/// Stops that are kept at most: a process that is stopped more often has the first of them in no slice any more.
const KEPT: usize = 64;

impl Stops {
    /// The process was stopped, or continued, at this moment.
    pub fn mark(&mut self, at: Nanos, stopped: bool) {
        match self.spans.last_mut().filter(|span| span.until.is_none()) {
            Some(open) if !stopped => open.until = Some(at),
            None if stopped => {
                if self.spans.len() == KEPT {
                    self.spans.remove(0);
                }
                self.spans.push(Span { from: at, until: None });
            }
            _ => {}
        }
    }

    /// Since when it has been stopped, if it is.
    #[must_use]
    pub fn since(&self) -> Option<Nanos> {
        self.spans.last().filter(|span| span.until.is_none()).map(|span| span.from)
    }

    /// How long it was stopped between two moments.
    #[must_use]
    pub fn within(&self, from: Nanos, until: Nanos) -> Nanos {
        self.spans.iter().map(|span| span.until.unwrap_or(until).min(until) - span.from.max(from)).sum()
    }

    /// A slice of it, with the time in which it was stopped booked as that.
    #[must_use]
    pub fn slice(&mut self, slice: Slice) -> Slice {
        if self.spans.is_empty() {
            return slice;
        }
        let stopped = self.within(slice.from, slice.until);
        let mut mix = slice.mix;
        take_out(&mut mix, stopped);
        let lost = slice.mix.since(&mix);
        self.moved += &lost;
        Slice { mix, ..slice }
    }

    /// Its own books between two moments, with what was taken out of its slices taken out of them as well.
    pub fn books(&self, time: &mut ActivityTotals, from: Nanos, until: Nanos) {
        if self.spans.is_empty() {
            return;
        }
        for (activity, amount) in self.moved.parts() {
            time.shift(activity, Activity::Stopped, amount);
        }
        let untold = self.within(from, until) - time[Activity::Stopped];
        take_out(time, untold);
    }
}

/// TimeAccount so much time as stopped; it comes out of the activities that took longest, since a stop is longer than
/// anything beside it.
fn take_out(mix: &mut ActivityTotals, mut amount: Nanos) {
    while amount > Nanos::ZERO {
        let others = mix.parts().filter(|(activity, _)| *activity != Activity::Stopped);
        let Some((longest, _)) = others.max_by_key(|(_, time)| *time) else { return };
        amount = amount - mix.shift(longest, Activity::Stopped, amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(from: u64, until: u64, parts: &[(Activity, u64)]) -> Slice {
        let mut mix = ActivityTotals::default();
        for (activity, time) in parts {
            mix[*activity] = Nanos(*time);
        }
        Slice { from: Nanos(from), until: Nanos(until), mix }
    }

    #[test]
    fn a_stop_is_taken_out_of_the_slice_that_holds_it() {
        let mut stops = Stops::default();
        stops.mark(Nanos(100), false);
        stops.mark(Nanos(150), true);
        stops.mark(Nanos(160), true);
        assert_eq!(stops.since(), Some(Nanos(150)));
        stops.mark(Nanos(950), false);
        assert_eq!(stops.since(), None);
        let before = slice(0, 120, &[(Activity::Compute, 120)]);
        assert_eq!(stops.slice(before), before);
        let told = slice(120, 1020, &[(Activity::Transfer, 850), (Activity::Compute, 50)]);
        let booked = stops.slice(told);
        assert_eq!(booked.mix.total(), Nanos(900));
        assert_eq!(booked.mix[Activity::Stopped], Nanos(800));
        assert_eq!((booked.mix[Activity::Transfer], booked.mix[Activity::Compute]), (Nanos(50), Nanos(50)));
        let mut time = ActivityTotals::only(Activity::Transfer, Nanos(850));
        time[Activity::Compute] = Nanos(170);
        stops.books(&mut time, Nanos(0), Nanos(1020));
        assert_eq!((time.total(), time[Activity::Stopped]), (Nanos(1020), Nanos(800)));
        assert_eq!(time[Activity::Compute], Nanos(170));
    }

    #[test]
    fn a_stop_that_lasts_counts_up_to_the_end_that_is_asked_for() {
        let mut stops = Stops::default();
        stops.mark(Nanos(10), true);
        assert_eq!(stops.within(Nanos(0), Nanos(30)), Nanos(20));
        let mut time = ActivityTotals::only(Activity::Idle, Nanos(30));
        stops.books(&mut time, Nanos(0), Nanos(30));
        assert_eq!((time[Activity::Idle], time[Activity::Stopped]), (Nanos(10), Nanos(20)));
        assert_eq!(stops.within(Nanos(30), Nanos(10)), Nanos::ZERO);
    }
}
