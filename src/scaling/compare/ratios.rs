//! The three ratios of one curve.

use std::cmp::Ordering;

use super::side::{Side, SidePoint};
use crate::scaling::analysis::Region;
use crate::statistics::{Estimate, LEVEL_OF_EACH, mann_whitney};

/// Ratios of a machine to the first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ratios {
    /// With one worker.
    pub core: Option<Ratio>,
    /// Of scaling, with the same number of workers.
    pub scaling: Option<Ratio>,
    /// With as many workers as it has CPUs for, or as were measured.
    pub whole: Option<Ratio>,
}

/// One figure over another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ratio {
    /// Number of workers of the first, and of this one.
    pub workers: [u32; 2],
    /// The median of this one over that of the first.
    pub of_medians: Estimate,
    /// Probability of such a difference by chance; `None` without samples.
    pub p: Option<f64>,
    /// Whether it is significant, among all ratios; else it is printed as `~`.
    pub significant: bool,
}

/// One of the three questions that a ratio answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RatioKind {
    /// Throughput of the whole machine.
    Whole,
    /// Throughput of one worker.
    Core,
    /// Speed-up with as many workers.
    Scaling,
}

impl RatioKind {
    /// All of them, in the order of the tables.
    pub(crate) const ALL: [Self; 3] = [Self::Core, Self::Scaling, Self::Whole];

    /// Its name in tables and in CSV.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole machine",
            Self::Core => "one core",
            Self::Scaling => "scaling",
        }
    }
}

impl Ratio {
    /// Whether it is further from one than two sweeps of the same machine may be, and its interval excludes one: an
    /// imprecise median proves nothing, however its samples are ordered.
    pub(super) fn is_more_than(&self, drift: f64) -> bool {
        let Estimate { value, low, high, .. } = self.of_medians;
        (value - 1.0).abs() > drift && (low > 1.0 || high < 1.0)
    }

    fn of(workers: [u32; 2], first: &[f64], other: &[f64]) -> Option<Self> {
        let each = |samples: &[f64]| Estimate::of_quantile(samples.iter().copied(), 0.5, LEVEL_OF_EACH);
        let of_medians = each(other)?.over(&each(first)?)?;
        Some(Self { workers, of_medians, p: mann_whitney(first, other), significant: false })
    }
}

impl Ratios {
    /// The ratios of `other` to `first`.
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

    /// The ratio of this kind.
    #[must_use]
    pub(crate) fn of_kind(&self, kind: RatioKind) -> Option<&Ratio> {
        match kind {
            RatioKind::Whole => self.whole.as_ref(),
            RatioKind::Core => self.core.as_ref(),
            RatioKind::Scaling => self.scaling.as_ref(),
        }
    }

    /// Existing ratios, in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Ratio> {
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

/// Order by distance from one, twice as fast being as far as half as fast.
pub(super) fn by_distance(a: f64, b: f64) -> Ordering {
    a.ln().abs().total_cmp(&b.ln().abs())
}
