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
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_of_a_known_set() {
        let mut all = Histogram::default();
        assert_eq!((all.quantile(0.5), all.count()), (None, 0));
        (1..=100).for_each(|ms| all.record(Nanos::from_millis(ms)));
        let near = |quantile: f64, ms: f64| {
            let found = all.quantile(quantile).unwrap().secs() * 1e3;
            assert!((found / ms - 1.0).abs() < 0.05, "{found} instead of {ms}");
        };
        near(0.5, 50.0);
        near(0.99, 99.0);
        near(0.0, 1.0);
        near(1.0, 100.0);
    }

    #[test]
    fn it_is_written_as_pairs() {
        let mut histogram = Histogram::default();
        histogram.record(Nanos(1));
        histogram.record_many(Nanos(1024), 3);
        let json = serde_json::to_string(&histogram).unwrap();
        assert_eq!(json, "[[0,1],[160,3]]");
        assert_eq!(serde_json::from_str::<Histogram>(&json).unwrap(), histogram);
        let bytes = postcard::to_stdvec(&histogram).unwrap();
        assert_eq!(postcard::from_bytes::<Histogram>(&bytes).unwrap(), histogram);
    }

    proptest! {
        #[test]
        fn every_length_is_within_its_bucket(lengths in proptest::collection::vec(any::<u64>(), 1..50)) {
            let mut all = Histogram::default();
            for length in &lengths {
                let mut one = Histogram::default();
                one.record(Nanos(*length));
                let bucket = one.buckets().next().unwrap();
                let (from, until) = (bucket.from.0 as f64, bucket.until.0 as f64);
                let length = (*length).max(1) as f64;
                // Below a microsecond the edges are rounded to whole nanoseconds.
                prop_assert!(from <= length * 1.0001 + 1.0 && length <= until * 1.0001 + 1.0, "{length} in {bucket:?}");
                all.add(&one);
            }
            prop_assert_eq!(all.count(), lengths.len() as u64);
        }
    }
}
