//! Figures of lanes that ran several times: medians with intervals, and which differences are settled.
//!
//! The intervals are those of [`statistics`]: they lie between two observed values and assume no
//! distribution. A figure that a repetition withholds counts as the most that is possible: all that is known of it is
//! that it came out above that. Where that is the median itself, the median is withheld as well.
//!
//! A difference is settled when the Mann-Whitney test finds it, among all pairs of lanes (the rate of
//! false discoveries is bounded by Benjamini and Hochberg), and the interval of the ratio leaves out 1.

use super::headline::Beyond;
use super::lane::Lane;
use super::repetition::LaneRun;
use super::score::Score;
use super::state::Model;
use crate::event::{LaneId, Nanos};
use crate::statistics::{self, Estimate, LEVEL_OF_EACH, discoveries, mann_whitney};

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
    /// The bound that its median exceeded, where that is withheld.
    pub speedup_withheld: Option<Beyond>,
    /// Speed-up per worker.
    pub efficiency: Option<Estimate>,
    /// CPU time of the workers over wall time.
    pub cores_busy: Option<Estimate>,
    /// The bound that its median exceeded, where that is withheld.
    pub cores_busy_withheld: Option<Beyond>,
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
            Estimate::of_median(values?)
        };
        let speedup = bounded(&runs, |run| (run.speedup, run.speedup_withheld));
        let cores_busy = bounded(&runs, |run| (run.cores_busy, run.cores_busy_withheld));
        // What follows from the speed-up is withheld with it.
        let follows = |figure: &dyn Fn(&LaneRun) -> Option<f64>| {
            let values = runs.iter().filter_map(|run| figure(run));
            speedup.0.and_then(|_| Estimate::of_median(values))
        };
        Some(Self {
            runs: runs.len(),
            wall: median(&|run| Some(run.wall?.secs()))?,
            start: median(&|run| Some(run.start.secs()))?,
            throughput: median(&|run| Some(run.throughput))?,
            efficiency: follows(&|run| run.efficiency),
            of_capacity: follows(&|run| run.of_capacity),
            speedup: speedup.0,
            speedup_withheld: speedup.1,
            cores_busy: cores_busy.0,
            cores_busy_withheld: cores_busy.1,
        })
    }

    /// The figures of `lane` by which it is compared: those of its run, or the medians of all repetitions.
    #[must_use]
    pub(crate) fn score(model: &Model, lane: &Lane) -> Score {
        let score = Score::of(model, lane);
        let Some(all) = Self::of(model, lane) else { return score };
        let median = |estimate: Option<Estimate>| estimate.map(|estimate| estimate.value);
        let known = |figure: &dyn Fn(&LaneRun) -> Option<f64>| {
            statistics::median(runs_of(model, lane.plan.id).filter_map(figure))
        };
        Score {
            wall: Nanos::from_secs_f64(all.wall.value),
            start: Nanos::from_secs_f64(all.start.value),
            throughput: all.throughput.value,
            speedup: median(all.speedup),
            speedup_withheld: all.speedup_withheld,
            efficiency: median(all.efficiency),
            cores_busy: median(all.cores_busy),
            cores_busy_withheld: all.cores_busy_withheld,
            of_capacity: median(all.of_capacity),
            capacity: known(&|run| run.capacity),
            possible: known(&|run| run.possible),
            ..score
        }
    }
}

/// The median of a figure that some repetitions may withhold, or the bound that it exceeded.
fn bounded(
    runs: &[&LaneRun],
    figure: impl Fn(&LaneRun) -> (Option<f64>, Option<Beyond>),
) -> (Option<Estimate>, Option<Beyond>) {
    let figures: Vec<_> = runs.iter().map(|run| figure(run)).collect();
    let withheld: Vec<Beyond> = figures.iter().filter_map(|(_, beyond)| *beyond).collect();
    if withheld.len() * 2 > figures.len() {
        return (None, withheld.first().copied());
    }
    let values = figures.iter().map(|(measured, beyond)| measured.or(beyond.map(|beyond| beyond.most)));
    (values.collect::<Option<Vec<f64>>>().and_then(Estimate::of_median), None)
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

impl Difference {
    /// Whether it is that of these two lanes.
    pub(crate) fn is_of(&self, [one, other]: [LaneId; 2]) -> bool {
        self.lanes == [one, other] || self.lanes == [other, one]
    }
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
pub(crate) fn between(model: &Model, [one, other]: [LaneId; 2]) -> Option<Difference> {
    differences(model).into_iter().find(|difference| difference.is_of([one, other]))
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

#[cfg(test)]
mod tests;
