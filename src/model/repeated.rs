//! Figures of lanes that ran several times: medians with intervals, and which differences are settled.
//!
//! The intervals are those of [`statistics`](crate::statistics): they lie between two observed values and assume no
//! distribution. A difference is settled when the Mann-Whitney test finds it, among all pairs of lanes (the rate of
//! false discoveries is bounded by Benjamini and Hochberg), and the interval of the ratio leaves out 1.

use super::lane::Lane;
use super::repetition::LaneRun;
use super::state::Model;
use crate::event::LaneId;
use crate::statistics::{Estimate, LEVEL_OF_EACH, discoveries, mann_whitney};

/// Share of false discoveries among the settled differences.
const RATE: f64 = 0.05;

/// The figures of a lane over all repetitions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Repeated {
    /// Number of repetitions in which it ran.
    pub runs: usize,
    /// Time from handing out the first task to the last result, s.
    pub wall: Estimate,
    /// Time until all workers were ready, s.
    pub start: Estimate,
    /// Tasks per second.
    pub throughput: Estimate,
    /// Speed over that of one worker without a lock.
    pub speedup: Option<Estimate>,
    /// Speed-up per worker.
    pub efficiency: Option<Estimate>,
    /// CPU time of the workers over wall time.
    pub cores_busy: Option<Estimate>,
    /// Speed-up over the possible one.
    pub of_capacity: Option<Estimate>,
}

impl Repeated {
    /// The figures of `lane`; `None` where it ran less than twice.
    #[must_use]
    pub(crate) fn of(model: &Model, lane: &Lane) -> Option<Self> {
        let runs: Vec<&LaneRun> = runs_of(model, lane.plan.id).collect();
        if runs.len() < 2 {
            return None;
        }
        let median = |figure: &dyn Fn(&LaneRun) -> Option<f64>| {
            let values: Option<Vec<f64>> = runs.iter().map(|run| figure(run)).collect();
            // A figure that one of the runs withholds has no median.
            Estimate::of_median(values?)
        };
        Some(Self {
            runs: runs.len(),
            wall: median(&|run| Some(run.wall?.secs()))?,
            start: median(&|run| Some(run.start.secs()))?,
            throughput: median(&|run| Some(run.throughput))?,
            speedup: median(&|run| run.speedup),
            efficiency: median(&|run| run.efficiency),
            cores_busy: median(&|run| run.cores_busy),
            of_capacity: median(&|run| run.of_capacity),
        })
    }
}

/// Two lanes that ran several times, compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// The lane with the larger median throughput, and the other.
    pub lanes: [LaneId; 2],
    /// Number of times as fast as the other that the first one was.
    pub ratio: Estimate,
    /// Probability of such a difference by chance.
    pub p: Option<f64>,
    /// Whether it is settled.
    pub settled: bool,
}

/// The differences between the lanes of one family, each pair once; none where they ran less than twice.
#[must_use]
pub(crate) fn differences(model: &Model) -> Vec<Difference> {
    if !model.is_timed() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (place, one) in model.lanes.iter().enumerate() {
        let kin = |other: &&Lane| other.plan.family() == one.plan.family();
        found.extend(
            model.lanes[place + 1..].iter().filter(kin).filter_map(|other| difference(model, one, other)),
        );
    }
    let p: Vec<f64> = found.iter().map(|difference| difference.p.unwrap_or(1.0)).collect();
    for (difference, discovered) in found.iter_mut().zip(discoveries(&p, RATE)) {
        difference.settled = discovered && difference.ratio.low > 1.0;
    }
    found
}

/// The difference between two lanes of the same family, judged among all of them.
#[must_use]
pub(crate) fn between(model: &Model, one: LaneId, other: LaneId) -> Option<Difference> {
    let is_of =
        |difference: &Difference| difference.lanes == [one, other] || difference.lanes == [other, one];
    differences(model).into_iter().find(is_of)
}

fn difference(model: &Model, one: &Lane, other: &Lane) -> Option<Difference> {
    let rates =
        |lane: &Lane| -> Vec<f64> { runs_of(model, lane.plan.id).map(|run| run.throughput).collect() };
    let each = |rates: &[f64]| {
        Estimate::of_quantile(rates.iter().copied(), 0.5, LEVEL_OF_EACH).filter(|_| rates.len() > 1)
    };
    let (a, b) = (rates(one), rates(other));
    let (first, second) = (each(&a)?, each(&b)?);
    let (lanes, ratio) = if first.value >= second.value {
        ([one.plan.id, other.plan.id], first.over(&second)?)
    } else {
        ([other.plan.id, one.plan.id], second.over(&first)?)
    };
    Some(Difference { lanes, ratio, p: mann_whitney(&a, &b), settled: false })
}

/// The repetitions in which a lane ran.
fn runs_of(model: &Model, LaneId(id): LaneId) -> impl Iterator<Item = &LaneRun> {
    let of_lane = model.runs.iter().filter_map(move |run| run.lanes.get(usize::from(id)));
    of_lane.filter(|run| run.wall.is_some() && run.throughput > 0.0)
}
