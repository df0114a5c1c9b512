//! Dispatch: assigns tasks to workers, and starts processes for them.

use super::super::config::{Notice, PoolError};
use super::super::message::{Batch, Hello, PROTOCOL, ToWorker};
use super::super::notices::number;
use super::super::process::WorkerProcess;
use super::super::task_queue::Chunk;
use super::super::wire::WireError;
use super::Pool;
use crate::event::{FaultPlan, Nanos};

impl Pool<'_> {
    /// Starts a process in this slot. The first ones must start; later ones are tried again.
    pub(super) fn spawn(&mut self, index: usize) -> Result<(), PoolError> {
        let now = self.config.clock.now();
        match self.start_process() {
            Ok(process) => {
                let pid = process.pid();
                self.workers.start(index, process, now);
                self.notices.say(index, Notice::Spawned { pid, at: now });
                Ok(())
            }
            Err(source) if self.lifecycle.is_starting() => {
                let program = self.config.program.display().to_string();
                Err(PoolError::Spawn { worker: number(index), program, source })
            }
            Err(source) => {
                let now = self.config.clock.now();
                self.workers.retry(index, now, &format!("it cannot be started: {source}"));
                Ok(())
            }
        }
    }

    fn start_process(&self) -> std::io::Result<WorkerProcess> {
        let mut process = WorkerProcess::start(&self.config.program)?;
        let hello = ToWorker::Hello(Box::new(Hello {
            protocol: PROTOCOL,
            origin: self.config.clock.origin(),
            spec: self.config.spec.clone(),
            cpus: self.config.cpus.clone(),
            initialiser: self.config.initialiser.clone(),
            watched: self.config.watched,
        }));
        let link = process.link_mut();
        link.queue(hello).map_err(std::io::Error::other)?;
        link.write();
        Ok(process)
    }

    /// Starts processes that are due, and sees that no worker is idle while another has work it has not begun.
    pub(super) fn balance(&mut self) -> Result<(), PoolError> {
        let now = self.config.clock.now();
        for index in 0..self.workers.len() {
            if self.workers.is_due(index, now) {
                self.spawn(index)?;
            }
        }
        self.feed_idle();
        if self.task_queue.waiting() == 0
            && self.task_queue.out() > 0
            && self.workers.first_idle().is_some()
            && let Some(busiest) = self.workers.busiest_mut()
        {
            // Half of the chunks behind the one that it executes.
            let behind = u32::try_from(busiest.tasks().chunks() - 1).unwrap_or(u32::MAX);
            busiest.recall(behind.div_ceil(2));
        }
        self.fill();
        Ok(())
    }

    /// Gives waiting work to idle workers, before busy ones get more.
    pub(super) fn feed_idle(&mut self) {
        if self.task_queue.waiting() > 0 {
            for index in self.workers.idle() {
                self.refill(index);
            }
        }
    }

    /// Starts processes in vacant slots, for waiting work.
    pub(super) fn fill(&mut self) {
        if !self.lifecycle.is_closed() {
            self.workers.fill(self.task_queue.waiting(), self.config.clock.now());
        }
    }

    /// Sends a worker the chunks it should have queued. One that is stopped, or will end in any case, gets nothing
    /// more: it would not be executed.
    pub(super) fn refill(&mut self, index: usize) {
        let size = self.workers.size();
        let Some(worker) = self.workers.get_mut(index) else { return };
        if !worker.is_ready() || worker.is_stopped() || worker.is_condemned() {
            return;
        }
        if index >= size {
            return worker.dismiss_early();
        }
        let (in_hand, given) = (worker.tasks().in_hand(), worker.tasks().given());
        let most = self.config.recycle.map(|most| most.max(1).saturating_sub(given));
        let chunks = self.task_queue.hand_out(index, in_hand, size, self.unreserved(index, most));
        if chunks.is_empty() {
            return;
        }
        let began = self.config.clock.now();
        self.faults.on_task(began);
        // The round trip can be timed when one task goes alone to an idle worker.
        let alone = in_hand == 0 && matches!(&chunks[..], [one] if one.len == 1);
        let timed_since = alone.then_some(began);
        for chunk in chunks {
            let plan = self.fault_with(index, &chunk);
            let fault = chunk.fault.or(plan.map(|plan| plan.fault));
            self.send(index, Chunk { fault, ..chunk }, plan, timed_since);
            self.report_reruns(index, chunk, began);
        }
        if let Some(worker) = self.workers.get_mut(index) {
            if most.is_some_and(|most| most <= worker.tasks().given() - given) {
                worker.dismiss();
            }
            worker.process_mut().link_mut().write();
        }
        self.traffic.add_encoding(self.config.clock.now() - began);
    }

    /// Most tasks that may go to a worker which would be given `most`: some are kept for planned faults.
    fn unreserved(&self, index: usize, most: Option<u32>) -> Option<u32> {
        let on_demand = self.config.on_demand;
        let may_take = |other| self.workers.may_take_a_task(other, on_demand, self.config.clock.now());
        self.faults.unreserved(index, most, || self.task_queue.waiting(), may_take)
    }

    /// The planned fault to inject with a chunk that has none. A worker that will end in any case gets no second one:
    /// that waits for another.
    fn fault_with(&mut self, index: usize, chunk: &Chunk) -> Option<FaultPlan> {
        if chunk.fault.is_some()
            || self.faults.planned().is_empty()
            || self.workers.get(index)?.is_condemned()
        {
            return None;
        }
        self.faults.take_with_task(index, self.config.clock.now(), self.task_queue.waiting())
    }

    /// Sends a chunk, with the fault that was planned for its first task. One whose arguments are too large for a
    /// message, or for the memory, goes in two; a task whose argument alone is too large has failed.
    fn send(&mut self, index: usize, chunk: Chunk, plan: Option<FaultPlan>, timed_since: Option<Nanos>) {
        let Chunk { first, step, len, attempt, careful, fault } = chunk;
        let arguments: Result<_, String> =
            chunk.tasks().map(|task| self.arguments.try_argument(task)).collect();
        let batch = arguments
            .map(|arguments| ToWorker::Tasks(Batch { first, step, attempt, careful, fault, arguments }))
            .map_err(WireError::NoRoom);
        let Some(worker) = self.workers.get_mut(index) else { return };
        match batch.and_then(|batch| worker.process_mut().link_mut().queue(batch)) {
            Ok(bytes) => {
                self.traffic.count_message();
                self.task_queue.learn_bytes(len, bytes);
                worker.tasks_mut().give(chunk, plan, timed_since);
                if self.followed {
                    self.notices.say(index, Notice::Chunk { first, step, count: len });
                }
            }
            Err(WireError::TooLarge { .. } | WireError::NoRoom(_)) if len > 1 => {
                let half = len / 2;
                let rest = Chunk { first: first + half * step, len: len - half, fault: None, ..chunk };
                self.send(index, Chunk { len: half, ..chunk }, plan, None);
                self.send(index, rest, None, None);
            }
            Err(error) => {
                self.faults.plan(plan);
                for task in chunk.tasks() {
                    let reason = format!("its argument cannot be sent: {error}");
                    self.task_queue.settle(task, Err(reason));
                }
            }
        }
    }

    /// Reports tasks that were lost with a worker and are handed out again.
    fn report_reruns(&mut self, index: usize, chunk: Chunk, now: Nanos) {
        if !self.task_queue.has_lost() {
            return;
        }
        for task in chunk.tasks() {
            if let Some(death) = self.task_queue.take_lost(task) {
                let (dead, attempt, after) = (death.dead, chunk.attempt, now - death.at);
                self.notices.say(index, Notice::Rerun { dead, task, attempt, after });
            }
        }
    }
}
