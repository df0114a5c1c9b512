//! The verbs of a pool, with the meanings of Python's `multiprocessing.Pool`.

use std::time::{Duration, Instant};

use super::super::arguments::{Arguments, default_chunk};
use super::super::config::{PoolError, Remains};
use super::super::ticker::TICK;
use super::{Pool, Results};
use crate::event::EventKind;
use crate::workload::{TaskOutcome, Value};

/// Grace period between BYE to a worker without tasks and its SIGKILL.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);

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
    /// outcome, and [`first_error`](crate::pool::first_error) finds what Python would raise.
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
        Ok(self.task_queue.end())
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
    pub(in crate::pool) fn begin_once(&mut self, argument: Value) -> Result<u32, PoolError> {
        self.begin(vec![argument], 1, ResultOrder::OfArguments)?;
        loop {
            if let Some(pid) = self.pids().into_iter().flatten().next() {
                return Ok(pid);
            }
            if let Some(reason) = self.workers.broken() {
                return Err(PoolError::NotReady { worker: 0, reason: reason.into() });
            }
            if !self.goes_on()? {
                return Err(PoolError::Stopped);
            }
        }
    }

    /// Waits for the outcome of that task; `None` when its process died with it.
    pub(in crate::pool) fn end_once(&mut self) -> Result<Option<TaskOutcome>, PoolError> {
        let died = |pool: &Self| pool.retried() > 0 || pool.task_queue.is_over();
        while !died(self) && self.goes_on()? {}
        Ok(self.task_queue.take(0))
    }

    /// Changes the number of workers: new ones are started, surplus ones leave after their current task.
    ///
    /// # Errors
    /// When the pool is closed.
    pub fn resize(&mut self, workers: u16) -> Result<(), PoolError> {
        if self.lifecycle.is_closed() {
            return Err(PoolError::Closed);
        }
        self.set_size(workers);
        Ok(())
    }

    /// Takes no more work: the workers leave when they have done their tasks.
    pub fn close(&mut self) {
        self.lifecycle.close();
        self.task_queue.abandon();
        self.workers.dismiss();
    }

    /// Waits until all workers of a closed pool have left. Returns the accounts and totals of each, by worker.
    ///
    /// # Errors
    /// When it was not closed, as in Python; it lives on then, and is lost with this value.
    pub fn join(mut self) -> Result<Vec<Remains>, PoolError> {
        if !self.lifecycle.is_closed() {
            return Err(PoolError::Open);
        }
        let mut deadline = Instant::now() + LEAVE_WITHIN;
        while !self.workers.are_gone() && !self.config.stop.requested() {
            if self.workers.running().any(|(_, worker)| worker.tasks().in_hand() > 0) {
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
        self.lifecycle.terminate();
        self.workers.kill();
        for index in 0..self.workers.len() {
            self.on_disconnect(index, None);
        }
        self.workers.into_remains(self.config.clock.now())
    }

    /// Begins a list of tasks; what an abandoned iterator left behind is waited for.
    fn begin(
        &mut self,
        arguments: impl Arguments + 'static,
        chunk: u32,
        order: ResultOrder,
    ) -> Result<(), PoolError> {
        while !self.lifecycle.is_closed() && self.task_queue.out() > 0 && self.goes_on()? {}
        if self.lifecycle.is_closed() {
            return Err(PoolError::Closed);
        }
        let (tasks, queues) = (arguments.tasks(), arguments.queues());
        self.task_queue.begin(tasks, queues, chunk, self.faults.poisoned());
        self.followed = self.config.watched && tasks <= EventKind::FOLLOWED;
        // A task can end when it is handed out: its argument may not fit into a message.
        if order == ResultOrder::OfEnd {
            self.task_queue.note_order();
        }
        self.arguments = Box::new(arguments);
        (0..self.workers.size()).for_each(|index| self.refill(index));
        // A worker that is started on demand is started now, not at the next tick.
        self.fill();
        Ok(())
    }

    /// One more turn; false when the pool was stopped.
    pub(super) fn goes_on(&mut self) -> Result<bool, PoolError> {
        if self.config.stop.requested() || self.lifecycle.is_terminated() {
            self.lifecycle.terminate();
            self.workers.kill();
            return Ok(false);
        }
        if self.give_up_if_hopeless() {
            return Ok(true);
        }
        self.turn().map(|()| true)
    }
}
