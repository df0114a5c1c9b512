//! One run: a lane does its work with one number of workers.

use std::path::PathBuf;
use std::time::Duration;

use super::order::Next;
use crate::clock::Clock;
use crate::event::{Activity, Machine, Nanos, Outcome};
use crate::gil::Interval;
use crate::lane::{self, Job, LaneError};
use crate::probe::counters::CounterWindow;
use crate::race::CallChoice;
use crate::scaling::report::{Busy, CurvePlan, Run, SweepPlan, Times};
use crate::sys::panics;
use crate::sys::scratch::Scratch;
use crate::sys::stop::Stop;
use crate::workload::{Kind, Spec};

/// The place where runs are made.
#[derive(Debug)]
pub(crate) struct Bench {
    /// The machine.
    pub machine: Machine,
    /// Executable of worker processes: this program.
    pub program: PathBuf,
    /// Handle to end a run early.
    pub stop: Stop,
    /// Clock of the sweep; a resumed sweep counts from where it stopped.
    pub clock: Clock,
    /// Folder for the results of the user's function, where that is swept.
    pub scratch: Option<Scratch>,
    /// Duration of the sweep's earlier sessions, s.
    pub before_s: f64,
}

impl Bench {
    /// Time since the sweep began, s.
    #[must_use]
    pub(crate) fn now_s(&self) -> f64 {
        self.before_s + self.clock.now().secs()
    }

    /// Makes a run; `None` when it was stopped.
    ///
    /// # Errors
    /// The reason why it could not be made, in a sentence.
    pub(crate) fn run(&self, plan: &SweepPlan, next: Next, order: u32) -> Result<Option<Run>, String> {
        let curve = plan.curves.get(next.curve as usize).ok_or("the plan has no such curve")?;
        let at_s = self.now_s();
        let around = CounterWindow::begin(&self.machine);
        let outcome = self.execute(plan, curve, next.workers)?;
        let cpu: Nanos = outcome.accounts.iter().map(|account| account.cpu).sum();
        let counters = around.end(cpu);
        if self.stop.requested() {
            return Ok(None);
        }
        if let Some(failure) = outcome.failures.first().filter(|_| curve.workload.command.is_some()) {
            let (command, workers) = (curve.workload.title(), next.workers);
            return Err(format!(
                "{command} with N = {workers}: {} (--ignore-failure goes on)",
                failure.reason
            ));
        }
        let before = outcome.ready - outcome.started;
        let mut time = crate::event::ActivityTotals::default();
        let mut busy: Vec<f64> = Vec::new();
        for account in &outcome.accounts {
            time += &account.time.without_start(before);
            busy.push((account.time[Activity::Compute] + account.time[Activity::Io]).secs());
        }
        let workers = f64::from(next.workers.max(1));
        Ok(Some(Run {
            order,
            round: next.round,
            curve: next.curve,
            workers: next.workers,
            at_s,
            start_s: before.secs(),
            wall_s: outcome.wall().secs(),
            done: outcome.done,
            failed: outcome.failed,
            digest: outcome.digest,
            cpu_s: cpu.secs(),
            time_s: Times::of(&time),
            // Of a program that scales by itself single workers are not known.
            busy_s: if curve.workload.scales_itself() {
                Busy::default()
            } else {
                Busy {
                    mean: busy.iter().sum::<f64>() / workers,
                    most: busy.iter().copied().fold(0.0, f64::max),
                }
            },
            counters,
        }))
    }

    fn execute(&self, plan: &SweepPlan, curve: &CurvePlan, workers: u32) -> Result<Outcome, String> {
        let name = &curve.lane;
        let lane = lane::by_kind(name).ok_or_else(|| format!("there is no lane {name}"))?;
        let work = &curve.workload;
        let kind: Kind = match (&work.call, &work.command) {
            (_, Some(_)) => Kind::Command,
            (Some(_), None) => Kind::Call,
            (None, None) => work.name.parse().map_err(|unknown| format!("{unknown}"))?,
        };
        let tasks = plan.tasks(curve, workers);
        let spec = Spec {
            kind,
            tasks,
            size: work.size,
            seed: work.seed,
            share: None,
            arg: None,
            call: work.call.as_ref().map(|call| call.plan(work.tasks)),
            command: work.command.as_ref().map(|command| command.plan(workers)),
        };
        // A program that scales by itself is one run.
        let workers = if work.scales_itself() { 1 } else { workers };
        let workers = u16::try_from(workers).map_err(|_| format!("{workers} workers are too many"))?;
        let job = Job {
            chunk: match work.chunk {
                0 => CallChoice::usual_chunk(tasks, workers.into()),
                chunk => chunk,
            },
            // Runs of as many tasks are compared with each other.
            reference: self
                .scratch
                .as_ref()
                .map(|it| it.file(&format!("results-{tasks}")))
                .unwrap_or_default(),
            interval: Interval::new(Duration::from_micros(plan.interval_us)),
            python: curve.python.clone(),
            deadline: plan.deadline_s.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
            ..Job::plain(&spec, workers, &self.program)
        };
        let outcome = panics::catch(|| lane::quietly(lane, &job, &self.stop));
        outcome
            .unwrap_or_else(|panic| Err(LaneError::Defect(panic)))
            .map_err(|error| format!("the {name} lane with {workers} workers on {}: {error}", work.name))
    }
}
