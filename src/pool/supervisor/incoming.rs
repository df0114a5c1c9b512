//! Messages and output of workers, and their handling. An impossible message is the fault of its sender alone.

use super::super::config::Notice;
use super::super::link::Found;
use super::super::message::FromWorker;
use super::super::running_worker::RunningWorker;
use super::super::values::Values;
use super::super::wire::WireError;
use super::Pool;
use crate::event::{Fault, Nanos, Stream};

impl Pool<'_> {
    /// Reads and handles messages of a worker.
    pub(super) fn listen(&mut self, index: usize) {
        // One that was stopped and sends messages was continued: its next slice spans the stop.
        if self.workers.get(index).is_some_and(RunningWorker::is_stopped) {
            self.see_stops(index);
        }
        match self.read(index) {
            Ok(None | Some(Found::Nothing)) => {}
            Ok(Some(Found::Something)) => {
                // Chunks that it gave back go to idle workers.
                self.feed_idle();
                self.refill(index);
                // A planned fault may be waiting for a worker that begins a task.
                self.inject_due_faults();
            }
            Ok(Some(Found::End)) => self.on_disconnect(index, None),
            Err(error) => self.on_disconnect(index, Some(&error)),
        }
    }

    /// Reads the last messages of a worker that has ended: its socket to the end, which a child that it left behind
    /// might hold open.
    pub(super) fn hear_out(&mut self, index: usize) {
        loop {
            match self.read(index) {
                Ok(Some(Found::Something)) => {}
                Ok(None | Some(Found::Nothing | Found::End)) => return self.on_disconnect(index, None),
                Err(error) => return self.on_disconnect(index, Some(&error)),
            }
        }
    }

    /// Reads once from a worker's socket, and handles what has arrived completely; `None` without a process.
    fn read(&mut self, index: usize) -> Result<Option<Found>, WireError> {
        let Some(worker) = self.workers.get_mut(index) else { return Ok(None) };
        let found = worker.process_mut().link_mut().read()?;
        self.understand(index)?;
        Ok(Some(found))
    }

    /// Handles the messages that have arrived completely.
    fn understand(&mut self, index: usize) -> Result<(), WireError> {
        let began = self.config.clock.now();
        while let Some(worker) = self.workers.get_mut(index)
            && let Some(message) = worker.process_mut().link_mut().next_message()?
        {
            self.take_in(index, message)?;
        }
        self.traffic.add_encoding(self.config.clock.now() - began);
        Ok(())
    }

    /// Passes on the lines that a worker has printed; after its `end` all that are left.
    pub(super) fn hear(&mut self, index: usize, stream: Stream, end: bool) {
        let Some(worker) = self.workers.get_mut(index) else { return };
        let (pid, lines) = (worker.pid(), worker.process_mut().read_lines(stream, end));
        for line in lines {
            self.notices.say(index, Notice::Line { pid, stream, line });
        }
    }

    /// Takes in one message of a worker.
    ///
    /// # Errors
    /// The reason why no further message of it can be trusted.
    fn take_in(&mut self, index: usize, message: FromWorker) -> Result<(), WireError> {
        let Some(worker) = self.workers.get_mut(index) else { return Ok(()) };
        match message {
            FromWorker::Ready { pid, tid, at } => return self.welcome(index, pid, tid, at),
            FromWorker::InitFailed(reason) => return Err(WireError::InitFailed(reason)),
            FromWorker::Started { task, attempt } => {
                worker.watchdog_mut().on_progress();
                if !worker.tasks_mut().begin(task, attempt) {
                    return Err(absurd(format!(
                        "it begins task {task}, attempt {attempt}, which is not its next"
                    )));
                }
                self.on_fault(index);
            }
            FromWorker::Results { first, attempt, values, took } => {
                return self.complete(index, (first, attempt), values, took);
            }
            FromWorker::Failed { task, attempt, reason } => {
                self.traffic.count_message();
                worker.watchdog_mut().on_progress();
                if worker.tasks_mut().finish(task, attempt, 1).is_none() {
                    return Err(absurd(format!("task {task} failed, which is not its next")));
                }
                self.workers.succeed(index);
                self.task_queue.settle(task, Err(reason));
                if self.followed {
                    self.notices.say(index, Notice::Result { task, value: None });
                }
            }
            FromWorker::Returned(chunks) => return self.take_back(index, &chunks),
            FromWorker::Pong(bytes) => self.traffic.count_pong(bytes.len()),
            FromWorker::Slice(slice) => {
                let slice = worker.time_mut().take_in(slice);
                self.notices.say(index, Notice::Slice(slice));
            }
            FromWorker::Now { activity, since } => {
                worker.time_mut().open(activity);
                self.notices.say(index, Notice::Now(activity, since));
            }
            FromWorker::Bye { books, cpu, findings } => {
                if !worker.take_leave(books, cpu, findings) {
                    return Err(absurd("it sends BYE, and was not asked to leave".into()));
                }
            }
        }
        Ok(())
    }

    /// Handles READY: a worker is ready.
    fn welcome(&mut self, index: usize, pid: u32, tid: u32, at: Nanos) -> Result<(), WireError> {
        let now = self.config.clock.now();
        let Some(worker) = self.workers.get_mut(index) else { return Ok(()) };
        let Some(took) = worker.welcome(tid, at) else {
            return Err(absurd("it is ready for the second time".into()));
        };
        let own_pid = worker.pid();
        self.traffic.record_spawn(took);
        self.notices.say(index, Notice::Ready { pid, tid, at });
        if let Some(death) = self.workers.slot_mut(index).take_pending() {
            let after = now - death.at;
            self.notices.say(index, Notice::Replaced { dead: death.dead, pid: own_pid, after });
        }
        Ok(())
    }

    /// Handles the outcomes of a worker's tasks.
    fn complete(
        &mut self,
        index: usize,
        (first, attempt): (u32, u16),
        values: Values,
        took: Nanos,
    ) -> Result<(), WireError> {
        let Some(worker) = self.workers.get_mut(index) else { return Ok(()) };
        worker.watchdog_mut().on_progress();
        let tasks = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let Some((step, sent)) = worker.tasks_mut().finish(first, attempt, tasks) else {
            return Err(absurd(format!(
                "it has results of {tasks} tasks from {first} on, which are not its next"
            )));
        };
        self.traffic.count_message();
        self.workers.succeed(index);
        self.task_queue.learn(tasks, took);
        if let Some(sent) = sent {
            self.traffic.record_round_trip(self.config.clock.now() - sent - took);
        }
        if self.followed {
            self.report_results(index, (first, step), &values);
        }
        self.task_queue.settle_row(first, step, values);
        Ok(())
    }

    /// Reports results one by one.
    fn report_results(&mut self, index: usize, (first, step): (u32, u32), values: &Values) {
        for (place, value) in (0u32..).zip(values.beginnings()) {
            let task = first.wrapping_add(step.wrapping_mul(place));
            self.notices.say(index, Notice::Result { task, value: Some(value) });
        }
    }

    /// Handles chunks that a worker gives back without having begun them.
    fn take_back(&mut self, index: usize, chunks: &[u32]) -> Result<(), WireError> {
        let Some(worker) = self.workers.get_mut(index) else { return Ok(()) };
        worker.end_recall();
        for first in chunks {
            let Some((chunk, plan)) = worker.tasks_mut().take_back(*first) else {
                return Err(absurd(format!(
                    "it gives back the chunk from task {first} on, which is not its last"
                )));
            };
            self.faults.plan(plan);
            self.task_queue.give_back(chunk, false);
        }
        Ok(())
    }

    /// Reports the fault sent with a task, at the task's beginning.
    fn on_fault(&mut self, index: usize) {
        let Some(worker) = self.workers.get_mut(index) else { return };
        let Some(fault) = worker.tasks().fault_at_work() else { return };
        let now = self.config.clock.now();
        match fault {
            Fault::Kill => worker.mark_killed(now),
            Fault::Stop => self.faults.rest(index, now),
            // A poisoned task has been met; the task queue keeps it for as long as it lives.
            Fault::Poison(_) => self.faults.on_poison(fault),
            _ => {}
        }
        let pid = worker.pid();
        self.notices.say(index, Notice::FaultInjected { pid, fault });
    }
}

fn absurd(what: String) -> WireError {
    WireError::Absurd(what)
}
