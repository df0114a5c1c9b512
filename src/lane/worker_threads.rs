//! A group of threads that take tasks from common queues: shared by all lanes without processes.
//!
//! They differ in the [`Runtime`] under which a thread runs its tasks.

use std::path::Path;
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::aggregate::{self, Span};
use super::follower::Follower;
use super::queues::Queues;
use super::task_feed::TaskFeed;
use super::{Context, Job, LaneError};
use crate::emitter::Emitter;
use crate::event::{
    Account, Activity, EventKind, LaneId, LockAccount, LockStats, Nanos, Outcome, Stream, WorkerId,
};
use crate::probe::workers::{Readers, Reading};
use crate::sys::thread as own;
use crate::time_account::{Gauge, Meter, TimeAccount};
use crate::workload::interpreter::Free;
use crate::workload::{Findings, Memory, TaskContext, TaskOutcome};

/// The runtime of worker threads: no lock, a lock, an event loop.
pub(super) trait Runtime: Sync {
    /// Whether each thread has a memory of its own.
    const OWN_MEMORY: bool = false;
    /// Whether a thread has many tasks in flight at once, so that none may block.
    const EVENT_LOOP: bool = false;

    /// Executes the tasks of a thread's feed; the thread is idle before.
    ///
    /// # Errors
    /// When it cannot execute tasks at all.
    fn work(&self, feed: &mut TaskFeed<'_>, meter: &mut Meter) -> Result<(), LaneError>;

    /// Statistics of the runtime's lock, if it has one.
    fn lock_stats(&self, _now: Nanos) -> Option<LockStats> {
        None
    }

    /// One thread's use of that lock.
    fn lock_account(&self, _worker: u16, _now: Nanos) -> Option<LockAccount> {
        None
    }

    /// Operations since the last call, many times a second.
    fn trace(&self, _lane: LaneId, _now: Nanos) -> Option<EventKind> {
        None
    }
}

/// No lock: threads that run whenever they have a core.
pub(super) struct Unlocked;

impl Runtime for Unlocked {
    fn work(&self, feed: &mut TaskFeed<'_>, meter: &mut Meter) -> Result<(), LaneError> {
        meter.switch(Activity::Compute);
        feed.execute(&mut Free::new(meter));
        Ok(())
    }
}

/// One thread's results and totals.
struct ThreadResult {
    pid: u32,
    tid: u32,
    books: TimeAccount,
    outcomes: Vec<(u32, TaskOutcome)>,
    /// Time of its last result.
    last: Nanos,
    memory: Arc<Memory>,
    findings: Findings,
}

/// Runs the job's tasks on a group of threads under `runtime`.
pub(super) fn run<R: Runtime>(job: &Job, context: &Context, runtime: &R) -> Result<Outcome, LaneError> {
    let clock = context.emitter.clock();
    let gauges: Vec<Arc<Gauge>> = (0..job.workers).map(|_| Arc::default()).collect();
    let queues = Queues::new(job.spec.tasks, job.spec.queues(), job.chunk);
    let memory = Arc::<Memory>::default();
    let started = clock.now();
    context.emitter.emit_at(started, EventKind::LaneStarted { lane: job.lane });

    thread::scope(|scope| {
        let (ready_in, ready) = bounded(usize::from(job.workers));
        let (go, gate) = bounded(usize::from(job.workers));
        let mut threads = Vec::new();
        for (worker, gauge) in (0..job.workers).zip(&gauges) {
            let memory = if R::OWN_MEMORY { Arc::default() } else { Arc::clone(&memory) };
            let worker_thread =
                WorkerThread { worker, job, context, gauge: Arc::clone(gauge), queues: &queues, memory };
            let (ready, gate) = (ready_in.clone(), gate.clone());
            let thread = thread::Builder::new()
                .name(format!("{}-{worker}", job.lane.0))
                .spawn_scoped(scope, move || worker_thread.work(runtime, ready, &gate))
                .map_err(|source| LaneError::Thread { worker, of: job.workers, source })?;
            threads.push(thread);
        }
        // Each thread drops its end after one message: should one end before it is ready, this channel closes.
        drop(ready_in);
        if (0..job.workers).any(|_| ready.recv().is_err()) {
            // One could not begin. Without the gate all threads end, and that one returns the reason.
            drop(go);
            collect(threads)?;
            return Err(LaneError::Defect("a thread ended without a word".into()));
        }
        let (working, done) = bounded::<()>(0);
        let gauges = &gauges;
        let watch = move || watch(job, context, gauges, runtime, &done);
        // Without it all threads end: the gate is gone.
        thread::Builder::new().name("watch".into()).spawn_scoped(scope, watch).map_err(LaneError::Watch)?;
        let ready = clock.now();
        context.emitter.emit_at(ready, EventKind::LaneReady { lane: job.lane });
        for _ in 0..job.workers {
            let _ = go.send(());
        }
        let thread_results = collect(threads)?;
        drop(working);
        let finished = thread_results.iter().map(|h| h.last).max().unwrap_or(ready).max(ready);
        let ended = thread_results.iter().flat_map(|result| &result.outcomes).map(|(_, outcome)| outcome);
        tell_end(&context.emitter, job.lane, finished, ended.map(Some));
        Ok(conclude(job, Span { started, ready, finished }, thread_results, runtime))
    })
}

fn collect(
    threads: Vec<ScopedJoinHandle<'_, Result<ThreadResult, LaneError>>>,
) -> Result<Vec<ThreadResult>, LaneError> {
    let results: Vec<_> = threads.into_iter().map(ScopedJoinHandle::join).collect();
    let named = (0u16..).zip(results);
    named.map(|(worker, result)| result.unwrap_or(Err(LaneError::Panicked(worker)))).collect()
}

fn conclude<R: Runtime>(job: &Job, span: Span, thread_results: Vec<ThreadResult>, runtime: &R) -> Outcome {
    let mut tasks: Vec<Option<TaskOutcome>> = vec![None; job.spec.tasks as usize];
    let mut accounts = Vec::new();
    for (worker, thread_result) in (0u16..).zip(thread_results) {
        // Read only after all have ended: the memory that they share then holds the final counts.
        let counter =
            thread_result.findings.counter.map(|counter| thread_result.memory.counter(counter.made));
        accounts.push(Account {
            worker: WorkerId(worker),
            pid: thread_result.pid,
            tid: thread_result.tid,
            tasks: u32::try_from(thread_result.outcomes.len()).unwrap_or(u32::MAX),
            time: aggregate::extend_to(&thread_result.books, span),
            cpu: thread_result.books.cpu,
            exit: None,
            counter,
            replies: thread_result.findings.replies,
            lock: runtime.lock_account(worker, span.finished),
        });
        for (task, outcome) in thread_result.outcomes {
            tasks[task as usize] = Some(outcome);
        }
    }
    aggregate::outcome(span, &tasks, job.shared, accounts, runtime.lock_stats(span.finished), None)
}

/// One thread of the group.
struct WorkerThread<'a> {
    worker: u16,
    job: &'a Job,
    context: &'a Context,
    gauge: Arc<Gauge>,
    queues: &'a Queues,
    memory: Arc<Memory>,
}

impl WorkerThread<'_> {
    /// Sink that emits the lines printed by this thread's tasks as events.
    fn voice(&self) -> Box<dyn Fn(&str)> {
        let (lane, worker, emitter) = (self.job.lane, WorkerId(self.worker), self.context.emitter.clone());
        let (pid, stream) = (Some(own::pid()), Stream::Out);
        Box::new(move |line| emitter.emit(EventKind::Line { lane, worker, pid, stream, line: line.into() }))
    }

    fn work<R: Runtime>(
        self,
        runtime: &R,
        ready: Sender<()>,
        gate: &Receiver<()>,
    ) -> Result<ThreadResult, LaneError> {
        let (lane, worker, spec) = (self.job.lane, WorkerId(self.worker), &self.job.spec);
        own::confine(&self.job.cpus)
            .map_err(|error| LaneError::Confine { cpus: self.job.cpus.clone(), reason: error.to_string() })?;
        let task_context = if R::EVENT_LOOP { TaskContext::of_event_loop } else { TaskContext::new };
        let task_context = task_context(Arc::clone(&self.memory), &self.job.program).with_voice(self.voice());
        spec.prepare(&task_context).map_err(|source| LaneError::Prepare { worker: self.worker, source })?;
        let (clock, emitter) = (self.context.emitter.clock(), self.context.emitter.clone());
        let (pid, tid) = (own::pid(), own::tid());
        emitter.emit(EventKind::WorkerReady { lane, worker, pid, tid });
        let sink = Box::new(move |slice: crate::event::Slice| {
            emitter.emit_at(slice.until, EventKind::Slice { lane, worker, slice });
        });
        let mut meter = Meter::open(clock, Arc::clone(&self.gauge), sink);
        let stop = &self.context.stop;
        let follower = Follower::of(self.worker, self.job, self.context);
        let (spec, queues) = ((spec, &task_context), self.queues);
        let mut feed = TaskFeed::new(self.worker, spec, (stop, clock), queues, &self.gauge, follower);
        let told = ready.send(());
        drop(ready);
        // The gate opens once for each thread; when it is gone, the lane could not start.
        if told.is_ok() && gate.recv().is_ok() {
            runtime.work(&mut feed, &mut meter)?;
        }
        let TaskFeed { outcomes, last, .. } = feed;
        let (books, memory) = (meter.close(), self.memory);
        tell_last_reading(&self.context.emitter, (lane, worker), (pid, tid));
        Ok(ThreadResult { pid, tid, books, outcomes, last, memory, findings: task_context.clear() })
    }
}

/// Emits this thread's own reading of its CPU time at its end: the probe reads it every 125 ms, and never again after this.
fn tell_last_reading(emitter: &Emitter, (lane, worker): (LaneId, WorkerId), (pid, tid): (u32, u32)) {
    if let Some(Reading { wait, turns, core, .. }) = Readers::at(Path::new("/")).read(pid, tid) {
        // The kernel's figure lags by up to one tick of its scheduler.
        let cpu = own::cpu_time();
        emitter.emit(EventKind::WorkerCpu { lane, worker, cpu, wait, turns, core, rss: 0, last: true });
    }
}

/// Emits the number of tasks that each worker has `executed`, if it differs from what was `told` last.
pub(super) fn tell_tasks(emitter: &Emitter, lane: LaneId, executed: Vec<u32>, told: &mut Vec<u32>) {
    if *told != executed {
        emitter.emit(EventKind::Tasks { lane, by_worker: executed.clone() });
        *told = executed;
    }
}

/// Emits how all tasks ended, at the time of the last result: workers that end and figures that are added up take
/// their time after it.
pub(super) fn tell_end<'a>(
    emitter: &Emitter,
    lane: LaneId,
    finished: Nanos,
    outcomes: impl IntoIterator<Item = Option<&'a TaskOutcome>>,
) {
    let (mut done, mut failed) = (0, 0);
    for outcome in outcomes.into_iter().flatten() {
        *if outcome.is_ok() { &mut done } else { &mut failed } += 1;
    }
    emitter.emit_at(finished, EventKind::Progress { lane, done, failed });
}

/// Interval between two looks of the watch.
const LOOK: Duration = Duration::from_millis(50);

/// Emits progress and the threads' current activities, until `done` closes.
fn watch<R: Runtime>(job: &Job, context: &Context, gauges: &[Arc<Gauge>], runtime: &R, done: &Receiver<()>) {
    let (emitter, lane) = (&context.emitter, job.lane);
    let mut told = vec![Nanos::ZERO; gauges.len()];
    let mut by_worker = Vec::new();
    let mut looks = 0u32;
    while done.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        let now = emitter.clock().now();
        let (mut tasks, mut failed) = (0, 0);
        for ((worker, gauge), told) in (0u16..).zip(gauges).zip(&mut told) {
            let (executed, lost) = gauge.tasks();
            tasks += executed;
            failed += lost;
            if let Some((activity, since)) = gauge.open_stretch(now, told) {
                emitter.emit(EventKind::Now { lane, worker: WorkerId(worker), activity, since });
            }
        }
        emitter.emit(EventKind::Progress { lane, done: tasks.saturating_sub(failed), failed });
        looks += 1;
        runtime.trace(lane, now).into_iter().for_each(|fact| emitter.emit(fact));
        if looks.is_multiple_of(5) {
            runtime
                .lock_stats(now)
                .into_iter()
                .for_each(|stats| emitter.emit(EventKind::Lock { lane, stats }));
            let executed = gauges.iter().map(|gauge| gauge.tasks().0).collect();
            tell_tasks(emitter, lane, executed, &mut by_worker);
        }
    }
    // Operations since the last look.
    runtime.trace(lane, emitter.clock().now()).into_iter().for_each(|fact| emitter.emit(fact));
}
