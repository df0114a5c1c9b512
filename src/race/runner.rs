//! One race from its plan to its end, on a thread of its own.

use std::path::PathBuf;
use std::thread::{self, Builder};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::calibrate::Calibrated;
use super::hub::Hub;
use super::remotes::Remotes;
use super::repeater::Repeater;
use super::solo::{Solo, Work};
use crate::event::{
    Capacity, Doubt, End, Event, EventKind, LaneId, LanePlan, Nanos, Outcome, Phase, Plan, Schedule,
};
use crate::external::step::Steps;
use crate::gil::Interval;
use crate::lane::{self, Context, Job};
use crate::probe::capacity::Reading;
use crate::probe::{MeasurementGuard, Spinner, Watch, doubts, repeated};
use crate::python::StartMethod;
use crate::session::{Heartbeat, Suspensions};
use crate::sys::scratch::Scratch;
use crate::sys::stop::Stop;
use crate::sys::{panics, thread as own};
use crate::workload::{Kind, Scales};

/// Runs one race, on its own thread.
pub(super) struct Runner {
    pub(super) kind: Kind,
    pub(super) seconds: f64,
    pub(super) interval: Interval,
    pub(super) plan: Plan,
    pub(super) program: PathBuf,
    pub(super) context: Context,
    pub(super) remotes: Remotes,
    pub(super) suspensions: Suspensions,
    /// Counts them until the race has ended.
    pub(super) heartbeat: Option<Heartbeat>,
    /// Number of races of this program that have not ended although they were left.
    pub(super) left_behind: usize,
    /// Folder for the results of a function of the user's.
    pub(super) scratch: Option<Scratch>,
}

impl Runner {
    /// Runs the race; passes the events from `heard` to `out`, up to the last one.
    pub(super) fn run(mut self, heard: &Receiver<Event>, out: &Sender<Event>) {
        let emitter = self.context.emitter.clone();
        let watch = match Watch::start(emitter.clone()) {
            Ok(watch) => watch,
            Err(error) => return self.fail(out, "watches cores and workers", &error),
        };
        let (open, over) = bounded(0);
        thread::scope(|scope| {
            let forward = || Hub::new(out, &watch).forward(heard, &over);
            let hub = match Builder::new().name("hub".into()).spawn_scoped(scope, forward) {
                Ok(hub) => hub,
                Err(error) => return self.fail(out, "passes on what is measured", &error),
            };
            let end = panics::catch(|| self.between_steps())
                .unwrap_or_else(|panic| End::Failed(format!("the race panicked: {panic}")));
            // A stop that has just ended is reported before the end.
            let _ = self.suspensions.count();
            drop(self.heartbeat.take());
            // The hub ends at this event, so none follows it.
            emitter.emit(EventKind::RaceEnded { end });
            drop(open);
            let _ = hub.join();
        });
    }

    /// Reports a race that could not begin: no hub runs, so this goes straight to the sink.
    fn fail(&self, out: &Sender<Event>, thread: &str, error: &std::io::Error) {
        let end = End::Failed(format!("cannot start the thread that {thread}: {error}"));
        for fact in [EventKind::Plan(Box::new(self.plan.clone())), EventKind::RaceEnded { end }] {
            let _ = out.send(Event { at: Nanos::ZERO, fact });
        }
    }

    /// Runs the race, between the commands that the user wants before and after everything.
    fn between_steps(&self) -> End {
        self.context.emitter.emit_at(Nanos::ZERO, EventKind::Plan(Box::new(self.plan.clone())));
        let Some(command) = &self.plan.workload.command else { return self.race() };
        let deadline = self.plan.deadline_s.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let steps = Steps { command, deadline, workers: 0 };
        if let Err(reason) = steps.setup(&self.context.stop) {
            return if self.context.stop.requested() { End::Stopped } else { End::Failed(reason) };
        }
        let end = self.race();
        // Also after a stop: what was set up is to be removed.
        match steps.cleanup(&Stop::default()) {
            Err(reason) if end == End::Finished => End::Failed(reason),
            _ => end,
        }
    }

    fn race(&self) -> End {
        let (emitter, stop) = (&self.context.emitter, &self.context.stop);
        emitter.emit(EventKind::Phase(Phase::Probing));
        let (counters, doubts) = MeasurementGuard::before(&self.plan.machine, &|| stop.requested());
        for doubt in doubts.into_iter().chain(doubts::left_behind(self.left_behind)) {
            emitter.emit(EventKind::Doubt(doubt));
        }

        emitter.emit(EventKind::Phase(Phase::Calibrating));
        let solo = self.solo();
        let calibrated = match self.kind {
            Kind::Command => Ok(Some(solo.of_command())),
            Kind::Call => solo.calibrate_call(),
            _ => solo.calibrate_native(),
        };
        let calibrated = match calibrated {
            Ok(Some(calibrated)) => calibrated,
            Ok(None) => return End::Stopped,
            Err(error) => return End::Failed(format!("the calibration could not run: {error}")),
        };
        let Calibrated { ref spec, solo: predicted, sample } = calibrated;
        emitter.emit(EventKind::Calibrated { tasks: spec.tasks, size: spec.size, solo: predicted, sample });

        let Some(shares) = solo.share_out(&calibrated) else { return End::Stopped };
        if let Err(reason) = solo.warm_up() {
            return if stop.requested() { End::Stopped } else { End::Failed(reason) };
        }

        let lanes: Vec<_> = self.plan.lanes.iter().zip(&shares).collect();
        let repeater = self.repeat(&lanes);
        for doubt in self.doubts_of_repetitions(&repeater).into_iter().chain(counters.after()) {
            emitter.emit(EventKind::Doubt(doubt));
        }
        if stop.requested() { End::Stopped } else { End::Finished }
    }

    /// The runs of one worker alone that come before the lanes.
    fn solo(&self) -> Solo<'_> {
        let Self { kind, seconds, plan, program, context, .. } = self;
        Solo { kind: *kind, seconds: *seconds, plan, program, context }
    }

    /// Runs all lanes as often as planned.
    fn repeat(&self, lanes: &[Share]) -> Repeater {
        let Plan { repetitions, workload, .. } = &self.plan;
        let clock = self.context.emitter.clock();
        let mut repeater = Repeater::new(*repetitions, lanes.len(), workload.seed);
        let mut spinner = Spinner::new();
        while !self.context.stop.requested()
            && let Some(repetition) = repeater.begin(clock.now())
        {
            let in_order = repetition.order.iter().filter_map(|id| lanes.get(usize::from(id.0)).copied());
            let in_order: Vec<Share> = in_order.collect();
            if repetitions.are_several() {
                self.context.emitter.emit(EventKind::Repetition(repetition));
            }
            let outcomes = match self.plan.schedule {
                Schedule::Turns => self.take_turns(&in_order, &mut spinner),
                Schedule::Together | Schedule::Split => self.run_at_once(&in_order, &mut spinner),
            };
            repeater.end(&outcomes, clock.now());
        }
        repeater
    }

    /// Doubts about figures that were measured repeatedly.
    fn doubts_of_repetitions(&self, repeater: &Repeater) -> Vec<Doubt> {
        let is_timed = self.kind.scales() != Scales::Nothing;
        if !self.plan.repetitions.are_several() || !is_timed || self.context.stop.requested() {
            return Vec::new();
        }
        let mut doubts = Vec::new();
        for id in self.plan.lanes.iter().map(|lane| lane.id) {
            let walls = Some(repeater.walls(id)).filter(|walls| !walls.is_empty());
            let found = walls.map(repeated::suspicions).unwrap_or_default();
            doubts.extend(found.into_iter().map(|suspicion| suspicion.into_doubt(Some(id))));
        }
        doubts
    }

    /// Runs one lane after another; a spin between two of them counts for both.
    fn take_turns(&self, lanes: &[Share], spinner: &mut Spinner) -> Outcomes {
        let mut before = self.spin(spinner);
        let mut outcomes = Outcomes::new();
        for &(lane, work) in lanes {
            self.say_capacity(lane, before.as_ref(), true);
            self.context.emitter.emit(EventKind::Phase(Phase::Racing));
            let outcome = self.run_lane(lane, work);
            let after = self.spin(spinner);
            self.say_capacity(lane, after.as_ref(), false);
            self.doubt(lane, outcome.as_ref(), solo_of(work), &[before, after.clone()]);
            before = after;
            outcomes.push((lane.id, outcome));
            if self.context.stop.requested() {
                break;
            }
        }
        outcomes
    }

    /// Runs all lanes at once.
    fn run_at_once(&self, lanes: &[Share], spinner: &mut Spinner) -> Outcomes {
        let before = self.spin(spinner);
        for (lane, _) in lanes {
            self.say_capacity(lane, before.as_ref(), true);
        }
        self.context.emitter.emit(EventKind::Phase(Phase::Racing));
        let outcomes: Vec<Option<Outcome>> = thread::scope(|scope| {
            let mut running = Vec::new();
            for &(lane, work) in lanes {
                let started = Builder::new().spawn_scoped(scope, move || self.run_lane(lane, work));
                let say = |error: &std::io::Error| {
                    let reason = format!("cannot start the thread of the lane: {error}");
                    self.context.emitter.emit(EventKind::LaneFailed { lane: lane.id, reason });
                };
                running.push(started.inspect_err(say).ok());
            }
            running.into_iter().map(|lane| lane?.join().unwrap_or_default()).collect()
        });
        let after = self.spin(spinner);
        for ((lane, work), outcome) in lanes.iter().zip(&outcomes) {
            self.say_capacity(lane, after.as_ref(), false);
            self.doubt(lane, outcome.as_ref(), solo_of(work), &[before.clone(), after.clone()]);
        }
        lanes.iter().map(|(lane, _)| lane.id).zip(outcomes).collect()
    }

    /// Runs one lane; returns its outcome, `None` when it could not run.
    fn run_lane(&self, plan: &LanePlan, work: &Result<Work, String>) -> Option<Outcome> {
        let (id, emitter) = (plan.id, &self.context.emitter);
        let work = match work {
            Ok(work) => work,
            Err(reason) => {
                emitter.emit(EventKind::LaneFailed { lane: id, reason: reason.clone() });
                return None;
            }
        };
        let job = Job {
            lane: id,
            spec: work.spec.clone(),
            workers: u16::try_from(plan.workers).unwrap_or(lane::MOST_WORKERS),
            chunk: self.plan.workload.chunk,
            interval: self.interval.clone(),
            cpus: plan.cpus.clone(),
            shared: self.plan.schedule == Schedule::Together && self.plan.lanes.len() > 1,
            program: self.program.clone(),
            python: plan.python.clone(),
            method: plan.method.as_deref().and_then(StartMethod::by_word),
            reference: self.scratch.as_ref().map(|scratch| scratch.file("results")).unwrap_or_default(),
            faults: self.plan.faults.clone(),
            deadline: self.plan.deadline_s.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
            recycle: self.plan.recycle,
            quota: self.plan.machine.quota,
            remote: self.remotes.of(id),
        };
        let model = lane::by_kind(&plan.kind)?;
        let run = || {
            // Not the workers alone: whatever serves them, and what they start, stays on the lane's CPUs.
            own::confine(&job.cpus).map_err(|error| lane::LaneError::Confine {
                cpus: job.cpus.clone(),
                reason: error.to_string(),
            })?;
            model.run(&job, &self.context)
        };
        let outcome = panics::catch(run).unwrap_or_else(|panic| Err(lane::LaneError::Defect(panic)));
        match outcome {
            Ok(outcome) => {
                emitter.emit(EventKind::LaneFinished { lane: id, outcome: Box::new(outcome.clone()) });
                Some(outcome)
            }
            // A lane that was stopped before it was ready did not fail.
            Err(_) if self.context.stop.requested() => None,
            Err(error) => {
                emitter.emit(EventKind::LaneFailed { lane: id, reason: error.to_string() });
                None
            }
        }
    }

    fn spin(&self, spinner: &mut Spinner) -> Option<Reading> {
        self.context.emitter.emit(EventKind::Phase(Phase::Spinning));
        let stop = &self.context.stop;
        spinner.measure(&self.plan.machine.cpus, &|| stop.requested())
    }

    fn say_capacity(&self, lane: &LanePlan, reading: Option<&Reading>, before: bool) {
        if let Some(capacity) = reading.map(|r| capacity(lane, r, before)) {
            self.context.emitter.emit(EventKind::Capacity { lane: lane.id, capacity });
        }
    }

    fn doubt(&self, lane: &LanePlan, outcome: Option<&Outcome>, solo: Nanos, readings: &[Option<Reading>]) {
        let Some(outcome) = outcome.filter(|_| !self.context.stop.requested()) else { return };
        // Work whose duration has no meaning measures nothing that could be doubted.
        if self.kind.scales() == Scales::Nothing {
            return;
        }
        let spins: Vec<Capacity> = readings.iter().flatten().map(|r| capacity(lane, r, true)).collect();
        // Beside a sequential lane nothing depends on the calibration.
        let is_baseline = |other: &LanePlan| other.is_baseline() && other.family() == lane.family();
        let calibrated = !self.plan.lanes.iter().any(is_baseline);
        let quota = self.plan.machine.quota;
        let doubts = [
            // Repeated runs count together, at the end.
            doubts::short_run(lane, outcome.wall()).filter(|_| !self.plan.repetitions.are_several()),
            doubts::capacity(lane, outcome, solo, &spins, quota),
            doubts::slow_cores(lane, outcome, solo, quota),
            doubts::start_up(lane, outcome).filter(|_| self.kind == Kind::Call),
            calibrated.then(|| doubts::baseline(lane, outcome, solo)).flatten(),
        ];
        for doubt in doubts.into_iter().flatten() {
            self.context.emitter.emit(EventKind::Doubt(doubt));
        }
    }
}

/// The outcomes of lanes, in the order in which they ran; `None` for one that could not run.
type Outcomes = Vec<(LaneId, Option<Outcome>)>;

/// A lane and its work.
type Share<'a> = (&'a LanePlan, &'a Result<Work, String>);

/// Time that one worker needs for the lane's tasks; zero for a lane that cannot run, which raises no doubts.
fn solo_of(work: &Result<Work, String>) -> Nanos {
    work.as_ref().map_or(Nanos::ZERO, |work| work.solo)
}

/// The capacity for one lane: of its own CPUs, or of all of them.
fn capacity(lane: &LanePlan, reading: &Reading, before: bool) -> Capacity {
    let of = if lane.cpus.is_empty() { reading.per_cpu.len() } else { lane.cpus.len() };
    Capacity { cores: reading.cores(&lane.cpus), of: u16::try_from(of).unwrap_or(u16::MAX), before }
}
