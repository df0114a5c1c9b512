//! The computing thread of a worker: it takes work from the inbox, executes it, and reports the outcomes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_bytes::ByteBuf;

use super::super::message::FromWorker;
use super::super::values::Values;
use super::super::wire::WireError;
use super::companion::Shared;
use super::faults;
use super::inbox::{Piece, Work};
use super::outbox::Outbox;
use super::pace::Pace;
use super::task_report::TaskReport;
use crate::event::{Activity, Nanos};
use crate::sys::{panics, thread as own};
use crate::time_account::{Meter, SliceSink};
use crate::workload::interpreter::Free;
use crate::workload::{Spec, TaskContext, TaskOutcome, Value, outcome_of};

/// Longest time that results of tiny tasks wait for others to be sent with them.
const RESULT_DELAY: Nanos = Nanos::from_micros(200);

/// Amount of collected results that is sent at once, in bytes.
const FULL: usize = 32 << 10;

/// The computing thread.
pub(super) struct Worker {
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
    pub(super) fn open(shared: Arc<Shared>, spec: Spec, task_context: TaskContext, program: PathBuf) -> Self {
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

    pub(super) fn serve(mut self) -> Result<(), WireError> {
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
