//! The verbs of a pool, with the meanings of Python's `multiprocessing.Pool`.

use std::rc::Rc;
use std::time::{Duration, Instant};

use super::config::{PoolError, Remains};
use super::message::ToWorker;
use super::supervisor::{Pool, TICK};
use super::task_queue::TaskQueue;
use super::worker_slot::{ProcessState, WorkerSlot};
use crate::event::Fault;
use crate::workload::{Spec, TaskOutcome, Value};

/// Grace period between BYE to a worker without tasks and its SIGKILL.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);

/// The arguments of a verb: one for each task, created when their task is handed out.
pub trait Arguments {
    /// Number of tasks.
    fn tasks(&self) -> u32;

    /// The argument of one task, by its number from 0.
    fn argument(&self, task: u32) -> Value;

    /// The same, where it is so large that there may be no room for it.
    ///
    /// # Errors
    /// When there is no room for it, in a sentence.
    fn try_argument(&self, task: u32) -> Result<Value, String> {
        Ok(self.argument(task))
    }

    /// Number of queues the tasks wait in; see [`Spec::queues`].
    fn queues(&self) -> u32 {
        1
    }
}

impl Arguments for Spec {
    fn tasks(&self) -> u32 {
        self.tasks
    }

    fn argument(&self, task: u32) -> Value {
        Self::argument(self, task)
    }

    fn try_argument(&self, task: u32) -> Result<Value, String> {
        Self::try_argument(self, task).map_err(|error| error.to_string())
    }

    fn queues(&self) -> u32 {
        Self::queues(self)
    }
}

impl Arguments for Vec<Value> {
    fn tasks(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    fn argument(&self, task: u32) -> Value {
        self[task as usize].clone()
    }
}

/// Python's default chunk size of `map`: ⌈tasks / (4 × workers)⌉, so that each worker gets four chunks
/// (`multiprocessing/pool.py`, `Pool._map_async`). At least 1.
#[must_use]
pub fn default_chunk(tasks: u32, workers: u16) -> u32 {
    tasks.div_ceil(4 * u32::from(workers.max(1))).max(1)
}

/// Order of a verb's results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResultOrder {
    OfArguments,
    OfEnd,
}

impl<'n> Pool<'n> {
    /// Executes one task and waits for its end.
    ///
    /// # Errors
    /// When the pool is closed, cannot work, or is stopped meanwhile. How the task ended is no error of the pool.
    pub fn apply(&mut self, argument: Value) -> Result<TaskOutcome, PoolError> {
        let outcomes = self.map(vec![argument], Some(1))?;
        outcomes.into_iter().next().flatten().ok_or(PoolError::Stopped)
    }

    /// Executes a task for each argument, `chunk` of them in a message (default: [`default_chunk`]), and returns
    /// their outcomes, in the order of the arguments. A stop leaves tasks without an outcome.
    ///
    /// Python's `map` raises the error of a task that failed and loses the other results; here each task has its own
    /// outcome, and [`first_error`] finds what Python would raise.
    ///
    /// # Errors
    /// When the pool is closed or cannot work.
    pub fn map(
        &mut self,
        arguments: impl Arguments + 'static,
        chunk: Option<u32>,
    ) -> Result<Vec<Option<TaskOutcome>>, PoolError> {
        self.map_watched(arguments, chunk, &mut |_| ())
    }

    /// [`Pool::map`], with `progress` called about every 20 ms.
    ///
    /// # Errors
    /// As of [`Pool::map`].
    pub fn map_watched(
        &mut self,
        arguments: impl Arguments + 'static,
        chunk: Option<u32>,
        progress: &mut dyn FnMut(&Self),
    ) -> Result<Vec<Option<TaskOutcome>>, PoolError> {
        let chunk = chunk.unwrap_or_else(|| default_chunk(arguments.tasks(), self.config.workers));
        self.begin(arguments, chunk, ResultOrder::OfArguments)?;
        let mut told = Instant::now();
        while !self.task_queue.is_over() && self.goes_on()? {
            if told.elapsed() >= TICK {
                told = Instant::now();
                progress(self);
            }
        }
        Ok(std::mem::take(&mut self.task_queue).into_outcomes())
    }

    /// Executes a task for each argument; the iterator yields each task and its outcome in the order of the
    /// arguments, as soon as it is known. Dropping it before its end abandons the tasks that were not begun.
    ///
    /// # Errors
    /// When the pool is closed or cannot work.
    pub fn imap(
        &mut self,
        arguments: impl Arguments + 'static,
        chunk: u32,
    ) -> Result<Results<'_, 'n>, PoolError> {
        self.begin(arguments, chunk, ResultOrder::OfArguments)?;
        Ok(Results { pool: self, next: Some(0) })
    }

    /// [`Pool::imap`], in the order in which the tasks end.
    ///
    /// # Errors
    /// As of [`Pool::imap`].
    pub fn imap_unordered(
        &mut self,
        arguments: impl Arguments + 'static,
        chunk: u32,
    ) -> Result<Results<'_, 'n>, PoolError> {
        self.begin(arguments, chunk, ResultOrder::OfEnd)?;
        Ok(Results { pool: self, next: None })
    }

    /// Begins one task that is to be executed once, and waits until its process has started; returns the process id.
    pub(super) fn begin_once(&mut self, argument: Value) -> Result<u32, PoolError> {
        self.begin(vec![argument], 1, ResultOrder::OfArguments)?;
        loop {
            if let Some(pid) = self.pids().into_iter().flatten().next() {
                return Ok(pid);
            }
            let reason = self.breaker.broken().map(str::to_string);
            if let Some(reason) = reason {
                return Err(PoolError::NotReady { worker: 0, reason });
            }
            if !self.goes_on()? {
                return Err(PoolError::Stopped);
            }
        }
    }

    /// Waits for the outcome of that task; `None` when its process died with it.
    pub(super) fn end_once(&mut self) -> Result<Option<TaskOutcome>, PoolError> {
        let died = |pool: &Self| pool.retried > 0 || pool.task_queue.is_over();
        while !died(self) && self.goes_on()? {}
        Ok(self.task_queue.take(0))
    }

    /// Changes the number of workers: new ones are started, surplus ones leave after their current task.
    ///
    /// # Errors
    /// When the pool is closed.
    pub fn resize(&mut self, workers: u16) -> Result<(), PoolError> {
        if self.closed {
            return Err(PoolError::Closed);
        }
        self.set_size(usize::from(workers));
        Ok(())
    }

    /// Takes no more work: the workers leave when they have done their tasks.
    pub fn close(&mut self) {
        self.closed = true;
        self.task_queue.abandon();
        for slot in &mut self.workers {
            slot.due = None;
            if matches!(slot.state, ProcessState::Ready | ProcessState::Starting)
                && let Some(process) = &mut slot.process
            {
                slot.state = ProcessState::Leaving;
                // So small a message always fits into a frame.
                let _ = process.link.queue(ToWorker::Bye);
                process.link.write();
                if slot.stopped {
                    process.signal(rustix::process::Signal::CONT);
                }
            }
        }
    }

    /// Waits until all workers of a closed pool have left. Returns the accounts and totals of each, by worker.
    ///
    /// # Errors
    /// When it was not closed, as in Python; it lives on then, and is lost with this value.
    pub fn join(mut self) -> Result<Vec<Remains>, PoolError> {
        if !self.closed {
            return Err(PoolError::Open);
        }
        let mut deadline = Instant::now() + LEAVE_WITHIN;
        while self.workers.iter().any(|slot| slot.process.is_some()) && !self.config.stop.requested() {
            if self.workers.iter().any(|slot| slot.in_hand > 0) {
                deadline = Instant::now() + LEAVE_WITHIN;
            }
            if Instant::now() >= deadline {
                break;
            }
            self.turn()?;
        }
        Ok(self.terminate())
    }

    /// Ends at once. Tasks without a result get none. Returns the accounts and totals of each worker.
    #[must_use]
    pub fn terminate(mut self) -> Vec<Remains> {
        (self.closed, self.ended) = (true, true);
        self.kill_all();
        for index in 0..self.workers.len() {
            self.on_disconnect(index, None);
        }
        let now = self.config.clock.now();
        std::mem::take(&mut self.workers).into_iter().map(|slot| slot.into_remains(now)).collect()
    }

    /// Begins a list of tasks; what an abandoned iterator left behind is waited for.
    fn begin(
        &mut self,
        arguments: impl Arguments + 'static,
        chunk: u32,
        order: ResultOrder,
    ) -> Result<(), PoolError> {
        while !self.closed && self.task_queue.out() > 0 && self.goes_on()? {}
        if self.closed {
            return Err(PoolError::Closed);
        }
        let poisoned = self.faults.iter().filter_map(|plan| match plan.fault {
            Fault::Poison(task) => Some(task),
            _ => None,
        });
        self.task_queue = TaskQueue::new(arguments.tasks(), arguments.queues(), chunk, poisoned.collect());
        // A task can end when it is handed out: its argument may not fit into a message.
        if order == ResultOrder::OfEnd {
            self.task_queue.note_order();
        }
        // Tasks lost before have nothing to do with these, which have the same numbers.
        self.lost.clear();
        self.arguments = Rc::new(arguments);
        (0..self.size).for_each(|index| self.refill(index));
        // A worker that is started on demand is started now, not at the next tick.
        self.fill();
        Ok(())
    }

    /// One more turn; false when the pool was stopped.
    fn goes_on(&mut self) -> Result<bool, PoolError> {
        if self.config.stop.requested() || self.ended {
            (self.closed, self.ended) = (true, true);
            self.kill_all();
            return Ok(false);
        }
        if !self.has_hope() && self.breaker.broken().is_some() {
            let reason = self.breaker.broken().unwrap_or_default().to_string();
            self.task_queue.give_up(&format!("no worker is left to run it: {reason}"));
            return Ok(true);
        }
        self.turn().map(|()| true)
    }

    pub(super) fn set_size(&mut self, workers: usize) {
        self.size = workers.max(1);
        self.config.workers = u16::try_from(self.size).unwrap_or(u16::MAX);
        let now = self.config.clock.now();
        while self.workers.len() < self.size {
            self.workers.push(WorkerSlot::absent());
        }
        for slot in &mut self.workers[..self.size] {
            if slot.state == ProcessState::Absent && !self.config.on_demand {
                slot.due.get_or_insert(now);
            }
        }
        for slot in &mut self.workers[self.size..] {
            slot.due = None;
        }
        (0..self.workers.len()).for_each(|index| self.refill(index));
    }
}

/// Iterator over tasks and their outcomes; see [`Pool::imap`].
pub struct Results<'p, 'n> {
    pool: &'p mut Pool<'n>,
    /// The next task in order; `None`: whichever ends next.
    next: Option<u32>,
}

impl Results<'_, '_> {
    /// The next task to be yielded, if it has ended.
    fn ended(&mut self) -> Option<(u32, TaskOutcome)> {
        let task = self.next.or_else(|| self.pool.task_queue.next_ended())?;
        let outcome = self.pool.task_queue.take(task)?;
        self.next.iter_mut().for_each(|next| *next += 1);
        Some((task, outcome))
    }
}

impl Iterator for Results<'_, '_> {
    type Item = Result<(u32, TaskOutcome), PoolError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ended) = self.ended() {
                return Some(Ok(ended));
            }
            if self.pool.task_queue.is_over() {
                return None;
            }
            match self.pool.goes_on() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Drop for Results<'_, '_> {
    fn drop(&mut self) {
        self.pool.task_queue.abandon();
    }
}

/// The error that Python's `map` would raise: the reason of the first failed task, in task order.
#[must_use]
pub fn first_error(outcomes: &[Option<TaskOutcome>]) -> Option<(usize, &str)> {
    let failed = |(task, outcome): (usize, &'_ Option<TaskOutcome>)| match outcome {
        Some(Err(_)) => Some(task),
        _ => None,
    };
    let task = outcomes.iter().enumerate().find_map(failed)?;
    outcomes[task].as_ref()?.as_ref().err().map(|reason| (task, reason.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c "…"` with `Pool._map_async`'s own lines: `chunksize, extra = divmod(len(iterable), len(pool) * 4);
    /// if extra: chunksize += 1`.
    #[test]
    fn the_default_chunk_is_pythons() {
        for (tasks, workers, chunk) in
            [(10, 4, 1), (16, 4, 1), (17, 4, 2), (1_000_000, 2, 125_000), (9, 2, 2), (100, 3, 9)]
        {
            assert_eq!(default_chunk(tasks, workers), chunk, "{tasks} on {workers}");
        }
        assert_eq!(default_chunk(0, 4), 1);
    }
}
