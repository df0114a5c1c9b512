//! Samples of one thread: what it waited for, and when.

use std::collections::VecDeque;

use super::thread_files::Seen;
use super::wchan::WaitsFor;
use crate::event::{Activity, ActivityTotals, Nanos};

/// Most entries. When there are more, two neighbours become one: however long a task, its samples are kept, at a
/// resolution of a four-thousandth of its length.
const MOST: usize = 4096;

/// A period of calls that is shorter than the time between two samples may have none. Then those of the periods before
/// count, as far back as this; six samples at the slowest usual rate (64 threads).
const REACH: Nanos = Nanos::from_millis(250);

/// Most periods that are remembered for that.
const PERIODS: usize = 256;

/// Number of the newest samples that say what the thread is doing now.
const NEWEST: usize = 16;

/// The samples of a thread that are still needed.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Samples in which the thread was asleep, the oldest first.
    waits: VecDeque<Entry>,
    /// Number of samples that an entry is to hold.
    fill: u32,
    /// Periods of calls for which a share was asked, the oldest first.
    periods: VecDeque<(Nanos, Nanos)>,
    /// The newest samples, the oldest first.
    newest: VecDeque<(Nanos, Seen)>,
}

/// Samples that follow each other.
#[derive(Debug, Clone, Copy)]
struct Entry {
    first: Nanos,
    last: Nanos,
    counts: Counts,
}

/// Number of samples by what the thread waited for.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    lock: u32,
    io: u32,
    unknown: u32,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.lock += other.lock;
        self.io += other.io;
        self.unknown += other.unknown;
    }

    fn without(self, activity: Activity) -> Self {
        match activity {
            Activity::LockWait => Self { lock: 0, ..self },
            Activity::Io => Self { io: 0, ..self },
            _ => self,
        }
    }

    fn total(self) -> u32 {
        self.lock + self.io + self.unknown
    }
}

impl From<WaitsFor> for Counts {
    fn from(waits: WaitsFor) -> Self {
        match waits {
            WaitsFor::Lock => Self { lock: 1, ..Self::default() },
            WaitsFor::Pipe | WaitsFor::Io | WaitsFor::Child => Self { io: 1, ..Self::default() },
            WaitsFor::Unknown => Self { unknown: 1, ..Self::default() },
        }
    }
}

impl History {
    /// Takes in a sample.
    pub(super) fn add(&mut self, at: Nanos, seen: Seen) {
        if seen == Seen::Gone {
            self.newest.clear();
            return;
        }
        if self.newest.len() == NEWEST {
            self.newest.pop_front();
        }
        self.newest.push_back((at, seen));
        let Seen::Waiting(waits) = seen else { return };
        let counts = Counts::from(waits);
        match self.waits.back_mut() {
            Some(entry) if entry.counts.total() < self.fill => {
                entry.last = at;
                entry.counts.add(counts);
            }
            _ => self.waits.push_back(Entry { first: at, last: at, counts }),
        }
        if self.waits.len() > MOST {
            self.halve();
        }
    }

    /// Makes one entry of two.
    fn halve(&mut self) {
        let entries: Vec<Entry> = self.waits.drain(..).collect();
        let merged = entries.chunks(2).map(|pair| {
            let (mut first, last) = (pair[0], pair[pair.len() - 1]);
            if pair.len() == 2 {
                first.counts.add(last.counts);
                first.last = last.last;
            }
            first
        });
        self.waits = merged.collect();
        self.fill = self.fill.max(1).saturating_mul(2);
    }

    /// Moves blocked time of a worker, which fell into these periods of calls, to what the samples of that time say. The
    /// sum stays the same; without any sample it stays blocked. Periods are asked for in their order: older samples are
    /// forgotten.
    pub(super) fn mix(&mut self, mix: &mut ActivityTotals, periods: &[(Nanos, Nanos)]) {
        let Some(until) = periods.iter().map(|(_, until)| *until).max() else { return };
        let mut counts = self.count(periods.iter().copied());
        if counts.total() == 0 {
            let reach = until - REACH;
            counts = self.count(self.periods.iter().copied().filter(|(_, until)| *until >= reach));
        }
        for (activity, count) in [(Activity::LockWait, counts.lock), (Activity::Io, counts.io)] {
            // Of what is left, so that nothing stays where all samples are known.
            let share = u128::from(mix[Activity::Blocked].0) * u128::from(count);
            let share = share.checked_div(u128::from(counts.total())).unwrap_or(0);
            mix.shift(Activity::Blocked, activity, Nanos(u64::try_from(share).unwrap_or(u64::MAX)));
            counts = counts.without(activity);
        }
        // Several slices may name the same periods.
        if self.periods.back() != periods.last() {
            self.periods.extend(periods);
        }
        self.forget(until - REACH);
    }

    /// Samples within any of these periods.
    fn count(&self, periods: impl Iterator<Item = (Nanos, Nanos)>) -> Counts {
        let mut counts = Counts::default();
        for (from, until) in periods {
            let begin = self.waits.partition_point(|entry| entry.middle() < from);
            let entries = self.waits.range(begin..).take_while(|entry| entry.middle() < until);
            entries.for_each(|entry| counts.add(entry.counts));
        }
        counts
    }

    fn forget(&mut self, before: Nanos) {
        while self.waits.front().is_some_and(|entry| entry.last < before) {
            self.waits.pop_front();
        }
        while self.periods.len() > PERIODS || self.periods.front().is_some_and(|(_, until)| *until < before) {
            self.periods.pop_front();
        }
        if self.waits.len() < MOST / 2 {
            self.fill = 1;
        }
    }

    /// State of the thread in most of the newest samples, and the time of the first of them; `None` when that
    /// cannot be told: too few samples, or a thread that does now this, now that.
    pub(super) fn now(&self) -> Option<(Seen, Nanos)> {
        if self.newest.len() < NEWEST {
            return None;
        }
        let times = |seen: Seen| self.newest.iter().filter(|(_, other)| *other == seen).count();
        let (_, seen) = self.newest.iter().max_by_key(|(_, seen)| times(*seen))?;
        let (since, _) = self.newest.iter().find(|(_, other)| other == seen)?;
        (times(*seen) * 3 >= NEWEST * 2).then_some((*seen, *since))
    }
}

impl Entry {
    fn middle(&self) -> Nanos {
        Nanos(self.first.0 + (self.last.0 - self.first.0) / 2)
    }
}

#[cfg(test)]
mod tests;
