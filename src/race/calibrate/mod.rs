//! Calibration: how large must a task be, and how long would one worker take for all of them?
//!
//! The `sequential` lane itself is timed, or one worker of a Python, so that the baseline includes the same handling
//! of tasks as every other lane. It runs the whole list of tasks at a fraction of their size (a list that is too long
//! even so is shortened) and extrapolates: a task costs a fixed part, seen at size 1, and a part in proportion to its
//! size.

use crate::event::{Nanos, Plan};
use crate::lane::LaneError;
use crate::workload::{Kind, Scales, Spec};

use super::limits::most_tasks;

/// Shortest run that gives a first guess.
const GUESS: Nanos = Nanos::from_millis(5);

/// Largest number of tasks in a run for a guess.
const FEW: u32 = 16;

/// Approximate length of a round.
const ROUND: Nanos = Nanos::from_millis(100);

/// Number of rounds, of which the median counts: one of them may meet a moment without a core.
const ROUNDS: usize = 5;

/// Factor between guess and measurement above which they do not agree.
const APART: f64 = 4.0;

/// Largest number of measurements until one agrees with its guess.
const TRIES: usize = 5;

/// Result of a calibration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Calibrated {
    pub(super) spec: Spec,
    pub(super) solo: Nanos,
    pub(super) sample: Nanos,
}

/// Cost of a task for one worker, ns.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    /// Fixed part.
    per_task: f64,
    /// Part for each unit of its size.
    per_unit: f64,
}

impl Cost {
    /// The cost from a run of `spec` that took `wall`, when `per_task` is known.
    fn of(spec: &Spec, wall: Nanos, per_task: f64) -> Self {
        let each = wall.0.max(1) as f64 / f64::from(spec.tasks);
        // A run that was faster than its fixed part alone: the fixed part was overestimated.
        let per_task = per_task.min(each * 0.9);
        Self { per_task, per_unit: (each - per_task) / spec.size as f64 }
    }

    /// The cost from two runs of as many tasks, the first of them of size 1. A run in which the size cost as much as
    /// everything else determines it well.
    fn between(ones: Nanos, spec: &Spec, wall: Nanos) -> Self {
        let each = |wall: Nanos| wall.0.max(1) as f64 / f64::from(spec.tasks);
        let per_unit = (each(wall) - each(ones)).max(each(wall) * 0.1) / (spec.size.max(2) - 1) as f64;
        // The one unit is no part of the fixed cost.
        Self { per_task: (each(ones) - per_unit).max(0.0), per_unit }
    }

    /// The size at which the part by size equals the fixed part.
    fn balanced(self) -> u64 {
        whole(self.per_task / self.per_unit.max(f64::MIN_POSITIVE))
    }

    fn of_task(self, size: u64) -> f64 {
        self.per_task + self.per_unit * size as f64
    }

    fn of_all(self, spec: &Spec) -> Nanos {
        Nanos::from_secs_f64(self.of_task(spec.size) * f64::from(spec.tasks) / 1e9)
    }

    /// The size at which `tasks` tasks take `time`, at least 1.
    fn size_for(self, tasks: u32, time: Nanos) -> u64 {
        let each = time.0 as f64 / f64::from(tasks);
        whole((each - self.per_task) / self.per_unit.max(f64::MIN_POSITIVE))
    }

    /// The number of tasks of this size that take `time`, from 1 to `most`.
    fn tasks_for(self, size: u64, time: Nanos, most: u32) -> u32 {
        u32::try_from(whole(time.0 as f64 / self.of_task(size))).map_or(most, |tasks| tasks.min(most))
    }
}

/// One worker that can be timed: it runs all tasks of a spec and returns the time that takes under the quota, `None`
/// when it was stopped.
pub(super) type Timed<'a> = dyn FnMut(&Spec) -> Result<Option<Nanos>, LaneError> + 'a;

/// Determines what the plan leaves open, for a run of `seconds` by one `worker`. `None` when it was stopped. Work
/// whose duration has no meaning is not run at all: its output would have no reader yet.
pub(super) fn calibrate(
    plan: &Plan,
    kind: Kind,
    seconds: f64,
    worker: &mut Timed,
) -> Result<Option<Calibrated>, LaneError> {
    let work = &plan.workload;
    let (tasks, size) = (work.tasks.unwrap_or(kind.tasks()), work.size.unwrap_or(kind.size()));
    let asked =
        Spec { seed: work.seed, share: work.share, arg: work.arg.clone(), ..Spec::of(kind, tasks, size) };
    if kind.scales() == Scales::Nothing {
        return Ok(Some(Calibrated { spec: asked, solo: Nanos::ZERO, sample: Nanos::ZERO }));
    }
    let time = Nanos::from_secs_f64(seconds);
    let most = most_tasks(kind, size, plan.machine.memory);
    let settle = |cost: Cost| match kind.scales() {
        Scales::Size if work.size.is_none() => Spec { size: cost.size_for(tasks, time), ..asked.clone() },
        Scales::Tasks if work.tasks.is_none() => {
            Spec { tasks: cost.tasks_for(size, time, most), ..asked.clone() }
        }
        Scales::Size | Scales::Tasks | Scales::Nothing => asked.clone(),
    };
    let mut bench = Bench { worker, most };
    let Some(mut cost) = bench.guess(&asked)? else { return Ok(None) };
    let mut tries = 0;
    loop {
        let Some(measured) = bench.measure(&settle(cost), cost)? else { return Ok(None) };
        cost = measured.cost;
        tries += 1;
        // On a machine without a quiet moment the last measurement counts; a lane that beats it raises a doubt.
        if measured.is_as_planned() || tries == TRIES {
            let spec = settle(cost);
            let solo = cost.of_all(&spec);
            return Ok(Some(Calibrated { spec, solo, sample: measured.sample }));
        }
    }
}

/// At least 1.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float beyond all integers becomes the largest"
)]
fn whole(units: f64) -> u64 {
    units.round().max(1.0) as u64
}

/// Result of the rounds.
struct Measured {
    cost: Cost,
    /// Expected time of a round.
    expected: Nanos,
    median: Nanos,
    sample: Nanos,
}

impl Measured {
    /// Whether the rounds were about as long as planned; else the guess that planned them was made in a bad moment.
    /// Rounds that cannot be long are never as planned, nor need they be.
    fn is_as_planned(&self) -> bool {
        let apart = self.median.share_of(self.expected);
        self.median.max(self.expected) < GUESS || (1.0 / APART..APART).contains(&apart)
    }
}

/// Runs samples.
struct Bench<'a, 'w> {
    worker: &'a mut Timed<'w>,
    /// Largest number of tasks in a run.
    most: u32,
}

impl Bench<'_, '_> {
    /// A rough cost, from runs that grow until one is long enough to be timed: of more and more tasks where a task
    /// has only one size, else of few tasks of growing size.
    fn guess(&mut self, spec: &Spec) -> Result<Option<Cost>, LaneError> {
        match spec.kind.scales() {
            Scales::Size => self.guess_by_size(spec),
            Scales::Tasks | Scales::Nothing => self.guess_by_number(spec),
        }
    }

    /// A guess from few tasks: the fixed part from those of size 1, the rest from larger ones, until the fixed part
    /// is at most half.
    fn guess_by_size(&mut self, spec: &Spec) -> Result<Option<Cost>, LaneError> {
        let mut probe = Spec { tasks: spec.tasks.min(FEW), size: 1, ..spec.clone() };
        let Some(ones) = self.least(&probe)? else { return Ok(None) };
        loop {
            probe.size = probe.size.saturating_mul(4);
            let Some(wall) = self.run(&probe)? else { return Ok(None) };
            if wall >= GUESS + ones + ones || probe.size == u64::MAX {
                return Ok(Some(Cost::between(ones, &probe, wall)));
            }
        }
    }

    /// A guess from one task, four, sixteen …, each of its full size.
    fn guess_by_number(&mut self, spec: &Spec) -> Result<Option<Cost>, LaneError> {
        let mut probe = Spec { tasks: 1, ..spec.clone() };
        loop {
            let Some(wall) = self.run(&probe)? else { return Ok(None) };
            if wall >= GUESS || probe.tasks >= self.most {
                return Ok(Some(Cost::of(&probe, wall, 0.0)));
            }
            probe.tasks = probe.tasks.saturating_mul(4).min(self.most);
        }
    }

    /// The shortest of several runs, since moments without a core only lengthen a run.
    fn least(&mut self, spec: &Spec) -> Result<Option<Nanos>, LaneError> {
        let mut least = Nanos(u64::MAX);
        for _ in 0..ROUNDS {
            let Some(wall) = self.run(spec)? else { return Ok(None) };
            least = least.min(wall);
        }
        Ok(Some(least))
    }

    /// The cost from the median of several rounds of a shrunk `planned`.
    fn measure(&mut self, planned: &Spec, guess: Cost) -> Result<Option<Measured>, LaneError> {
        let round = shrunk(planned, guess);
        let (mut walls, mut sample) = (Vec::new(), Nanos::ZERO);
        for _ in 0..ROUNDS {
            let Some(wall) = self.run(&round)? else { return Ok(None) };
            walls.push(wall);
            sample += wall;
        }
        walls.sort_unstable();
        let median = walls[ROUNDS / 2];
        let cost = Cost::of(&round, median, guess.per_task);
        Ok(Some(Measured { cost, expected: guess.of_all(&round), median, sample }))
    }

    fn run(&mut self, spec: &Spec) -> Result<Option<Nanos>, LaneError> {
        (self.worker)(spec)
    }
}

/// The same list of tasks, made smaller until it takes one round: first each task, though not so small that its size
/// hardly counts; then their number, though each queue keeps one.
fn shrunk(spec: &Spec, cost: Cost) -> Spec {
    if cost.of_all(spec) <= ROUND {
        return spec.clone();
    }
    let smaller = match spec.kind.scales() {
        Scales::Size => {
            let size = cost.size_for(spec.tasks, ROUND).max(cost.balanced());
            Spec { size: size.min(spec.size), ..spec.clone() }
        }
        Scales::Tasks | Scales::Nothing => spec.clone(),
    };
    let tasks = cost.tasks_for(smaller.size, ROUND, smaller.tasks).next_multiple_of(spec.queues());
    Spec { tasks: tasks.min(smaller.tasks), ..smaller }
}

#[cfg(test)]
mod tests;
