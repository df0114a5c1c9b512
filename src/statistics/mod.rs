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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} {b}");
    }

    #[test]
    fn five_values_have_their_extremes() {
        let five = Estimate::of_median([3.0, 1.0, 5.0, 2.0, 4.0]).unwrap();
        assert_eq!((five.value, five.low, five.high), (3.0, 1.0, 5.0));
        near(five.coverage, 0.9375);
    }

    /// Conover's table A3 gives the ranks for a median: of 10 the 2nd to 9th with 97.85 %, of 15 the 4th to
    /// 12th with 96.48 %.
    #[test]
    fn known_ranks_of_the_median() {
        for (n, low, high, coverage) in
            [(3, 1, 3, 0.75), (8, 2, 7, 0.929_687_5), (10, 2, 9, 0.978_515_625), (15, 4, 12, 0.964_843_75)]
        {
            let level = if n == 8 { 0.92 } else { LEVEL };
            let found = ranks(n, 0.5, level);
            assert_eq!((found.0 + 1, found.1 + 1), (low, high), "{n}");
            near(found.2, coverage);
        }
    }

    #[test]
    fn too_few_values_for_a_tail_say_so_by_their_coverage() {
        let hundred = Estimate::of_quantile((1..=100).map(f64::from), 0.99, LEVEL).unwrap();
        assert_eq!((hundred.value, hundred.high), (99.0, 100.0));
        assert!(hundred.coverage < 0.7, "{hundred:?}");
        let thousand = Estimate::of_quantile((1..=1000).map(f64::from), 0.99, LEVEL).unwrap();
        assert!(thousand.coverage >= LEVEL && thousand.high < 1000.0, "{thousand:?}");
        let one = Estimate::of_median([7.0]).unwrap();
        assert_eq!((one.low, one.high, one.coverage), (7.0, 7.0, 0.0));
    }

    #[test]
    fn nothing_has_no_median() {
        assert_eq!(Estimate::of_median([]), None);
        assert_eq!(Estimate::of_median([f64::NAN]), None);
        assert_eq!(median([4.0, 1.0]), Some(2.5));
        assert_eq!((mean(&[]), mean(&[1.0, 3.0])), (None, Some(2.0)));
    }

    #[test]
    fn a_ratio_holds_the_ratios_of_all_that_the_two_hold() {
        let of = |value, low, high| Estimate { value, low, high, coverage: 0.97 };
        let ratio = of(10.0, 8.0, 12.0).over(&of(5.0, 4.0, 6.0)).unwrap();
        assert_eq!((ratio.value, ratio.high), (2.0, 3.0));
        near(ratio.low, 8.0 / 6.0);
        near(ratio.coverage, 0.94);
        assert_eq!(ratio.over(&of(1.0, 0.0, 2.0)), None);
    }

    proptest! {
        #[test]
        fn the_estimate_lies_in_its_interval(values in prop::collection::vec(0.001f64..1e6, 1..200), q in 0.01f64..0.99) {
            let e = Estimate::of_quantile(values.clone(), q, LEVEL).unwrap();
            prop_assert!(e.low <= e.value && e.value <= e.high, "{:?}", e);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&e.coverage));
            prop_assert!(values.contains(&e.low) && values.contains(&e.high));
        }

        /// The true quantile q of a uniform sample is q itself: intervals hold it as often as their coverage claims.
        #[test]
        fn intervals_hold_the_truth_as_often_as_they_say(seed in any::<u64>(), q in 0.1f64..0.9) {
            use rand::{RngExt, SeedableRng, rngs::StdRng};
            let mut random = StdRng::seed_from_u64(seed);
            let rounds = 400;
            let held = (0..rounds).filter(|_| {
                let e = Estimate::of_quantile((0..40).map(|_| random.random::<f64>()), q, LEVEL).unwrap();
                e.low <= q && q <= e.high
            });
            // Six standard deviations below the least coverage.
            prop_assert!(held.count() as f64 / f64::from(rounds) > LEVEL - 0.08);
        }
    }
}
