//! One lane and its workers, as far as the events have told.

use std::collections::VecDeque;

use super::Calibration;
use super::lock::LockHistory;
use super::timeline::Timeline;
use crate::event::{
    Activity, Capacity, IpcStats, LanePlan, LockStats, Mix, Nanos, Obituary, Outcome, Slice, WorkerId,
};

/// Where a lane is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaneState {
    /// Its turn has not come.
    Waiting,
    /// Its workers are being started.
    Starting,
    /// Its workers execute tasks.
    Running,
    /// It has all its results, or as many as it will get.
    Finished,
    /// It could not run; the sentence says why.
    Failed(String),
}

/// The end of a worker process that nobody had asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Death {
    /// When it was noticed.
    pub at: Nanos,
    /// Which worker.
    pub worker: WorkerId,
    /// Who it was, and what it died of.
    pub obituary: Obituary,
}

/// One worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Worker {
    /// Its process, once it is ready.
    pub pid: Option<u32>,
    /// Its thread in that process.
    pub tid: Option<u32>,
    /// What it did.
    pub timeline: Timeline,
    /// What it has been doing since its last slice, and since when.
    pub open: Option<(Activity, Nanos)>,
    /// The sum of its slices.
    pub time: Mix,
    /// The core it ran on last.
    pub core: Option<u16>,
    /// The largest resident memory seen, in bytes; 0 for threads.
    pub peak_rss: u64,
    /// Readings of its CPU time, the newest last.
    cpu: VecDeque<(Nanos, Nanos)>,
}

/// Readings of CPU time that are kept: 2 s at 20 a second.
const CPU_READINGS: usize = 40;

impl Worker {
    pub(super) fn starting_at(origin: Nanos) -> Self {
        Self {
            pid: None,
            tid: None,
            timeline: Timeline::starting_at(origin),
            open: None,
            time: Mix::default(),
            core: None,
            peak_rss: 0,
            cpu: VecDeque::new(),
        }
    }

    /// What it did between two moments, what it is still doing at `now` included.
    #[must_use]
    pub fn mix(&self, from: Nanos, until: Nanos, now: Nanos) -> Mix {
        let mut mix = self.timeline.mix(from, until);
        if let Some((activity, since)) = self.open {
            mix[activity] += until.min(now) - from.max(since).max(self.timeline.end());
        }
        mix
    }

    /// Its time so far, what it is still doing at `now` included.
    #[must_use]
    pub fn time_until(&self, now: Nanos) -> Mix {
        let mut time = self.time;
        if let Some((activity, since)) = self.open {
            time[activity] += now - since.max(self.timeline.end());
        }
        time
    }

    /// Cores it used over about the last `window` before `now`, from the readings of its CPU time. Who was
    /// not read for that long uses none.
    #[must_use]
    pub fn cores_busy(&self, now: Nanos, window: Nanos) -> Option<f64> {
        let (newest, last) = *self.cpu.back()?;
        if newest + window < now {
            return Some(0.0);
        }
        let (then, first) = *self.cpu.iter().find(|(at, _)| *at + window >= newest)?;
        (newest > then).then(|| (last - first).share_of(newest - then))
    }

    /// What it was doing ends here: it will never say that it does something else.
    pub(super) fn end_at(&mut self, at: Nanos) {
        if let Some((activity, since)) = self.open.take() {
            let from = since.max(self.timeline.end());
            self.push(&Slice { from, until: at, mix: Mix::only(activity, at - from) });
        }
    }

    pub(super) fn push(&mut self, slice: &Slice) {
        self.timeline.push(slice);
        self.time += &slice.mix;
        if self.open.is_some_and(|(_, since)| since < slice.until) {
            self.open = None;
        }
    }

    pub(super) fn push_cpu(&mut self, at: Nanos, cpu: Nanos) {
        if self.cpu.len() == CPU_READINGS {
            self.cpu.pop_front();
        }
        self.cpu.push_back((at, cpu));
    }
}

/// One lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// What was planned.
    pub plan: LanePlan,
    /// The size of its tasks and its baseline, where they are not the race's.
    pub calibration: Option<Calibration>,
    /// The digest that its results should have, where this program has computed them before.
    pub reference: Option<String>,
    /// Where it is in its life.
    pub state: LaneState,
    /// When it began to start its workers.
    pub started: Option<Nanos>,
    /// When all its workers were ready.
    pub ready: Option<Nanos>,
    /// When its last result was there.
    pub finished: Option<Nanos>,
    /// Tasks with a result.
    pub done: u32,
    /// Tasks that ended without one.
    pub failed: u32,
    /// Its workers, by id.
    pub workers: Vec<Worker>,
    /// Its lock so far.
    pub lock: Option<LockStats>,
    /// Until when that speaks.
    pub lock_told: Option<Nanos>,
    /// Who held its lock when, and who asked for it.
    pub lock_history: LockHistory,
    /// Its messages so far.
    pub ipc: Option<IpcStats>,
    /// Tasks that its event loop has in flight; the most there were, once it has ended.
    pub in_flight: Option<u32>,
    /// What the machine could give just before it ran.
    pub capacity_before: Option<Capacity>,
    /// What the machine could give just after.
    pub capacity_after: Option<Capacity>,
    /// Workers that ended before they were told to.
    pub deaths: Vec<Death>,
    /// What its workers printed, in order of arrival.
    pub output: Vec<(WorkerId, String)>,
    /// Lines that came after the list was full.
    pub output_lost: u64,
    /// What it came to.
    pub outcome: Option<Outcome>,
}

/// So many lines of output are kept; later ones are only counted.
pub(super) const OUTPUT_LINES: usize = 10_000;

impl Lane {
    pub(super) fn planned(plan: LanePlan) -> Self {
        Self {
            plan,
            calibration: None,
            reference: None,
            state: LaneState::Waiting,
            started: None,
            ready: None,
            finished: None,
            done: 0,
            failed: 0,
            workers: Vec::new(),
            lock: None,
            lock_told: None,
            lock_history: LockHistory::default(),
            ipc: None,
            in_flight: None,
            capacity_before: None,
            capacity_after: None,
            deaths: Vec::new(),
            output: Vec::new(),
            output_lost: 0,
            outcome: None,
        }
    }

    /// Whether it is starting or running.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self.state, LaneState::Starting | LaneState::Running)
    }

    /// Whether it has a result for every one of `tasks` tasks.
    #[must_use]
    pub fn is_complete(&self, tasks: Option<u32>) -> bool {
        self.outcome.as_ref().is_some_and(|o| o.failed == 0 && tasks.is_none_or(|t| o.done == t))
    }

    /// The end of the worker with this place, if it ended before it was told to.
    #[must_use]
    pub fn death_of(&self, worker: usize) -> Option<&Death> {
        self.deaths.iter().find(|d| usize::from(d.worker.0) == worker)
    }

    /// Cores that its workers used over about the last `window` before `now`; the dead use none.
    #[must_use]
    pub fn cores_busy(&self, now: Nanos, window: Nanos) -> Option<f64> {
        let used = |(place, worker): (usize, &Worker)| {
            if self.death_of(place).is_some() { Some(0.0) } else { worker.cores_busy(now, window) }
        };
        let seen: Vec<f64> = self.workers.iter().enumerate().filter_map(used).collect();
        (!seen.is_empty()).then(|| seen.iter().sum())
    }

    /// How long it has been running at `now`: from its start until it finished.
    #[must_use]
    pub fn elapsed(&self, now: Nanos) -> Nanos {
        self.started.map_or(Nanos::ZERO, |s| self.finished.unwrap_or(now) - s)
    }

    /// Cores the machine could give it: the mean of the spins before and after.
    #[must_use]
    pub fn capacity(&self) -> Option<f64> {
        let seen: Vec<f64> =
            [self.capacity_before, self.capacity_after].iter().flatten().map(|c| c.cores).collect();
        (!seen.is_empty()).then(|| seen.iter().sum::<f64>() / seen.len() as f64)
    }

    /// The time of all its workers by activity: the closed books when there are some, else what the
    /// slices have told so far.
    #[must_use]
    pub fn time(&self, now: Nanos) -> Mix {
        let mut sum = Mix::default();
        if let Some(outcome) = &self.outcome {
            outcome.accounts.iter().for_each(|a| sum += &a.time);
        } else {
            self.workers.iter().for_each(|w| sum += &w.time_until(now));
        }
        sum
    }

    pub(super) fn worker(&mut self, id: WorkerId) -> &mut Worker {
        let origin = self.started.unwrap_or_default();
        let index = usize::from(id.0);
        while self.workers.len() <= index {
            self.workers.push(Worker::starting_at(origin));
        }
        &mut self.workers[index]
    }
}
