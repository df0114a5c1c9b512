//! Lanes of real CPython, in the four ways in which it runs tasks: the references for the simulated lanes.
//!
//! The interpreter accounts its workers' time itself; here the accounts are passed on, and its results are added up
//! like those of every other lane.

mod handler;

use std::time::{Duration, Instant};

use self::handler::MessageHandler;
use super::{Context, Job, Lane, LaneError};
use crate::event::{EventKind, Outcome};
use crate::python::{
    Arrival, Child, PythonError, PythonJob, PythonMessage, PythonMode, found_within, module_of,
};

/// A lane of real CPython.
#[derive(Debug)]
pub(super) struct Python(pub(super) PythonMode);

/// Time limit for the workers' start, however loaded the machine is.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// Interval at which a silent lane checks the stop flag.
const TICK: Duration = Duration::from_millis(20);

/// A lane with a stopped worker ends after this time without a result, where no deadline was given: CPython itself
/// waits for ever.
const STOPPED_WITHIN: Duration = Duration::from_secs(10);

/// A longer gap between two looks means that this program itself was stopped.
const LONGEST_LOOK: Duration = Duration::from_millis(500);

/// Interval at which the threads of the workers are counted, for a function that may start some of its own.
const COUNT_EVERY: Duration = Duration::from_millis(200);

/// Interval of progress events.
const TELL_EVERY: Duration = Duration::from_millis(50);

impl Lane for Python {
    fn kind(&self) -> &'static str {
        match self.0 {
            PythonMode::Sequential => "py-sequential",
            PythonMode::Threads => "py-threads",
            PythonMode::Pool => "py-pool",
            PythonMode::Executor => "py-executor",
            PythonMode::Async => "py-async",
            PythonMode::Interpreters => "py-interpreters",
        }
    }

    fn label(&self) -> &'static str {
        "real CPython"
    }

    fn about(&self) -> &'static str {
        match self.0 {
            PythonMode::Sequential => "CPython's one thread, the same work in pure Python",
            PythonMode::Threads => "CPython's threads, under the lock that its build really has",
            PythonMode::Pool => "CPython's multiprocessing.Pool: processes, arguments pickled",
            PythonMode::Executor => "CPython's ProcessPoolExecutor: processes, a future for each task",
            PythonMode::Async => "CPython's event loop: coroutines of yours (--call), awaited by one thread",
            PythonMode::Interpreters => {
                "CPython's interpreters with a lock each: a function of yours (--call)"
            }
        }
    }

    fn phrase(&self, workers: u16) -> String {
        self.0.phrase(&crate::event::PythonPlan { gil: true, ..Default::default() }, workers)
    }

    fn processes(&self) -> bool {
        self.0.processes()
    }

    fn python(&self) -> Option<PythonMode> {
        Some(self.0)
    }

    fn most_workers(&self) -> u16 {
        if matches!(self.0, PythonMode::Sequential | PythonMode::Async) { 1 } else { super::MOST_WORKERS }
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        let python = job.python.clone().unwrap_or_else(crate::python::on_path);
        if let Some(problem) = self.0.problem(&python) {
            return Err(PythonError::Unusable(problem).into());
        }
        let clock = context.emitter.clock();
        let started = clock.now();
        context.emitter.emit_at(started, EventKind::LaneStarted { lane: job.lane });
        let interval_us = job.interval.micros();
        let child = Child::start(&PythonJob {
            python: &python,
            way: Some(self.0),
            spec: &job.spec,
            workers: job.workers,
            chunk: job.chunk,
            clock,
            interval_us,
            program: &job.program,
            method: job.method,
            reference: &job.reference,
        })?;
        let handler = MessageHandler::new(self.kind(), job, context, started);
        let (told, stopped, silent) = (Instant::now(), Duration::ZERO, Duration::ZERO);
        let counted = told;
        Ok(PythonSession { child, handler, interval_us, told, counted, stopped, silent }.run(self.0)?)
    }
}

/// A lane that is running.
struct PythonSession<'a> {
    child: Child,
    handler: MessageHandler<'a>,
    /// The switch interval that the interpreter was given.
    interval_us: u64,
    told: Instant,
    /// Time at which the threads of its workers were last counted.
    counted: Instant,
    /// Time it has waited for stopped workers.
    stopped: Duration,
    /// Time since the last task of a function of the user's came to an end.
    silent: Duration,
}

impl PythonSession<'_> {
    fn run(mut self, way: PythonMode) -> Result<Outcome, PythonError> {
        let job = self.handler.job;
        let patience = job.spec.call.as_ref().map_or(READY_WITHIN, |_| found_within(job.deadline));
        let deadline = Instant::now() + patience;
        while !self.handler.is_over() {
            if self.handler.context.stop.requested() {
                break;
            }
            match self.child.next(TICK) {
                Arrival::Message(PythonMessage::Broken { reason, ended, pid }) => {
                    return Err(self.broken(reason, ended, pid));
                }
                Arrival::Message(said) => self.handler.take_in(said),
                Arrival::Line(line) => self.handler.line(line),
                Arrival::ParseError(nonsense) => return Err(nonsense.into()),
                Arrival::Ended => return Err(self.ended_early()),
                Arrival::Nothing => {}
            }
            if self.handler.ready.is_none() && Instant::now() > deadline {
                if let Some(call) = &self.handler.job.spec.call {
                    return Err(self.child.not_found(&call.function, patience));
                }
                let path =
                    self.handler.job.python.as_ref().map(|python| python.path.clone()).unwrap_or_default();
                return Err(PythonError::Silent { path, seconds: READY_WITHIN.as_secs() });
            }
            self.tick(way)?;
        }
        self.handler.finished.into_iter().for_each(|at| self.handler.tell_progress_at(at));
        self.child.reap();
        Ok(self.handler.conclude(way))
    }

    /// Periodic work, done however many messages arrive.
    fn tick(&mut self, way: PythonMode) -> Result<(), PythonError> {
        let since = self.told.elapsed();
        if since < TELL_EVERY {
            return Ok(());
        }
        self.told = Instant::now();
        if let Some(stopped) = self.child.stopped() {
            self.handler.halt(self.child.pid(), stopped);
        }
        if self.counted.elapsed() >= COUNT_EVERY {
            self.counted = Instant::now();
            self.handler.count_threads();
        }
        self.wait_for_task(since.min(LONGEST_LOOK))?;
        self.wait_for_stopped(since.min(LONGEST_LOOK))?;
        self.handler.tell_sampled(way.processes() || way == PythonMode::Interpreters);
        self.handler.tell_progress();
        let interval_us = self.handler.job.interval.micros();
        if interval_us != self.interval_us {
            self.interval_us = interval_us;
            self.child.set_interval(interval_us)?;
        }
        Ok(())
    }
}

impl PythonSession<'_> {
    /// Error for an interpreter that reports that it cannot go on, or that a process of its own ended.
    fn broken(&mut self, reason: String, ended: bool, pid: Option<u32>) -> PythonError {
        match &self.handler.job.spec.call {
            Some(call) if ended => {
                let who = pid.map_or_else(|| "the lane".into(), |pid| self.handler.name_of(pid));
                self.child.worker_ended(who, reason, &call.function)
            }
            _ => PythonError::Broken(reason),
        }
    }

    /// Error for an interpreter that has ended without a word.
    fn ended_early(&mut self) -> PythonError {
        let Some(call) = &self.handler.job.spec.call else {
            return self.child.ended_early("before its work was done");
        };
        let function = &call.function;
        if self.child.has_closed_its_pipes() {
            return PythonError::Closed { function: function.clone() };
        }
        self.child.ended_early(&match self.handler.ready {
            Some(_) => format!("while tasks of {function} ran"),
            None => format!("while {} was imported", module_of(function)),
        })
    }

    /// Ends a lane of a function of the user's in which no task came to an end within the deadline.
    fn wait_for_task(&mut self, since: Duration) -> Result<(), PythonError> {
        let Some(deadline) = self.handler.job.deadline.filter(|_| self.handler.job.spec.call.is_some())
        else {
            return Ok(());
        };
        let is_busy = self.handler.ready.is_some() && self.handler.finished.is_none();
        self.silent = if self.handler.ended > 0 || !is_busy { Duration::ZERO } else { self.silent + since };
        if self.silent < deadline {
            return Ok(());
        }
        let (done, total) = (self.handler.kept, self.handler.tasks.len());
        Err(PythonError::Deadline { seconds: deadline.as_secs_f64(), done, total })
    }

    /// Ends a lane that has waited for too long for a process that is stopped: a deadline's length in all, or without a
    /// deadline for [`STOPPED_WITHIN`] in which no task came to an end.
    fn wait_for_stopped(&mut self, since: Duration) -> Result<(), PythonError> {
        let ended = std::mem::take(&mut self.handler.ended);
        let Some(who) = self.handler.stopped() else {
            self.stopped = Duration::ZERO;
            return Ok(());
        };
        let deadline = self.handler.job.deadline;
        self.stopped = if ended > 0 && deadline.is_none() { Duration::ZERO } else { self.stopped + since };
        if self.stopped < deadline.unwrap_or(STOPPED_WITHIN) {
            return Ok(());
        }
        let (seconds, total) = (self.stopped.as_secs_f64(), self.handler.tasks.len());
        Err(PythonError::Stopped { who, seconds, done: self.handler.done.max(self.handler.kept), total })
    }
}

#[cfg(test)]
mod tests;
