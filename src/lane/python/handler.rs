//! Fold of an interpreter's messages: the lane's workers, their time and its results.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::durations::Durations;
use crate::event::{
    Account, Activity, ActivityTotals, Agreement, EventKind, IpcStats, Nanos, Outcome, Percentiles, Slice,
    Stream, WorkerId,
};
use crate::lane::aggregate::{self, Span};
use crate::lane::{Context, Job};
use crate::probe::blocked::{self, Seen, WaitsFor, Watched};
use crate::probe::doubts;
use crate::probe::threads::Threads;
use crate::python::{PythonMessage, PythonMode, Settled, WorkerTimeAccount, value};
use crate::stopped::Stops;
use crate::time_account::TimeAccount;
use crate::workload::TaskOutcome;

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
    /// Samples of what it waits for, where it executes a function of the user's.
    watched: Option<Watched>,
    /// Time at which its last slice arrived.
    heard: Nanos,
    /// Activity that was reported since.
    told: Option<Activity>,
}

/// A worker whose last slice arrived longer ago is in a long task: its current activity is sampled.
const LONG_TASK: Nanos = Nanos::from_millis(100);

impl PythonSlot {
    /// Takes in a slice, and returns it with the time in which the process was stopped separated, and with its blocked
    /// time, which fell into these periods of calls, as what it was sampled to wait for.
    fn see(&mut self, slice: Slice, calls: &[(Nanos, Nanos)], now: Nanos) -> Slice {
        let mut slice = self.stops.slice(slice);
        if let Some(watched) = &self.watched {
            let whole = [(slice.from, slice.until)];
            watched.mix(&mut slice.mix, if calls.is_empty() { &whole } else { calls });
        }
        self.closed = slice.until;
        self.time += &slice.mix;
        (self.heard, self.told) = (now, None);
        slice
    }

    /// Its activity in a long task, by samples, and the start of that; `None` when nothing changed, or when it cannot be
    /// told. `served`: whether its tasks arrive through a pipe.
    fn sampled(&mut self, now: Nanos, served: bool) -> Option<(Activity, Nanos)> {
        if now < self.heard + LONG_TASK {
            return None;
        }
        let (seen, since) = self.watched.as_ref()?.now()?;
        let activity = match seen {
            Seen::Running => Activity::Compute,
            // The same as between two tasks, while it waits for the next.
            Seen::Waiting(WaitsFor::Lock | WaitsFor::Pipe) if served => return None,
            Seen::Waiting(waits) => waits.activity(),
            Seen::Stopped | Seen::Gone => return None,
        };
        if self.told == Some(activity) {
            return None;
        }
        let since = if self.told.is_none() { self.closed } else { since.max(self.closed) };
        self.told = Some(activity);
        Some((activity, since))
    }
}

/// Everything known of a lane from messages so far.
pub(super) struct MessageHandler<'a> {
    kind: &'static str,
    pub(super) job: &'a Job,
    pub(super) context: &'a Context,
    started: Nanos,
    pub(super) ready: Option<Nanos>,
    pub(super) finished: Option<Nanos>,
    /// Arrival time of the newest result.
    last: Nanos,
    slots: BTreeMap<WorkerId, PythonSlot>,
    pub(super) tasks: Vec<Option<TaskOutcome>>,
    pub(super) done: u32,
    failed: u32,
    /// Number of tasks known to be done whose result is not known yet.
    pub(super) kept: u32,
    /// Number of tasks that ended since the last look.
    pub(super) ended: u32,
    /// The interpreter's own stops, where its workers are other processes.
    own_stops: Stops,
    /// Processes whose stop has been reported.
    doubted: BTreeSet<u32>,
    ipc: Option<IpcStats>,
    spawns: Durations,
    /// Results of the user's function, and how they compare.
    results: BTreeMap<u32, serde_json::Value>,
    settled: Option<Settled>,
    /// Whether the return of the interpreter's lock has been reported.
    gil_back: bool,
    /// Whether threads of the workers' own have been reported.
    oversubscribed: bool,
    over: bool,
}

impl<'a> MessageHandler<'a> {
    pub(super) fn new(kind: &'static str, job: &'a Job, context: &'a Context, started: Nanos) -> Self {
        Self {
            kind,
            job,
            context,
            started,
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
            results: BTreeMap::new(),
            settled: None,
            gil_back: false,
            oversubscribed: false,
            over: false,
        }
    }

    /// Whether the interpreter has nothing more to say: the results of a function of the user's come after its end.
    pub(super) fn is_over(&self) -> bool {
        if self.job.spec.call.is_some() { self.over } else { self.finished.is_some() }
    }

    pub(super) fn take_in(&mut self, said: PythonMessage) {
        let (emitter, lane) = (&self.context.emitter, self.job.lane);
        match said {
            PythonMessage::Ready { worker, pid, tid, at } => {
                self.spawns.record(at - self.started);
                let is_call = self.job.spec.call.is_some();
                let watched = is_call.then(|| blocked::watch(pid, tid, emitter.clock()));
                let slot = PythonSlot {
                    pid,
                    tid,
                    opened: at,
                    closed: at,
                    heard: at,
                    watched,
                    ..PythonSlot::default()
                };
                self.slots.insert(worker, slot);
                emitter.emit_at(at, EventKind::WorkerReady { lane, worker, pid, tid });
            }
            PythonMessage::Started { at } => {
                self.ready = Some(at);
                emitter.emit_at(at, EventKind::LaneReady { lane });
            }
            PythonMessage::Slice { worker, slice, calls } => {
                let slice = self.slots.entry(worker).or_default().see(slice, &calls, emitter.clock().now());
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
            PythonMessage::Result { task, result } => {
                self.results.insert(task, result);
            }
            PythonMessage::Settled(settled) => {
                if let Some(doubt) = doubts::not_deterministic(lane, &settled.unstable) {
                    emitter.emit(EventKind::Doubt(doubt));
                }
                self.settled = Some(settled);
            }
            PythonMessage::GilBack { module } => {
                let free = self.job.python.as_ref().is_some_and(|python| !python.gil);
                if free && !std::mem::replace(&mut self.gil_back, true) {
                    emitter.emit(EventKind::Doubt(doubts::gil_back(lane, self.kind, module)));
                }
            }
            PythonMessage::Over {} => self.over = true,
            PythonMessage::Broken { .. } | PythonMessage::Took { .. } | PythonMessage::Found { .. } => {}
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
    pub(super) fn halt(&mut self, pid: u32, stopped: bool) {
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

    /// Looks whether the workers have threads of their own that compute, together more than there are CPUs.
    pub(super) fn count_threads(&mut self) {
        if self.oversubscribed || self.job.spec.call.is_none() {
            return;
        }
        let known: Vec<u32> = self.slots.values().map(|slot| slot.tid).collect();
        let pids: BTreeSet<u32> = self.slots.values().map(|slot| slot.pid).filter(|pid| *pid > 0).collect();
        let threads = Threads::at(Path::new("/"));
        let own = pids.into_iter().map(|pid| threads.computing(pid, &known)).sum();
        let cpus = match self.job.cpus.len() {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            confined => confined,
        };
        let cpus = u32::try_from(cpus).unwrap_or(u32::MAX);
        let workers = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        if let Some(doubt) = doubts::oversubscribed(self.job.lane, self.kind, [workers, own, cpus]) {
            self.oversubscribed = true;
            self.context.emitter.emit(EventKind::Doubt(doubt));
        }
    }

    /// Description of a process that is stopped now, if any.
    pub(super) fn stopped(&self) -> Option<String> {
        let worker = self.slots.iter().find(|(_, slot)| slot.stops.since().is_some());
        let worker = worker.map(|(worker, slot)| format!("worker {} (pid {})", worker.0, slot.pid));
        worker.or_else(|| self.own_stops.since().map(|_| "the interpreter".into()))
    }

    /// A worker process in words.
    pub(super) fn name_of(&self, pid: u32) -> String {
        let worker = self.slots.iter().find(|(_, slot)| slot.pid == pid);
        worker.map_or_else(
            || format!("a worker process (pid {pid})"),
            |(worker, _)| format!("worker {} (pid {pid})", worker.0),
        )
    }

    /// Number of tasks known to be done: those of a function of the user's are counted as they end, also the failed.
    fn known(&self) -> u32 {
        let failed = if self.job.spec.call.is_some() { self.failed } else { 0 };
        self.done.max(self.kept.saturating_sub(failed))
    }

    /// Emits a line of standard error, whose worker is not known.
    pub(super) fn line(&self, line: String) {
        self.context.emitter.emit(EventKind::Line {
            lane: self.job.lane,
            worker: WorkerId(0),
            pid: None,
            stream: Stream::Err,
            line,
        });
    }

    /// Emits what workers in long tasks are doing, of which no slice has arrived. `served`: whether tasks arrive through
    /// a pipe.
    pub(super) fn tell_sampled(&mut self, served: bool) {
        if self.ready.is_none() || self.finished.is_some() {
            return;
        }
        let (emitter, lane) = (&self.context.emitter, self.job.lane);
        let now = emitter.clock().now();
        for (worker, slot) in &mut self.slots {
            if let Some((activity, since)) = slot.sampled(now, served) {
                emitter.emit_at(now, EventKind::Now { lane, worker: *worker, activity, since });
            }
        }
    }

    pub(super) fn tell_progress(&self) {
        self.tell_progress_at(self.context.emitter.clock().now());
    }

    /// Emits how many tasks had ended by then.
    pub(super) fn tell_progress_at(&self, at: Nanos) {
        let (lane, done, failed) = (self.job.lane, self.known(), self.failed);
        self.context.emitter.emit_at(at, EventKind::Progress { lane, done, failed });
    }

    pub(super) fn conclude(self, way: PythonMode) -> Outcome {
        let ready = self.ready.unwrap_or(self.started);
        let finished = self.finished.unwrap_or(self.last).max(ready);
        let span = Span { started: self.started, ready, finished };
        let account = |(worker, slot): (WorkerId, PythonSlot)| account(worker, slot, span, way);
        let gap_us = gaps(self.slots.values().filter_map(|slot| slot.books.as_ref()));
        let ipc = self.ipc.map(|ipc| IpcStats { gap_us, ..ipc });
        let accounts = self.slots.into_iter().map(account).collect();
        let outcome = aggregate::outcome(span, &self.tasks, self.job.shared, accounts, None, ipc);
        if self.job.spec.call.is_none() {
            return outcome;
        }
        let tasks = self.job.spec.tasks;
        let Settled { done, failed, digest, agreed, differ, unstable } =
            self.settled.unwrap_or_else(|| Settled { done: self.kept, ..Settled::default() });
        // The first lane has none to agree with.
        let compared = !agreed.is_empty() || !differ.is_empty();
        let agreement = compared.then_some(Agreement { agreed, differ, unstable });
        let results = (tasks as usize <= Outcome::RESULTS)
            .then(|| (0..tasks).map(|task| self.results.get(&task).cloned().unwrap_or_default()).collect());
        Outcome { done, failed, digest, results, agreement, ..outcome }
    }
}

/// Times between two chunks, from the medians of the workers that had several.
fn gaps<'b>(books: impl Iterator<Item = &'b WorkerTimeAccount>) -> Percentiles {
    let several = books.map(|books| books.gaps).filter(|(number, _)| *number > 0);
    let mut medians: Vec<f64> = several.map(|(_, median)| Nanos(median).micros()).collect();
    medians.sort_by(f64::total_cmp);
    let p50 = crate::statistics::quantile(&medians, 0.5).unwrap_or_default();
    Percentiles { p50, p99: medians.last().copied().unwrap_or_default() }
}

fn account(worker: WorkerId, slot: PythonSlot, span: Span, way: PythonMode) -> Account {
    let PythonSlot { pid, tid, opened, closed, time, books, stops, .. } = slot;
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
