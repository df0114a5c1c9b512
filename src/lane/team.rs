//! A team of threads that take tasks from one counter: what all lanes without processes have in common.
//!
//! What differs between them is the [`Runtime`]: the interpreter a thread runs its tasks under.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::tally::{self, Span};
use super::{Context, Job, LaneError};
use crate::event::{Account, Activity, Fact, LaneId, LockAccount, LockStats, Nanos, Outcome, WorkerId};
use crate::meter::{Books, Gauge, Meter};
use crate::sys::thread as own;
use crate::workload::interpreter::Free;
use crate::workload::{Interpreter, TaskOutcome};

/// What the threads of a team run their tasks under.
pub(super) trait Runtime: Sync {
    /// The interpreter of one thread.
    type Interpreter<'a>: Interpreter
    where
        Self: 'a;

    /// A thread begins to execute tasks; it is computing when this returns.
    fn enter<'a>(&'a self, worker: u16, meter: &'a mut Meter) -> Self::Interpreter<'a>;

    /// A thread has no more tasks.
    fn leave(interpreter: Self::Interpreter<'_>);

    /// What the runtime's lock did, if it has one.
    fn lock_stats(&self, _now: Nanos) -> Option<LockStats> {
        None
    }

    /// One thread's dealings with that lock.
    fn lock_account(&self, _worker: u16, _now: Nanos) -> Option<LockAccount> {
        None
    }

    /// What happened at that lock since this was asked last.
    fn trace(&self, _lane: LaneId, _now: Nanos) -> Option<Fact> {
        None
    }
}

/// No lock: threads that run whenever they have a core.
pub(super) struct Unlocked;

impl Runtime for Unlocked {
    type Interpreter<'a> = Free<'a>;

    fn enter<'a>(&'a self, _worker: u16, meter: &'a mut Meter) -> Free<'a> {
        meter.switch(Activity::Compute);
        Free::new(meter)
    }

    fn leave(_interpreter: Free<'_>) {}
}

/// What one thread brings home.
struct Harvest {
    pid: u32,
    tid: u32,
    books: Books,
    outcomes: Vec<(u32, TaskOutcome)>,
    /// When its last result was there.
    last: Nanos,
}

/// Runs the job's tasks on a team of threads under `runtime`.
pub(super) fn run<R: Runtime>(job: &Job, context: &Context, runtime: &R) -> Result<Outcome, LaneError> {
    let clock = context.emitter.clock();
    let gauges: Vec<Arc<Gauge>> = (0..job.workers).map(|_| Arc::default()).collect();
    let next = AtomicU32::new(0);
    let started = clock.now();
    context.emitter.emit_at(started, Fact::LaneStarted { lane: job.lane });

    thread::scope(|scope| {
        let (ready_in, ready) = bounded(usize::from(job.workers));
        let (go, gate) = bounded(usize::from(job.workers));
        let mut threads = Vec::new();
        for (worker, gauge) in (0..job.workers).zip(&gauges) {
            let hand = Hand { worker, job, context, gauge: Arc::clone(gauge), next: &next };
            let (ready, gate) = (ready_in.clone(), gate.clone());
            let thread = thread::Builder::new()
                .name(format!("{}-{worker}", job.lane.0))
                .spawn_scoped(scope, move || hand.work(runtime, ready, &gate))
                .map_err(|source| LaneError::Thread { worker, of: job.workers, source })?;
            threads.push(thread);
        }
        // Each thread drops its end after one message: should one end before it is ready, this channel closes.
        drop(ready_in);
        if (0..job.workers).any(|_| ready.recv().is_err()) {
            // One could not begin. Without the gate everybody goes home, and that one says why.
            drop(go);
            harvest(threads)?;
            return Err(LaneError::Defect("a thread ended without a word".into()));
        }
        let ready = clock.now();
        context.emitter.emit_at(ready, Fact::LaneReady { lane: job.lane });
        for _ in 0..job.workers {
            let _ = go.send(());
        }
        let (working, done) = bounded::<()>(0);
        let gauges = &gauges;
        // The watch only reads gauges; the harvest is whole without it.
        let watch = move || watch(job, context, gauges, runtime, &done);
        let _ = thread::Builder::new().name("watch".into()).spawn_scoped(scope, watch);
        let harvests = harvest(threads)?;
        drop(working);
        let finished = harvests.iter().map(|h| h.last).max().unwrap_or(ready).max(ready);
        Ok(conclude(job, Span { started, ready, finished }, harvests, runtime))
    })
}

fn harvest(
    threads: Vec<ScopedJoinHandle<'_, Result<Harvest, LaneError>>>,
) -> Result<Vec<Harvest>, LaneError> {
    let results: Vec<_> = threads.into_iter().map(ScopedJoinHandle::join).collect();
    let named = (0u16..).zip(results);
    named.map(|(worker, result)| result.unwrap_or(Err(LaneError::Panicked(worker)))).collect()
}

fn conclude<R: Runtime>(job: &Job, span: Span, harvests: Vec<Harvest>, runtime: &R) -> Outcome {
    let mut tasks: Vec<Option<TaskOutcome>> = vec![None; job.spec.tasks as usize];
    let mut accounts = Vec::new();
    for (worker, harvest) in (0u16..).zip(harvests) {
        accounts.push(Account {
            worker: WorkerId(worker),
            pid: harvest.pid,
            tid: harvest.tid,
            tasks: u32::try_from(harvest.outcomes.len()).unwrap_or(u32::MAX),
            time: tally::stretch(&harvest.books, span),
            cpu: harvest.books.cpu,
            exit: None,
            lock: runtime.lock_account(worker, span.finished),
            ..Account::default()
        });
        for (task, outcome) in harvest.outcomes {
            tasks[task as usize] = Some(outcome);
        }
    }
    tally::outcome(span, &tasks, accounts, runtime.lock_stats(span.finished), None)
}

/// One thread of the team.
struct Hand<'a> {
    worker: u16,
    job: &'a Job,
    context: &'a Context,
    gauge: Arc<Gauge>,
    next: &'a AtomicU32,
}

impl Hand<'_> {
    fn work<R: Runtime>(
        self,
        runtime: &R,
        ready: Sender<()>,
        gate: &Receiver<()>,
    ) -> Result<Harvest, LaneError> {
        let (lane, worker) = (self.job.lane, WorkerId(self.worker));
        own::confine(&self.job.cpus)
            .map_err(|error| LaneError::Confine { cpus: self.job.cpus.clone(), reason: error.to_string() })?;
        let (clock, emitter) = (self.context.emitter.clock(), self.context.emitter.clone());
        let (pid, tid) = (own::pid(), own::tid());
        emitter.emit(Fact::WorkerReady { lane, worker, pid, tid });
        let sink = Box::new(move |slice: crate::event::Slice| {
            emitter.emit_at(slice.until, Fact::Slice { lane, worker, slice });
        });
        let mut meter = Meter::open(clock, Arc::clone(&self.gauge), sink);
        let mut outcomes = Vec::new();
        let mut last = Nanos::ZERO;
        let told = ready.send(());
        drop(ready);
        // The gate opens once for each thread; when it is gone, the lane could not start.
        if told.is_ok() && gate.recv().is_ok() {
            let mut interpreter = runtime.enter(self.worker, &mut meter);
            self.execute(&mut interpreter, &mut outcomes);
            if !outcomes.is_empty() {
                last = clock.now();
            }
            R::leave(interpreter);
        }
        Ok(Harvest { pid, tid, books: meter.close(), outcomes, last })
    }

    fn execute<I: Interpreter>(&self, interpreter: &mut I, outcomes: &mut Vec<(u32, TaskOutcome)>) {
        let (spec, chunk) = (&self.job.spec, self.job.chunk.max(1));
        loop {
            let first = self.next.fetch_add(chunk, Ordering::Relaxed);
            // The counter may run past the end by one chunk for each thread, never around.
            for task in first..first.saturating_add(chunk).min(spec.tasks) {
                if self.context.stop.requested() {
                    return;
                }
                let argument = spec.argument(task);
                let outcome = spec.execute(&argument, interpreter);
                self.gauge.count(outcome.is_ok());
                outcomes.push((task, outcome));
            }
            if first.saturating_add(chunk) >= spec.tasks {
                return;
            }
        }
    }
}

/// How often the watch looks.
const LOOK: Duration = Duration::from_millis(50);

/// Tells progress and what the threads are busy with, until `done` closes.
fn watch<R: Runtime>(job: &Job, context: &Context, gauges: &[Arc<Gauge>], runtime: &R, done: &Receiver<()>) {
    let (emitter, lane) = (&context.emitter, job.lane);
    let mut told = vec![Nanos::ZERO; gauges.len()];
    let mut looks = 0u32;
    while done.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        let now = emitter.clock().now();
        let (mut tasks, mut failed) = (0, 0);
        for ((worker, gauge), told) in (0u16..).zip(gauges).zip(&mut told) {
            let (executed, lost) = gauge.tasks();
            tasks += executed;
            failed += lost;
            if let Some((activity, since)) = gauge.open_stretch(now, told) {
                emitter.emit(Fact::Now { lane, worker: WorkerId(worker), activity, since });
            }
        }
        emitter.emit(Fact::Progress { lane, done: tasks.saturating_sub(failed), failed });
        looks += 1;
        runtime.trace(lane, now).into_iter().for_each(|fact| emitter.emit(fact));
        if looks.is_multiple_of(5)
            && let Some(stats) = runtime.lock_stats(now)
        {
            emitter.emit(Fact::Lock { lane, stats });
        }
    }
    // What happened since the last look.
    runtime.trace(lane, emitter.clock().now()).into_iter().for_each(|fact| emitter.emit(fact));
}
