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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MS: fn(u64) -> Nanos = Nanos::from_millis;
    const LOCK: Seen = Seen::Waiting(WaitsFor::Lock);
    const IO: Seen = Seen::Waiting(WaitsFor::Io);
    const PIPE: Seen = Seen::Waiting(WaitsFor::Pipe);
    const UNKNOWN: Seen = Seen::Waiting(WaitsFor::Unknown);

    /// The parts of so much blocked time: lock-wait, I/O, blocked, in milliseconds.
    fn parts(history: &mut History, blocked: u64, periods: &[(u64, u64)]) -> [u64; 3] {
        let mut mix = ActivityTotals::only(Activity::Blocked, MS(blocked));
        let periods: Vec<_> = periods.iter().map(|(from, until)| (MS(*from), MS(*until))).collect();
        history.mix(&mut mix, &periods);
        [Activity::LockWait, Activity::Io, Activity::Blocked].map(|activity| mix[activity].0 / 1_000_000)
    }

    fn history(samples: &[(u64, Seen)]) -> History {
        let mut history = History::default();
        for (at, seen) in samples {
            history.add(MS(*at), *seen);
        }
        history
    }

    #[test]
    fn blocked_time_is_what_samples_of_its_period_say() {
        let mut all =
            history(&[(1, IO), (5, LOCK), (10, Seen::Running), (15, PIPE), (20, UNKNOWN), (25, LOCK)]);
        assert_eq!(parts(&mut all, 12, &[(4, 24)]), [4, 4, 4], "samples on a core do not count");
        assert_eq!(parts(&mut all, 12, &[(24, 30)]), [12, 0, 0]);
    }

    #[test]
    fn a_sample_between_two_tasks_says_nothing_about_them() {
        let mut idle = history(&[(5, PIPE), (10, LOCK), (15, PIPE)]);
        assert_eq!(parts(&mut idle, 4, &[(8, 12)]), [4, 0, 0]);
        let mut idle = history(&[(5, PIPE), (15, PIPE)]);
        assert_eq!(parts(&mut idle, 4, &[(8, 12)]), [0, 0, 4]);
        let mut both = history(&[(5, PIPE), (10, LOCK), (15, IO), (20, LOCK)]);
        assert_eq!(parts(&mut both, 4, &[(8, 12), (14, 18)]), [2, 2, 0]);
    }

    #[test]
    fn a_period_without_a_sample_has_those_of_the_periods_before() {
        let mut short = history(&[(1, LOCK), (9, IO)]);
        assert_eq!(parts(&mut short, 2, &[(0, 2)]), [2, 0, 0]);
        assert_eq!(parts(&mut short, 2, &[(4, 6)]), [2, 0, 0], "and none of the time in between");
        assert_eq!(parts(&mut short, 2, &[(400, 402)]), [0, 0, 2], "but not for ever");
        assert_eq!(parts(&mut History::default(), 7, &[(0, 9)]), [0, 0, 7]);
    }

    #[test]
    fn samples_are_there_however_late_a_slice_arrives() {
        let mut long = History::default();
        // An hour: half of it for the lock, then for a socket.
        for n in 0..720_000 {
            long.add(MS(n * 5), if n < 360_000 { LOCK } else { IO });
            assert!(long.waits.len() <= MOST);
        }
        let [lock, io, blocked] = parts(&mut long, 1_000_000, &[(0, 3_600_000)]);
        assert!((499_000..=501_000).contains(&lock) && (499_000..=501_000).contains(&io), "{lock} {io}");
        assert!(blocked <= 1);
        assert!(long.waits.len() < 3, "what has been asked for is forgotten");
        long.add(MS(3_600_001), LOCK);
        assert_eq!(parts(&mut long, 5, &[(3_600_001, 3_600_006)]), [5, 0, 0]);
    }

    #[test]
    fn what_a_thread_does_now_is_what_most_of_the_newest_samples_say() {
        let mut thread = History::default();
        for n in 0..15 {
            thread.add(MS(n), IO);
            assert_eq!(thread.now(), None);
        }
        thread.add(MS(15), IO);
        assert_eq!(thread.now(), Some((IO, MS(0))));
        (16..24).for_each(|n| thread.add(MS(n), Seen::Running));
        assert_eq!(thread.now(), None, "half and half");
        (24..28).for_each(|n| thread.add(MS(n), Seen::Running));
        assert_eq!(thread.now(), Some((Seen::Running, MS(16))));
        thread.add(MS(28), Seen::Gone);
        assert_eq!(thread.now(), None);
    }

    fn sample() -> impl Strategy<Value = (u64, Seen)> {
        let seen = prop_oneof![Just(LOCK), Just(IO), Just(PIPE), Just(UNKNOWN), Just(Seen::Running)];
        (0..20_000_000_u64, seen)
    }

    proptest! {
        #[test]
        fn sums_stay_equal_and_only_blocked_time_moves(
            samples in prop::collection::vec(sample(), 0..200),
            slices in prop::collection::vec((0..9_000_000_u64, 0..u64::MAX / 4, 0..u64::MAX / 4), 1..20),
        ) {
            let mut history = History::default();
            let mut at = 0;
            for (gap, seen) in samples {
                at += gap;
                history.add(Nanos(at), seen);
            }
            let mut from = 0;
            for (length, blocked, compute) in slices {
                let mut mix = ActivityTotals::only(Activity::Blocked, Nanos(blocked));
                mix[Activity::Compute] = Nanos(compute);
                let before = mix;
                history.mix(&mut mix, &[(Nanos(from), Nanos(from + length))]);
                prop_assert_eq!(mix.total(), before.total());
                prop_assert_eq!(mix[Activity::Compute], before[Activity::Compute]);
                let parts = mix[Activity::Blocked] + mix[Activity::LockWait] + mix[Activity::Io];
                prop_assert_eq!(parts, before[Activity::Blocked]);
                from += length;
            }
        }
    }
}
