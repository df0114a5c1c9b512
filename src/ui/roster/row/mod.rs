//! A worker as a row of the table, and the values that are read from it.

use crate::event::{Account, Activity, ActivityTotals, Nanos};
use crate::model::Model;
use crate::model::lane::{Lane, LaneState};
use crate::model::worker::{Life, Worker};

/// Time around a moment whose figures are shown: the past is stored no finer.
pub(crate) const AROUND: Nanos = Nanos::from_millis(5);
/// Period that "now" covers: one second.
const RECENT: Nanos = Nanos::from_millis(1000);

/// A worker of a lane, whether its process exists already or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its lane.
    pub lane: &'a Lane,
    /// Name of the lane.
    pub name: &'a str,
    /// Index of the lane.
    pub place: usize,
    /// Its index in the lane.
    pub worker: usize,
    /// The moment under the cursor, from the lane's start; `None` for now.
    pub at: Option<Nanos>,
}

/// State of a worker, as its row shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkerStatus {
    /// Its process died and was not replaced.
    Dead,
    /// A signal has stopped its process.
    Stopped,
    /// Its process has ended, and another is being started.
    Restarting,
    /// It is being started.
    Starting,
    /// The activity that takes most of its time.
    Active(Activity),
    /// Its lane has all its results, and it is still there.
    Ending,
    /// Its lane has not begun.
    Waiting,
    /// Its lane is over, or it has left it in order.
    Over,
}

impl WorkerStatus {
    /// The word for it.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Stopped => "stopped",
            Self::Restarting => "restarting",
            Self::Starting => "starting",
            Self::Active(activity) => activity.word(),
            Self::Ending => "ending",
            Self::Waiting => "waiting",
            Self::Over => "over",
        }
    }

    /// Its sort order: what needs attention comes first.
    #[must_use]
    pub(super) const fn order(self) -> u64 {
        match self {
            Self::Dead => 0,
            Self::Stopped => 1,
            Self::Restarting => 2,
            Self::Starting => 3,
            Self::Active(activity) => 4 + activity as u64,
            Self::Ending => 89,
            Self::Waiting => 90,
            Self::Over => 91,
        }
    }
}

impl<'a> Row<'a> {
    /// The worker, once an event has named it.
    #[must_use]
    pub(crate) fn seat(&self) -> Option<&'a Worker> {
        self.lane.workers.get(self.worker)
    }

    /// Letter of its kind: process or thread.
    #[must_use]
    pub(crate) const fn letter(&self) -> char {
        if self.lane.plan.processes { 'P' } else { 'T' }
    }

    /// Last moment of its lane that has anything to show.
    #[must_use]
    pub(crate) fn end(&self) -> Nanos {
        self.lane.end(self.model.now)
    }

    /// Its time account, once closed.
    #[must_use]
    pub(crate) fn account(&self) -> Option<&'a Account> {
        let accounts = &self.lane.outcome.as_ref()?.accounts;
        let its = |account: &&Account| usize::from(account.worker.0) == self.worker;
        // Accounts stand in the order of the workers, unless another program has written them.
        accounts.get(self.worker).filter(its).or_else(|| accounts.iter().find(its))
    }

    /// Its time by activity: around the moment under the cursor, else over its whole life.
    #[must_use]
    pub(crate) fn time(&self) -> ActivityTotals {
        match (self.at, self.account(), self.seat()) {
            (Some(at), _, _) => self.time_around(at),
            (None, Some(account), _) => account.time,
            (None, None, Some(worker)) => worker.time_until(self.end()),
            (None, None, None) => ActivityTotals::default(),
        }
    }

    /// Share of that time in this activity; `None` where there is no time.
    #[must_use]
    pub(crate) fn share(&self, activity: Activity) -> Option<f64> {
        let time = self.time();
        (time.total() > Nanos::ZERO).then(|| time.share(activity))
    }

    fn time_around(&self, at: Nanos) -> ActivityTotals {
        let (Some(started), Some(worker)) = (self.lane.started, self.seat()) else {
            return ActivityTotals::default();
        };
        let from = started + at;
        worker.mix(from, (from + AROUND).min(self.end()), self.end())
    }

    /// Share of a core that it used: over the last second while it runs, on average over its life afterwards; `None`
    /// where it was not measured, as around a past moment.
    #[must_use]
    pub(crate) fn cpu_share(&self) -> Option<f64> {
        let worker = self.seat().filter(|_| self.at.is_none())?;
        if let (Some(account), Some(outcome)) = (self.account(), &self.lane.outcome) {
            let wall = outcome.finished - outcome.ready;
            return (wall > Nanos::ZERO).then(|| account.cpu.share_of(wall));
        }
        if worker.life.is_over() {
            let life = worker.since.min(self.end()) - self.born()?;
            return worker.cpu().filter(|_| life > Nanos::ZERO).map(|cpu| cpu.share_of(life).min(1.0));
        }
        worker.cpu_share(self.end(), RECENT)
    }

    /// Time at which its present process was ready.
    fn born(&self) -> Option<Nanos> {
        let pid = self.seat()?.pid?;
        let processes = self.lane.processes.kept.iter().rev();
        let mut its =
            processes.filter(|process| process.pid == pid && usize::from(process.worker.0) == self.worker);
        its.next().map(|process| process.ready).or(self.lane.ready)
    }

    /// Number of tasks it has executed; `None` where a lane reports tasks by worker only at its end.
    #[must_use]
    pub(crate) fn tasks(&self) -> Option<u32> {
        let told = self.lane.done == 0 || self.lane.workers.iter().any(|worker| worker.tasks > 0);
        self.seat().filter(|_| told).map(|worker| worker.tasks)
    }

    /// Its state; `None` where nothing is known.
    #[must_use]
    pub(crate) fn status(&self) -> Option<WorkerStatus> {
        if self.lane.state == LaneState::Waiting {
            return Some(WorkerStatus::Waiting);
        }
        if let Some(at) = self.at {
            return self.time_around(at).dominant().map(WorkerStatus::Active);
        }
        let live = self.lane.is_live();
        match self.seat().map(|worker| (worker, worker.life)) {
            Some((_, Life::Dead)) => Some(WorkerStatus::Dead),
            _ if !live => Some(WorkerStatus::Over),
            None | Some((_, Life::Starting)) => Some(WorkerStatus::Starting),
            Some((_, Life::Stopped)) => Some(WorkerStatus::Stopped),
            Some((worker, Life::Ended)) if self.model.is_restarting(self.lane, worker) => {
                Some(WorkerStatus::Restarting)
            }
            Some((worker, Life::Ended))
                if self.lane.state == LaneState::Ending || worker.has_left(self.model.now) =>
            {
                Some(WorkerStatus::Over)
            }
            Some(_) if self.lane.state == LaneState::Ending => Some(WorkerStatus::Ending),
            Some((worker, _)) => self.most(worker).map(WorkerStatus::Active),
        }
    }

    /// The activity that took most of the last second.
    fn most(&self, worker: &Worker) -> Option<Activity> {
        let now = self.model.now;
        worker.mix(now - RECENT, now, now).dominant().or(worker.open.map(|(activity, _)| activity))
    }
}

#[cfg(test)]
mod tests;
