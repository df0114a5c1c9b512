//! One worker as the pool sees it: a slot for processes that come and go, the tasks of the current one, and the
//! totals of its predecessors.

use std::collections::VecDeque;

use super::config::Remains;
use super::process::WorkerProcess;
use super::task_queue::Chunk;
use crate::event::{Activity, ActivityTotals, Fault, FaultPlan, Nanos, Slice};
use crate::stopped::Stops;
use crate::time_account::TimeAccount;
use crate::workload::Findings;

/// A chunk that was sent to a worker and has not come back completely.
#[derive(Debug)]
pub(super) struct Outstanding {
    /// The rest of it.
    pub(super) left: Chunk,
    /// Whether the worker announced the first task of the rest.
    pub(super) started: bool,
    /// When it was sent, if it was one task sent to an idle worker: then its round trip can be timed.
    pub(super) timed_since: Option<Nanos>,
    /// Planned fault that was sent with its first task, until that begins.
    pub(super) plan: Option<FaultPlan>,
}

/// State of a worker's process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProcessState {
    /// There is none.
    Absent,
    /// It was started, and is not ready.
    Starting,
    /// It executes tasks.
    Ready,
    /// It was asked to leave.
    Leaving,
}

/// A replacement under way: a process died here, and another is to take its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct PendingReplacement {
    /// Id of the process that died.
    pub(super) dead: u32,
    /// Time of its death, or of its detection.
    pub(super) at: Nanos,
}

/// A worker.
#[derive(Debug)]
pub(super) struct WorkerSlot {
    pub(super) state: ProcessState,
    pub(super) process: Option<WorkerProcess>,
    pub(super) pid: u32,
    pub(super) tid: u32,
    pub(super) spawned: Nanos,
    /// Time at which the process became ready.
    pub(super) ready: Nanos,
    /// Chunks in the order in which it will execute them.
    pub(super) outstanding: VecDeque<Outstanding>,
    /// Number of tasks in them.
    pub(super) in_hand: usize,
    /// Numbers of tasks that this process was given, and that it executed.
    pub(super) given: u32,
    pub(super) executed: u32,
    /// Whether it was asked to give back chunks that it has not begun.
    pub(super) recalled: bool,
    /// Whether it is stopped.
    pub(super) stopped: bool,
    /// Times of its stops.
    pub(super) stops: Stops,
    /// Time without a message while it had work.
    pub(super) silent: Nanos,
    /// Whether it has sent a message since the last check.
    pub(super) spoke: bool,
    /// Time of SIGTERM because its task took too long.
    pub(super) warned: Option<Nanos>,
    /// Time of SIGKILL by the pool.
    pub(super) killed: Option<Nanos>,
    /// Its time account, the CPU time of its process and its findings, once it has sent BYE.
    pub(super) bye: Option<(TimeAccount, Nanos, Findings)>,
    /// Its peak resident memory as sampled, in bytes.
    pub(super) peak_rss: Option<u64>,
    /// The last lines on its standard error.
    pub(super) last_lines: VecDeque<String>,
    /// Time at which a process is to be started here.
    pub(super) due: Option<Nanos>,
    pub(super) pending: Option<PendingReplacement>,
    /// Sum of the slices of this process: its time account, should it die with its own.
    seen: ActivityTotals,
    /// Its activity since its last slice, as reported.
    open: Option<Activity>,
    /// Totals of the processes before this one.
    past: Option<Remains>,
}

/// Number of a worker's last lines kept for its obituary.
const LAST_LINES: usize = 5;

impl WorkerSlot {
    /// A slot without a process.
    pub(super) fn absent() -> Self {
        Self {
            state: ProcessState::Absent,
            process: None,
            pid: 0,
            tid: 0,
            spawned: Nanos::ZERO,
            ready: Nanos::ZERO,
            outstanding: VecDeque::new(),
            in_hand: 0,
            given: 0,
            executed: 0,
            recalled: false,
            stopped: false,
            stops: Stops::default(),
            silent: Nanos::ZERO,
            spoke: false,
            warned: None,
            killed: None,
            bye: None,
            peak_rss: None,
            last_lines: VecDeque::new(),
            due: None,
            pending: None,
            seen: ActivityTotals::default(),
            open: None,
            past: None,
        }
    }

    /// Puts a new process into this slot.
    pub(super) fn take_in(&mut self, process: WorkerProcess, now: Nanos) {
        let (past, pending) = (self.past.take(), self.pending.take());
        *self = Self { pending, past, ..Self::absent() };
        (self.pid, self.tid) = (process.pid(), process.pid());
        (self.state, self.spawned, self.ready) = (ProcessState::Starting, now, now);
        self.process = Some(process);
    }

    /// Whether it can be given tasks.
    pub(super) fn is_ready(&self) -> bool {
        self.state == ProcessState::Ready
    }

    /// Whether it could execute a task and has none.
    pub(super) fn is_idle(&self) -> bool {
        self.is_ready() && self.in_hand == 0 && !self.stopped
    }

    /// Whether it is executing a task, as far as known: `tiny` ones are not announced.
    pub(super) fn is_in_a_task(&self, tiny: bool) -> bool {
        self.running().is_some() || tiny && self.in_hand > 0 && self.executed > 0
    }

    /// Whether its process will end, as far as is known, whatever it does now: it was killed, or terminated because
    /// its task took too long, or a fault that ends it is on its way.
    pub(super) fn is_condemned(&self) -> bool {
        let ends = |outstanding: &Outstanding| outstanding.left.fault.is_some_and(Fault::ends_its_worker);
        self.killed.is_some() || self.warned.is_some() || self.outstanding.iter().any(ends)
    }

    /// The injected fault that it is in the middle of.
    pub(super) fn fault_at_work(&self) -> Option<Fault> {
        self.outstanding.front().filter(|outstanding| outstanding.started)?.left.fault
    }

    /// Whether its end was requested: it costs its task no attempt.
    pub(super) fn ends_on_demand(&self) -> bool {
        let asked = |fault: Fault| fault.ends_its_worker() && !matches!(fault, Fault::Poison(_));
        self.killed.is_some() || self.fault_at_work().is_some_and(asked)
    }

    /// Takes in a slice, and returns it with the time in which the process was stopped separated.
    pub(super) fn see(&mut self, slice: Slice) -> Slice {
        let slice = self.stops.slice(slice);
        self.seen += &slice.mix;
        self.open = None;
        slice
    }

    pub(super) fn see_open(&mut self, activity: Activity) {
        self.open = Some(activity);
    }

    pub(super) fn hear(&mut self, line: &str) {
        if self.last_lines.len() == LAST_LINES {
            self.last_lines.pop_front();
        }
        self.last_lines.push_back(line.into());
    }

    /// Records a chunk that was sent to it, with the fault planned for it.
    pub(super) fn give(&mut self, left: Chunk, plan: Option<FaultPlan>, timed_since: Option<Nanos>) {
        self.in_hand += left.len as usize;
        self.given = self.given.saturating_add(left.len);
        self.outstanding.push_back(Outstanding { left, started: false, timed_since, plan });
    }

    /// Records that it begins this task; false when that is impossible.
    pub(super) fn begin(&mut self, task: u32, attempt: u16) -> bool {
        match self.outstanding.front_mut() {
            Some(o) if o.left.first == task && o.left.attempt == attempt => {
                o.started = true;
                o.plan = None;
                true
            }
            _ => false,
        }
    }

    /// Records the ends of its next `tasks` tasks, the first of which is `first`. Returns the distance from one to
    /// the next, and the time at which a lone one was sent. `None` when that is impossible.
    pub(super) fn finish(&mut self, first: u32, attempt: u16, tasks: u32) -> Option<(u32, Option<Nanos>)> {
        let outstanding = self.outstanding.front_mut()?;
        let left = &mut outstanding.left;
        if left.first != first || left.attempt != attempt || tasks == 0 || tasks > left.len {
            return None;
        }
        let (step, since) = (left.step, outstanding.timed_since);
        // The fault came with the first task, and that is over.
        (left.fault, outstanding.plan) = (None, None);
        (left.first, left.len) = (first.wrapping_add(step.wrapping_mul(tasks)), left.len - tasks);
        outstanding.started = false;
        if left.len == 0 {
            self.outstanding.pop_front();
        }
        self.in_hand -= tasks as usize;
        self.executed = self.executed.saturating_add(tasks);
        Some((step, since))
    }

    /// Number of tasks executed in this slot, by all its processes.
    pub(super) fn executed_here(&self) -> u32 {
        let past = self.past.as_ref().map_or(0, |past| past.tasks);
        // A process that has gone has added its own to the past.
        if self.state == ProcessState::Absent { past } else { past.saturating_add(self.executed) }
    }

    /// Takes back the chunk that begins with this task, and the fault that was to come with it; `None` when that is
    /// impossible.
    pub(super) fn take_back(&mut self, first: u32) -> Option<(Chunk, Option<FaultPlan>)> {
        let last = self.outstanding.pop_back_if(|o| o.left.first == first)?;
        self.in_hand -= last.left.len as usize;
        self.given -= last.left.len;
        Some((last.left, last.plan))
    }

    /// The task it is executing, as far as known.
    pub(super) fn running(&self) -> Option<(u32, u16)> {
        self.outstanding.front().filter(|o| o.started).map(|o| (o.left.first, o.left.attempt))
    }

    /// Removes the process of this slot, and keeps its `remains`.
    pub(super) fn leave(&mut self, mut remains: Remains) {
        self.state = ProcessState::Absent;
        self.process = None;
        if let Some(past) = self.past.take() {
            remains = past.followed_by(remains);
        }
        self.past = Some(remains);
    }

    /// Time account of a process that died with its own: its slices, and its last activity up to its end at `now`.
    pub(super) fn seen_books(&self, now: Nanos) -> TimeAccount {
        let mut time = self.seen;
        let untold = (now - self.ready) - time.total();
        let stopped = self.stops.within(now - untold, now).min(untold);
        time[self.open.unwrap_or(Activity::Idle)] += untold - stopped;
        time[Activity::Stopped] += stopped;
        TimeAccount {
            opened: self.ready,
            closed: self.ready + time.total(),
            time,
            cpu: time[Activity::Compute],
        }
    }

    /// Its remains when the pool has closed; an empty time account for a slot that never had a process.
    pub(super) fn into_remains(self, now: Nanos) -> Remains {
        self.past.unwrap_or_else(|| Remains {
            pid: 0,
            tid: 0,
            tasks: 0,
            books: TimeAccount {
                opened: now,
                closed: now,
                time: ActivityTotals::default(),
                cpu: Nanos::ZERO,
            },
            cpu: Nanos::ZERO,
            exit: String::new(),
            findings: Findings::default(),
        })
    }
}
