//! Geometric means of a comparison: one figure for a machine over all curves, with its interval.
//!
//! **Value.** The geometric mean of the ratios of all curves that both machines measured, each with the same weight.
//! Only the geometric mean of ratios does not depend on which machine is the first (P. J. Fleming and J. J. Wallace,
//! *How not to lie with statistics*, 1986).
//!
//! **Interval.** From the geometric mean of the lower ends to that of the upper ends, which is as wide as if the errors
//! of all curves pointed the same way. They may: two sweeps share the state of their machines. If they do not, errors
//! cancel and the interval holds the true value more often than it says. So its coverage is the least of the curves'
//! (quantiles of sums of jointly elliptical errors are at most the sums of their quantiles: A. `McNeil`, R. Frey,
//! P. Embrechts, *Quantitative Risk Management*, section 8.3). Nothing is random in it: it can be computed again by hand
//! from the table of ratios.

use super::matching::Matched;
use super::ratios::{Ratio, RatioKind};
use crate::statistics::Estimate;

/// Geometric means of a machine's ratios to the first, by question.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Means {
    /// With one worker.
    pub core: Option<Mean>,
    /// Of scaling.
    pub scaling: Option<Mean>,
    /// Of whole machines.
    pub whole: Option<Mean>,
}

/// A geometric mean of ratios.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mean {
    /// Number of curves that it is a mean of.
    pub curves: usize,
    /// The mean with its interval.
    pub of_ratios: Estimate,
    /// Whether it is more than chance and drift: its interval excludes one, and some curve differs significantly the
    /// same way.
    pub significant: bool,
}

impl Means {
    /// The means of the subject at this index; `drift` is the difference that two sweeps of one machine may have.
    pub(super) fn of(matched: &[Matched], place: usize, drift: f64) -> Self {
        let mean = |kind| {
            let ratios =
                matched.iter().filter_map(|matched| matched.ratios.get(place)?.as_ref()?.of_kind(kind));
            Mean::of(&ratios.collect::<Vec<_>>(), drift)
        };
        Self { core: mean(RatioKind::Core), scaling: mean(RatioKind::Scaling), whole: mean(RatioKind::Whole) }
    }

    /// The mean of this kind.
    #[must_use]
    pub(crate) const fn of_kind(&self, kind: RatioKind) -> Option<&Mean> {
        match kind {
            RatioKind::Whole => self.whole.as_ref(),
            RatioKind::Core => self.core.as_ref(),
            RatioKind::Scaling => self.scaling.as_ref(),
        }
    }
}

impl Mean {
    /// The mean of these ratios; `None` without any.
    fn of(ratios: &[&Ratio], drift: f64) -> Option<Self> {
        let estimates = || ratios.iter().map(|ratio| ratio.of_medians);
        let of_ratios = Estimate {
            value: geometric_mean(estimates().map(|e| e.value))?,
            low: geometric_mean(estimates().map(|e| e.low))?,
            high: geometric_mean(estimates().map(|e| e.high))?,
            coverage: estimates().map(|e| e.coverage).fold(1.0, f64::min),
        };
        let Estimate { value, low, high, .. } = of_ratios;
        let alike = |ratio: &&Ratio| ratio.significant && (ratio.of_medians.value > 1.0) == (value > 1.0);
        let beyond = (value - 1.0).abs() > drift && (low > 1.0 || high < 1.0);
        let significant = beyond && ratios.iter().any(alike);
        Some(Self { curves: ratios.len(), of_ratios, significant })
    }
}

/// The geometric mean of positive values; `None` without any, or where one is not positive.
fn geometric_mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let logarithms: Vec<f64> = values.map(f64::ln).collect();
    let mean = (logarithms.iter().sum::<f64>() / logarithms.len() as f64).exp();
    (!logarithms.is_empty() && mean.is_finite() && mean > 0.0).then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(value: f64, low: f64, high: f64, significant: bool) -> Ratio {
        let of_medians = Estimate { value, low, high, coverage: 0.96 };
        Ratio { workers: [4, 4], of_medians, p: Some(0.01), significant }
    }

    #[test]
    fn the_mean_and_both_ends_are_those_computed_by_hand() {
        // 2 × 8 = 16, its root 4; 1 × 4 = 4, its root 2; 4 × 16 = 64, its root 8.
        let [a, b] = [ratio(2.0, 1.0, 4.0, false), ratio(8.0, 4.0, 16.0, true)];
        let mean = Mean::of(&[&a, &b], 0.02).unwrap();
        let Estimate { value, low, high, coverage } = mean.of_ratios;
        for (found, known) in [(value, 4.0), (low, 2.0), (high, 8.0), (coverage, 0.96)] {
            assert!((found - known).abs() < 1e-12, "{mean:?}");
        }
        assert_eq!((mean.curves, mean.significant), (2, true));
    }

    #[test]
    fn a_mean_of_one_curve_is_that_curve() {
        let mean = Mean::of(&[&ratio(0.9, 0.8, 0.95, true)], 0.02).unwrap();
        assert!((mean.of_ratios.value - 0.9).abs() < 1e-12 && mean.significant);
        assert_eq!(Mean::of(&[], 0.02), None);
    }

    #[test]
    fn the_mean_the_other_way_round_is_its_inverse() {
        let there = Mean::of(&[&ratio(0.5, 0.4, 0.6, true), &ratio(3.0, 2.0, 4.0, true)], 0.02).unwrap();
        let back = [ratio(2.0, 1.0 / 0.6, 2.5, true), ratio(1.0 / 3.0, 0.25, 0.5, true)];
        let back = Mean::of(&[&back[0], &back[1]], 0.02).unwrap();
        assert!((there.of_ratios.value * back.of_ratios.value - 1.0).abs() < 1e-12);
        assert!((there.of_ratios.low * back.of_ratios.high - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_chance_or_drift_may_have_made_is_not_significant() {
        let none = ratio(2.0, 1.5, 2.5, false);
        assert!(!Mean::of(&[&none, &none], 0.02).unwrap().significant, "no curve is");
        let near = ratio(1.01, 1.005, 1.015, true);
        assert!(!Mean::of(&[&near], 0.02).unwrap().significant, "within the drift");
        let opposite = ratio(0.9, 0.85, 0.95, true);
        assert!(
            !Mean::of(&[&none, &opposite], 0.02).unwrap().significant,
            "the only significant one differs the other way"
        );
    }
}
