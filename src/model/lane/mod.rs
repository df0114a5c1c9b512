//! One lane and its workers, as known from the events so far.

mod hear;

use super::Calibration;
use super::death::Death;
use super::followed::FollowedTasks;
use super::lock_history::LockHistory;
use super::plausible::Figure;
use super::process::Processes;
use super::worker::{Life, Worker};
use crate::event::{
    ActivityTotals, Capacity, Fault, IpcStats, LanePlan, LockStats, Nanos, Outcome, Stream, WorkerId,
};

/// State of a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaneState {
    /// Its turn has not come.
    Waiting,
    /// Its workers are being started.
    Starting,
    /// Its workers execute tasks.
    Running,
    /// It has all its results, and reports its figures when its workers have ended.
    Ending,
    /// It has all its results, or as many as it will get.
    Finished,
    /// It could not run; the sentence gives the reason.
    Failed(String),
}

/// A fault that was injected into a worker on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InjectedFault {
    /// Time of injection.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// Its process id then.
    pub pid: u32,
    /// The fault.
    pub fault: Fault,
}

/// A stop or continuation of a worker process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StopChange {
    /// Time of the change.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// Whether it is stopped from then on.
    pub stopped: bool,
}

/// A line that a worker printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Time of arrival.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// Its process id, where each line comes from a process of its own.
    pub pid: Option<u32>,
    /// The stream it was printed to.
    pub stream: Stream,
    /// The line, without its line feed.
    pub line: String,
}

/// One lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Its plan.
    pub plan: LanePlan,
    /// The size of its tasks and its baseline, where they are not the race's.
    pub calibration: Option<Calibration>,
    /// Expected digest of its results, where this program has computed them before.
    pub reference: Option<String>,
    /// Its state.
    pub state: LaneState,
    /// Time at which it began to start its workers.
    pub started: Option<Nanos>,
    /// Time at which all its workers were ready.
    pub ready: Option<Nanos>,
    /// Time at which it was seen to have all its results, before it reported its figures.
    last_result: Option<Nanos>,
    /// Time of its last result, once it has reported its figures.
    pub finished: Option<Nanos>,
    /// Tasks with a result.
    pub done: u32,
    /// Tasks that ended without one.
    pub failed: u32,
    /// Its workers, by id.
    pub workers: Vec<Worker>,
    /// Whether the number of tasks executed by each worker has been reported.
    pub tasks_told: bool,
    /// Latest statistics of its lock.
    pub lock: Option<LockStats>,
    /// Time of those statistics.
    pub lock_told: Option<Nanos>,
    /// History of its lock: holds and requests.
    pub lock_history: LockHistory,
    /// Latest statistics of its messages.
    pub ipc: Option<IpcStats>,
    /// Tasks that its event loop has in flight; after its end, the largest number of them.
    pub in_flight: Option<u32>,
    /// Capacity of the machine just before it ran.
    pub capacity_before: Option<Capacity>,
    /// Capacity of the machine just after.
    pub capacity_after: Option<Capacity>,
    /// Unexpected ends of its workers, in order of detection.
    pub deaths: Vec<Death>,
    /// Faults injected into its workers.
    pub faults: Vec<InjectedFault>,
    /// Stops and continuations of its workers.
    pub halts: Vec<StopChange>,
    /// Number of tasks executed again because their worker died.
    pub retried: u32,
    /// Its chunks and results one by one, where it has few tasks.
    pub followed: FollowedTasks,
    /// Every process of its workers, where they are processes.
    pub processes: Processes,
    /// Lines that its workers printed, in order of arrival.
    pub output: Vec<Printed>,
    /// Number of lines that came after the list was full.
    pub output_lost: u64,
    /// Its final totals, once finished.
    pub outcome: Option<Outcome>,
    /// Its withheld figures, which are impossible as recorded.
    pub withheld: Vec<Figure>,
}

impl Lane {
    /// Sets it to its beginning, with what was calibrated before the lanes ran.
    pub(super) fn begin_again(&mut self) {
        let (calibration, reference) = (self.calibration, self.reference.take());
        *self = Self { calibration, reference, ..Self::planned(self.plan.clone()) };
    }

    pub(super) fn planned(plan: LanePlan) -> Self {
        Self {
            plan,
            calibration: None,
            reference: None,
            state: LaneState::Waiting,
            started: None,
            ready: None,
            last_result: None,
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
            followed: FollowedTasks::default(),
            processes: Processes::default(),
            output: Vec::new(),
            output_lost: 0,
            outcome: None,
            withheld: Vec::new(),
        }
    }

    /// Whether one of these figures is withheld.
    #[must_use]
    pub fn withholds(&self, figures: &[Figure]) -> bool {
        figures.iter().any(|figure| self.withheld.contains(figure))
    }

    /// Whether it is starting, running or ending.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self.state, LaneState::Starting | LaneState::Running | LaneState::Ending)
    }

    /// Time at which everything about it ends: its last result, or now while it has tasks to do.
    #[must_use]
    pub fn end(&self, now: Nanos) -> Nanos {
        self.finished.or(self.last_result).unwrap_or(now)
    }

    /// Whether it has a result for every one of `tasks` tasks.
    #[must_use]
    pub fn is_complete(&self, tasks: Option<u32>) -> bool {
        self.outcome.as_ref().is_some_and(|o| o.failed == 0 && tasks.is_none_or(|t| o.done == t))
    }

    /// Whether a worker died and has not been replaced so far.
    #[must_use]
    pub fn is_dead(&self, worker: usize) -> bool {
        self.workers.get(worker).is_some_and(|worker| worker.life == Life::Dead)
    }

    /// Whether the last fault injected into this worker's process was a stop.
    #[must_use]
    pub fn is_stopped_on_demand(&self, worker: u16) -> bool {
        let pid = self.workers.get(usize::from(worker)).and_then(|worker| worker.pid);
        let stopped = self.workers.get(usize::from(worker)).map(|worker| worker.since);
        let last = self.faults.iter().rev().find(|fault| fault.worker.0 == worker && Some(fault.pid) == pid);
        last.is_some_and(|last| {
            // A requested stop is injected, then seen within a few looks; a later one has another cause.
            last.fault == Fault::Stop && stopped.is_some_and(|at| at - last.at < Nanos::from_millis(1_000))
        })
    }

    /// Cores that its workers used over about the last `window` before `now`; workers without a process use none.
    #[must_use]
    pub fn cores_busy(&self, now: Nanos, window: Nanos) -> Option<f64> {
        // One that left after the last result worked until then.
        let end = self.last_result.filter(|_| self.state == LaneState::Ending);
        let gone = |worker: &Worker| worker.life.is_over() && end.is_none_or(|end| worker.since < end);
        let used = |worker: &Worker| if gone(worker) { Some(0.0) } else { worker.cores_busy(now, window) };
        let seen: Vec<f64> = self.workers.iter().filter_map(used).collect();
        (!seen.is_empty()).then(|| seen.iter().sum())
    }

    /// Time it has been running at `now`: from its start until its last result.
    #[must_use]
    pub fn elapsed(&self, now: Nanos) -> Nanos {
        self.started.map_or(Nanos::ZERO, |s| self.end(now) - s)
    }

    /// Capacity of the machine for it, in cores: the mean of the spins before and after.
    #[must_use]
    pub fn capacity(&self) -> Option<f64> {
        let seen: Vec<f64> =
            [self.capacity_before, self.capacity_after].iter().flatten().map(|c| c.cores).collect();
        (!seen.is_empty()).then(|| seen.iter().sum::<f64>() / seen.len() as f64)
    }

    /// Time of all its workers by activity: from their final accounts when there are any, else from the slices so
    /// far.
    #[must_use]
    pub fn time(&self, now: Nanos) -> ActivityTotals {
        let mut sum = ActivityTotals::default();
        if let Some(outcome) = &self.outcome {
            outcome.accounts.iter().for_each(|a| sum += &a.time);
        } else {
            self.workers.iter().for_each(|w| sum += &w.time_until(self.end(now)));
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
