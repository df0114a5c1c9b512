//! Figures of curves as a file contains them: names and units of the JSON, for readers that do not compute.
//!
//! Times are seconds, shares of 1. What is unknown or not claimed is `null`.

use serde::Serialize;

use super::{Alternative, Claim, Curve, Parameter, Point};
use crate::model::losses::Losses;
use crate::report::{ByCause, DoubtReport};
use crate::scaling::formula;
use crate::scaling::report::{Mode, Work};
use crate::statistics::Estimate;

/// A lane and its work over the numbers of workers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CurveFigures {
    /// Index in `plan.curves`.
    pub curve: usize,
    /// The lane.
    pub lane: String,
    /// Description of the lane.
    pub label: String,
    /// Workload.
    pub workload: Work,
    /// `strong` or `weak`.
    pub mode: Mode,
    /// The claim that the number of points allows.
    pub claim: ClaimFigures,
    /// Limit of its scaling, in a sentence.
    pub limit: Option<String>,
    /// By number of workers, ascending.
    pub points: Vec<PointFigures>,
}

/// Figures of one number of workers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PointFigures {
    /// Number of workers.
    pub workers: u32,
    /// Region of the last of them.
    pub region: &'static str,
    /// Number of runs that counted.
    pub runs: usize,
    /// Median time of a run, s.
    pub wall_s: Interval,
    /// Throughput, tasks/s.
    pub throughput: Interval,
    /// T(1)/T(N); of a weak sweep N·T(1)/T(N).
    pub speedup: Option<Interval>,
    /// Speed-up per worker.
    pub efficiency: Option<Interval>,
    /// (1/S − 1/N)/(1 − 1/N).
    pub karp_flatt: Option<Interval>,
    /// Median time until all workers were ready, s.
    pub start_s: Option<f64>,
    /// Median of CPU time over wall time.
    pub cores_busy: Option<f64>,
    /// Median of mean over longest time that workers were busy.
    pub balance: Option<f64>,
    /// Why not N times.
    pub losses: Option<LossFigures>,
    /// Whether the median is known within 2 %.
    pub settled: bool,
    /// Doubts.
    pub doubts: Vec<DoubtFigures>,
}

/// A figure with an interval that contains the true one with the probability `coverage`, as a share of 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Interval {
    /// The figure, computed from medians.
    pub median: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability.
    pub coverage: f64,
}

/// A law, named by the field `law`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "law", rename_all = "lowercase")]
pub(crate) enum ClaimFigures {
    /// No law.
    None {
        /// Number of points on cores of one kind.
        points: usize,
    },
    /// Amdahl's.
    Amdahl {
        /// Whether there are fewer than six points.
        indicative: bool,
        /// Throughput of one worker, tasks/s.
        lambda: ParameterFigures,
        /// The serial part.
        sigma: ParameterFigures,
        /// Standard error of the residuals, tasks/s.
        residual: f64,
        /// Degrees of freedom: points less parameters.
        freedom: usize,
        /// λ/σ: the throughput that it never reaches.
        limit: Option<f64>,
        /// The Universal Scalability Law with σ on its bound, where it fits better with as many parameters.
        alternative: Option<AlternativeFigures>,
    },
    /// The Universal Scalability Law.
    Usl {
        /// Throughput of one worker, tasks/s.
        lambda: ParameterFigures,
        /// The serial part.
        sigma: ParameterFigures,
        /// Coherence: the cost of agreement.
        kappa: ParameterFigures,
        /// Standard error of the residuals, tasks/s.
        residual: f64,
        /// Degrees of freedom: points less parameters.
        freedom: usize,
        /// P-value of the hypothesis that it is no better than Amdahl's.
        p: f64,
        /// The number of workers with the highest throughput.
        peak: Option<f64>,
    },
}

/// A law that the points do not decide against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct AlternativeFigures {
    /// Throughput of one worker, tasks/s.
    pub lambda: ParameterFigures,
    /// The serial part.
    pub sigma: ParameterFigures,
    /// Coherence: the cost of agreement.
    pub kappa: ParameterFigures,
    /// Standard error of the residuals, tasks/s.
    pub residual: f64,
    /// Degrees of freedom: points less parameters.
    pub freedom: usize,
    /// P-value of the hypothesis that it is no better than Amdahl's.
    pub p: f64,
    /// The number of workers with the highest throughput.
    pub peak: Option<f64>,
}

/// A fitted parameter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct ParameterFigures {
    /// Its value.
    pub value: f64,
    /// Its standard error; `null` on a bound.
    pub error: Option<f64>,
    /// Upper limit, with 95 %, of a parameter on its lower bound.
    pub at_most: Option<f64>,
    /// Lower limit, with 95 %, of a parameter on its upper bound.
    pub at_least: Option<f64>,
}

/// The loss budget of the median run, in multiples of speed-up: `measured` and all losses add up to `possible`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct LossFigures {
    /// Possible speed-up.
    pub possible: f64,
    /// Measured speed-up.
    pub measured: f64,
    /// Loss to each cause.
    #[serde(flatten)]
    pub times: ByCause,
}

/// A reason not to trust a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DoubtFigures {
    /// Kind, observation and advice.
    #[serde(flatten)]
    pub doubt: DoubtReport,
    /// `order` of the runs that it concerns.
    pub runs: Vec<u32>,
}

/// The figures of these curves.
#[must_use]
pub(crate) fn figures(curves: &[Curve]) -> Vec<CurveFigures> {
    curves.iter().map(CurveFigures::from).collect()
}

impl From<&Curve> for CurveFigures {
    fn from(curve: &Curve) -> Self {
        Self {
            curve: curve.place,
            lane: curve.plan.lane.clone(),
            label: curve.plan.label.clone(),
            workload: curve.plan.workload.clone(),
            mode: curve.mode,
            claim: ClaimFigures::from(&curve.claim),
            limit: curve.limit.clone(),
            points: curve.points.iter().map(PointFigures::from).collect(),
        }
    }
}

impl From<&Point> for PointFigures {
    fn from(point: &Point) -> Self {
        let doubt = |about: &super::PointDoubt| DoubtFigures {
            doubt: DoubtReport::of(&about.doubt),
            runs: about.runs.clone(),
        };
        Self {
            workers: point.workers,
            region: point.region.word(),
            runs: point.runs,
            wall_s: point.wall.into(),
            throughput: point.throughput.into(),
            speedup: point.speedup.map(Interval::from),
            efficiency: point.efficiency.map(Interval::from),
            karp_flatt: point.karp_flatt.map(Interval::from),
            start_s: point.start,
            cores_busy: point.cores_busy,
            balance: point.balance,
            losses: point.losses.map(LossFigures::from),
            settled: point.settled,
            doubts: point.doubts.iter().map(doubt).collect(),
        }
    }
}

impl From<Estimate> for Interval {
    fn from(Estimate { value, low, high, coverage }: Estimate) -> Self {
        Self { median: value, low, high, coverage }
    }
}

impl From<&Claim> for ClaimFigures {
    fn from(claim: &Claim) -> Self {
        match claim {
            Claim::Points(points) => Self::None { points: *points },
            Claim::Amdahl { fit, indicative, alternative } => Self::Amdahl {
                indicative: *indicative,
                lambda: fit.lambda.into(),
                sigma: fit.sigma.into(),
                residual: fit.residual,
                freedom: fit.freedom,
                limit: formula::limit(fit.lambda.value, fit.sigma.value),
                alternative: alternative.as_deref().map(AlternativeFigures::from),
            },
            Claim::Usl { fit, p, peak } => Self::Usl {
                lambda: fit.lambda.into(),
                sigma: fit.sigma.into(),
                kappa: fit.kappa.into(),
                residual: fit.residual,
                freedom: fit.freedom,
                p: *p,
                peak: *peak,
            },
        }
    }
}

impl From<&Alternative> for AlternativeFigures {
    fn from(Alternative { fit, p }: &Alternative) -> Self {
        Self {
            lambda: fit.lambda.into(),
            sigma: fit.sigma.into(),
            kappa: fit.kappa.into(),
            residual: fit.residual,
            freedom: fit.freedom,
            p: *p,
            peak: fit.peak(),
        }
    }
}

impl From<Parameter> for ParameterFigures {
    fn from(Parameter { value, error, at_most, at_least }: Parameter) -> Self {
        Self { value, error, at_most, at_least }
    }
}

impl From<Losses> for LossFigures {
    fn from(losses: Losses) -> Self {
        let Losses { possible, measured, .. } = losses;
        Self { possible, measured, times: ByCause::of(|cause| losses.to(cause).times) }
    }
}
