//! The figures of a lane: how long, how fast, against what, on how many cores.
//!
//! All of them hold for a lane that is still running too; they then speak of what is done so far.
//!
//! | figure | formula |
//! | --- | --- |
//! | `wall` | from the first task handed out to the last result |
//! | `start` | from the lane's start until all its workers were ready |
//! | `throughput` | tasks done / `wall` |
//! | `speedup` | time one worker without a lock needs for the tasks done / `wall` |
//! | `efficiency` | `speedup` / workers |
//! | `cores_busy` | CPU time of the workers / `wall` |

use super::lane::Lane;
use super::Model;
use crate::event::{Activity, Mix, Nanos};

/// What speed-up is measured against: the time one worker without a lock needs for all tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Baseline {
    /// That time.
    pub solo: Nanos,
    /// Where it comes from.
    pub source: BaselineSource,
}

/// Where a baseline comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineSource {
    /// The `sequential` lane of the same race.
    Sequential,
    /// A calibration that ran the workload for this long before the race.
    Calibration(Nanos),
}

impl Baseline {
    /// The best baseline there is: the `sequential` lane once it has finished with every task done, else
    /// the calibration.
    #[must_use]
    pub fn of(model: &Model) -> Option<Self> {
        let sequential = model.lanes.iter().find(|l| l.plan.kind == "sequential");
        if let Some(outcome) = sequential.and_then(|l| l.outcome.as_ref())
            && outcome.failed == 0
        {
            let solo = outcome.finished - outcome.ready;
            return Some(Self { solo, source: BaselineSource::Sequential });
        }
        let calibration = model.calibration?;
        let source = BaselineSource::Calibration(calibration.sample);
        (calibration.solo > Nanos::ZERO).then_some(Self { solo: calibration.solo, source })
    }

    /// How a report names it.
    #[must_use]
    pub fn describe(&self) -> String {
        match self.source {
            BaselineSource::Sequential => format!("the sequential lane, {:.2} s", self.solo.secs()),
            BaselineSource::Calibration(sample) => {
                format!("a calibration of {:.2} s, {:.2} s for all tasks", sample.secs(), self.solo.secs())
            }
        }
    }
}

/// The figures of one lane.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Score {
    /// From the first task handed out to the last result (or to now).
    pub wall: Nanos,
    /// From the lane's start until all workers were ready.
    pub start: Nanos,
    /// Tasks per second.
    pub throughput: f64,
    /// Against one worker without a lock.
    pub speedup: Option<f64>,
    /// Speed-up per worker.
    pub efficiency: Option<f64>,
    /// CPU time of the workers over wall time.
    pub cores_busy: Option<f64>,
    /// Cores the machine could give, by the spins before and after.
    pub capacity: Option<f64>,
    /// Speed-up over what was possible: the smaller of capacity and workers.
    pub of_capacity: Option<f64>,
    /// Worker time by activity.
    pub time: Mix,
}

impl Score {
    /// The figures of `lane` at `model.now`.
    #[must_use]
    pub fn of(model: &Model, lane: &Lane) -> Self {
        let end = lane.finished.unwrap_or(model.now);
        let wall = lane.ready.map_or(Nanos::ZERO, |r| end - r);
        let start = lane.started.map_or(Nanos::ZERO, |s| lane.ready.unwrap_or(end) - s);
        let time = lane.time(model.now);
        if wall == Nanos::ZERO {
            return Self { start, capacity: lane.capacity(), time, ..Self::default() };
        }
        let workers = f64::from(lane.plan.workers.max(1));
        let speedup = speedup(model, lane, wall);
        let capacity = lane.capacity();
        Self {
            wall,
            start,
            throughput: f64::from(lane.done) / wall.secs(),
            speedup,
            efficiency: speedup.map(|s| s / workers),
            cores_busy: cores_busy(lane, wall),
            capacity,
            of_capacity: speedup.zip(capacity).map(|(s, c)| s / c.min(workers).max(f64::MIN_POSITIVE)),
            time,
        }
    }

    /// The share of all worker time that went to one activity.
    #[must_use]
    pub fn share(&self, activity: Activity) -> f64 {
        self.time.share(activity)
    }
}

fn speedup(model: &Model, lane: &Lane, wall: Nanos) -> Option<f64> {
    let tasks = model.tasks().filter(|t| *t > 0)?;
    let solo = Baseline::of(model)?.solo.secs() * f64::from(lane.done) / f64::from(tasks);
    Some(solo / wall.secs())
}

fn cores_busy(lane: &Lane, wall: Nanos) -> Option<f64> {
    if let Some(outcome) = &lane.outcome {
        return Some(outcome.accounts.iter().map(|a| a.cpu).sum::<Nanos>().share_of(wall));
    }
    let window = Nanos::from_millis(1000);
    let seen: Vec<f64> = lane.workers.iter().filter_map(|w| w.cores_busy(window)).collect();
    (!seen.is_empty()).then(|| seen.iter().sum())
}
