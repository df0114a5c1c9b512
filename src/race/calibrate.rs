//! How large must a task be, and how long would one worker take for all of them?
//!
//! The question is put to the `sequential` lane itself, so that the baseline carries the same handling of
//! tasks as every other lane. It runs the whole list of tasks at a fraction of their size, for time grows
//! in proportion to the size; a list that is too long even so is shortened instead.

use std::time::Duration;

use crate::event::{Emitter, LaneId, Nanos, Plan};
use crate::lane::{self, Context, Job, LaneError};
use crate::sys::stop::Stop;
use crate::workload::{Kind, Scales, Spec};

use super::plan::MOST_TASKS;

/// A first guess needs a run of at least this long.
const GUESS: Nanos = Nanos::from_millis(5);

/// Each round runs about this long.
const ROUND: Nanos = Nanos::from_millis(100);

/// The median of so many rounds counts: one of them may fall into a moment when the machine is away.
const ROUNDS: usize = 5;

/// What a calibration found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Calibrated {
    pub(super) spec: Spec,
    pub(super) solo: Nanos,
    pub(super) sample: Nanos,
}

/// Time of one worker per task and unit of size, in nanoseconds.
#[derive(Debug, Clone, Copy)]
struct Cost(f64);

impl Cost {
    fn of(spec: &Spec, wall: Nanos) -> Self {
        Self(wall.0 as f64 / f64::from(spec.tasks) / spec.size as f64)
    }

    fn of_all(self, spec: &Spec) -> Nanos {
        Nanos::from_secs_f64(self.0 * f64::from(spec.tasks) * spec.size as f64 / 1e9)
    }
}

/// Settles what the plan leaves open, for a run of `seconds` by one worker. `None` when it was stopped.
pub(super) fn calibrate(
    plan: &Plan,
    kind: Kind,
    seconds: f64,
    stop: &Stop,
) -> Result<Option<Calibrated>, LaneError> {
    let work = &plan.workload;
    let (tasks, size) = (work.tasks.unwrap_or(kind.tasks()), work.size.unwrap_or(1));
    let bench = Bench { stop: stop.clone() };
    let Some((guess, cost)) =
        bench.guess(Spec { kind, tasks, size, seed: work.seed }, work.size.is_none())?
    else {
        return Ok(None);
    };
    let mut spec = settle(Spec { kind, tasks, ..guess }, plan, seconds, cost);
    let Some((cost, sample)) = bench.measure(&spec, cost)? else {
        return Ok(None);
    };
    spec = settle(spec, plan, seconds, cost);
    Ok(Some(Calibrated { spec, solo: cost.of_all(&spec), sample }))
}

/// The spec for a run of `seconds`, where the plan leaves something open.
fn settle(spec: Spec, plan: &Plan, seconds: f64, cost: Cost) -> Spec {
    let units = seconds * 1e9 / cost.0.max(f64::MIN_POSITIVE);
    match (spec.kind.scales(), plan.workload.size, plan.workload.tasks) {
        (Scales::Size, None, _) => Spec { size: whole(units / f64::from(spec.tasks)), ..spec },
        (Scales::Size, Some(size), _) => Spec { size, ..spec },
        (Scales::Tasks, size, None) => {
            let size = size.unwrap_or(spec.kind.size());
            let tasks = whole(units / size as f64).min(u64::from(MOST_TASKS));
            Spec { size, tasks: u32::try_from(tasks).unwrap_or(MOST_TASKS), ..spec }
        }
        (Scales::Tasks, size, Some(tasks)) => Spec { size: size.unwrap_or(spec.kind.size()), tasks, ..spec },
    }
}

/// At least 1; a float beyond all integers becomes the largest.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(units: f64) -> u64 {
    units.round().max(1.0) as u64
}

/// Runs samples.
struct Bench {
    stop: Stop,
}

impl Bench {
    /// A rough cost: few tasks of growing size (or more and more tasks) until a run is long enough to be
    /// timed. A size that is fixed is not exceeded.
    fn guess(&self, spec: Spec, free_size: bool) -> Result<Option<(Spec, Cost)>, LaneError> {
        const FEW: u32 = 16;
        let mut probe = Spec { tasks: spec.tasks.min(FEW), size: spec.size.clamp(1, 64), ..spec };
        loop {
            let Some(wall) = self.run(&probe)? else {
                return Ok(None);
            };
            let can_grow_size = free_size || probe.size < spec.size;
            let can_grow_tasks = spec.kind.scales() == Scales::Tasks && probe.tasks < MOST_TASKS / 4;
            if wall >= GUESS || !(can_grow_size || can_grow_tasks) {
                return Ok(Some((probe, Cost::of(&probe, wall.max(Nanos(1))))));
            }
            if can_grow_size {
                probe.size = probe.size.saturating_mul(4);
                probe.size = if free_size { probe.size } else { probe.size.min(spec.size) };
            } else {
                probe.tasks *= 4;
            }
        }
    }

    /// The cost by the median of several rounds, and how long they took together.
    fn measure(&self, spec: &Spec, guess: Cost) -> Result<Option<(Cost, Nanos)>, LaneError> {
        let round = shrunk(spec, guess);
        let (mut walls, mut sample) = (Vec::new(), Nanos::ZERO);
        for _ in 0..ROUNDS {
            let Some(wall) = self.run(&round)? else {
                return Ok(None);
            };
            walls.push(wall.max(Nanos(1)));
            sample += wall;
        }
        walls.sort_unstable();
        Ok(Some((Cost::of(&round, walls[ROUNDS / 2]), sample)))
    }

    /// One run of the sequential lane; its wall time, `None` when it was stopped.
    fn run(&self, spec: &Spec) -> Result<Option<Nanos>, LaneError> {
        // Nobody listens: what the lane says is for nobody's eyes.
        let (events, _) = crossbeam_channel::bounded(0);
        let emitter = Emitter::new(crate::clock::Clock::start(), events);
        let context = Context { emitter, stop: self.stop.clone() };
        let job = Job {
            lane: LaneId(0),
            spec: *spec,
            workers: 1,
            chunk: 1,
            interval: Duration::ZERO,
            cpus: Vec::new(),
            program: std::path::PathBuf::new(),
        };
        let outcome = lane::baseline().run(&job, &context)?;
        Ok((!self.stop.requested()).then(|| outcome.finished - outcome.ready))
    }
}

/// The same list of tasks, made smaller until it takes one round: first each task, then their number.
fn shrunk(spec: &Spec, cost: Cost) -> Spec {
    let all = cost.of_all(spec);
    if all <= ROUND {
        return *spec;
    }
    let share = ROUND.share_of(all);
    match spec.kind.scales() {
        Scales::Size if spec.size as f64 * share >= 1.0 => {
            Spec { size: whole(spec.size as f64 * share), ..*spec }
        }
        _ => {
            let tasks = whole(f64::from(spec.tasks) * share);
            Spec { tasks: u32::try_from(tasks).unwrap_or(spec.tasks).min(spec.tasks), ..*spec }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(kind: Kind, tasks: u32, size: u64) -> Spec {
        Spec { kind, tasks, size, seed: 1 }
    }

    #[test]
    fn a_long_list_shrinks_to_one_round() {
        let cost = Cost(1000.0);
        let large = spec(Kind::Primes, 100, 1_000_000);
        assert_eq!(shrunk(&large, cost), spec(Kind::Primes, 100, 1000));
        let many = spec(Kind::Square, 1_000_000, 1);
        assert_eq!(shrunk(&many, cost), spec(Kind::Square, 100_000, 1));
        let small = spec(Kind::Primes, 10, 10);
        assert_eq!(shrunk(&small, cost), small);
    }

    #[test]
    fn the_cost_of_all_is_the_cost_of_one_times_their_number() {
        let spec = spec(Kind::Primes, 64, 500);
        let cost = Cost::of(&spec, Nanos::from_millis(64));
        assert_eq!(cost.of_all(&spec), Nanos::from_millis(64));
    }
}
