//! Repetitions in a report: the raw figures of each, the intervals of their medians, and what is settled between lanes.

use serde::{Deserialize, Serialize};

use super::percentiles::known;
use crate::event::Nanos;
use crate::model::Model;
use crate::model::lane::Lane;
use crate::model::repeated::{Difference, Repeated, differences};
use crate::model::repetition::{LaneRun, Run};
use crate::statistics::Estimate;

/// Number of repetitions of a race.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct RepetitionsReport {
    /// Number that was requested.
    pub planned: u32,
    /// Number that was completed.
    pub done: u32,
    /// Time up to which more were made, s; `null`: no more were.
    pub budget_s: Option<f64>,
}

impl Default for RepetitionsReport {
    fn default() -> Self {
        Self { planned: 1, done: 1, budget_s: None }
    }
}

impl RepetitionsReport {
    /// Report on the repetitions in `model`.
    pub(super) fn of(model: &Model) -> Self {
        let plan = model.plan.as_ref().map(|plan| plan.repetitions).unwrap_or_default();
        let done = if model.is_repeated() { model.runs.len() } else { usize::from(model.is_over()) };
        Self { planned: plan.planned, done: u32::try_from(done).unwrap_or(u32::MAX), budget_s: plan.budget_s }
    }
}

/// An interval that holds the true median with a probability of 93 % or more, from five repetitions on.
pub(crate) type Interval = Option<[f64; 2]>;

/// The repetitions of a lane. Where there are several, its time, throughput, speed-up, efficiency and cores busy are
/// medians, and these are their intervals; everything else about it is of the last repetition.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RepeatedReport {
    /// Raw figures of each repetition; empty where the lanes ran once.
    pub runs: Vec<RunReport>,
    /// Interval of `wall_s`.
    pub wall_s_interval: Interval,
    /// Interval of `start_s`.
    pub start_s_interval: Interval,
    /// Interval of `throughput`.
    pub throughput_interval: Interval,
    /// Interval of `speedup`.
    pub speedup_interval: Interval,
    /// Interval of `efficiency`.
    pub efficiency_interval: Interval,
    /// Interval of `cores_busy`.
    pub cores_busy_interval: Interval,
}

impl RepeatedReport {
    /// Report on the repetitions of `lane`, with these figures of all of them.
    pub(super) fn of(lane: &Lane, model: &Model, repeated: Option<&Repeated>) -> Self {
        let interval = |estimate: &dyn Fn(&Repeated) -> Option<Estimate>| {
            repeated.and_then(estimate).map(|Estimate { low, high, .. }| [low, high])
        };
        let id = usize::from(lane.plan.id.0);
        let run = |run: &Run| Some(RunReport::of(run, id, run.lanes.get(id)?));
        Self {
            runs: model.runs.iter().filter_map(run).collect(),
            wall_s_interval: interval(&|lane| Some(lane.wall)),
            start_s_interval: interval(&|lane| Some(lane.start)),
            throughput_interval: interval(&|lane| Some(lane.throughput)),
            speedup_interval: interval(&|lane| lane.speedup),
            efficiency_interval: interval(&|lane| lane.efficiency),
            cores_busy_interval: interval(&|lane| lane.cores_busy),
        }
    }
}

/// A lane in one repetition. Figures that were not measured are `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunReport {
    /// Number of the repetition, starting at 1.
    pub repetition: u32,
    /// Place of the lane in its order, starting at 1.
    pub place: Option<u32>,
    /// Time from the first task sent to the last result.
    pub wall_s: Option<f64>,
    /// Time from the lane's start until all its workers were ready.
    pub start_s: Option<f64>,
    /// Tasks done per second of `wall_s`.
    pub throughput: Option<f64>,
    /// Speed-up over one worker without a lock.
    pub speedup: Option<f64>,
    /// Speed-up per worker.
    pub efficiency: Option<f64>,
    /// Cores busy.
    pub cores_busy: Option<f64>,
    /// Cores that the machine could provide just then.
    pub capacity: Option<f64>,
    /// Tasks with a result.
    pub done: u32,
    /// Tasks without one.
    pub failed: u32,
    /// Digest of all results.
    pub digest: Option<String>,
}

impl RunReport {
    fn of(run: &Run, id: usize, lane: &LaneRun) -> Self {
        let place = run.order.iter().position(|other| usize::from(other.0) == id);
        let ran = |figure: f64| known(Some(figure).filter(|_| lane.wall.is_some()));
        Self {
            repetition: run.number,
            place: place.and_then(|place| u32::try_from(place + 1).ok()),
            wall_s: known(lane.wall.map(Nanos::secs)),
            start_s: ran(lane.start.secs()),
            throughput: ran(lane.throughput),
            speedup: known(lane.speedup),
            efficiency: known(lane.efficiency),
            cores_busy: known(lane.cores_busy),
            capacity: known(lane.capacity),
            done: lane.done,
            failed: lane.failed,
            digest: lane.digest.clone(),
        }
    }
}

/// Two lanes compared over all repetitions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct DifferenceReport {
    /// Name of the lane with the larger median throughput.
    pub faster: String,
    /// Name of the other.
    pub slower: String,
    /// Ratio of their median throughputs, 1 or more.
    pub ratio: f64,
    /// Interval of that ratio.
    pub ratio_interval: [f64; 2],
    /// Probability of such a difference by chance (Mann-Whitney, two-sided); `null` where it cannot be told.
    pub p: Option<f64>,
    /// Whether the difference is settled, among all pairs of lanes.
    pub settled: bool,
}

impl DifferenceReport {
    /// Reports on all pairs of lanes of `model`.
    pub(super) fn all(model: &Model) -> Vec<Self> {
        differences(model).iter().filter_map(|difference| Self::of(model, difference)).collect()
    }

    fn of(model: &Model, difference: &Difference) -> Option<Self> {
        let [faster, slower] = difference.lanes.map(|id| model.lane(id));
        let Estimate { value, low, high, .. } = difference.ratio;
        Some(Self {
            faster: model.name_of(faster?),
            slower: model.name_of(slower?),
            ratio: known(Some(value))?,
            ratio_interval: [low, high],
            p: known(difference.p),
            settled: difference.settled,
        })
    }
}
