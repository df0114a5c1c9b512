//! Claims that a curve supports.
//!
//! A law for equal workers may be fitted only to points at which each worker had a core of its own, of one kind:
//! second threads of cores, slower cores and workers without a core bend a curve for other reasons. With up to two
//! such numbers of workers no law can be distinguished from another; with three to five Amdahl's is an indication;
//! from six on it is a claim, unless an F-test prefers the Universal Scalability Law: its third parameter must pay
//! for itself, or the fit finds peaks in noise.
//!
//! That test asks whether a third parameter pays. Where the Universal Scalability Law leaves σ on its bound it has no third:
//! it explains the same loss by coherence that Amdahl's explains by a serial part. If its residuals are smaller, it is told
//! beside Amdahl's law as the alternative that the points do not decide against.
//!
//! A weak sweep is not about Amdahl's law at all, which is about the same work for all numbers of workers. Its
//! throughput may still follow the Universal Scalability Law, which N. J. Gunther states for load that grows with N;
//! the same test decides whether that is claimed.

use super::point::Point;
use super::region::Region;
use crate::scaling::fit::{self, Fit};
use crate::scaling::report::Mode;

/// Least number of points for any law.
const FEW: usize = 3;
/// Least number of points for the Universal Scalability Law, and for Amdahl's without reserve.
const ENOUGH: usize = 6;
/// P-value below which the third parameter is not due to chance.
const SIGNIFICANT: f64 = 0.05;

/// The claim on a curve, by its distinct numbers of workers within one region.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Claim {
    /// Speed-up, efficiency and Karp–Flatt only: this many points are too few, or the sweep is weak, to which
    /// Amdahl's law does not apply.
    Points(usize),
    /// Amdahl's law; with fewer than six points it is only an indication.
    Amdahl {
        /// The fitted law.
        fit: Fit,
        /// Whether there are only three to five points.
        indicative: bool,
        /// The other law with as many parameters, where it fits better.
        alternative: Option<Box<Alternative>>,
    },
    /// The Universal Scalability Law, which an F-test prefers to Amdahl's.
    Usl {
        /// The fitted law.
        fit: Fit,
        /// The test's p-value.
        p: f64,
        /// The number of workers with the highest throughput; `None` when there is none.
        peak: Option<f64>,
    },
}

/// The Universal Scalability Law beside a claim of Amdahl's: with σ on its bound, and smaller residuals.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alternative {
    /// The fitted law.
    pub fit: Fit,
    /// P-value of the F-test that does not prefer it.
    pub p: f64,
}

impl Claim {
    /// Name of the law: `none`, `amdahl` or `usl`.
    #[must_use]
    pub(crate) const fn law(&self) -> &'static str {
        match self {
            Self::Points(_) => "none",
            Self::Amdahl { .. } => "amdahl",
            Self::Usl { .. } => "usl",
        }
    }
}

/// The claim that these points allow. Each number of workers is among them once.
pub(super) fn claim(mode: Mode, points: &[Point]) -> Claim {
    let alike = points.iter().filter(|point| point.region == Region::Cores);
    let measured: Vec<(f64, f64)> =
        alike.map(|point| (f64::from(point.workers), point.throughput.value)).collect();
    let count = measured.len();
    if count < FEW {
        return Claim::Points(count);
    }
    let two = fit::amdahl(&measured);
    let mut alternative = None;
    if let (Some(two), true) = (&two, count >= ENOUGH)
        && let Some(three) = fit::usl(&measured)
        && let Some(p) = fit::prefers(&measured, two, &three)
    {
        if p < SIGNIFICANT {
            return Claim::Usl { peak: three.peak(), fit: three, p };
        }
        let coherence_alone = three.sigma.at_most.is_some() && three.kappa.error.is_some();
        alternative = (coherence_alone && p < 1.0).then(|| Box::new(Alternative { fit: three, p }));
    }
    match (mode, two) {
        (Mode::Strong, Some(fit)) => Claim::Amdahl { fit, indicative: count < ENOUGH, alternative },
        _ => Claim::Points(count),
    }
}
