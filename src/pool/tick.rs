//! Periodic checks of what no pipe reports: commands from other threads, faults that are due, deadlines, stopped
//! workers, and workers that never send a message.

use std::time::Instant;

use rustix::process::Signal;

use super::config::Notice;
use super::obituary::deadline_of;
use super::remote::PoolCommand;
use super::supervisor::Pool;
use super::wire::WireError;
use super::worker_slot::{ProcessState, WorkerSlot};
use crate::event::{Fault, FaultPlan, Nanos};
use crate::sys::memory;

/// Time limit of a worker's start, however loaded the machine is.
const READY_WITHIN: Nanos = Nanos::from_millis(20_000);

/// Grace period between the SIGTERM of a worker whose task took too long and its SIGKILL.
const GRACE: Nanos = Nanos::from_millis(500);

/// Deadline of an injected hang, where no deadline was given.
pub(super) const HANG_DEADLINE: Nanos = Nanos::from_millis(2_000);

/// Duration of an injected stop.
const REST: Nanos = Nanos::from_millis(1_000);

/// Ticks between two reads of a worker's memory: ten reads a second.
const MEASURED_EVERY: usize = 5;

/// Most time that one tick counts against a deadline: when this program was stopped itself, no task hung.
const LONGEST_TICK: Nanos = Nanos::from_millis(100);

/// Whether a planned fault is for a worker, not for a poisoned task, which hits whichever worker has it.
fn is_no_poison(plan: &FaultPlan) -> bool {
    !matches!(plan.fault, Fault::Poison(_))
}

impl Pool<'_> {
    pub(super) fn tick(&mut self) {
        let since = Nanos::from(self.last_tick.elapsed()).min(LONGEST_TICK);
        self.last_tick = Instant::now();
        for order in self.config.remote.take() {
            match order {
                PoolCommand::Inject(worker, fault) => self.inject(usize::from(worker.0), fault),
                PoolCommand::Resize(workers) => self.set_size(usize::from(workers)),
                PoolCommand::Terminate => (self.closed, self.ended) = (true, true),
            }
        }
        self.faults_due();
        self.wake_rested();
        for index in 0..self.workers.len() {
            self.look_after(index, since);
        }
        self.measure_one();
    }

    /// Samples the peak memory of one worker, round-robin: reading that of all would cost more the more there are.
    fn measure_one(&mut self) {
        self.ticks += 1;
        if !self.ticks.is_multiple_of(MEASURED_EVERY) {
            return;
        }
        let index = self.ticks / MEASURED_EVERY % self.workers.len().max(1);
        if let Some(slot) = self.workers.get_mut(index).filter(|slot| slot.process.is_some()) {
            slot.peak_rss = memory::peak_of(slot.pid).or(slot.peak_rss);
        }
    }

    /// Injects a fault into a worker; an absent one is skipped.
    pub(super) fn inject(&mut self, index: usize, fault: Fault) {
        let now = self.config.clock.now();
        let Some(slot) = self.workers.get_mut(index).filter(|slot| slot.state != ProcessState::Absent) else {
            return;
        };
        let Some(process) = &slot.process else { return };
        // One that will end in any case gets no further fault.
        if !fault.comes_with_a_task() && slot.is_condemned() {
            return;
        }
        match fault {
            Fault::Kill => {
                process.signal(Signal::KILL);
                slot.killed.get_or_insert(now);
            }
            Fault::Stop => {
                process.signal(Signal::STOP);
                self.resting.push((index, now + REST));
            }
            // It is sent with the next task of this worker, and reported when that begins.
            _ => {
                let worker = Some(u16::try_from(index).unwrap_or(u16::MAX));
                return self.faults.push(FaultPlan { fault, worker, at: None });
            }
        }
        let pid = slot.pid;
        self.say(index, Notice::FaultInjected { pid, fault });
    }

    /// Reports the fault sent with a task, at the task's beginning.
    pub(super) fn fault_begins(&mut self, index: usize) {
        let now = self.config.clock.now();
        let slot = &mut self.workers[index];
        let Some(fault) = slot.fault_at_work() else { return };
        match fault {
            Fault::Kill => {
                slot.killed.get_or_insert(now);
            }
            Fault::Stop => self.resting.push((index, now + REST)),
            // A poisoned task has been met; the task queue keeps it for as long as it lives.
            Fault::Poison(_) => self.faults.retain(|plan| plan.fault != fault),
            _ => {}
        }
        let pid = self.workers[index].pid;
        self.say(index, Notice::FaultInjected { pid, fault });
    }

    /// Injects planned faults from outside when they are due, or with the last tasks.
    pub(super) fn faults_due(&mut self) {
        let mut place = 0;
        while let Some(plan) = self.faults.get(place).copied() {
            let from_outside = !plan.fault.comes_with_a_task();
            match self.fault_target(&plan).filter(|_| from_outside && self.is_due(&plan, 0)) {
                Some(index) => {
                    self.faults.remove(place);
                    self.faults_done += 1;
                    self.inject(index, plan.fault);
                }
                None => place += 1,
            }
        }
    }

    /// The planned fault to be sent with the task that this worker gets now, if one is due. One from outside is sent
    /// with a task, too, when hardly any tasks are left during which it could be injected. A worker that will end in
    /// any case gets no second one: that waits for another.
    pub(super) fn fault_with_task(&mut self, index: usize) -> Option<FaultPlan> {
        if self.workers[index].is_condemned() {
            return None;
        }
        let others = self.faults.iter().filter(|plan| is_no_poison(plan)).count().saturating_sub(1);
        let meant = |plan: &FaultPlan| plan.worker.is_none_or(|worker| usize::from(worker) == index);
        let comes = |plan: &FaultPlan| plan.fault.comes_with_a_task() || self.task_queue.waiting() <= others;
        let fits =
            |plan: &FaultPlan| is_no_poison(plan) && meant(plan) && comes(plan) && self.is_due(plan, others);
        let place = self.faults.iter().position(fits)?;
        self.faults_done += 1;
        Some(self.faults.remove(place))
    }

    /// Most tasks that may go to a worker which would be given `most`: one of the last is kept for each fault planned
    /// for another worker.
    pub(super) fn unreserved(&self, index: usize, most: Option<u32>) -> Option<u32> {
        let is_of_another = |plan: &&FaultPlan| {
            let other = plan.worker.map(usize::from).filter(|other| *other != index && *other < self.size);
            is_no_poison(plan) && other.is_some_and(|other| self.may_take_a_task(other))
        };
        let kept = self.faults.iter().filter(is_of_another).count();
        if kept == 0 {
            return most;
        }
        let free = u32::try_from(self.task_queue.waiting().saturating_sub(kept)).unwrap_or(u32::MAX);
        Some(most.map_or(free, |most| most.min(free)))
    }

    /// Whether a worker that can be given a task exists, or will.
    fn may_take_a_task(&self, index: usize) -> bool {
        let slot = &self.workers[index];
        let comes =
            slot.state == ProcessState::Absent && self.config.on_demand && self.breaker.broken().is_none();
        !slot.stopped && (comes || self.is_promising(index))
    }

    /// Whether a fault is due: at most `left` tasks wait, or its time has passed.
    fn is_due(&self, plan: &FaultPlan, left: usize) -> bool {
        let elapsed = self.first_task.map(|first| self.config.clock.now() - first);
        let is_late = |elapsed| plan.at.is_none_or(|at| elapsed >= at);
        elapsed.is_some_and(|elapsed| self.task_queue.waiting() <= left || is_late(elapsed))
    }

    /// The worker in the middle of a task that a fault from outside is injected into: the planned one, else each in
    /// turn.
    fn fault_target(&self, plan: &FaultPlan) -> Option<usize> {
        let tiny = self.task_queue.is_of_tiny_tasks();
        let fits = |slot: &WorkerSlot| !slot.is_condemned() && !slot.stopped && slot.is_in_a_task(tiny);
        let named = plan.worker.map(usize::from);
        let order = (0..self.size).map(|step| (self.faults_done + step) % self.size);
        order
            .filter(|index| named.is_none_or(|named| named == *index))
            .find(|index| fits(&self.workers[*index]))
    }

    fn wake_rested(&mut self) {
        let now = self.config.clock.now();
        let (awake, resting) =
            std::mem::take(&mut self.resting).into_iter().partition(|(_, until)| *until <= now);
        self.resting = resting;
        let awake: Vec<(usize, Nanos)> = awake;
        for (index, _) in awake {
            self.workers[index].process.iter().for_each(|process| process.signal(Signal::CONT));
        }
    }

    /// Checks whether a worker was stopped or continued. A stop together with this program cannot be told from one of
    /// this program.
    pub(super) fn see_stops(&mut self, index: usize) {
        let now = self.config.clock.now();
        let held = self.config.remote.is_held();
        let slot = &mut self.workers[index];
        let Some(process) = &slot.process else { return };
        let change = process.stopped().filter(|stopped| *stopped != slot.stopped && !(*stopped && held));
        if let Some(stopped) = change {
            slot.stopped = stopped;
            slot.stops.mark(now, stopped);
            self.say(index, Notice::Halted(stopped));
        }
    }

    /// Checks one worker: stopped, over its deadline, or never ready.
    fn look_after(&mut self, index: usize, since: Nanos) {
        let now = self.config.clock.now();
        self.see_stops(index);
        let rests = self.resting.iter().any(|(resting, _)| *resting == index);
        let slot = &mut self.workers[index];
        let Some(process) = &slot.process else { return };
        if process.has_ended() {
            return self.hear_out(index);
        }
        if slot.state == ProcessState::Starting && now - slot.spawned >= READY_WITHIN {
            return self.on_disconnect(index, Some(&WireError::Silent(READY_WITHIN.0 / 1_000_000_000)));
        }
        if std::mem::take(&mut slot.spoke) || slot.in_hand == 0 {
            slot.silent = Nanos::ZERO;
        } else if !(slot.stopped && rests) {
            // A stop from outside counts as any other silence; an injected one does not.
            slot.silent += since;
        }
        let deadline = deadline_of(slot, &self.config);
        if deadline.is_some_and(|deadline| slot.silent >= deadline) {
            match slot.warned {
                None => {
                    slot.warned = Some(now);
                    process.signal(Signal::TERM);
                }
                Some(warned) if now - warned >= GRACE => process.signal(Signal::KILL),
                Some(_) => {}
            }
        }
    }
}
