//! Worker processes: own memory, own interpreter, true parallelism, and a price for every message.

use super::tally::{self, Span};
use super::{Context, Job, Lane, LaneError};
use crate::emitter::Emitter;
use crate::event::{Account, Fact, LaneId, Obituary, Outcome, Stream, WorkerId};
use crate::pool::{self, Config, Notice, Remains};
use crate::workload::Memory;

/// The `pool` lane.
#[derive(Debug)]
pub(super) struct Pool;

impl Lane for Pool {
    fn kind(&self) -> &'static str {
        "pool"
    }

    fn label(&self) -> &'static str {
        "worker processes"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 { "1 worker process".into() } else { format!("{workers} worker processes") }
    }

    fn processes(&self) -> bool {
        true
    }

    fn faulty(&self) -> bool {
        true
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        let (lane, emitter) = (job.lane, &context.emitter);
        let memory = Memory::default();
        let started = emitter.clock().now();
        emitter.emit_at(started, Fact::LaneStarted { lane });
        let mut notify = |worker, said| tell(emitter, lane, worker, said);
        let mut pool = pool::Pool::start(config(job, context), &mut notify)?;
        let ready = emitter.clock().now();
        emitter.emit_at(ready, Fact::LaneReady { lane });

        let mut looks = 0u32;
        let tasks = pool.map(job.spec.tasks, &mut |pool| {
            let (done, failed) = pool.counts();
            let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
            emitter.emit(Fact::Progress { lane, done: count(done), failed: count(failed) });
            looks += 1;
            if looks.is_multiple_of(12) {
                emitter.emit(Fact::Ipc { lane, stats: pool.stats() });
            }
        })?;
        let span = Span { started, ready, finished: emitter.clock().now() };
        let ipc = pool.stats();
        let remains = pool.close();
        let accounts: Vec<_> = (0u16..).zip(remains).map(|(worker, r)| account(worker, r, span)).collect();
        // Whoever looks for the sum in this process finds what is in its own memory.
        let counted = accounts.iter().any(|account| account.counter.is_some());
        let counted_here = counted.then(|| memory.counter(0).plain);
        let outcome = tally::outcome(span, &tasks, accounts, None, Some(ipc));
        Ok(Outcome { counted_here, ..outcome })
    }
}

fn config(job: &Job, context: &Context) -> Config {
    Config {
        program: job.program.clone(),
        workers: job.workers,
        spec: job.spec.clone(),
        chunk: job.chunk,
        cpus: job.cpus.clone(),
        clock: context.emitter.clock(),
        stop: context.stop.clone(),
    }
}

fn tell(emitter: &Emitter, lane: LaneId, worker: WorkerId, said: Notice) {
    match said {
        Notice::Ready { pid, tid, at } => emitter.emit_at(at, Fact::WorkerReady { lane, worker, pid, tid }),
        Notice::Slice(slice) => emitter.emit_at(slice.until, Fact::Slice { lane, worker, slice }),
        Notice::Now(activity, since) => emitter.emit(Fact::Now { lane, worker, activity, since }),
        Notice::Line(text) => {
            emitter.emit(Fact::Line { lane, worker, pid: None, stream: Stream::Err, line: text })
        }
        Notice::Death { pid, cause, task } => {
            let obituary = Box::new(Obituary { pid, cause, task, ..Obituary::default() });
            emitter.emit(Fact::Death { lane, worker, obituary });
        }
    }
}

fn account(worker: u16, remains: Remains, span: Span) -> Account {
    Account {
        worker: WorkerId(worker),
        pid: remains.pid,
        tid: remains.tid,
        tasks: remains.tasks,
        time: tally::stretch(&remains.books, span),
        cpu: remains.cpu,
        exit: Some(remains.exit),
        counter: remains.findings.counter,
        replies: remains.findings.replies,
        ..Account::default()
    }
}
