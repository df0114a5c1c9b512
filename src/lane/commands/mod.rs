//! Runs of a command of the user's: so many at once, each a process of its own (an honest `xargs -P`).
//!
//! A worker here is a place for one run at a time: a thread of this program that starts a run, waits for its end and
//! accounts for it ([`slot`]). What the run did meanwhile is sampled from outside ([`watch`]), and its time is divided
//! by that and by what the kernel accounts ([`mod@mix`]). A command that is told to have N workers itself has N places.

mod mix;
mod shared;
mod slot;
mod watch;

use std::thread;

use crossbeam_channel::bounded;

use self::shared::Commands;
use self::slot::{Done, Place, Slot};
use super::aggregate::{self, Span};
use super::queues::Queues;
use super::worker_threads::tell_end;
use super::{Context, Job, LaneError};
use crate::event::{
    Account, Activity, ActivityTotals, CommandPlan, EventKind, Nanos, Outcome, Usage, WorkerId,
};
use crate::external::command_line::CommandLine;
use crate::external::execution::{Subreaper, end_marked};
use crate::external::step::Steps;
use crate::sys::strays;
use crate::sys::thread as own;
use crate::workload::TaskOutcome;

/// Runs the tasks of a job, each a run of `command`.
pub(super) fn run(job: &Job, context: &Context, command: &CommandPlan) -> Result<Outcome, LaneError> {
    let refuse =
        |error: &dyn std::fmt::Display| LaneError::Command(format!("--command {:?}: {error}", command.text));
    let line = CommandLine::parse(&command.text, command.shell).map_err(|error| refuse(&error))?;
    let places = command.own_workers.unwrap_or(1).max(1);
    let adopting = Subreaper::begin();
    let workers = command.own_workers.unwrap_or(job.workers.into());
    Steps { command, deadline: job.deadline, workers }.prepare(&context.stop).map_err(LaneError::Command)?;
    let mark = strays::mark();
    let queues = Queues::new(job.spec.tasks, 1, 1);
    let shared = Commands { job, context, command, line, mark, queues, places };
    let started = context.emitter.clock().now();
    context.emitter.emit_at(started, EventKind::LaneStarted { lane: job.lane });
    context.emitter.emit_at(started, EventKind::LaneReady { lane: job.lane });
    let done = shared.work(started)?;
    let left = end_marked(&shared.mark);
    drop(adopting);
    Ok(shared.conclude(started, done, left))
}

impl Commands<'_> {
    /// Lets all workers do the tasks.
    fn work(&self, started: Nanos) -> Result<Vec<Done>, LaneError> {
        let places: Vec<Place> = (0..self.job.workers).map(|_| Place::default()).collect();
        thread::scope(|scope| {
            let (working, done) = bounded::<()>(0);
            let (shared, watched) = (&places, &places);
            let watch = move || watch::watch(self, watched, &done);
            thread::Builder::new()
                .name("watch".into())
                .spawn_scoped(scope, watch)
                .map_err(LaneError::Watch)?;
            let mut workers = Vec::new();
            for (worker, place) in (0u16..).zip(shared) {
                let work = move || -> Result<Done, LaneError> {
                    own::confine(&self.job.cpus).map_err(|error| LaneError::Confine {
                        cpus: self.job.cpus.clone(),
                        reason: error.to_string(),
                    })?;
                    Ok(Slot { lane: self, worker, place }.work(started))
                };
                let named = thread::Builder::new().name(format!("{}-{worker}", self.job.lane.0));
                let started = named.spawn_scoped(scope, work);
                let of = self.job.workers;
                workers.push(started.map_err(|source| LaneError::Thread { worker, of, source })?);
            }
            let ended: Vec<_> = workers.into_iter().map(thread::ScopedJoinHandle::join).collect();
            drop(working);
            let named = (0u16..).zip(ended);
            named.map(|(worker, done)| done.unwrap_or(Err(LaneError::Panicked(worker)))).collect()
        })
    }

    fn conclude(&self, started: Nanos, done: Vec<Done>, left: usize) -> Outcome {
        let finished = done.iter().map(|done| done.at).max().unwrap_or(started).max(started);
        let mut tasks: Vec<Option<TaskOutcome>> = vec![None; self.job.spec.tasks as usize];
        let (mut accounts, mut executions, mut usage) = (Vec::new(), Vec::new(), Usage::default());
        for (worker, done) in (0u16..).zip(done) {
            accounts.extend(self.accounts(worker, &done, finished));
            usage += &done.usage;
            executions.extend(done.executions);
            for (task, outcome) in done.outcomes {
                tasks[task as usize] = Some(outcome);
            }
        }
        if let Some(outcome) = tasks.iter_mut().flatten().next_back().filter(|_| left > 0) {
            let processes = if left == 1 { "a process".into() } else { format!("{left} processes") };
            *outcome = Err(format!(
                "the runs left {processes} running in sessions of their own, which this program has ended"
            ));
        }
        tell_end(&self.context.emitter, self.job.lane, finished, tasks.iter().map(Option::as_ref));
        executions.sort_by_key(|execution| execution.task);
        let span = Span { started, ready: started, finished };
        let outcome = aggregate::outcome(span, &tasks, self.job.shared, accounts, None, None);
        let few = executions.len() <= Outcome::RESULTS;
        Outcome { executions: few.then_some(executions), usage: Some(usage), ..outcome }
    }

    /// The accounts of a worker, one for each of its places, with equal parts of its time.
    fn accounts(&self, worker: u16, done: &Done, finished: Nanos) -> Vec<Account> {
        let places = u64::from(self.places);
        let mut time = done.time;
        time[Activity::Idle] += Nanos((finished - done.at).0.saturating_mul(places));
        let tasks = u32::try_from(done.outcomes.len()).unwrap_or(u32::MAX);
        let first = u64::from(worker) * places;
        let account = |place: u64| {
            let mut part = ActivityTotals::default();
            for (activity, all) in time.parts() {
                part[activity] = Nanos(all.0 * (place + 1) / places - all.0 * place / places);
            }
            let cpu = done.usage.cpu().0;
            Account {
                worker: WorkerId(u16::try_from(first + place).unwrap_or(u16::MAX)),
                pid: done.pid,
                tid: done.pid,
                tasks: if place == 0 { tasks } else { 0 },
                time: part,
                cpu: Nanos(cpu * (place + 1) / places - cpu * place / places),
                ..Account::default()
            }
        };
        (0..places).map(account).collect()
    }
}
