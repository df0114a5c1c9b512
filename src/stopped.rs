//! Moves the time in which a process was stopped by a signal out of the activities in its slices.
//!
//! A stopped process cannot detect that itself: its clock goes on, and when it is continued it accounts the whole
//! period under its current activity. The process that watches it knows when it was stopped, to within one look.

use crate::event::{Activity, ActivityTotals, Nanos, Slice};

/// The stops of one process, the oldest first.
#[derive(Debug, Default, Clone)]
pub(crate) struct Stops {
    spans: Vec<Span>,
    /// Time moved out of each activity so far.
    moved: ActivityTotals,
}

/// One stop.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: Nanos,
    /// `None` while it lasts.
    until: Option<Nanos>,
}

/// Most stops kept: a process that is stopped more often has the first of them in no slice any more.
const KEPT: usize = 64;

impl Stops {
    /// Records that the process was stopped, or continued.
    pub(crate) fn mark(&mut self, at: Nanos, stopped: bool) {
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

    /// Start of its current stop, if it is stopped.
    #[must_use]
    pub(crate) fn since(&self) -> Option<Nanos> {
        self.spans.last().filter(|span| span.until.is_none()).map(|span| span.from)
    }

    /// Time it was stopped between two times.
    #[must_use]
    pub(crate) fn within(&self, from: Nanos, until: Nanos) -> Nanos {
        self.spans.iter().map(|span| span.until.unwrap_or(until).min(until) - span.from.max(from)).sum()
    }

    /// The slice, with the time in which the process was stopped accounted as such.
    #[must_use]
    pub(crate) fn slice(&mut self, slice: Slice) -> Slice {
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

    /// Corrects its own totals between two times by the time that was taken out of its slices.
    pub(crate) fn books(&self, time: &mut ActivityTotals, from: Nanos, until: Nanos) {
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

/// Moves `amount` to stopped time; it comes out of the activities that took longest, since a stop is longer than
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
