//! Work of each lane: the race's tasks, or, for work that Python computes, tasks of a size for Python.
//!
//! Pure Python is tens of times slower than this program. With the same tasks, one of them would run for an instant
//! or the other for a minute. So every interpreter is calibrated like this program itself: one worker alone is to
//! take the requested seconds. This program's results of tasks of that size are kept as a reference, so that a
//! Python's results are checked in every race.

use std::path::Path;

use super::calibrate::{Calibrated, calibrate};
use super::choices::CommandChoice;
use super::limits::MOST_TASKS;
use super::took::Took;
use crate::event::{EventKind, LanePlan, Nanos, Outcome, Plan, PythonPlan};
use crate::lane::{self, Context, Job, Lane, LaneError};
use crate::python::Bench;
use crate::workload::{Kind, Scales, Spec};

/// Work of one lane.
#[derive(Debug, Clone)]
pub(super) struct Work {
    /// The tasks.
    pub(super) spec: Spec,
    /// Time that one worker of the lane's kind needs for them.
    pub(super) solo: Nanos,
}

/// Runs of one worker alone before the race: they settle the size of the tasks of each lane.
pub(super) struct Solo<'a> {
    /// The workload.
    pub(super) kind: Kind,
    /// Time that one worker alone should take, s.
    pub(super) seconds: f64,
    /// The plan of the race.
    pub(super) plan: &'a Plan,
    /// The executable of clients and worker processes: this program.
    pub(super) program: &'a Path,
    /// Where events go, and the stop flag.
    pub(super) context: &'a Context,
}

impl Solo<'_> {
    /// Calibrates this program. `None` when it was stopped.
    pub(super) fn calibrate_native(&self) -> Result<Option<Calibrated>, LaneError> {
        let quota = self.plan.machine.quota;
        let mut worker = |spec: &Spec| {
            let outcome = self.quietly(lane::baseline(), spec, 1)?;
            Ok((!self.context.stop.requested()).then(|| Took::by_lane(&outcome).under(quota)))
        };
        calibrate(self.plan, self.kind, self.seconds, &mut worker)
    }

    /// The tasks of a function of the user's: its list once, or, to last for some seconds, as often as that takes one
    /// thread. `None` when it was stopped.
    pub(super) fn calibrate_call(&self) -> Result<Option<Calibrated>, LaneError> {
        let spec = Spec { tasks: self.plan.workload.tasks.unwrap_or_default(), ..self.any_spec() };
        if spec.tasks > 0 {
            return Ok(Some(Calibrated { spec, solo: Nanos::ZERO, sample: Nanos::ZERO }));
        }
        let arguments = spec.call.as_ref().map_or(1, |call| call.arguments);
        let once = Spec { tasks: arguments, ..spec };
        let python = self.plan.lanes.iter().filter_map(|lane| lane.python.clone());
        let python = python.into_iter().find(|python| python.problem.is_none());
        let job = Job { python, ..Job::plain(&once, 1, self.program) };
        let sequential = lane::by_kind("py-sequential").unwrap_or_else(lane::baseline);
        let outcome = lane::quietly(sequential, &job, &self.context.stop)?;
        if self.context.stop.requested() {
            return Ok(None);
        }
        let each = outcome.wall().max(Nanos(1));
        let rounds = Nanos::from_secs_f64(self.seconds).0.div_ceil(each.0);
        let most = u64::from(MOST_TASKS / arguments.max(1)).max(1);
        let rounds = u32::try_from(rounds.clamp(1, most)).unwrap_or(1);
        let solo = Nanos(each.0.saturating_mul(rounds.into()));
        Ok(Some(Calibrated { spec: Spec { tasks: arguments * rounds, ..once }, solo, sample: each }))
    }

    /// The tasks of a command of the user's: they are as long as they are.
    pub(super) fn of_command(&self) -> Calibrated {
        let spec = Spec { tasks: self.plan.workload.tasks.unwrap_or_default(), ..self.any_spec() };
        Calibrated { spec, solo: Nanos::ZERO, sample: Nanos::ZERO }
    }

    /// Runs the command as often as it is to be run before the first measured time; the first tasks, again and again.
    pub(super) fn warm_up(&self) -> Result<(), String> {
        let Some(command) = &self.plan.workload.command else { return Ok(()) };
        let Calibrated { spec, .. } = self.of_command();
        let lane = lane::by_kind(CommandChoice::LANE).unwrap_or_else(lane::baseline);
        let mut left = command.warmup;
        while left > 0 && !self.context.stop.requested() {
            let once = Spec { tasks: left.min(spec.tasks.max(1)), ..spec.clone() };
            left -= once.tasks;
            let outcome = self.quietly(lane, &once, 1).map_err(|error| format!("--warmup: {error}"))?;
            if let Some(failure) = outcome.failures.first() {
                return Err(format!("--warmup: run {}: {}", failure.task, failure.reason));
            }
        }
        Ok(())
    }

    /// Work of each lane, by its index; the reason for an interpreter that cannot be calibrated, which cannot run
    /// either. `None` when it was stopped.
    pub(super) fn share_out(&self, native: &Calibrated) -> Option<Vec<Result<Work, String>>> {
        let native = Work { spec: native.spec.clone(), solo: native.solo };
        let mut known: Vec<(&PythonPlan, Result<Calibrated, String>, Option<String>)> = Vec::new();
        let mut shares = Vec::new();
        for plan in &self.plan.lanes {
            // One that cannot be used reports that when it is to run.
            let python = plan.python.as_ref().filter(|python| python.problem.is_none());
            // Waiting takes as long in any language, and work without a meaningful duration has none in any.
            let scales =
                !self.kind.waits() && self.kind.scales() != Scales::Nothing && self.kind != Kind::Call;
            let Some(python) = python.filter(|_| scales) else {
                shares.push(Ok(native.clone()));
                continue;
            };
            if !known.iter().any(|(other, ..)| other.path == python.path) {
                let calibrated = match self.calibrate_python(python) {
                    Ok(calibrated) => Ok(calibrated?),
                    Err(error) => Err(error.to_string()),
                };
                let reference = calibrated.as_ref().ok().and_then(|found| self.reference(&found.spec));
                known.push((python, calibrated, reference));
            }
            let found = known.iter().find(|(other, ..)| other.path == python.path);
            let Some((_, calibrated, reference)) = found else { continue };
            shares.push(calibrated.clone().map(|found| {
                self.say_calibrated(plan, &found, reference.clone());
                Work { spec: found.spec, solo: found.solo }
            }));
        }
        Some(shares)
    }

    fn calibrate_python(&self, python: &PythonPlan) -> Result<Option<Calibrated>, LaneError> {
        let any = Spec { tasks: 0, ..self.any_spec() };
        let mut bench = Bench::start(python, &any, self.program, &self.context.stop)?;
        let quota = self.plan.machine.quota;
        let mut worker = |spec: &Spec| Ok(bench.run(spec)?.map(|took| Took::by_python(&took).under(quota)));
        calibrate(self.plan, self.kind, self.seconds, &mut worker)
    }

    /// A spec of this race's kind, before its size is known.
    fn any_spec(&self) -> Spec {
        Spec {
            kind: self.kind,
            tasks: 1,
            size: 1,
            seed: self.plan.workload.seed,
            share: self.plan.workload.share,
            arg: self.plan.workload.arg.clone(),
            call: self.plan.workload.call.clone(),
            command: self.plan.workload.command.clone(),
        }
    }

    fn say_calibrated(&self, plan: &LanePlan, found: &Calibrated, reference: Option<String>) {
        let Spec { tasks, size, .. } = found.spec;
        let (lane, solo, sample) = (plan.id, found.solo, found.sample);
        self.context.emitter.emit(EventKind::LaneCalibrated { lane, tasks, size, solo, sample, reference });
    }

    /// The digest of this program's results of `spec`, computed on all CPUs; `None` when another language need not
    /// reach them.
    fn reference(&self, spec: &Spec) -> Option<String> {
        if !self.kind.portable() {
            return None;
        }
        let workers = self.plan.machine.usable_cpus.clamp(1, lane::MOST_WORKERS.into());
        let threads = lane::by_kind("threads")?;
        let outcome = self.quietly(threads, spec, u16::try_from(workers).ok()?).ok()?;
        (outcome.done == spec.tasks).then_some(outcome.digest)
    }

    /// Runs a lane without reporting its events.
    fn quietly(&self, model: &dyn Lane, spec: &Spec, workers: u16) -> Result<Outcome, LaneError> {
        lane::quietly(model, &Job::plain(spec, workers, self.program), &self.context.stop)
    }
}
