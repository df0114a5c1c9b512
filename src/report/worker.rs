//! The workers of a lane, and their time by activity.

use serde::{Deserialize, Serialize};

use super::DealingsReport;
use crate::event::{Account, Activity, ActivityTotals, Nanos, WorkerId};
use crate::model::lane::Lane;
use crate::model::plausible::Figure;
use crate::model::worker::Worker;

/// One worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct WorkerReport {
    /// Its index in the lane.
    pub id: u16,
    /// Its process; `null` when it was never ready.
    pub pid: Option<u32>,
    /// Its thread in that process.
    pub tid: Option<u32>,
    /// Tasks it executed; `null` for a lane that did not finish.
    pub tasks: Option<u32>,
    /// End of its process; `null` for threads.
    pub exit: Option<String>,
    /// Number of processes that replaced its first one.
    #[serde(default)]
    pub restarts: u32,
    /// CPU time it used; `null` for a lane that did not finish, and where the recorded figures are impossible.
    pub cpu_s: Option<f64>,
    /// Largest resident memory seen, bytes; 0 for threads.
    pub peak_rss: u64,
    /// Its time by activity; `null` where the recorded figures are impossible.
    pub time_s: Option<TimeReport>,
    /// Its use of the lock; `null` in lanes without one, and for a lane that did not finish.
    #[serde(default)]
    pub lock: Option<DealingsReport>,
}

/// Seconds by activity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the fields are the activities, which have their own")]
pub(crate) struct TimeReport {
    pub spawn: f64,
    pub compute: f64,
    pub core_wait: f64,
    pub lock_wait: f64,
    pub io: f64,
    #[serde(default)]
    pub blocked: f64,
    pub serialise: f64,
    pub transfer: f64,
    pub idle: f64,
    #[serde(default)]
    pub stopped: f64,
}

/// The workers by their closed accounts, or, in a lane that did not finish, by the events so far.
pub(super) fn workers_of(lane: &Lane, now: Nanos) -> Vec<WorkerReport> {
    let seen = |id: WorkerId| lane.workers.get(usize::from(id.0));
    match &lane.outcome {
        Some(outcome) => {
            let closed = |a: &Account| WorkerReport::closed(a, seen(a.worker), lane);
            outcome.accounts.iter().map(closed).collect()
        }
        None => (0..).zip(&lane.workers).map(|(id, worker)| WorkerReport::open(id, worker, now)).collect(),
    }
}

impl WorkerReport {
    fn closed(account: &Account, seen: Option<&Worker>, lane: &Lane) -> Self {
        Self {
            id: account.worker.0,
            pid: Some(account.pid),
            tid: Some(account.tid),
            tasks: Some(account.tasks),
            exit: account.exit.clone(),
            restarts: seen.map_or(0, |w| w.restarts),
            cpu_s: Some(account.cpu.secs()).filter(|_| !lane.withholds(&[Figure::Cpu])),
            peak_rss: seen.map_or(0, |w| w.peak_rss),
            time_s: (!lane.withholds(&[Figure::Time])).then(|| TimeReport::of(&account.time)),
            lock: account.lock.as_ref().map(DealingsReport::of),
        }
    }

    fn open(id: u16, worker: &Worker, now: Nanos) -> Self {
        Self {
            id,
            pid: worker.pid,
            tid: worker.tid,
            tasks: None,
            exit: None,
            restarts: worker.restarts,
            cpu_s: None,
            peak_rss: worker.peak_rss,
            time_s: Some(TimeReport::of(&worker.time_until(now))),
            lock: None,
        }
    }
}

impl TimeReport {
    /// The totals in seconds.
    #[must_use]
    pub(crate) fn of(mix: &ActivityTotals) -> Self {
        let seconds = |activity| mix[activity].secs();
        Self {
            spawn: seconds(Activity::Spawn),
            compute: seconds(Activity::Compute),
            core_wait: seconds(Activity::CoreWait),
            lock_wait: seconds(Activity::LockWait),
            io: seconds(Activity::Io),
            blocked: seconds(Activity::Blocked),
            serialise: seconds(Activity::Serialise),
            transfer: seconds(Activity::Transfer),
            idle: seconds(Activity::Idle),
            stopped: seconds(Activity::Stopped),
        }
    }

    /// The seconds of one activity.
    #[must_use]
    pub(crate) fn get(&self, activity: Activity) -> f64 {
        match activity {
            Activity::Spawn => self.spawn,
            Activity::Compute => self.compute,
            Activity::CoreWait => self.core_wait,
            Activity::LockWait => self.lock_wait,
            Activity::Io => self.io,
            Activity::Blocked => self.blocked,
            Activity::Serialise => self.serialise,
            Activity::Transfer => self.transfer,
            Activity::Idle => self.idle,
            Activity::Stopped => self.stopped,
        }
    }

    /// All of them together.
    #[must_use]
    pub(crate) fn total(&self) -> f64 {
        Activity::ALL.into_iter().map(|activity| self.get(activity)).sum()
    }

    /// Share of one activity in all of them, `None` when there was no time at all.
    #[must_use]
    pub(crate) fn share(&self, activity: Activity) -> Option<f64> {
        let total = self.total();
        (total > 0.0).then(|| self.get(activity) / total)
    }
}
