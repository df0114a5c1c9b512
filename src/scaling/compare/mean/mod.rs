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
mod tests;
