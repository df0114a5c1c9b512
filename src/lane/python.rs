//! Lanes of real CPython, in the four ways in which it runs tasks: the references for the simulated lanes.
//!
//! The interpreter accounts its workers' time itself; here the accounts are passed on, and its results are added up
//! like those of every other lane.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::aggregate::{self, Span};
use super::{Context, Job, Lane, LaneError};
use crate::durations::Durations;
use crate::event::{
    Account, Activity, ActivityTotals, EventKind, IpcStats, Nanos, Outcome, Slice, Stream, WorkerId,
};
use crate::probe::doubts;
use crate::python::{
    Arrival, Child, PythonError, PythonJob, PythonMessage, PythonMode, WorkerTimeAccount, value,
};
use crate::stopped::Stops;
use crate::time_account::TimeAccount;
use crate::workload::TaskOutcome;

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

/// Interval of progress events.
const TELL_EVERY: Duration = Duration::from_millis(50);

impl Lane for Python {
    fn kind(&self) -> &'static str {
        match self.0 {
            PythonMode::Sequential => "py-sequential",
            PythonMode::Threads => "py-threads",
            PythonMode::Pool => "py-pool",
            PythonMode::Executor => "py-executor",
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
        if self.0 == PythonMode::Sequential { 1 } else { super::MOST_WORKERS }
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
        })?;
        let heard = MessageHandler { started, ..MessageHandler::new(self.kind(), job, context) };
        let (told, stopped) = (Instant::now(), Duration::ZERO);
        Ok(PythonSession { child, heard, interval_us, told, stopped }.run(self.0)?)
    }
}

/// A lane that is running.
struct PythonSession<'a> {
    child: Child,
    heard: MessageHandler<'a>,
    /// The switch interval that the interpreter was given.
    interval_us: u64,
    told: Instant,
    /// Time it has waited for stopped workers.
    stopped: Duration,
}

impl PythonSession<'_> {
    fn run(mut self, way: PythonMode) -> Result<Outcome, PythonError> {
        let deadline = Instant::now() + READY_WITHIN;
        while self.heard.finished.is_none() {
            if self.heard.context.stop.requested() {
                break;
            }
            match self.child.next(TICK) {
                Arrival::Message(PythonMessage::Broken { reason }) => {
                    return Err(PythonError::Broken(reason));
                }
                Arrival::Message(said) => self.heard.take_in(said),
                Arrival::Line(line) => self.heard.line(line),
                Arrival::ParseError(nonsense) => return Err(nonsense.into()),
                Arrival::Ended => return Err(self.child.ended_early()),
                Arrival::Nothing => {}
            }
            if self.heard.ready.is_none() && Instant::now() > deadline {
                let path =
                    self.heard.job.python.as_ref().map(|python| python.path.clone()).unwrap_or_default();
                return Err(PythonError::Silent { path, seconds: READY_WITHIN.as_secs() });
            }
            self.tick()?;
        }
        self.child.reap();
        Ok(self.heard.conclude(way))
    }

    /// Periodic work, done however many messages arrive.
    fn tick(&mut self) -> Result<(), PythonError> {
        let since = self.told.elapsed();
        if since < TELL_EVERY {
            return Ok(());
        }
        self.told = Instant::now();
        if let Some(stopped) = self.child.stopped() {
            self.heard.halt(self.child.pid(), stopped);
        }
        self.wait_for_stopped(since.min(LONGEST_LOOK))?;
        self.heard.tell_progress();
        let interval_us = self.heard.job.interval.micros();
        if interval_us != self.interval_us {
            self.interval_us = interval_us;
            self.child.set_interval(interval_us)?;
        }
        Ok(())
    }
}

impl PythonSession<'_> {
    /// Ends a lane that has waited for too long for a process that is stopped: a deadline's length in all, or without a
    /// deadline for [`STOPPED_WITHIN`] in which no task came to an end.
    fn wait_for_stopped(&mut self, since: Duration) -> Result<(), PythonError> {
        let ended = std::mem::take(&mut self.heard.ended);
        let Some(who) = self.heard.stopped() else {
            self.stopped = Duration::ZERO;
            return Ok(());
        };
        let deadline = self.heard.job.deadline;
        self.stopped = if ended > 0 && deadline.is_none() { Duration::ZERO } else { self.stopped + since };
        if self.stopped < deadline.unwrap_or(STOPPED_WITHIN) {
            return Ok(());
        }
        let (seconds, total) = (self.stopped.as_secs_f64(), self.heard.tasks.len());
        Err(PythonError::Stopped { who, seconds, done: self.heard.done.max(self.heard.kept), total })
    }
}

/// One worker, as known from messages so far.
#[derive(Default)]
struct PythonSlot {
    pid: u32,
    tid: u32,
    opened: Nanos,
    closed: Nanos,
    time: ActivityTotals,
    books: Option<WorkerTimeAccount>,
    /// Times at which its process was stopped and continued.
    stops: Stops,
}

impl PythonSlot {
    /// Takes in a slice, and returns it with the time in which the process was stopped separated.
    fn see(&mut self, slice: Slice) -> Slice {
        let slice = self.stops.slice(slice);
        self.closed = slice.until;
        self.time += &slice.mix;
        slice
    }
}

/// Everything known of a lane from messages so far.
struct MessageHandler<'a> {
    kind: &'static str,
    job: &'a Job,
    context: &'a Context,
    started: Nanos,
    ready: Option<Nanos>,
    finished: Option<Nanos>,
    /// Arrival time of the newest result.
    last: Nanos,
    slots: BTreeMap<WorkerId, PythonSlot>,
    tasks: Vec<Option<TaskOutcome>>,
    done: u32,
    failed: u32,
    /// Number of tasks known to be done whose result is not known yet.
    kept: u32,
    /// Number of tasks that ended since the last look.
    ended: u32,
    /// The interpreter's own stops, where its workers are other processes.
    own_stops: Stops,
    /// Processes whose stop has been reported.
    doubted: BTreeSet<u32>,
    ipc: Option<IpcStats>,
    spawns: Durations,
}

impl<'a> MessageHandler<'a> {
    fn new(kind: &'static str, job: &'a Job, context: &'a Context) -> Self {
        Self {
            kind,
            job,
            context,
            started: Nanos::ZERO,
            ready: None,
            finished: None,
            last: Nanos::ZERO,
            slots: BTreeMap::new(),
            tasks: vec![None; job.spec.tasks as usize],
            done: 0,
            failed: 0,
            kept: 0,
            ended: 0,
            own_stops: Stops::default(),
            doubted: BTreeSet::new(),
            ipc: None,
            spawns: Durations::default(),
        }
    }

    fn take_in(&mut self, said: PythonMessage) {
        let (emitter, lane) = (&self.context.emitter, self.job.lane);
        match said {
            PythonMessage::Ready { worker, pid, tid, at } => {
                self.spawns.record(at - self.started);
                self.slots
                    .insert(worker, PythonSlot { pid, tid, opened: at, closed: at, ..PythonSlot::default() });
                emitter.emit_at(at, EventKind::WorkerReady { lane, worker, pid, tid });
            }
            PythonMessage::Started { at } => {
                self.ready = Some(at);
                emitter.emit_at(at, EventKind::LaneReady { lane });
            }
            PythonMessage::Slice { worker, slice } => {
                let slice = self.slots.entry(worker).or_default().see(slice);
                emitter.emit_at(slice.until, EventKind::Slice { lane, worker, slice });
            }
            PythonMessage::Now { worker, activity, since } => {
                emitter.emit(EventKind::Now { lane, worker, activity, since });
            }
            PythonMessage::Printed { worker, pid, line } => {
                let (pid, stream) = (Some(pid), Stream::Out);
                emitter.emit(EventKind::Line { lane, worker, pid, stream, line });
            }
            PythonMessage::Halted { pid, stopped } => self.halt(pid, stopped),
            PythonMessage::Kept { tasks } => {
                (self.kept, self.ended) = (self.kept + tasks, self.ended + tasks);
            }
            PythonMessage::Done { results } => {
                for (task, result) in results {
                    let unknown = || format!("Python returned {result}, which no workload returns");
                    self.settle(task, value(&result).ok_or_else(unknown));
                }
            }
            PythonMessage::Failed { task, reason } => self.settle(task, Err(reason)),
            PythonMessage::TimeAccount(books) => {
                let slot = self.slots.entry(books.worker).or_default();
                slot.books = Some(books);
            }
            PythonMessage::Traffic { messages, bytes_out, bytes_in, serialise } => {
                let spawn_ms = self.spawns.millis();
                let known = IpcStats { messages, bytes_out, bytes_in, serialise, ..IpcStats::default() };
                self.ipc = Some(IpcStats { spawn_ms, ..known });
            }
            PythonMessage::Finished { at } => self.finished = Some(at),
            PythonMessage::Broken { .. } | PythonMessage::Took { .. } => {}
        }
    }

    /// Records how a task ended; the first message counts.
    fn settle(&mut self, task: u32, outcome: TaskOutcome) {
        self.last = self.context.emitter.clock().now();
        self.ended += 1;
        if let Some(place @ None) = self.tasks.get_mut(task as usize) {
            if outcome.is_ok() {
                self.done += 1;
            } else {
                self.failed += 1;
            }
            *place = Some(outcome);
        }
    }

    /// A process was stopped, or continued. A stop together with this program cannot be told from one of this
    /// program.
    fn halt(&mut self, pid: u32, stopped: bool) {
        if stopped && self.job.remote.is_held() {
            return;
        }
        let (emitter, lane) = (&self.context.emitter, self.job.lane);
        let now = emitter.clock().now();
        let mut first = None;
        for (worker, slot) in self.slots.iter_mut().filter(|(_, slot)| slot.pid == pid) {
            let worker = *worker;
            slot.stops.mark(now, stopped);
            emitter.emit_at(now, EventKind::Halted { lane, worker, stopped });
            first = first.or(Some(worker));
        }
        if first.is_none() {
            self.own_stops.mark(now, stopped);
        }
        if stopped && self.doubted.insert(pid) {
            let doubt = doubts::stopped_worker(lane, self.kind, first, Some(pid));
            emitter.emit_at(now, EventKind::Doubt(doubt));
        }
    }

    /// Description of a process that is stopped now, if any.
    fn stopped(&self) -> Option<String> {
        let worker = self.slots.iter().find(|(_, slot)| slot.stops.since().is_some());
        let worker = worker.map(|(worker, slot)| format!("worker {} (pid {})", worker.0, slot.pid));
        worker.or_else(|| self.own_stops.since().map(|_| "the interpreter".into()))
    }

    /// Emits a line of standard error, whose worker is not known.
    fn line(&self, line: String) {
        self.context.emitter.emit(EventKind::Line {
            lane: self.job.lane,
            worker: WorkerId(0),
            pid: None,
            stream: Stream::Err,
            line,
        });
    }

    fn tell_progress(&self) {
        let (lane, done, failed) = (self.job.lane, self.done.max(self.kept), self.failed);
        self.context.emitter.emit(EventKind::Progress { lane, done, failed });
    }

    fn conclude(self, way: PythonMode) -> Outcome {
        let ready = self.ready.unwrap_or(self.started);
        let finished = self.finished.unwrap_or(self.last).max(ready);
        let span = Span { started: self.started, ready, finished };
        let account = |(worker, slot): (WorkerId, PythonSlot)| account(worker, slot, span, way);
        let accounts = self.slots.into_iter().map(account).collect();
        aggregate::outcome(span, &self.tasks, accounts, None, self.ipc)
    }
}

fn account(worker: WorkerId, slot: PythonSlot, span: Span, way: PythonMode) -> Account {
    let PythonSlot { pid, tid, opened, closed, time, books, stops } = slot;
    let opened = books.as_ref().map_or(opened, |books| books.opened);
    let closed = books.as_ref().map_or(closed, |books| books.closed);
    let cpu = books.as_ref().map_or(time[Activity::Compute], |books| books.cpu);
    let kept = TimeAccount { opened, closed, time, cpu };
    let mut time = aggregate::extend_to(&kept, span);
    time.shift(Activity::Idle, Activity::Stopped, stops.within(closed, span.finished));
    let exit = if books.is_some() { "exit 0" } else { "stopped" };
    Account {
        worker,
        pid,
        tid,
        tasks: books.as_ref().map_or(0, |books| books.tasks),
        time,
        cpu,
        exit: way.processes().then(|| exit.into()),
        counter: books.as_ref().and_then(|books| books.counter),
        replies: books.and_then(|books| books.replies),
        ..Account::default()
    }
}

#[cfg(all(test, unix))]
mod tests;
