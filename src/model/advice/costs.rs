//! Costs of worker processes for the user's function, measured, and what they predict for other settings.
//!
//! | symbol | measured as |
//! | --- | --- |
//! | *N*, *k*, *n* | tasks, tasks in a chunk, worker processes |
//! | *t* | time of a task in one thread: the wall time of that lane / *N* |
//! | *S* | start: time from the first task handed out until a worker is ready, the mean |
//! | *x* | time of a task in a worker: executing (computing, waiting, without a core) / *N* |
//! | *w*, *p* | time of pickling a task, its argument and its result, in the worker and in the parent: all pickling beyond [`PICKLE`] a message, / *N* |
//! | *m* | time of a worker between two chunks, the median, less *k* *w*: what a message costs whatever it carries |
//!
//! The wall time of *N* tasks is predicted as *S* + max(*N* *p*, (*N* (*x* + *w*) + ⌈*N*/*k*⌉ *m*) / *n*) + the rest, which
//! is what the measured run took beyond that: uneven tasks, the end of the pool.
//!
//! A pool pays in the long run where a chunk takes less of its time than one thread needs for it: *p* < *t* and
//! (*k* (*x* + *w*) + *m*) / *n* < *k* *t*. So the break-even chunk is *m* / (*n* *t* − *x* − *w*); where that is not positive,
//! no chunk pays. It pays for its start as well from *S* / (*t* − max(*p*, (*x* + *w*) / *n*)) tasks on.

use super::choice::Candidate;
use crate::event::{Activity, Outcome};

/// Time of pickling a message that carries next to nothing.
const PICKLE: f64 = 20e-6;

/// Share of its tasks' time that the messages of a chunk of recommended size cost at most.
const MESSAGES: f64 = 0.05;

/// Chunks that each worker should get at least, so that all end at about the same time: as `Pool.map` has it.
const CHUNKS_A_WORKER: f64 = 4.0;

/// The costs of worker processes. Times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Costs {
    tasks: f64,
    workers: f64,
    chunk: f64,
    /// *t*.
    pub(super) task: f64,
    /// *S*.
    pub(super) start: f64,
    /// *x*, and the part of it without a core.
    execution: f64,
    core_wait: f64,
    /// *w* and *p*.
    pickled: f64,
    pickled_by_parent: f64,
    /// All pickling a task, in worker and parent.
    pub(super) pickling: f64,
    /// *m*; `None` where no worker had two chunks.
    pub(super) message: Option<f64>,
    /// Wall time.
    pub(super) wall: f64,
}

impl Costs {
    /// The costs of `pool`, beside one thread for the same tasks; `None` where they were not measured.
    pub(super) fn of(pool: &Candidate<'_>, one: &Candidate<'_>, chunk: u32) -> Option<Self> {
        let outcome = pool.lane.outcome.as_ref()?;
        let (tasks, chunk) = (f64::from(outcome.done), f64::from(chunk.max(1)));
        let workers = f64::from(pool.lane.plan.workers.max(1));
        let (wall, task) = (outcome.wall().secs(), one.score.wall.secs() / tasks);
        if tasks <= 0.0 || wall <= 0.0 || task <= 0.0 {
            return None;
        }
        let ipc = outcome.ipc.as_ref()?;
        let chunks = (tasks / chunk).ceil();
        let core_wait = of_all(outcome, &[Activity::CoreWait]);
        let execution = of_all(
            outcome,
            &[Activity::Compute, Activity::CoreWait, Activity::Io, Activity::Blocked, Activity::LockWait],
        );
        // A chunk is pickled and its outcomes are unpickled in the parent, the reverse in the worker.
        let beyond = |all: f64| (all - 2.0 * chunks * PICKLE).max(0.0) / tasks;
        let (by_worker, by_parent) = (of_all(outcome, &[Activity::Serialise]), ipc.serialise.secs());
        let pickled = beyond(by_worker);
        let gap = Some(ipc.gap_us.p50 * 1e-6).filter(|gap| *gap > 0.0);
        Some(Self {
            tasks,
            workers,
            chunk,
            task,
            start: start(outcome).min(wall),
            execution: execution / tasks,
            core_wait: core_wait / tasks,
            pickled,
            pickled_by_parent: beyond(by_parent),
            pickling: (by_worker + by_parent) / tasks,
            message: gap.map(|gap| (gap - chunk * pickled).max(gap.min(PICKLE))),
            wall,
        })
    }

    /// Predicted wall time of `tasks` tasks with `workers` processes and `chunk` tasks a message, on `cores` cores.
    pub(super) fn predicted(&self, tasks: u32, workers: u32, chunk: u32, cores: f64) -> f64 {
        let rest =
            (self.wall - self.explained(self.tasks, self.workers, self.chunk, self.execution)).max(0.0);
        // Workers that have a core each do not wait for one.
        let alone = f64::from(workers) <= cores && self.workers > cores;
        let execution = self.execution - if alone { self.core_wait } else { 0.0 };
        self.explained(tasks.into(), workers.into(), chunk.into(), execution) + rest
    }

    fn explained(&self, tasks: f64, workers: f64, chunk: f64, execution: f64) -> f64 {
        let messages = (tasks / chunk.max(1.0)).ceil() * self.message.unwrap_or(0.0);
        let by_workers = (tasks * (execution + self.pickled) + messages) / workers.max(1.0);
        self.start + by_workers.max(tasks * self.pickled_by_parent)
    }

    /// The chunk from which `workers` processes pay in the long run; `None` where none does, or that is not known.
    pub(super) fn break_even_chunk(&self, workers: u32) -> Option<u32> {
        let gain = f64::from(workers) * self.task - self.execution - self.pickled;
        let pays = gain > 0.0 && self.pickled_by_parent < self.task;
        self.message.filter(|_| pays).map(|message| whole(message / gain))
    }

    /// The number of tasks from which they pay for their start as well, in large chunks.
    pub(super) fn break_even_tasks(&self, workers: u32) -> Option<u32> {
        let by_workers = (self.execution + self.pickled) / f64::from(workers.max(1));
        let gain = self.task - by_workers.max(self.pickled_by_parent);
        (gain > 0.0).then(|| whole(self.start / gain))
    }

    /// The recommended chunk for `tasks` tasks: the smallest whose message costs little beside its tasks, and no larger
    /// than leaves each worker several.
    pub(super) fn recommended_chunk(&self, tasks: u32, workers: u32) -> Option<u32> {
        let cheap = self.message? / (MESSAGES * self.task);
        let most = f64::from(tasks) / (CHUNKS_A_WORKER * f64::from(workers.max(1)));
        Some(whole(cheap.min(most)))
    }
}

/// Mean time of the workers from the first task handed out until they were ready.
fn start(outcome: &Outcome) -> f64 {
    let before = (outcome.ready - outcome.started).secs();
    let starts =
        outcome.accounts.iter().map(|account| (account.time[Activity::Spawn].secs() - before).max(0.0));
    starts.sum::<f64>() / outcome.accounts.len().max(1) as f64
}

/// Time of all workers in these activities, s.
fn of_all(outcome: &Outcome, activities: &[Activity]) -> f64 {
    let of_account =
        |time: &crate::event::ActivityTotals| activities.iter().map(|a| time[*a].secs()).sum::<f64>();
    outcome.accounts.iter().map(|account| of_account(&account.time)).sum()
}

/// A number of tasks, rounded up, at least 1.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the largest u32")]
fn whole(number: f64) -> u32 {
    number.ceil().clamp(1.0, f64::from(u32::MAX)) as u32
}
