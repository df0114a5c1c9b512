//! Durations in a histogram: waits and round trips span six decades.

use hdrhistogram::Histogram;

use crate::event::{Histogram as Sent, Nanos, Percentiles};

/// The shortest duration distinguished from zero, and the longest: 1 µs and 1000 s, in nanoseconds.
const BOUNDS: (u64, u64) = (1_000, 1_000_000_000_000);

/// A histogram of durations with three significant digits.
#[derive(Debug, Clone)]
pub(crate) struct Durations(Histogram<u64>);

impl Default for Durations {
    fn default() -> Self {
        let histogram = Histogram::new_with_bounds(BOUNDS.0, BOUNDS.1, 3);
        Self(histogram.expect("constant bounds that satisfy the constructor"))
    }
}

impl Durations {
    /// Adds one duration; beyond the upper bound it counts as the longest.
    pub(crate) fn record(&mut self, length: Nanos) {
        self.0.saturating_record(length.0);
    }

    /// Adds all of `other`.
    pub(crate) fn add(&mut self, other: &Self) {
        // Equal bounds: this cannot fail.
        let _ = self.0.add(&other.0);
    }

    /// Median and 99th percentile, each times `1 / unit`: zero when nothing was recorded.
    fn percentiles(&self, unit: Nanos) -> Percentiles {
        if self.0.is_empty() {
            return Percentiles::default();
        }
        let at = |quantile| self.0.value_at_quantile(quantile) as f64 / unit.0 as f64;
        Percentiles { p50: at(0.50), p99: at(0.99) }
    }

    /// The same durations in the coarser buckets of events and charts.
    #[must_use]
    pub(crate) fn histogram(&self) -> Sent {
        let mut histogram = Sent::default();
        for lengths in self.0.iter_recorded() {
            histogram.record_many(Nanos(lengths.value_iterated_to()), lengths.count_at_value());
        }
        histogram
    }

    /// Median and 99th percentile in microseconds.
    #[must_use]
    pub(crate) fn micros(&self) -> Percentiles {
        self.percentiles(Nanos::from_micros(1))
    }

    /// Median and 99th percentile in milliseconds.
    #[must_use]
    pub(crate) fn millis(&self) -> Percentiles {
        self.percentiles(Nanos::from_millis(1))
    }
}

#[cfg(test)]
mod tests;
