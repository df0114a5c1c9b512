//! A worker whose process runs: its tasks, its messages, its time limits, and what the pool saw of it.

use rustix::process::Signal;

use super::config::Remains;
use super::link::Link;
use super::message::ToWorker;
use super::observed_time::ObservedTime;
use super::outstanding::OutstandingTasks;
use super::process::WorkerProcess;
use super::watchdog::Watchdog;
use super::wire::WireError;
use crate::event::{Fault, FaultPlan, Nanos};
use crate::sys::c::Reaped;
use crate::sys::memory;
use crate::time_account::TimeAccount;
use crate::workload::Findings;

/// Time limit of a worker's start, however loaded the machine is.
const READY_WITHIN: Nanos = Nanos::from_millis(20_000);

/// Deadline of an injected hang, where no deadline was given.
const HANG_DEADLINE: Nanos = Nanos::from_millis(2_000);

/// Age below which a process that ends without having executed anything counts as a failed start.
pub(super) const YOUNG: Nanos = Nanos::from_millis(1_000);

/// Phase of a worker process's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It was started, and is not ready.
    Starting,
    /// It executes tasks.
    Ready,
    /// It was asked to leave.
    Leaving,
}

/// A process at work, and everything that exists only as long as it does.
#[derive(Debug)]
pub(super) struct RunningWorker {
    process: WorkerProcess,
    phase: Phase,
    /// Id of its computing thread.
    tid: u32,
    spawned: Nanos,
    /// Time at which it became ready; before that the time at which it was started.
    ready: Nanos,
    tasks: OutstandingTasks,
    /// Whether it was asked to give back chunks that it has not begun.
    recalled: bool,
    time: ObservedTime,
    watchdog: Watchdog,
    /// Time of SIGKILL by the pool.
    killed: Option<Nanos>,
    /// Fault for which the pool sent it SIGKILL.
    kill: Option<FaultPlan>,
    /// Its time account, the CPU time of its process and its findings, once it has sent BYE.
    bye: Option<(TimeAccount, Nanos, Findings)>,
    /// Its peak resident memory as sampled, in bytes.
    peak_rss: Option<u64>,
}

impl RunningWorker {
    /// A process that was started just now.
    pub(super) fn new(process: WorkerProcess, now: Nanos) -> Self {
        Self {
            phase: Phase::Starting,
            tid: process.pid(),
            process,
            spawned: now,
            ready: now,
            tasks: OutstandingTasks::default(),
            recalled: false,
            time: ObservedTime::default(),
            watchdog: Watchdog::default(),
            killed: None,
            kill: None,
            bye: None,
            peak_rss: None,
        }
    }

    /// Its process id.
    pub(super) fn pid(&self) -> u32 {
        self.process.pid()
    }

    /// Time since its process was started.
    pub(super) fn uptime(&self, now: Nanos) -> Nanos {
        now - self.spawned
    }

    /// Its tasks.
    pub(super) fn tasks(&self) -> &OutstandingTasks {
        &self.tasks
    }

    /// Its tasks.
    pub(super) fn tasks_mut(&mut self) -> &mut OutstandingTasks {
        &mut self.tasks
    }

    /// Whether it was started and is not ready.
    pub(super) fn is_starting(&self) -> bool {
        self.phase == Phase::Starting
    }

    /// Whether it can be given tasks.
    pub(super) fn is_ready(&self) -> bool {
        self.phase == Phase::Ready
    }

    /// Whether it could execute a task and has none.
    pub(super) fn is_idle(&self) -> bool {
        self.is_ready() && self.tasks.in_hand() == 0 && !self.is_stopped()
    }

    /// Whether it is stopped.
    pub(super) fn is_stopped(&self) -> bool {
        self.time.is_stopped()
    }

    /// Whether it has proved itself: it executed a task, or lives for long enough.
    pub(super) fn has_proved_itself(&self, now: Nanos) -> bool {
        self.tasks.executed() > 0 || !self.is_starting() && now - self.ready >= YOUNG
    }

    /// Whether its process will end, as far as is known, whatever it does now: it was killed, or terminated because
    /// its task took too long, or a fault that ends it is on its way.
    pub(super) fn is_condemned(&self) -> bool {
        self.killed.is_some() || self.watchdog.has_warned() || self.tasks.will_end_it()
    }

    /// Whether its end was requested: it costs its task no attempt.
    pub(super) fn ends_on_demand(&self) -> bool {
        let asked = |fault: Fault| fault.ends_its_worker() && !matches!(fault, Fault::Poison(_));
        self.killed.is_some() || self.tasks.fault_at_work().is_some_and(asked)
    }

    /// Whether it can recall chunks: it is ready, and has some that it has not begun and was not asked for.
    pub(super) fn can_recall(&self) -> bool {
        self.is_ready() && !self.recalled && !self.is_stopped() && self.tasks.chunks() > 1
    }

    /// Its time, as observed by the pool.
    pub(super) fn time_mut(&mut self) -> &mut ObservedTime {
        &mut self.time
    }

    /// The watchdog of its tasks.
    pub(super) fn watchdog_mut(&mut self) -> &mut Watchdog {
        &mut self.watchdog
    }

    /// Its process.
    pub(super) fn process(&self) -> &WorkerProcess {
        &self.process
    }

    /// Its process.
    pub(super) fn process_mut(&mut self) -> &mut WorkerProcess {
        &mut self.process
    }

    fn link(&mut self) -> &mut Link {
        self.process.link_mut()
    }

    /// Asks it to leave when it has done its tasks; the message leaves with [`Link::write`].
    pub(super) fn dismiss(&mut self) {
        self.phase = Phase::Leaving;
        // So small a message always fits into a frame.
        let _ = self.link().queue(ToWorker::Bye);
    }

    /// Whether it was asked to leave.
    pub(super) fn is_leaving(&self) -> bool {
        self.phase == Phase::Leaving
    }

    /// Asks it to give back this number of chunks that it has not begun.
    pub(super) fn recall(&mut self, chunks: u32) {
        // So small a message always fits into a frame.
        if self.link().queue(ToWorker::Recall(chunks)).is_ok() {
            self.link().write();
            self.recalled = true;
        }
    }

    /// Asks it to leave, because it is surplus: what it has not begun goes to others before.
    pub(super) fn dismiss_early(&mut self) {
        if self.tasks.in_hand() == 0 {
            self.dismiss();
            self.link().write();
        } else if !self.recalled && self.tasks.chunks() > 1 {
            self.recall(u32::MAX);
        }
    }

    /// Records that it answers a recall.
    pub(super) fn end_recall(&mut self) {
        self.recalled = false;
    }

    /// Records that it is ready since `at`; returns the duration of its start. `None` when that is impossible: it was
    /// ready before.
    pub(super) fn welcome(&mut self, tid: u32, at: Nanos) -> Option<Nanos> {
        match self.phase {
            Phase::Starting => self.phase = Phase::Ready,
            // The pool was closed before it was ready.
            Phase::Leaving => {}
            Phase::Ready => return None,
        }
        (self.tid, self.ready) = (tid, at);
        self.peak_rss = memory::peak_of(self.pid());
        Some(at - self.spawned)
    }

    /// Takes in its account, CPU time and findings; false when it was not asked to leave.
    pub(super) fn take_leave(&mut self, account: TimeAccount, cpu: Nanos, findings: Findings) -> bool {
        if self.is_leaving() {
            self.bye = Some((self.time.correct(account), cpu, findings));
        }
        self.is_leaving()
    }

    /// Whether it has left as it was asked to, with all its tasks done.
    pub(super) fn has_left_in_order(&self) -> bool {
        self.is_leaving() && self.bye.is_some() && self.tasks.in_hand() == 0
    }

    /// Kills it, as planned.
    pub(super) fn kill(&mut self, plan: FaultPlan, now: Nanos) {
        self.process.signal(Signal::KILL);
        self.kill = Some(plan);
        self.mark_killed(now);
    }

    /// Takes the plan by which the pool killed it.
    pub(super) fn take_kill(&mut self) -> Option<FaultPlan> {
        self.kill.take()
    }

    /// Records that it is killed by the pool, or kills itself on demand.
    pub(super) fn mark_killed(&mut self, now: Nanos) {
        self.killed.get_or_insert(now);
    }

    /// Time at which it was killed on demand, if it was.
    pub(super) fn killed(&self) -> Option<Nanos> {
        self.killed
    }

    /// Samples its peak memory.
    pub(super) fn sample_memory(&mut self) {
        self.peak_rss = memory::peak_of(self.pid()).or(self.peak_rss);
    }

    /// Its peak resident memory as sampled, in bytes.
    pub(super) fn peak_rss(&self) -> Option<u64> {
        self.peak_rss
    }

    /// Checks whether it was stopped or continued since the last check, and returns which. While the program is `held`
    /// its stop is one of the whole program.
    pub(super) fn check_stop(&mut self, now: Nanos, held: bool) -> Option<bool> {
        let changed = |stopped: &bool| *stopped != self.is_stopped() && !(*stopped && held);
        let stopped = self.process.stopped().filter(changed)?;
        self.time.mark_stop(now, stopped);
        Some(stopped)
    }

    /// The error of a start that takes too long.
    pub(super) fn late_start(&self, now: Nanos) -> Option<WireError> {
        let late = self.is_starting() && self.uptime(now) >= READY_WITHIN;
        late.then_some(WireError::Silent(READY_WITHIN.0 / 1_000_000_000))
    }

    /// Counts the time since the last check, and ends it when it has said nothing about its tasks for too long. A stop
    /// from outside counts as any other silence; while it `rests`, it was stopped by fault injection.
    pub(super) fn watch(&mut self, limit: Option<Nanos>, since: Nanos, rests: bool, now: Nanos) {
        let (idle, paused) = (self.tasks.in_hand() == 0, self.is_stopped() && rests);
        self.watchdog.count(since, idle, paused);
        let deadline = self.deadline(limit);
        if let Some(signal) = deadline.and_then(|deadline| self.watchdog.check(deadline, now)) {
            self.process.signal(signal);
        }
    }

    /// The deadline that it has exceeded, if it was told to end because of that.
    pub(super) fn exceeded(&self, limit: Option<Nanos>) -> Option<Nanos> {
        self.deadline(limit).filter(|_| self.watchdog.has_warned())
    }

    /// Time it may be silent about its current tasks. The deadline of an injected hang, where there is no other
    /// `limit`, is for that task alone: those before it may be long.
    fn deadline(&self, limit: Option<Nanos>) -> Option<Nanos> {
        let hangs = || (self.tasks.fault_at_work() == Some(Fault::Hang)).then_some(HANG_DEADLINE);
        limit.or_else(hangs)
    }

    /// Its accounts and totals, after its end at `now`. Without a BYE they are those that the pool observed.
    pub(super) fn into_remains(self, reaped: Option<&Reaped>, exit: String, now: Nanos) -> Remains {
        let (pid, tid, tasks) = (self.pid(), self.tid, self.tasks.executed());
        let (books, cpu, findings) = self.bye.unwrap_or_else(|| {
            let used = reaped.map_or(Nanos::ZERO, Reaped::cpu);
            (self.time.account(self.ready, now), used, Findings::default())
        });
        Remains { pid, tid, tasks, books, cpu, exit, findings }
    }
}

#[cfg(test)]
mod tests;
