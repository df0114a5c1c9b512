//! Dispatch: assigns tasks to workers, and starts processes for them.

use serde_bytes::ByteBuf;

use super::config::{Notice, PoolError};
use super::message::{Batch, Hello, PROTOCOL, ToWorker};
use super::obituary::YOUNG;
use super::process::WorkerProcess;
use super::supervisor::Pool;
use super::task_queue::Chunk;
use super::wire::WireError;
use super::worker_slot::{ProcessState, WorkerSlot};
use crate::event::{FaultPlan, Nanos};

impl Pool<'_> {
    /// Starts a process in this slot. The first ones must start; later ones are tried again.
    pub(super) fn spawn(&mut self, index: usize) -> Result<(), PoolError> {
        let now = self.config.clock.now();
        self.workers[index].due = None;
        match self.start_process() {
            Ok(process) => {
                self.workers[index].take_in(process, now);
                Ok(())
            }
            Err(source) if self.started => {
                self.try_again(index, &format!("it cannot be started: {source}"));
                Ok(())
            }
            Err(source) => {
                let program = self.config.program.display().to_string();
                Err(PoolError::Spawn { worker: u16::try_from(index).unwrap_or(u16::MAX), program, source })
            }
        }
    }

    fn start_process(&mut self) -> std::io::Result<WorkerProcess> {
        let mut process = WorkerProcess::start(&self.config.program)?;
        let hello = ToWorker::Hello(Hello {
            protocol: PROTOCOL,
            origin: self.config.clock.origin(),
            spec: self.config.spec.clone(),
            cpus: self.config.cpus.clone(),
            initialiser: self.config.initialiser.clone(),
            watched: self.config.watched,
        });
        process.link.queue(hello).map_err(std::io::Error::other)?;
        process.link.write();
        Ok(process)
    }

    /// Plans another process after one that failed, after a pause, as long as any slot is promising.
    pub(super) fn try_again(&mut self, index: usize, reason: &str) {
        let now = self.config.clock.now();
        let pause = self.breaker.fail(index, now, reason);
        self.workers[index].due = Some(now + pause);
        if self.breaker.broken().is_some() || !(0..self.workers.len()).any(|index| self.is_promising(index)) {
            self.breaker.trip();
            self.workers.iter_mut().for_each(|slot| slot.due = None);
        }
    }

    /// Whether this slot has a worker that has proved itself, or has not failed too often to get one.
    pub(super) fn is_promising(&self, index: usize) -> bool {
        let slot = &self.workers[index];
        let is_there = slot.state != ProcessState::Absent;
        let age = self.config.clock.now() - slot.ready;
        let proved = is_there && (slot.executed > 0 || slot.state != ProcessState::Starting && age >= YOUNG);
        proved || (is_there || slot.due.is_some()) && !self.breaker.is_given_up(index)
    }

    /// Starts processes that are due, and sees that no worker is idle while another has work it has not begun.
    pub(super) fn balance(&mut self) -> Result<(), PoolError> {
        let now = self.config.clock.now();
        let due = |slot: &WorkerSlot| slot.due.is_some_and(|due| due <= now);
        for index in 0..self.workers.len() {
            if due(&self.workers[index]) {
                self.spawn(index)?;
            }
        }
        self.feed_idle();
        if self.task_queue.waiting() == 0
            && self.task_queue.out() > 0
            && self.workers.iter().any(WorkerSlot::is_idle)
        {
            self.recall();
        }
        self.fill();
        Ok(())
    }

    /// Gives waiting work to idle workers, before busy ones get more.
    pub(super) fn feed_idle(&mut self) {
        if self.task_queue.waiting() > 0 {
            let idle: Vec<usize> = (0..self.size).filter(|index| self.workers[*index].is_idle()).collect();
            for index in idle {
                self.refill(index);
            }
        }
    }

    /// Starts processes in empty slots, for waiting work.
    pub(super) fn fill(&mut self) {
        if self.breaker.broken().is_some() || self.closed {
            return;
        }
        let now = self.config.clock.now();
        let absent = |slot: &&mut super::worker_slot::WorkerSlot| {
            slot.state == ProcessState::Absent && slot.due.is_none()
        };
        let coming = |slot: &&WorkerSlot| slot.due.is_some() || slot.state == ProcessState::Starting;
        let coming = self.workers.iter().filter(coming).count();
        let wanted = self.task_queue.waiting().saturating_sub(coming);
        self.workers
            .iter_mut()
            .take(self.size)
            .filter(absent)
            .take(wanted)
            .for_each(|slot| slot.due = Some(now));
    }

    /// Recalls half of the tasks queued behind the running one at the worker that has most.
    fn recall(&mut self) {
        let burdened = |slot: &&mut WorkerSlot| {
            slot.is_ready() && !slot.recalled && !slot.stopped && slot.outstanding.len() > 1
        };
        let busiest = self.workers.iter_mut().filter(burdened).max_by_key(|slot| slot.in_hand);
        let Some(slot) = busiest else { return };
        let behind = u32::try_from(slot.outstanding.len() - 1).unwrap_or(u32::MAX);
        let Some(process) = &mut slot.process else { return };
        // So small a message always fits into a frame.
        if process.link.queue(ToWorker::Recall(behind.div_ceil(2))).is_ok() {
            process.link.write();
            slot.recalled = true;
        }
    }

    /// Sends a worker the chunks it should have queued. One that is stopped, or will end in any case, gets nothing
    /// more: it would not be executed.
    pub(super) fn refill(&mut self, index: usize) {
        let slot = &self.workers[index];
        if !slot.is_ready() || slot.stopped || slot.is_condemned() {
            return;
        }
        if index >= self.size {
            self.dismiss_surplus(index);
            return;
        }
        let slot = &self.workers[index];
        let (in_hand, given) = (slot.in_hand, slot.given);
        let most = self.config.recycle.map(|most| most.max(1).saturating_sub(given));
        let chunks = self.task_queue.hand_out(index, in_hand, self.size, self.unreserved(index, most));
        if chunks.is_empty() {
            return;
        }
        let began = self.config.clock.now();
        self.first_task.get_or_insert(began);
        // The round trip can be timed when one task goes alone to an idle worker.
        let alone = in_hand == 0 && matches!(&chunks[..], [one] if one.len == 1);
        let timed_since = alone.then_some(began);
        for chunk in chunks {
            let (sent, plan) = self.with_fault(index, chunk);
            self.send(index, sent, plan, timed_since);
            self.tell_rerun(index, &chunk, began);
        }
        let slot = &mut self.workers[index];
        if let Some(process) = &mut slot.process {
            if most.is_some_and(|most| most <= slot.given - given) {
                slot.state = ProcessState::Leaving;
                // So small a message always fits into a frame.
                let _ = process.link.queue(ToWorker::Bye);
            }
            process.link.write();
        }
        self.encoding += self.config.clock.now() - began;
    }

    /// The chunk with the fault to inject with it, if any.
    fn with_fault(&mut self, index: usize, mut chunk: Chunk) -> (Chunk, Option<FaultPlan>) {
        if chunk.fault.is_some() {
            return (chunk, None);
        }
        let plan = self.fault_with_task(index);
        chunk.fault = plan.map(|plan| plan.fault);
        (chunk, plan)
    }

    /// Sends a chunk, with the fault that was planned for its first task. One whose arguments are too large for a
    /// message, or for the memory, goes in two; a task whose argument alone is too large has failed.
    fn send(&mut self, index: usize, chunk: Chunk, plan: Option<FaultPlan>, timed_since: Option<Nanos>) {
        let Chunk { first, step, len, attempt, careful, fault } = chunk;
        let argument = |place: u32| self.arguments.try_argument(first.wrapping_add(step.wrapping_mul(place)));
        let arguments: Result<_, String> = (0..len).map(argument).collect();
        let batch = arguments
            .map(|arguments| ToWorker::Tasks(Batch { first, step, attempt, careful, fault, arguments }))
            .map_err(WireError::NoRoom);
        let slot = &mut self.workers[index];
        let Some(process) = &mut slot.process else { return };
        let before = process.link.bytes_out;
        match batch.and_then(|batch| process.link.queue(batch)) {
            Ok(()) => {
                self.messages += 1;
                self.task_queue.learn_bytes(len, process.link.bytes_out - before);
                slot.give(chunk, plan, timed_since);
            }
            Err(WireError::TooLarge { .. } | WireError::NoRoom(_)) if len > 1 => {
                let half = len / 2;
                let rest = Chunk { first: first + half * step, len: len - half, fault: None, ..chunk };
                self.send(index, Chunk { len: half, ..chunk }, plan, None);
                self.send(index, rest, None, None);
            }
            Err(error) => {
                self.faults.extend(plan);
                for place in 0..len {
                    let reason = format!("its argument cannot be sent: {error}");
                    self.task_queue.settle(first + place * step, Err(reason));
                }
            }
        }
    }

    /// Reports that a task which was lost with a worker is handed out again.
    fn tell_rerun(&mut self, index: usize, chunk: &Chunk, now: Nanos) {
        if self.lost.is_empty() {
            return;
        }
        for task in (0..chunk.len).map(|place| chunk.first + place * chunk.step) {
            if let Some(pending) = self.lost.remove(&task) {
                let (dead, attempt, after) = (pending.dead, chunk.attempt, now - pending.at);
                self.say(index, Notice::Rerun { dead, task, attempt, after });
            }
        }
    }

    /// Dismisses a surplus worker: what it has not begun goes to others, and then it leaves.
    fn dismiss_surplus(&mut self, index: usize) {
        let slot = &mut self.workers[index];
        let Some(process) = &mut slot.process else { return };
        let message = if slot.in_hand == 0 {
            slot.state = ProcessState::Leaving;
            ToWorker::Bye
        } else if !slot.recalled && slot.outstanding.len() > 1 {
            slot.recalled = true;
            ToWorker::Recall(u32::MAX)
        } else {
            return;
        };
        let _ = process.link.queue(message);
        process.link.write();
    }

    /// Sends a worker bytes to send back.
    pub(super) fn ping(&mut self, index: usize, bytes: usize) {
        if let Some(process) = &mut self.workers[index].process {
            // Smaller than any frame may be.
            let _ = process.link.queue(ToWorker::Ping(ByteBuf::from(vec![0; bytes])));
        }
    }
}
