//! The figures of a lane: duration, speed, baseline, cores.
//!
//! All of them hold for a lane that is still running too; they then describe the tasks done so far.
//!
//! | figure | formula |
//! | --- | --- |
//! | `wall` | from handing out the first task to the last result |
//! | `start` | from the lane's start until all its workers were ready |
//! | `throughput` | tasks done / `wall` |
//! | `speedup` | time one worker without a lock needs for the tasks done / `wall` |
//! | `efficiency` | `speedup` / workers; unknown where a worker has many tasks in flight |
//! | `cores_busy` | CPU time of the workers / `wall` |
//! | `capacity` | cores that the machine gave: the mean of the spins before and after, or those that the workers computed on, if more |
//! | `possible` | the smaller of `capacity` and workers, over what one worker has under the same quota; unknown for work that waits, which needs no core |
//! | `of_capacity` | `speedup` / the same |
//! | `switches_per_s` | switches of the lock / `wall` |
//! | `balance` | mean / most of the time that a worker was busy with tasks (`compute` and `io`) |
//!
//! A speed-up, and cores busy, beyond what is possible are unknown here, with all that follows from them: their bound is
//! kept, see [`Headline`]. Work without a meaningful duration has neither.

use super::headline::{Beyond, Headline, gave};
use super::lane::Lane;
use super::plausible::Figure;
use super::{Calibration, Model};
use crate::event::{Activity, ActivityTotals, Nanos, quota};

/// The baseline of a speed-up: the time one worker without a lock needs for all tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Baseline {
    /// That time.
    pub solo: Nanos,
    /// Its source.
    pub source: BaselineSource,
}

/// The source of a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BaselineSource {
    /// The `sequential` lane of the same race.
    Sequential,
    /// The `py-sequential` lane of the same race and interpreter.
    PySequential,
    /// The lane of the same race that runs one command at a time.
    OneCommand,
    /// A calibration that ran the workload for this duration before the race.
    Calibration(Nanos),
}

impl Baseline {
    /// The best baseline of this program's own lanes, see [`Baseline::of_lane`].
    #[must_use]
    pub(crate) fn of(model: &Model) -> Option<Self> {
        Self::of_family(model, "", model.calibration)
    }

    /// The best baseline for `lane`: the lane of one worker of its own family once it has finished with every task
    /// done, else the calibration. Python lanes are never measured against this program.
    #[must_use]
    pub(crate) fn of_lane(model: &Model, lane: &Lane) -> Option<Self> {
        Self::of_family(model, &lane.plan.family(), model.calibration_of(lane))
    }

    fn of_family(model: &Model, family: &str, calibration: Option<Calibration>) -> Option<Self> {
        if !model.is_timed() {
            return None;
        }
        let alone = |lane: &&Lane| lane.plan.is_baseline() && lane.plan.family() == family;
        let told = |lane: &&Lane| model.is_complete(lane) && !lane.withholds(&[Figure::Wall, Figure::Tasks]);
        let sequential = model.lanes.iter().filter(alone).filter(told);
        let timed = sequential.filter_map(|lane| {
            let outcome = lane.outcome.as_ref()?;
            Some((lane, outcome.wall())).filter(|(_, solo)| *solo > Nanos::ZERO)
        });
        if let Some((lane, solo)) = timed.into_iter().next() {
            let source = match (lane.plan.commands, family.is_empty()) {
                (true, _) => BaselineSource::OneCommand,
                (false, true) => BaselineSource::Sequential,
                (false, false) => BaselineSource::PySequential,
            };
            return Some(Self { solo, source });
        }
        let calibration = calibration?;
        let source = BaselineSource::Calibration(calibration.sample);
        (calibration.solo > Nanos::ZERO).then_some(Self { solo: calibration.solo, source })
    }

    /// Its name in a report.
    #[must_use]
    pub(crate) fn describe(&self) -> String {
        match self.source {
            BaselineSource::Sequential => format!("the sequential lane, {:.2} s", self.solo.secs()),
            BaselineSource::OneCommand => format!("one run at a time, {:.2} s", self.solo.secs()),
            BaselineSource::PySequential => format!("the py-sequential lane, {:.2} s", self.solo.secs()),
            BaselineSource::Calibration(sample) => {
                format!("a calibration of {:.2} s, {:.2} s for all tasks", sample.secs(), self.solo.secs())
            }
        }
    }
}

/// The figures of one lane.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Score {
    /// Time from handing out the first task to the last result (or to now).
    pub wall: Nanos,
    /// Time from the lane's start until all workers were ready.
    pub start: Nanos,
    /// Tasks per second.
    pub throughput: f64,
    /// Speed over that of one worker without a lock.
    pub speedup: Option<f64>,
    /// The bound that the speed-up exceeded, where it is withheld.
    pub speedup_withheld: Option<Beyond>,
    /// Speed-up per worker.
    pub efficiency: Option<f64>,
    /// CPU time of the workers over wall time.
    pub cores_busy: Option<f64>,
    /// The bound that it exceeded, where it is withheld.
    pub cores_busy_withheld: Option<Beyond>,
    /// Capacity of the machine in cores, by the spins before and after.
    pub capacity: Option<f64>,
    /// Possible speed-up: the smaller of capacity and workers, over what one worker has under the same quota; `None`
    /// for work that waits.
    pub possible: Option<f64>,
    /// Speed-up over the possible one, whether the work waits or not.
    pub of_capacity: Option<f64>,
    /// Switches of the lock per second; `None` for lanes without one.
    pub switches_per_s: Option<f64>,
    /// Load balance: the mean of the workers' busy times over the longest, at most 1; `None` where one worker has all
    /// of it or none was busy.
    pub balance: Option<f64>,
    /// Worker time by activity.
    pub time: ActivityTotals,
}

impl Score {
    /// The figures of `lane` at `model.now`.
    #[must_use]
    pub(crate) fn of(model: &Model, lane: &Lane) -> Self {
        let wall = Self::wall_of(model, lane).unwrap_or(Nanos::ZERO);
        let start = Self::start_of(model, lane);
        let time = lane.time(model.now);
        if wall == Nanos::ZERO {
            return Self { start, capacity: lane.capacity(), time, ..Self::default() };
        }
        let workers = f64::from(lane.plan.workers.max(1));
        let fast = Headline::of_speedup(raw(model, lane, wall), model, lane, &time, wall);
        let busy = if model.is_timed() {
            Headline::of_cores_busy(cores_busy(lane, wall, model.now), model, lane)
        } else {
            Headline::None
        };
        let speedup = fast.measured();
        let apiece = !lane.withholds(&[Figure::Workers]);
        let capacity = gave(lane, &time, wall);
        // The baseline ran under the same quota: below one core it had less than one, too.
        let one = quota::share_of_one(model.quota());
        let possible = capacity.filter(|c| *c > 0.0).map(|c| c.min(workers) / one);
        let waits = time[Activity::Io] + time[Activity::Blocked] > time[Activity::Compute];
        Self {
            wall,
            start,
            throughput: if lane.withholds(&[Figure::Tasks]) {
                0.0
            } else {
                f64::from(lane.done) / wall.secs()
            },
            speedup,
            speedup_withheld: fast.withheld(),
            // A worker with many tasks in flight has no such share.
            efficiency: speedup
                .filter(|_| apiece && lane.in_flight.is_none_or(|tasks| tasks <= 1))
                .map(|s| s / workers),
            cores_busy: busy.measured(),
            cores_busy_withheld: busy.withheld(),
            capacity,
            possible: possible.filter(|_| model.is_timed() && !waits),
            // A result that far beyond the spins tells nothing about the machine.
            of_capacity: speedup.zip(possible).map(|(s, p)| s / p).filter(|share| *share <= 10.0),
            switches_per_s: lane.lock.as_ref().map(|lock| lock.switches as f64 / wall.secs()),
            balance: balance(lane, model.now),
            time,
        }
    }

    /// Time from handing out the first task of `lane` to its last result, or to now; `None` where that is zero.
    #[must_use]
    pub(crate) fn wall_of(model: &Model, lane: &Lane) -> Option<Nanos> {
        let wall = lane.end(model.now) - lane.ready?;
        (wall > Nanos::ZERO && !lane.withholds(&[Figure::Wall])).then_some(wall)
    }

    /// Time from the start of `lane` until all its workers were ready, or to now. It is no part of its wall time.
    #[must_use]
    pub(crate) fn start_of(model: &Model, lane: &Lane) -> Nanos {
        let end = lane.end(model.now);
        lane.started.map_or(Nanos::ZERO, |started| lane.ready.unwrap_or(end) - started)
    }

    /// Whether the lane was faster than possible by the spins around it: the machine gave more during the run than in
    /// them. A difference of a twentieth proves nothing.
    #[must_use]
    pub(crate) fn beats_spins(&self) -> bool {
        self.speedup.zip(self.possible).is_some_and(|(speedup, possible)| speedup > possible * 1.05)
    }

    /// Reasons for its withheld figures, one sentence each.
    pub(crate) fn withheld(&self) -> impl Iterator<Item = String> {
        [self.speedup_withheld, self.cores_busy_withheld]
            .into_iter()
            .flatten()
            .map(|beyond| beyond.sentence())
    }

    /// Share of one activity in all worker time.
    #[must_use]
    pub(crate) fn share(&self, activity: Activity) -> f64 {
        self.time.share(activity)
    }
}

/// Speed over that of one worker without a lock, whether possible or not.
pub(super) fn raw_speedup(model: &Model, lane: &Lane) -> Option<f64> {
    raw(model, lane, Score::wall_of(model, lane)?)
}

fn raw(model: &Model, lane: &Lane, wall: Nanos) -> Option<f64> {
    if lane.withholds(&[Figure::Tasks, Figure::Workers]) {
        return None;
    }
    let tasks = model.tasks_of(lane).filter(|t| *t > 0)?;
    let solo = Baseline::of_lane(model, lane)?.solo.secs() * f64::from(lane.done) / f64::from(tasks);
    Some(solo / wall.secs())
}

/// CPU time of the workers over wall time, whether possible or not.
fn cores_busy(lane: &Lane, wall: Nanos, now: Nanos) -> Option<f64> {
    if lane.withholds(&[Figure::Cpu]) {
        return None;
    }
    if let Some(outcome) = &lane.outcome {
        return Some(outcome.accounts.iter().map(|a| a.cpu).sum::<Nanos>().share_of(wall));
    }
    // Of a lane that has ended, the last second before its end.
    let now = lane.end(now);
    lane.cores_busy(now, Nanos::from_millis(1000))
}

/// Mean busy time of the workers over that of the busiest.
fn balance(lane: &Lane, now: Nanos) -> Option<f64> {
    let busy = |time: &ActivityTotals| (time[Activity::Compute] + time[Activity::Io]).secs();
    let times: Vec<f64> = match &lane.outcome {
        Some(outcome) => outcome.accounts.iter().map(|account| busy(&account.time)).collect(),
        None => lane.workers.iter().map(|worker| busy(&worker.time_until(now))).collect(),
    };
    let most = times.iter().copied().fold(0.0, f64::max);
    (times.len() > 1 && most > 0.0).then(|| times.iter().sum::<f64>() / times.len() as f64 / most)
}

#[cfg(test)]
mod tests;
