//! A worker process, from the inside: this same program, started again with a hidden subcommand.
//!
//! Two threads: one computes, and reads the socket itself when it has nothing to do; its companion watches for the
//! end of the pool and stands in during long tasks. Messages pass in both directions through the socket that was
//! standard input; standard output and error are for what tasks print, and the pool captures both.
//!
//! The end of the socket means that the pool is gone, however it ended: the worker leaves at once, even in mid-task,
//! with everything it started.

mod companion;
mod departure;
mod faults;
mod inbox;
mod outbox;
mod pace;

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_bytes::ByteBuf;

pub use faults::{CHILD, linger};

use self::companion::Shared;
use self::inbox::{Inbox, Piece, Work};
use self::outbox::Outbox;
use self::pace::Pace;
use super::message::{FromWorker, Hello, PROTOCOL, ToWorker};
use super::values::Values;
use super::wire::{Frames, WireError, read};
use crate::clock::Clock;
use crate::event::{Activity, Nanos};
use crate::sys::stderr::Stderr;
use crate::sys::{c, panics, program, thread as own};
use crate::time_account::{Gauge, Meter, SliceSink};
use crate::workload::interpreter::Free;
use crate::workload::{Spec, TaskContext, TaskOutcome, Value, outcome_of};

/// The subcommand under which this program is a worker.
pub const SUBCOMMAND: &str = "worker";

/// Start of the line on standard error with which a worker reports why it ends.
pub(super) const COMPLAINT: &str = "worker: ";

/// Exit code of a worker that cannot communicate with its pool.
const EXIT_BROKEN: u8 = 70;

/// Longest time that results of tiny tasks wait for others to be sent with them.
const RESULT_DELAY: Nanos = Nanos::from_micros(200);

/// Amount of collected results that is sent at once, in bytes.
const FULL: usize = 32 << 10;

/// Works until the pool sends BYE or goes away; returns the process's exit code.
#[must_use]
pub fn main() -> ExitCode {
    let socket = match take_stdin() {
        Ok(socket) => socket,
        Err(error) => return ExitCode::from(report_diagnostics(&error)),
    };
    let code = match panics::catch(|| work(&socket)) {
        Ok(Ok(())) => 0,
        Ok(Err(error)) => report_diagnostics(&error),
        Err(panic) => report_diagnostics(&panic),
    };
    departure::leave(&socket, code)
}

/// Reports why it cannot go on. A pool that is gone does not read it, and that must not keep the worker from leaving.
fn report_diagnostics(reason: &dyn Display) -> u8 {
    let _ = writeln!(Stderr::for_words(), "{COMPLAINT}{reason}");
    EXIT_BROKEN
}

fn work(socket: &File) -> Result<(), WireError> {
    c::keep_freed_memory();
    program::go_on_when_parent_ends();
    let mut frames = Frames::default();
    let Some(first) = first_message(socket, &mut frames)? else { return Ok(()) };
    let outbox = Outbox::new(socket.try_clone()?);
    let ToWorker::Hello(hello) = first else {
        return refuse(&outbox, "the first message was not a greeting".into());
    };
    let program = program::this_or_link();
    let task_context = TaskContext::new(Arc::default(), &program);
    if let Err(reason) = settle_in(&hello, &task_context) {
        return refuse(&outbox, reason);
    }
    let shared = Arc::new(Shared {
        inbox: Inbox::new(socket.try_clone()?, frames),
        outbox,
        gauge: Arc::new(Gauge::default()),
        strides: AtomicU64::new(0),
        clock: Clock::with_origin(hello.origin),
        watched: hello.watched,
    });
    companion::start(Arc::clone(&shared), OwnedFd::from(socket.try_clone()?))?;
    Worker::open(shared, hello.spec, task_context, program).serve()
}

fn first_message(socket: &File, frames: &mut Frames) -> Result<Option<ToWorker>, WireError> {
    loop {
        if let Some(frame) = frames.next_frame()? {
            return read(frame).map(Some);
        }
        if frames.read_from(socket)? == 0 {
            return frames.end().map(|()| None);
        }
    }
}

/// Prepares everything needed before the first task; the error names what is missing.
fn settle_in(hello: &Hello, task_context: &TaskContext) -> Result<(), String> {
    if hello.protocol != PROTOCOL {
        return Err(format!("the pool speaks protocol {}, this worker {PROTOCOL}", hello.protocol));
    }
    own::confine(&hello.cpus)
        .map_err(|error| format!("cannot be confined to CPUs {:?}: {error}", hello.cpus))?;
    hello.spec.prepare(task_context).map_err(|error| error.to_string())?;
    let Some(argument) = &hello.initialiser else { return Ok(()) };
    let called = hello.spec.execute(argument, task_context, &mut crate::workload::interpreter::Bare);
    called.map(drop).map_err(|reason| format!("its initialiser failed: {reason}"))
}

fn refuse(outbox: &Outbox, reason: String) -> Result<(), WireError> {
    outbox.say(FromWorker::InitFailed(reason))?;
    outbox.flush()
}

/// Outcomes of consecutive tasks: all of them successes, or one failure.
struct TaskReport {
    first: u32,
    step: u32,
    attempt: u16,
    outcome: Result<Values, String>,
}

impl TaskReport {
    /// Adds it to the outbox; returns the number of bytes that wait then. What does not fit into a message comes
    /// back.
    fn send(self, outbox: &Outbox, each: Nanos) -> Result<usize, (WireError, Self)> {
        let Self { first, step, attempt, outcome } = self;
        let message = match outcome {
            Ok(values) => {
                let took = Nanos(each.0 * values.len() as u64);
                FromWorker::Results { first, attempt, values, took }
            }
            Err(reason) => FromWorker::Failed { task: first, attempt, reason },
        };
        outbox.push(message).map_err(|refused| {
            let (error, message) = *refused;
            let outcome = match message {
                FromWorker::Results { values, .. } => Ok(values),
                _ => Err(error.to_string()),
            };
            (error, Self { first, step, attempt, outcome })
        })
    }

    /// Adds results that are too large for one message one by one. One that is too large alone is a failure of its
    /// task.
    fn send_apart(self, outbox: &Outbox, each: Nanos) -> Result<usize, WireError> {
        let Self { mut first, step, attempt, outcome } = self;
        let mut waiting = 0;
        for value in outcome.into_iter().flatten() {
            let one = Self { first, step, attempt, outcome: Ok(std::iter::once(value).collect()) };
            waiting = match one.send(outbox, each) {
                Err((error @ WireError::TooLarge { .. }, _)) => {
                    let reason = format!("its result cannot be sent: {error}");
                    outbox.say(FromWorker::Failed { task: first, attempt, reason })?
                }
                sent => sent.map_err(|(error, _)| error)?,
            };
            first = first.wrapping_add(step);
        }
        Ok(waiting)
    }
}

/// The computing thread.
struct Worker {
    shared: Arc<Shared>,
    spec: Spec,
    task_context: TaskContext,
    program: PathBuf,
    meter: Meter,
    pace: Pace,
    /// Time at which results were sent last.
    sent: Nanos,
    /// CPU time of the process when the cost measurement began, which is not in its account.
    pinged: Option<Nanos>,
    /// CPU time of the process at its first task: waiting for the other workers to be ready is not part of the race.
    cpu_before: Option<Nanos>,
}

impl Worker {
    fn open(shared: Arc<Shared>, spec: Spec, task_context: TaskContext, program: PathBuf) -> Self {
        let sink = Arc::clone(&shared);
        let tell: SliceSink = if shared.watched {
            // A broken socket is noticed by the next result.
            Box::new(move |slice| drop(sink.outbox.say(FromWorker::Slice(slice))))
        } else {
            Box::new(|_| ())
        };
        let meter = Meter::open(shared.clock, Arc::clone(&shared.gauge), tell);
        Self {
            shared,
            spec,
            task_context,
            program,
            meter,
            pace: Pace::default(),
            sent: Nanos::ZERO,
            pinged: None,
            cpu_before: None,
        }
    }

    fn serve(mut self) -> Result<(), WireError> {
        let ready = FromWorker::Ready { pid: own::pid(), tid: own::tid(), at: self.shared.clock.now() };
        self.shared.outbox.say(ready)?;
        self.flush()?;
        loop {
            match self.shared.inbox.take(self.pace.stride()) {
                Some(Work::Stride(pieces)) => self.execute(pieces)?,
                Some(Work::Ping(bytes)) => self.answer(bytes)?,
                Some(Work::Bye) => return self.leave(),
                None if self.wait()? => {}
                // The pool is gone, and so will be this process.
                None => return Ok(()),
            }
        }
    }

    /// Sends what was collected, and is idle until something arrives; false when nothing will any more.
    fn wait(&mut self) -> Result<bool, WireError> {
        if self.pinged.is_some() {
            self.shared.outbox.flush()?;
        } else {
            self.flush()?;
            self.meter.switch(Activity::Idle);
        }
        let (pinged, meter, outbox) = (self.pinged, &mut self.meter, &self.shared.outbox);
        let arrived = || {
            if pinged.is_none() {
                meter.switch(Activity::Serialise);
            }
        };
        self.shared.inbox.wait(arrived, &|answer| outbox.say(answer).map(drop))
    }

    fn execute(&mut self, pieces: Vec<Piece>) -> Result<(), WireError> {
        self.cpu_before.get_or_insert_with(own::process_cpu_time);
        self.pinged = None;
        self.shared.strides.fetch_add(1, Ordering::Relaxed);
        self.announce(&pieces)?;
        let began = self.meter.switch(Activity::Compute);
        let mut tasks = 0u32;
        let mut reports = Vec::with_capacity(pieces.len());
        for piece in pieces {
            tasks += u32::try_from(piece.arguments.len()).unwrap_or(u32::MAX);
            self.run(piece, &mut reports)?;
        }
        let ended = self.meter.switch(Activity::Serialise);
        self.pace.learn(tasks, ended - began);
        self.report(reports, Nanos((ended - began).0 / u64::from(tasks.max(1))))?;
        if ended - self.sent >= RESULT_DELAY && !self.pace.is_slow() {
            self.flush()?;
        }
        Ok(())
    }

    /// Announces the beginning of a task, if it may take long or end the worker. The results of those before it are
    /// sent with this.
    fn announce(&mut self, pieces: &[Piece]) -> Result<(), WireError> {
        let suspect = |p: &Piece| p.careful || p.fault.is_some();
        let first = pieces.first().filter(|piece| self.pace.is_slow() || suspect(piece));
        let Some(&Piece { first: task, attempt, .. }) = first else { return Ok(()) };
        self.shared.outbox.say(FromWorker::Started { task, attempt })?;
        self.flush()
    }

    /// Executes the tasks of a piece; successes in a row make one report.
    fn run(&mut self, piece: Piece, reports: &mut Vec<TaskReport>) -> Result<(), WireError> {
        let Piece { mut first, step, attempt, fault, arguments, .. } = piece;
        let mut arguments = arguments.into_iter();
        let mut done = Values::default();
        if let Some((fault, argument)) = fault.and_then(|fault| Some((fault, arguments.next()?))) {
            let outcome = self.break_down(fault, &argument)?.map(|value| std::iter::once(value).collect());
            self.meter.gauge().count(1, u32::from(outcome.is_err()));
            reports.push(TaskReport { first, step, attempt, outcome });
            first = first.wrapping_add(step);
        }
        loop {
            let failed = self.run_until_failure(&mut arguments, &mut done);
            let count = u32::try_from(done.len()).unwrap_or(u32::MAX);
            self.meter.gauge().count(count + u32::from(failed.is_some()), u32::from(failed.is_some()));
            if count > 0 {
                reports.push(TaskReport { first, step, attempt, outcome: Ok(std::mem::take(&mut done)) });
                first = first.wrapping_add(step.wrapping_mul(count));
            }
            let Some(reason) = failed else { return Ok(()) };
            reports.push(TaskReport { first, step, attempt, outcome: Err(reason) });
            first = first.wrapping_add(step);
        }
    }

    /// Executes tasks until one fails, and returns the reason. A panic is caught once for all of them: one by one
    /// that would cost more than a tiny task.
    fn run_until_failure(
        &mut self,
        arguments: &mut impl Iterator<Item = Value>,
        done: &mut Values,
    ) -> Option<String> {
        let (kind, task_context, meter) = (self.spec.kind, &self.task_context, &mut self.meter);
        let ended = panics::catch(|| {
            for argument in arguments {
                done.push(kind.run(&argument, task_context, &mut Free::new(meter))?);
            }
            Ok(None)
        });
        outcome_of(ended).unwrap_or_else(Some)
    }

    /// Executes a task with an injected fault.
    fn break_down(&mut self, fault: crate::event::Fault, argument: &Value) -> Result<TaskOutcome, WireError> {
        let (outbox, program): (&Outbox, &Path) = (&self.shared.outbox, &self.program);
        match panics::catch(|| faults::happen(fault, outbox, program)) {
            Err(panic) => Ok(Err(format!("the task panicked: {panic}"))),
            Ok(happened) => {
                happened?;
                Ok(self.spec.execute(argument, &self.task_context, &mut Free::new(&mut self.meter)))
            }
        }
    }

    /// Adds reports to the outbox, with `each` as the time of one task.
    fn report(&mut self, reports: Vec<TaskReport>, each: Nanos) -> Result<(), WireError> {
        for report in reports {
            let waiting = match report.send(&self.shared.outbox, each) {
                Err((WireError::TooLarge { .. }, report)) => report.send_apart(&self.shared.outbox, each)?,
                sent => sent.map_err(|(error, _)| error)?,
            };
            if waiting >= FULL {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, bytes: ByteBuf) -> Result<(), WireError> {
        if self.pinged.is_none() {
            self.pinged = Some(own::process_cpu_time());
            self.meter.switch(Activity::Idle);
        }
        self.shared.outbox.say(FromWorker::Pong(bytes)).map(drop)
    }

    fn flush(&mut self) -> Result<(), WireError> {
        let at = self.meter.switch(Activity::Transfer);
        self.shared.outbox.flush()?;
        self.meter.switch(Activity::Serialise);
        self.sent = at;
        Ok(())
    }

    fn leave(self) -> Result<(), WireError> {
        let books = self.meter.close();
        let until = self.pinged.unwrap_or_else(own::process_cpu_time);
        let cpu = self.cpu_before.map_or(Nanos::ZERO, |first| until - first);
        let findings = self.task_context.clear();
        self.shared.outbox.say(FromWorker::Bye { books, cpu, findings })?;
        self.shared.outbox.flush()
    }
}

/// Takes the socket behind standard input, for messages alone, out of reach of whatever tasks start.
fn take_stdin() -> io::Result<File> {
    let socket = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
    rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
    Ok(File::from(socket))
}
