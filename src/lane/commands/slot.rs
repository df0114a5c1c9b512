//! One worker of a lane of commands: it starts one run after another, and accounts for each.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::mix::{Samples, mix};
use super::shared::Commands;
use crate::event::{Activity, ActivityTotals, EventKind, Execution, Nanos, Slice, Stream, Usage, WorkerId};
use crate::external::execution::{self, Ended, Printed};
use crate::external::placeholder::Values;
use crate::lane::follower::Follower;
use crate::probe::programs::{End, end_of_first};
use crate::time_account::Gauge;
use crate::workload::{TaskOutcome, Value};

/// The run of a worker that others may look at, and end.
#[derive(Debug, Default)]
pub(super) struct Place {
    running: Mutex<Option<Running>>,
    /// Number of tasks that have ended.
    pub(super) gauge: Gauge,
}

/// A run that has not ended.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) pid: u32,
    pub(super) since: Nanos,
    pub(super) samples: Samples,
    /// Whether it was ended because of its deadline.
    pub(super) late: bool,
    /// The activity that was told last.
    pub(super) told: Option<Activity>,
}

impl Place {
    /// The run, for as long as the guard is held: it is not finished meanwhile.
    pub(super) fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Results of a worker.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) outcomes: Vec<(u32, TaskOutcome)>,
    pub(super) executions: Vec<Execution>,
    pub(super) usage: Usage,
    /// Its time so far, in all its places, and up to when.
    pub(super) time: ActivityTotals,
    pub(super) at: Nanos,
    pub(super) pid: u32,
}

/// A worker.
pub(super) struct Slot<'a> {
    pub(super) lane: &'a Commands<'a>,
    pub(super) worker: u16,
    pub(super) place: &'a Place,
}

impl Slot<'_> {
    /// Runs tasks until there are no more, or the race is stopped.
    pub(super) fn work(&self, from: Nanos) -> Done {
        let Commands { job, context, queues, .. } = self.lane;
        let follower = Follower::of(self.worker, job, context);
        let mut done = Done { at: from, ..Done::default() };
        while let Some(tasks) = queues.take(self.worker) {
            if context.stop.requested() {
                break;
            }
            follower.take(&tasks);
            for task in tasks {
                let Some(outcome) = self.run(task, &mut done) else { return done };
                self.place.gauge.count(1, u32::from(outcome.is_err()));
                follower.end(task, &outcome);
                done.outcomes.push((task, outcome));
            }
        }
        done
    }

    /// One run; `None` when the race was stopped meanwhile.
    fn run(&self, task: u32, done: &mut Done) -> Option<TaskOutcome> {
        let Commands { context, command, line, mark, places, .. } = self.lane;
        let (clock, id) = (context.emitter.clock(), self.lane.job.lane);
        let item = command.items.get(task as usize).map_or("", String::as_str);
        let values = Values { task, item, workers: command.own_workers.unwrap_or(1) };
        let words = line.arguments(&values);
        let worker = WorkerId(self.worker);
        let begun = clock.now();
        let started = execution::Execution::start(&words, mark, self.printed(task));
        let from = clock.now();
        let execution = match started {
            Ok(execution) => execution,
            Err(error) => {
                self.account(done, begun, from, ActivityTotals::only(Activity::Blocked, Nanos(0)));
                let program = words.first().map_or("", String::as_str);
                return Some(Err(format!("{program} could not be started: {error}")));
            }
        };
        let pid = execution.pid();
        let running = Running { pid, since: begun, samples: Samples::default(), late: false, told: None };
        *self.place.running() = Some(running);
        context.emitter.emit_at(from, EventKind::Spawned { lane: id, worker, pid });
        context.emitter.emit_at(from, EventKind::WorkerReady { lane: id, worker, pid, tid: pid });
        execution.wait_for_end();
        let until = clock.now();
        // From here on nobody ends it any more.
        let seen = self.place.running().take();
        let End { wait: first, core } = end_of_first(Path::new("/"), pid);
        let ended = execution.finish();
        let (samples, late) = seen.map_or((Samples::default(), false), |seen| (seen.samples, seen.late));
        let usage = Usage {
            peak_rss: ended.usage.peak_rss.or(Some(samples.peak_rss).filter(|peak| *peak > 0)),
            ..ended.usage
        };
        let times = [usage.cpu(), first + samples.wait_beside];
        self.account(done, begun, from, mix(until - from, *places, times, &samples));
        done.at = until;
        done.pid = pid;
        done.usage += &usage;
        let exit = ended.exit.clone();
        context.emitter.emit_at(
            until,
            EventKind::Exit { lane: id, worker, pid, exit, tasks: 1, cpu: Some(usage.cpu()), core },
        );
        if context.stop.requested() && ended.code.is_none() {
            return None;
        }
        let outcome = self.judge(&ended, late);
        if outcome.is_err() {
            self.tell_errors(&ended, pid);
        }
        done.executions.push(Execution { task, worker, exit: ended.exit, wall: until - begun, usage });
        Some(outcome)
    }

    /// Accounts for the time before a run, its start and the run.
    fn account(&self, done: &mut Done, begun: Nanos, from: Nanos, run: ActivityTotals) {
        let Commands { context, job, places, .. } = self.lane;
        let all = |time: Nanos| Nanos(time.0.saturating_mul((*places).into()));
        let (lane, worker) = (job.lane, WorkerId(self.worker));
        let say = |slice: Slice| {
            if slice.until > slice.from && *places == 1 {
                context.emitter.emit_at(slice.until, EventKind::Slice { lane, worker, slice });
            }
        };
        let idle = ActivityTotals::only(Activity::Idle, all(begun - done.at));
        say(Slice { from: done.at, until: begun, mix: idle });
        let mut mix = run;
        mix[Activity::Spawn] += all(from - begun);
        let until = begun + Nanos(mix.total().0 / u64::from((*places).max(1)));
        say(Slice { from: begun, until, mix });
        done.time += &idle;
        done.time += &mix;
        done.at = until;
    }

    fn judge(&self, ended: &Ended, late: bool) -> TaskOutcome {
        if late {
            let seconds = self.lane.job.deadline.unwrap_or_default().as_secs_f64();
            return Err(format!(
                "it took longer than the deadline of {seconds} s (--deadline) and was ended"
            ));
        }
        ended.judged(self.lane.command.ignore_failure).map(|code| Value::Int(u64::from(code.unsigned_abs())))
    }

    /// Where the output of this task goes, if it is kept.
    fn printed(&self, task: u32) -> Option<Printed> {
        let Commands { context, command, job, .. } = self.lane;
        (command.output_of == Some(task)).then(|| {
            let (emitter, lane, worker) = (context.emitter.clone(), job.lane, WorkerId(self.worker));
            let take = move |line| {
                emitter.emit(EventKind::Line { lane, worker, pid: None, stream: Stream::Out, line });
            };
            Box::new(take) as Printed
        })
    }

    fn tell_errors(&self, ended: &Ended, pid: u32) {
        let (lane, worker) = (self.lane.job.lane, WorkerId(self.worker));
        for line in ended.said.iter().cloned() {
            let said = EventKind::Line { lane, worker, pid: Some(pid), stream: Stream::Err, line };
            self.lane.context.emitter.emit(said);
        }
    }
}
