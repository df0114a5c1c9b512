//! Medians, quantiles, and intervals that make no assumption about the distribution of figures.
//!
//! Times under a lock on a shared machine have long tails and jumps, so nothing here takes a mean for the
//! truth or a bell curve for granted. The interval of a quantile is between two of the *observed* values: of
//! `n` independent values, the number that lie below the true quantile `q` is binomial, `B(n, q)`, so the
//! true quantile lies between the `l`-th and the `u`-th smallest with the probability `P(l ≤ B(n, q) < u)`
//! (W. J. Conover, *Practical Nonparametric Statistics*, section 3.2).

mod difference;

pub use difference::{discoveries, mann_whitney};

/// Target coverage of intervals: that of the extremes of five values about their median, 93.75 %, just suffices.
pub const LEVEL: f64 = 0.93;

/// Fewest values whose median has an interval of that level.
pub const FEWEST: u32 = 5;

/// Half-width, as a share of the median, below which a median is settled (mean of both sides).
pub const SETTLED: f64 = 0.02;

/// An estimate: an observed value, and the interval that holds the true one with a given probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The observed quantile.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Probability that the true value lies in the interval: at least the requested level, or, with too few values
    /// for that, the coverage of their extremes.
    pub coverage: f64,
}

impl Estimate {
    /// The quantile `q` of `values` with an interval of this level; `None` without values.
    #[must_use]
    pub fn of_quantile(values: impl IntoIterator<Item = f64>, q: f64, level: f64) -> Option<Self> {
        let mut sorted: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let value = quantile(&sorted, q)?;
        let (low, high, coverage) = ranks(sorted.len(), q, level);
        Some(Self { value, low: *sorted.get(low)?, high: *sorted.get(high)?, coverage })
    }

    /// The median of `values` with its interval.
    #[must_use]
    pub fn of_median(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        Self::of_quantile(values, 0.5, LEVEL)
    }

    /// Whether the interval has at least the coverage [`LEVEL`] and reaches on average at most this share of the
    /// value to either side.
    #[must_use]
    pub fn is_within(&self, share: f64) -> bool {
        self.coverage >= LEVEL && self.high - self.low <= 2.0 * share * self.value
    }

    /// Whether the value is settled: no more repetitions are needed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.is_within(SETTLED)
    }

    /// Ratio of this to `other`, both estimated independently: the interval holds every ratio of a value
    /// in the one to a value in the other, so it is wide rather than narrow. `None` when `other` may be zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        (other.low > 0.0).then(|| Self {
            value: self.value / other.value,
            low: self.low / other.high,
            high: self.high / other.low,
            // Bonferroni: the misses of both add up at most.
            coverage: (self.coverage + other.coverage - 1.0).max(0.0),
        })
    }
}

/// The level that each of two estimates needs for their ratio to have [`LEVEL`].
pub const LEVEL_OF_EACH: f64 = 1.0 - (1.0 - LEVEL) / 2.0;

/// The quantile `q` of values in ascending order: the median of an even number lies in the middle of two, all other
/// quantiles are an observed value (the nearest rank).
#[must_use]
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let n = sorted.len();
    if n > 0 && n.is_multiple_of(2) && (q - 0.5).abs() < f64::EPSILON {
        return Some(f64::midpoint(*sorted.get(n / 2 - 1)?, *sorted.get(n / 2)?));
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most n: q is a share")]
    let rank = (q.clamp(0.0, 1.0) * n as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

/// The median of `values`, `None` without any.
#[must_use]
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    Estimate::of_median(values).map(|estimate| estimate.value)
}

/// The mean of `values`, `None` without any. Only for figures that are means by nature, such as rates.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The indices, from 0, of the two among `n` sorted values between which the true quantile `q` lies with at least the
/// probability `level`, each tail getting half of the rest; and the probability itself.
fn ranks(n: usize, q: f64, level: f64) -> (usize, usize, f64) {
    let below = cumulative(n, q);
    let at_most = |k: usize| below.get(k).copied().unwrap_or(1.0);
    let tail = (1.0 - level) / 2.0;
    // The l-th smallest, from 1, is above the quantile when fewer than l values are below it.
    let low = (1..=n).rev().find(|l| at_most(l - 1) <= tail).unwrap_or(1);
    let high = (1..=n).find(|u| 1.0 - at_most(u - 1) <= tail).unwrap_or(n);
    let high = high.max(low);
    (low - 1, high - 1, (at_most(high - 1) - at_most(low - 1)).max(0.0))
}

/// `P(B(n, q) ≤ k)` for every `k` below `n`.
fn cumulative(n: usize, q: f64) -> Vec<f64> {
    let (n_f, odds) = (n as f64, (q / (1.0 - q)).ln());
    // Logarithms: the first of them may be smaller than the smallest number.
    let mut log_p = n_f * (1.0 - q).ln();
    let mut sum = 0.0;
    (0..n)
        .map(|k| {
            sum += log_p.exp();
            log_p += ((n_f - k as f64) / (k as f64 + 1.0)).ln() + odds;
            sum.min(1.0)
        })
        .collect()
}

#[cfg(test)]
mod tests;
