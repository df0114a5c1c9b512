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
mod tests;
