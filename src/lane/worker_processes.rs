//! Lanes whose workers are processes of this program: what `pool` and `processes` have in common.

use std::collections::{HashMap, HashSet};

use super::aggregate::{self, Span};
use super::worker_threads::{tell_end, tell_tasks};
use super::{Context, Job, LaneError};
use crate::emitter::Emitter;
use crate::event::{
    Account, Activity, Costs, EventKind, Fault, IpcStats, LaneId, Nanos, Outcome, Stream, WorkerId,
};
use crate::pool::{self, Config, Notice, Pool, Remains};
use crate::probe::doubts;
use crate::workload::Memory;

/// Runs the job's tasks on the pool that `config` describes.
pub(super) fn run(kind: &str, job: &Job, context: &Context, config: Config) -> Result<Outcome, LaneError> {
    let (lane, emitter) = (job.lane, &context.emitter);
    let memory = Memory::default();
    let on_demand = config.on_demand;
    let started = emitter.clock().now();
    emitter.emit_at(started, EventKind::LaneStarted { lane });
    let mut watched = Watched { kind, ..Watched::default() };
    let mut notify = |worker, said| {
        watched.see(emitter, lane, worker, &said);
        tell(emitter, lane, worker, said);
    };
    let mut pool = Pool::start(config, &mut notify)?;
    // Workers that start on demand do so while the work is under way.
    let ready = if on_demand { started } else { emitter.clock().now() };
    emitter.emit_at(ready, EventKind::LaneReady { lane });

    let (mut looks, mut by_worker) = (0u32, Vec::new());
    let tasks = pool.map_watched(job.spec.clone(), Some(job.chunk), &mut |pool| {
        let (done, failed) = pool.counts();
        let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
        emitter.emit(EventKind::Progress { lane, done: count(done), failed: count(failed) });
        looks += 1;
        if looks.is_multiple_of(12) {
            emitter.emit(EventKind::Ipc { lane, stats: pool.stats() });
            tell_tasks(emitter, lane, pool.executed(), &mut by_worker);
        }
    })?;
    let span = Span { started, ready, finished: emitter.clock().now() };
    tell_end(emitter, lane, span.finished, tasks.iter().map(Option::as_ref));
    let ipc = pool.stats();
    let measured = (!context.stop.requested()).then(|| pool.measure()).flatten();
    let (retried, quarantined) = (pool.retried(), pool.quarantined().to_vec());
    for missed in pool.missed() {
        let said = format!("the fault {missed} did not happen: no worker was there for it");
        let (worker, stream) = (WorkerId(0), Stream::Err);
        emitter.emit(EventKind::Line { lane, worker, pid: None, stream, line: said });
    }
    pool.close();
    let remains = pool.join()?;
    let accounts: Vec<_> = (0u16..).zip(remains).map(|(worker, r)| account(worker, r, span)).collect();
    // In this process the sum is that of its own memory.
    let counted = accounts.iter().any(|account| account.counter.is_some());
    let counted_here = counted.then(|| memory.counter(0).plain);
    let costs = measured.map(|costs| predict(costs, job, span, &accounts, &ipc));
    let outcome = aggregate::outcome(span, &tasks, job.shared, accounts, None, Some(ipc));
    Ok(Outcome { retried, quarantined, costs, counted_here, ..outcome })
}

/// Pool settings that both lanes share.
pub(super) fn config(job: &Job, context: &Context) -> Config {
    Config {
        cpus: job.cpus.clone(),
        clock: context.emitter.clock(),
        stop: context.stop.clone(),
        recycle: job.recycle,
        deadline: job.deadline,
        faults: job.faults.clone(),
        remote: job.remote.clone(),
        ..Config::new(job.program.clone(), job.workers, job.spec.clone())
    }
}

/// Predicts the wall time of this run from the measured costs.
fn predict(costs: Costs, job: &Job, span: Span, accounts: &[Account], ipc: &IpcStats) -> Costs {
    let in_tasks = |account: &Account| account.time[Activity::Compute] + account.time[Activity::Io];
    let run = pool::RunTotals {
        tasks: job.spec.tasks,
        chunk: job.chunk,
        wall: span.finished - span.ready,
        in_tasks: accounts.iter().map(in_tasks).sum::<Nanos>(),
        waiting: accounts.iter().map(|account| account.time[Activity::Io]).sum::<Nanos>(),
        quota: job.quota,
    };
    pool::predict(costs, &run, job.workers, ipc.bytes_out + ipc.bytes_in)
}

/// Stops of workers observed so far.
#[derive(Default)]
struct Watched<'a> {
    kind: &'a str,
    pids: HashMap<WorkerId, u32>,
    /// Workers stopped by fault injection.
    on_demand: HashSet<WorkerId>,
    /// Processes whose stop has been reported.
    doubted: HashSet<(WorkerId, Option<u32>)>,
}

impl Watched<'_> {
    /// Reports the first stop of each process that was not injected here.
    fn see(&mut self, emitter: &Emitter, lane: LaneId, worker: WorkerId, said: &Notice) {
        match said {
            Notice::Ready { pid, .. } => drop(self.pids.insert(worker, *pid)),
            Notice::FaultInjected { fault: Fault::Stop, .. } => drop(self.on_demand.insert(worker)),
            Notice::Halted(false) | Notice::Death(_) | Notice::Exit { .. } => {
                self.on_demand.remove(&worker);
            }
            Notice::Halted(true) if !self.on_demand.contains(&worker) => {
                let pid = self.pids.get(&worker).copied();
                if self.doubted.insert((worker, pid)) {
                    emitter.emit(EventKind::Doubt(doubts::stopped_worker(
                        lane,
                        self.kind,
                        Some(worker),
                        pid,
                    )));
                }
            }
            _ => {}
        }
    }
}

fn tell(emitter: &Emitter, lane: LaneId, worker: WorkerId, said: Notice) {
    match said {
        Notice::Spawned { pid, at } => emitter.emit_at(at, EventKind::Spawned { lane, worker, pid }),
        Notice::Chunk { first, step, count } => {
            emitter.emit(EventKind::Chunk { lane, worker, first, step, count });
        }
        Notice::Result { task, value } => emitter.emit(EventKind::Result { lane, worker, task, value }),
        Notice::Ready { pid, tid, at } => {
            emitter.emit_at(at, EventKind::WorkerReady { lane, worker, pid, tid });
        }
        Notice::Slice(slice) => emitter.emit_at(slice.until, EventKind::Slice { lane, worker, slice }),
        Notice::Now(activity, since) => emitter.emit(EventKind::Now { lane, worker, activity, since }),
        Notice::Line { pid, stream, line } => {
            emitter.emit(EventKind::Line { lane, worker, pid: Some(pid), stream, line });
        }
        Notice::FaultInjected { pid, fault } => {
            emitter.emit(EventKind::FaultInjected { lane, worker, pid, fault });
        }
        Notice::Halted(stopped) => emitter.emit(EventKind::Halted { lane, worker, stopped }),
        Notice::Death(obituary) => emitter.emit(EventKind::Death { lane, worker, obituary }),
        Notice::Exit { pid, exit, tasks, cpu } => {
            emitter.emit(EventKind::Exit { lane, worker, pid, exit, tasks, cpu, core: None });
        }
        Notice::Replaced { dead, pid, after } => {
            emitter.emit(EventKind::Replaced { lane, worker, dead, pid, after });
        }
        Notice::Rerun { dead, task, attempt, after } => {
            emitter.emit(EventKind::Rerun { lane, worker, dead, task, attempt, after });
        }
    }
}

fn account(worker: u16, remains: Remains, span: Span) -> Account {
    Account {
        worker: WorkerId(worker),
        pid: remains.pid,
        tid: remains.tid,
        tasks: remains.tasks,
        time: aggregate::extend_to(&remains.books, span),
        cpu: remains.cpu,
        exit: Some(remains.exit),
        counter: remains.findings.counter,
        replies: remains.findings.replies,
        ..Account::default()
    }
}
