//! The three ratios of one curve.

use super::side::{Side, SidePoint};
use crate::scaling::analysis::Region;
use crate::statistics::{Estimate, LEVEL_OF_EACH, mann_whitney};

/// How many times as much a machine does as the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratios {
    /// With one worker.
    pub core: Option<Ratio>,
    /// How many times as well it scales, with as many workers.
    pub scaling: Option<Ratio>,
    /// With as many workers as it has CPUs for, or as were tried.
    pub whole: Option<Ratio>,
}

/// One figure over another.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// How many workers the first had, and this one.
    pub workers: [u32; 2],
    /// This one over the first: the ratio of medians.
    pub ratio: Estimate,
    /// The probability of such a difference where there is none; `None` without samples.
    pub p: Option<f64>,
    /// Whether it is a difference, beside all others that were looked at; else it is to be printed as `~`.
    pub significant: bool,
}

impl Ratio {
    /// Whether it is further from one than two sweeps of the same machine may be, and its interval leaves one out: a
    /// median that is hardly known proves nothing, however its samples are ordered.
    pub(super) fn is_more_than(&self, drift: f64) -> bool {
        let Estimate { value, low, high, .. } = self.ratio;
        (value - 1.0).abs() > drift && (low > 1.0 || high < 1.0)
    }

    fn of(workers: [u32; 2], first: &[f64], other: &[f64]) -> Option<Self> {
        let each = |samples: &[f64]| Estimate::of_quantile(samples.iter().copied(), 0.5, LEVEL_OF_EACH);
        let ratio = each(other)?.over(&each(first)?)?;
        Some(Self { workers, ratio, p: mann_whitney(first, other), significant: false })
    }
}

impl Ratios {
    /// Of `other` against `first`.
    pub(super) fn of(first: &Side, other: &Side) -> Self {
        let rates = |a: Option<&SidePoint>, b: Option<&SidePoint>| {
            let (a, b) = a.zip(b)?;
            Ratio::of([a.workers, b.workers], &a.rates, &b.rates)
        };
        let common = first.points.iter().rev().find_map(|a| {
            let b = other.at(a.workers)?;
            (a.workers > 1 && has_cpus(a) && has_cpus(b)).then_some((a, b))
        });
        Self {
            core: rates(first.at(1), other.at(1)),
            scaling: common.and_then(|(a, b)| Ratio::of([a.workers; 2], &a.speedups, &b.speedups)),
            whole: rates(largest(first), largest(other)),
        }
    }

    /// Those that there are, in their order.
    pub fn all(&self) -> impl Iterator<Item = &Ratio> {
        [&self.core, &self.scaling, &self.whole].into_iter().flatten()
    }

    /// The same, to be judged.
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Ratio> {
        [&mut self.core, &mut self.scaling, &mut self.whole].into_iter().flatten()
    }
}

fn has_cpus(point: &SidePoint) -> bool {
    point.region != Region::Oversubscribed
}

fn largest(side: &Side) -> Option<&SidePoint> {
    side.points.iter().rev().find(|point| has_cpus(point))
}
