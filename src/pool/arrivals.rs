//! Messages from workers, and their handling. An impossible message is the fault of its sender alone.

use super::config::Notice;
use super::message::FromWorker;
use super::supervisor::Pool;
use super::values::Values;
use super::wire::WireError;
use super::worker_slot::ProcessState;
use crate::event::Nanos;
use crate::sys::memory;

impl Pool<'_> {
    /// Takes in one message of a worker.
    ///
    /// # Errors
    /// The reason why no further message of it can be trusted.
    pub(super) fn take_in(&mut self, index: usize, message: FromWorker) -> Result<(), WireError> {
        let slot = &mut self.workers[index];
        match message {
            FromWorker::Ready { pid, tid, at } => return self.welcome(index, pid, tid, at),
            FromWorker::InitFailed(reason) => return Err(WireError::InitFailed(reason)),
            FromWorker::Started { task, attempt } => {
                slot.spoke = true;
                if !slot.begin(task, attempt) {
                    return Err(absurd(format!(
                        "it begins task {task}, attempt {attempt}, which is not its next"
                    )));
                }
                self.fault_begins(index);
            }
            FromWorker::Results { first, attempt, values, took } => {
                return self.complete(index, (first, attempt), values, took);
            }
            FromWorker::Failed { task, attempt, reason } => {
                self.messages += 1;
                slot.spoke = true;
                if slot.finish(task, attempt, 1).is_none() {
                    return Err(absurd(format!("task {task} failed, which is not its next")));
                }
                self.breaker.succeed(index);
                self.task_queue.settle(task, Err(reason));
            }
            FromWorker::Returned(chunks) => return self.take_back(index, &chunks),
            FromWorker::Pong(bytes) => self.pongs += 1 + bytes.len() as u64,
            FromWorker::Slice(slice) => {
                let slice = slot.see(slice);
                self.say(index, Notice::Slice(slice));
            }
            FromWorker::Now { activity, since } => {
                slot.see_open(activity);
                self.say(index, Notice::Now(activity, since));
            }
            FromWorker::Bye { mut books, cpu, findings } if slot.state == ProcessState::Leaving => {
                slot.stops.books(&mut books.time, books.opened, books.closed);
                slot.bye = Some((books, cpu, findings));
            }
            FromWorker::Bye { .. } => return Err(absurd("it sends BYE, and was not asked to leave".into())),
        }
        Ok(())
    }

    /// Handles READY: a worker is ready.
    fn welcome(&mut self, index: usize, pid: u32, tid: u32, at: Nanos) -> Result<(), WireError> {
        let now = self.config.clock.now();
        let slot = &mut self.workers[index];
        match slot.state {
            ProcessState::Starting => slot.state = ProcessState::Ready,
            // The pool was closed before it was ready.
            ProcessState::Leaving => {}
            ProcessState::Ready | ProcessState::Absent => {
                return Err(absurd("it is ready for the second time".into()));
            }
        }
        (slot.tid, slot.ready) = (tid, at);
        slot.peak_rss = memory::peak_of(slot.pid);
        let (pending, own_pid) = (slot.pending.take(), slot.pid);
        self.spawns.record(at - slot.spawned);
        self.say(index, Notice::Ready { pid, tid, at });
        if let Some(pending) = pending {
            let after = now - pending.at;
            self.say(index, Notice::Replaced { dead: pending.dead, pid: own_pid, after });
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
        let slot = &mut self.workers[index];
        slot.spoke = true;
        let tasks = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let Some((step, sent)) = slot.finish(first, attempt, tasks) else {
            return Err(absurd(format!(
                "it has results of {tasks} tasks from {first} on, which are not its next"
            )));
        };
        self.messages += 1;
        self.breaker.succeed(index);
        self.task_queue.learn(tasks, took);
        if let Some(sent) = sent {
            self.round_trips.record(self.config.clock.now() - sent - took);
        }
        self.task_queue.settle_row(first, step, values);
        Ok(())
    }

    /// Handles chunks that a worker gives back without having begun them.
    fn take_back(&mut self, index: usize, chunks: &[u32]) -> Result<(), WireError> {
        let slot = &mut self.workers[index];
        slot.recalled = false;
        for first in chunks {
            let Some((chunk, plan)) = slot.take_back(*first) else {
                return Err(absurd(format!(
                    "it gives back the chunk from task {first} on, which is not its last"
                )));
            };
            self.faults.extend(plan);
            self.task_queue.give_back(chunk, false);
        }
        Ok(())
    }
}

fn absurd(what: String) -> WireError {
    WireError::Absurd(what)
}
