//! Analysis of a report's raw runs: curves of points with intervals, claims, losses, and doubts. Pure functions of a
//! [`Report`](super::Report).

mod budget;
mod claim;
mod curve;
mod disagreements;
mod doubts;
pub mod figures;
mod limit;
pub mod region;

use crate::event::Doubt;
use crate::model::losses::Losses;
use crate::statistics::Estimate;

pub use curve::{curve, curves};
pub use disagreements::disagreements;
pub use region::Region;

pub use super::fit::{Fit, Parameter};
use super::report::{CurvePlan, Mode};

/// A lane and its work over the numbers of workers.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Index in the plan.
    pub place: usize,
    /// Lane and workload.
    pub plan: CurvePlan,
    /// Whether the work is constant or grows with the workers.
    pub mode: Mode,
    /// Points by number of workers, ascending; those without a run are absent.
    pub points: Vec<Point>,
    /// The claim that the number of points allows.
    pub claim: Claim,
    /// Limit of its scaling, in a sentence; `None` where nothing does.
    pub limit: Option<String>,
}

/// Figures of one number of workers.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Number of workers.
    pub workers: u32,
    /// Region that they run on.
    pub region: Region,
    /// Number of runs that counted.
    pub runs: usize,
    /// Median time of a run, s.
    pub wall: Estimate,
    /// Throughput, tasks/s.
    pub throughput: Estimate,
    /// S(N) = T(1)/T(N) of a strong sweep, N·T(1)/T(N) of a weak one; `None` without runs of one worker.
    pub speedup: Option<Estimate>,
    /// S/N.
    pub efficiency: Option<Estimate>,
    /// Karp–Flatt's e(N) = (1/S − 1/N)/(1 − 1/N); `None` for one worker and of weak sweeps.
    pub karp_flatt: Option<Estimate>,
    /// Median of the time until all workers were ready, s.
    pub start: f64,
    /// Median of CPU time over wall time.
    pub cores_busy: f64,
    /// Median of the mean over the longest time that workers were busy.
    pub balance: Option<f64>,
    /// Why not N times: losses of the median run.
    pub losses: Option<Losses>,
    /// Whether the interval of its time is within 2 % of the median.
    pub settled: bool,
    /// Doubts with the order of their runs.
    pub doubts: Vec<PointDoubt>,
}

/// A doubt, and the runs that it concerns.
#[derive(Debug, Clone, PartialEq)]
pub struct PointDoubt {
    /// The doubt.
    pub doubt: Doubt,
    /// Their order.
    pub runs: Vec<u32>,
}

/// The claim on a curve, by its distinct numbers of workers within one region.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// Speed-up, efficiency and Karp–Flatt only: this many points are too few, or the sweep is weak, to which
    /// Amdahl's law does not apply.
    Points(usize),
    /// Amdahl's law; with fewer than six points it is only an indication.
    Amdahl {
        /// The fitted law.
        fit: Fit,
        /// Whether there are only three to five points.
        indicative: bool,
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

impl Claim {
    /// Name of the law: `none`, `amdahl` or `usl`.
    #[must_use]
    pub const fn law(&self) -> &'static str {
        match self {
            Self::Points(_) => "none",
            Self::Amdahl { .. } => "amdahl",
            Self::Usl { .. } => "usl",
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "figures that are made up are exact")]
mod tests;
