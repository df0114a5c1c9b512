//! One worker's history, in buckets of equal width: exact enough to draw, bounded in memory.
//!
//! A timeline starts with buckets of 5 ms, one switch interval, and holds at most [`MAX_BUCKETS`] of
//! them. When a run outgrows that, neighbours are merged and the width doubles, so an hour costs as much
//! memory as ten seconds and any column of the screen is the sum of a few buckets.

use crate::event::{ActivityTotals, Nanos, Slice};

/// Most buckets: 10 s at the finest width.
pub(crate) const MAX_BUCKETS: usize = 2048;

/// The finest width: one default switch interval.
const FINEST: Nanos = Nanos::from_millis(5);

/// A worker's activities over time.
///
/// Each bucket holds the sum of everything from the origin to its end, so that the time by activity between any two
/// times is the difference of two sums, however long ago and however far apart they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    origin: Nanos,
    width: Nanos,
    /// Sums from the origin to the end of each bucket.
    sums: Vec<ActivityTotals>,
    end: Nanos,
}

impl Timeline {
    /// An empty timeline that begins at `origin`.
    #[must_use]
    pub fn starting_at(origin: Nanos) -> Self {
        Self { origin, width: FINEST, sums: Vec::new(), end: origin }
    }

    /// Its start.
    #[must_use]
    pub fn origin(&self) -> Nanos {
        self.origin
    }

    /// End of its last slice.
    #[must_use]
    pub fn end(&self) -> Nanos {
        self.end
    }

    /// Current width of a bucket.
    #[must_use]
    pub fn width(&self) -> Nanos {
        self.width
    }

    /// Adds a slice. Its activities are spread evenly over its length; what lies before the origin is cut.
    pub fn push(&mut self, slice: &Slice) {
        let length = slice.until - slice.from;
        if length == Nanos::ZERO || slice.until <= self.origin {
            return;
        }
        while self.bucket_of(slice.until) >= MAX_BUCKETS {
            self.halve();
        }
        self.end = self.end.max(slice.until);
        let mut from = slice.from.max(self.origin);
        while from < slice.until {
            let bucket = self.bucket_of(from);
            let edge = self.edge_after(bucket).min(slice.until);
            self.add(bucket, &scaled(&slice.mix, edge - from, length));
            from = edge;
        }
    }

    /// Time by activity from `from` until `until`; a bucket that lies partly inside counts by its share.
    #[must_use]
    pub fn mix(&self, from: Nanos, until: Nanos) -> ActivityTotals {
        if from >= until {
            return ActivityTotals::default();
        }
        self.until(until).since(&self.until(from))
    }

    /// Time by activity until `at`.
    #[must_use]
    pub fn until(&self, at: Nanos) -> ActivityTotals {
        let bucket = self.bucket_of(at);
        let before = bucket.checked_sub(1).map(|before| self.sums.get(before).or(self.sums.last()));
        let mut sum = before.flatten().copied().unwrap_or_default();
        if let Some(whole) = self.sums.get(bucket) {
            // The newest bucket is filled only up to the end of the last slice.
            let edge = self.edge_after(bucket);
            let (start, filled) = (edge - self.width, edge.min(self.end));
            sum += &scaled(&whole.since(&sum), at.min(filled) - start, filled - start);
        }
        sum
    }

    /// Adds time to a bucket; the sums of all later buckets contain it.
    fn add(&mut self, bucket: usize, mix: &ActivityTotals) {
        if bucket >= self.sums.len() {
            let last = self.sums.last().copied().unwrap_or_default();
            self.sums.resize(bucket + 1, last);
        }
        // Slices come in their order, so that this is nearly always the last one alone.
        self.sums[bucket..].iter_mut().for_each(|sum| *sum += mix);
    }

    fn bucket_of(&self, at: Nanos) -> usize {
        usize::try_from((at - self.origin).0 / self.width.0).unwrap_or(usize::MAX)
    }

    /// End of a bucket. A file may claim any time at all, so the arithmetic saturates at the end of time.
    fn edge_after(&self, bucket: usize) -> Nanos {
        self.origin + Nanos((bucket as u64 + 1).saturating_mul(self.width.0))
    }

    /// Doubles the width: of each pair of buckets the second has the sum of both.
    fn halve(&mut self) {
        self.width = Nanos(self.width.0 * 2);
        let pairs = self.sums.len().div_ceil(2);
        for pair in 0..pairs {
            self.sums[pair] = self.sums[(2 * pair + 1).min(self.sums.len() - 1)];
        }
        self.sums.truncate(pairs);
    }
}

/// `mix` times `part / whole`.
pub(super) fn scaled(mix: &ActivityTotals, part: Nanos, whole: Nanos) -> ActivityTotals {
    if part == whole {
        return *mix;
    }
    let share = part.share_of(whole);
    let mut out = ActivityTotals::default();
    for (activity, time) in mix.parts() {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share, never negative")]
        let scaled = (time.0 as f64 * share) as u64;
        out[activity] = Nanos(scaled);
    }
    out
}

#[cfg(test)]
mod tests;
