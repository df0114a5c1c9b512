//! Histogram of durations, in buckets that grow with the duration, so that it can be drawn, added up and sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Nanos;

/// Buckets per doubling: neighbours differ by 4.4 %.
const PER_DOUBLING: f64 = 16.0;

/// Counts of durations by bucket. A duration of n nanoseconds is in bucket ⌊16 log₂ n⌋, so a histogram of waits from
/// one microsecond to a quarter of an hour needs at most 480 numbers.
///
/// Serialised as a list of pairs `[bucket, count]`, in ascending order, without empty buckets.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Histogram(BTreeMap<u16, u64>);

/// One bucket of a [`Histogram`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// Its shortest duration.
    pub from: Nanos,
    /// The shortest duration of the next bucket.
    pub until: Nanos,
    /// Number of durations in it.
    pub count: u64,
}

impl Histogram {
    /// Adds one duration.
    pub fn record(&mut self, length: Nanos) {
        self.record_many(length, 1);
    }

    /// Adds the same duration `count` times.
    pub fn record_many(&mut self, length: Nanos, count: u64) {
        let total = self.0.entry(bucket_of(length)).or_default();
        *total = total.saturating_add(count);
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Self) {
        for (bucket, count) in &other.0 {
            let total = self.0.entry(*bucket).or_default();
            *total = total.saturating_add(*count);
        }
    }

    /// Number of durations.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The duration that a share `quantile` of all durations does not exceed, as the middle of its bucket (within 2.2
    /// %); `None` when the histogram is empty.
    #[must_use]
    pub fn quantile(&self, quantile: f64) -> Option<Nanos> {
        let rank = quantile.clamp(0.0, 1.0) * self.count() as f64;
        let mut below = 0.0;
        let found = self.0.iter().find(|(_, count)| {
            below += **count as f64;
            below >= rank && below > 0.0
        });
        found.map(|(bucket, _)| edge(f64::from(*bucket) + 0.5))
    }

    /// The buckets that are not empty, in ascending order.
    pub fn buckets(&self) -> impl Iterator<Item = Bucket> + '_ {
        self.0.iter().map(|(bucket, count)| Bucket {
            from: edge(f64::from(*bucket)),
            until: edge(f64::from(*bucket) + 1.0),
            count: *count,
        })
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 16 × 64, never negative")]
fn bucket_of(length: Nanos) -> u16 {
    (PER_DOUBLING * (length.0.max(1) as f64).log2()) as u16
}

/// The duration at a position on the logarithmic scale.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, and is never negative"
)]
fn edge(bucket: f64) -> Nanos {
    Nanos((bucket / PER_DOUBLING).exp2().round() as u64)
}

impl Serialize for Histogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl<'de> Deserialize<'de> for Histogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = Vec::<(u16, u64)>::deserialize(deserializer)?;
        let mut histogram = Self::default();
        for (bucket, count) in pairs {
            let total = histogram.0.entry(bucket).or_default();
            *total = total.saturating_add(count);
        }
        Ok(histogram)
    }
}

#[cfg(test)]
mod tests;
