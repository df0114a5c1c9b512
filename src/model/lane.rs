//! One lane and its workers, as far as the events have told.

mod hear;

use super::Calibration;
use super::death::Death;
use super::lock_history::LockHistory;
use super::plausible::Figure;
use super::process::Processes;
use super::worker::{Life, Worker};
use crate::event::{
    ActivityTotals, Capacity, Fault, IpcStats, LanePlan, LockStats, Nanos, Outcome, Stream, WorkerId,
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

/// A fault that was injected into a worker on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InjectedFault {
    /// When.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// Its process then.
    pub pid: u32,
    /// What was done to it.
    pub fault: Fault,
}

/// A moment at which a worker process was stopped, or went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StopChange {
    /// When.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// Whether it was stopped then.
    pub stopped: bool,
}

/// A line that a worker printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// When it arrived.
    pub at: Nanos,
    /// Who printed it.
    pub worker: WorkerId,
    /// Its process, where each line comes from one.
    pub pid: Option<u32>,
    /// Where it was printed.
    pub stream: Stream,
    /// The line, without its end.
    pub line: String,
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
    /// Whether anybody has told how many tasks each of them executed so far.
    pub tasks_told: bool,
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
    /// Workers that ended before they were told to, in the order in which that was noticed.
    pub deaths: Vec<Death>,
    /// Faults that were done to its workers.
    pub faults: Vec<InjectedFault>,
    /// When its workers were stopped, and went on.
    pub halts: Vec<StopChange>,
    /// Tasks that were executed again because a worker died with them.
    pub retried: u32,
    /// Every process its workers lived through, where they are processes.
    pub processes: Processes,
    /// What its workers printed, in order of arrival.
    pub output: Vec<Printed>,
    /// Lines that came after the list was full.
    pub output_lost: u64,
    /// What it came to.
    pub outcome: Option<Outcome>,
    /// Figures that are said of it and cannot be.
    pub withheld: Vec<Figure>,
}

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
            tasks_told: false,
            lock: None,
            lock_told: None,
            lock_history: LockHistory::default(),
            ipc: None,
            in_flight: None,
            capacity_before: None,
            capacity_after: None,
            deaths: Vec::new(),
            faults: Vec::new(),
            halts: Vec::new(),
            retried: 0,
            processes: Processes::default(),
            output: Vec::new(),
            output_lost: 0,
            outcome: None,
            withheld: Vec::new(),
        }
    }

    /// Whether one of these figures cannot be.
    #[must_use]
    pub fn withholds(&self, figures: &[Figure]) -> bool {
        figures.iter().any(|figure| self.withheld.contains(figure))
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

    /// Whether a worker died and no other process has taken its place so far.
    #[must_use]
    pub fn is_dead(&self, worker: usize) -> bool {
        self.workers.get(worker).is_some_and(|worker| worker.life == Life::Dead)
    }

    /// Whether the last thing that was done to this worker's process on demand was to stop it.
    #[must_use]
    pub fn is_stopped_on_demand(&self, worker: u16) -> bool {
        let pid = self.workers.get(usize::from(worker)).and_then(|worker| worker.pid);
        let stopped = self.workers.get(usize::from(worker)).map(|worker| worker.since);
        let last = self.faults.iter().rev().find(|fault| fault.worker.0 == worker && Some(fault.pid) == pid);
        last.is_some_and(|last| {
            // A stop on demand is told, then seen within a few looks; a later one is another's.
            last.fault == Fault::Stop && stopped.is_some_and(|at| at - last.at < Nanos::from_millis(1_000))
        })
    }

    /// Cores that its workers used over about the last `window` before `now`; those who are not there use none.
    #[must_use]
    pub fn cores_busy(&self, now: Nanos, window: Nanos) -> Option<f64> {
        let used = |worker: &Worker| {
            if worker.life.is_over() { Some(0.0) } else { worker.cores_busy(now, window) }
        };
        let seen: Vec<f64> = self.workers.iter().filter_map(used).collect();
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
    pub fn time(&self, now: Nanos) -> ActivityTotals {
        let mut sum = ActivityTotals::default();
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
