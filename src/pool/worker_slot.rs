//! One worker as the pool sees it: a place in the workers that processes come and go in, what lies at the one that is
//! there, and what its predecessors left.

use std::collections::VecDeque;

use super::config::Remains;
use super::process::WorkerProcess;
use super::task_queue::Chunk;
use crate::event::{Activity, ActivityTotals, Fault, FaultPlan, Nanos, Slice};
use crate::stopped::Stops;
use crate::time_account::TimeAccount;
use crate::workload::Findings;

/// A chunk that was sent to a worker and has not come back as a whole.
#[derive(Debug)]
pub(super) struct Outstanding {
    /// What is left of it.
    pub(super) left: Chunk,
    /// Whether it said that it begins the first of what is left.
    pub(super) started: bool,
    /// When it was sent, if it was one task sent to an idle worker: then its way there and back can be timed.
    pub(super) timed_since: Option<Nanos>,
    /// The fault on demand that comes with its first task, until that begins.
    pub(super) plan: Option<FaultPlan>,
}

/// Where the process of a worker is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProcessState {
    /// There is none.
    Absent,
    /// It was started, and is not ready.
    Starting,
    /// It executes tasks.
    Ready,
    /// It was told to leave.
    Leaving,
}

/// A pending that heals: a process died here, and another is to take its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct PendingReplacement {
    /// The process that died.
    pub(super) dead: u32,
    /// When it died, or when that was noticed.
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
    /// Since when the process has been ready.
    pub(super) ready: Nanos,
    /// In the order in which it will execute them.
    pub(super) outstanding: VecDeque<Outstanding>,
    /// Tasks in them.
    pub(super) in_hand: usize,
    /// Tasks that this process was given, and tasks that it executed.
    pub(super) given: u32,
    pub(super) executed: u32,
    /// Whether it was asked to give back what it has not begun.
    pub(super) recalled: bool,
    /// Whether it is stopped.
    pub(super) stopped: bool,
    /// When it was.
    pub(super) stops: Stops,
    /// How long it has said nothing while it had work.
    pub(super) silent: Nanos,
    /// Whether it has said something since that was looked at last.
    pub(super) spoke: bool,
    /// When it was told to end because its task took too long.
    pub(super) warned: Option<Nanos>,
    /// When a signal of ours killed it.
    pub(super) killed: Option<Nanos>,
    /// Its books, the CPU time of its process and what it found out, once it has said bye.
    pub(super) bye: Option<(TimeAccount, Nanos, Findings)>,
    /// The most memory it was seen to have, in bytes.
    pub(super) peak_rss: Option<u64>,
    /// The last lines on its standard error.
    pub(super) last_lines: VecDeque<String>,
    /// When a process is to be started here.
    pub(super) due: Option<Nanos>,
    pub(super) pending: Option<PendingReplacement>,
    /// The sum of the slices of this process: its books, should it take its own with it.
    seen: ActivityTotals,
    /// What it said it was doing since its last slice.
    open: Option<Activity>,
    /// What processes before this one left.
    past: Option<Remains>,
}

/// So many of a worker's last lines are kept for its obituary.
const LAST_LINES: usize = 5;

impl WorkerSlot {
    /// A place in which nobody is yet.
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

    /// A process was started in this place.
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

    /// Whether it is executing a task, as far as one can know: of `tiny` ones nobody tells that they begin.
    pub(super) fn is_in_a_task(&self, tiny: bool) -> bool {
        self.running().is_some() || tiny && self.in_hand > 0 && self.executed > 0
    }

    /// Whether its process will end, as far as is known, whatever it does now: it was killed, or told to end because its
    /// task took too long, or a fault that ends it is on its way.
    pub(super) fn is_condemned(&self) -> bool {
        let ends = |outstanding: &Outstanding| outstanding.left.fault.is_some_and(Fault::ends_its_worker);
        self.killed.is_some() || self.warned.is_some() || self.outstanding.iter().any(ends)
    }

    /// The fault on demand in the midst of which it is.
    pub(super) fn fault_at_work(&self) -> Option<Fault> {
        self.outstanding.front().filter(|outstanding| outstanding.started)?.left.fault
    }

    /// Whether its end is one that was asked for: it costs its task no attempt.
    pub(super) fn ends_on_demand(&self) -> bool {
        let asked = |fault: Fault| fault.ends_its_worker() && !matches!(fault, Fault::Poison(_));
        self.killed.is_some() || self.fault_at_work().is_some_and(asked)
    }

    /// Takes in a slice, and returns it with the time in which the process was stopped told apart.
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

    /// It was sent this, with the fault that was planned for it.
    pub(super) fn give(&mut self, left: Chunk, plan: Option<FaultPlan>, timed_since: Option<Nanos>) {
        self.in_hand += left.len as usize;
        self.given = self.given.saturating_add(left.len);
        self.outstanding.push_back(Outstanding { left, started: false, timed_since, plan });
    }

    /// It says that it begins this task; false when that cannot be.
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

    /// It says how its next `tasks` tasks ended, the first of which is `first`; from one of them to the next, and since
    /// when a lone one was on its way. `None` when that cannot be.
    pub(super) fn finish(&mut self, first: u32, attempt: u16, tasks: u32) -> Option<(u32, Option<Nanos>)> {
        let outstanding = self.outstanding.front_mut()?;
        let left = &mut outstanding.left;
        if left.first != first || left.attempt != attempt || tasks == 0 || tasks > left.len {
            return None;
        }
        let (step, since) = (left.step, outstanding.timed_since);
        // It came with the first task, and that is over.
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

    /// Tasks that were executed in this place, by whichever process.
    pub(super) fn executed_here(&self) -> u32 {
        let past = self.past.as_ref().map_or(0, |past| past.tasks);
        // One that has gone has left its own to the past.
        if self.state == ProcessState::Absent { past } else { past.saturating_add(self.executed) }
    }

    /// It gives back the chunk that begins with this task, and the fault that was to come with it; `None` when that
    /// cannot be.
    pub(super) fn take_back(&mut self, first: u32) -> Option<(Chunk, Option<FaultPlan>)> {
        let last = self.outstanding.pop_back_if(|o| o.left.first == first)?;
        self.in_hand -= last.left.len as usize;
        self.given -= last.left.len;
        Some((last.left, last.plan))
    }

    /// The task it is executing, as far as is known.
    pub(super) fn running(&self) -> Option<(u32, u16)> {
        self.outstanding.front().filter(|o| o.started).map(|o| (o.left.first, o.left.attempt))
    }

    /// The process here has gone, and leaves this.
    pub(super) fn leave(&mut self, mut remains: Remains) {
        self.state = ProcessState::Absent;
        self.process = None;
        if let Some(past) = self.past.take() {
            remains = past.followed_by(remains);
        }
        self.past = Some(remains);
    }

    /// The books of a process that took its own with it: what its slices told, and what it was doing then up to its
    /// end at `now`.
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

    /// What is left when the pool has closed; of a place in which nobody ever was, books of no time.
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
