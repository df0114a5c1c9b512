//! Loss budget: what a lane lost between the possible speed-up and the measured one.
//!
//! A lane's workers share its wall time, and their accounts hold what each did with every moment of it. So losses are
//! counted, not fitted. *Possible* is the smaller of the lane's workers and the CPUs that it may use (those it is
//! confined to, else all that this program may use, never more than the quota), over what one worker has under the
//! same quota, see [`quota`]. The capacity measured by spins is no part of it: cores that are slow or taken away are
//! a loss like others.
//!
//! | cause | the time of all workers, from the first task to the last result, that |
//! | --- | --- |
//! | load balance | a worker was idle and the busiest one was not |
//! | lock-wait | was spent waiting for the lock |
//! | core-wait | was spent runnable without a core |
//! | serialise and transfer | was spent making and moving messages; where workers are processes and none died, also that in which even the busiest was idle: its next task was on its way |
//! | start-up | was spent starting processes in the midst of the work; the time before the first task is no part of any speed-up |
//! | stopped | a worker was stopped by a signal, or idle because another was |
//! | slower cores | the tasks took on cores beyond what one worker alone takes for as many of them; if they took less, it is negative |
//! | unexplained | is left: idle time of all threads at once, time accounted as computing without CPU time |
//!
//! A second of one worker is worth `1 / wall` of a speed-up, so that losses are *times*, and the measured speed-up
//! and the losses add up to the possible one. More workers than CPUs lose nothing but their wait: of their waits for
//! a core, for the lock, for work, for a message (in this order), the part due to having fewer cores than workers is
//! not counted.
//!
//! In a race, the baseline of one worker alone computes and does nothing else; under a quota of less than a core it
//! also waits for the quota, like the workers of the lane. A sweep has the account of one worker, too: then a cause's
//! loss is its time with many workers beyond its time with one, see [`Losses::between`].
//!
//! The same as factors: causes are taken off one after another, start-up first, then stops, idle time of all, load
//! balance (whose factor so is mean over longest time of the workers, as usual), lock-wait, core-wait, messages,
//! unexplained, slower cores (so that its factor is CPU time of one over CPU time of N). Each factor is what is left
//! after its cause over what was there before (gains come first); their product is measured / possible, which is the
//! efficiency where there are as many CPUs as workers.
//!
//! While a lane runs, work on tasks that have not ended cannot be told from slower cores: it is unexplained until then.

mod budget;
mod lane_times;
mod sentences;

pub(crate) use budget::{Cause, Losses, NoBudget};
pub(crate) use lane_times::LaneTimes;

use super::Model;
use super::headline::cpus_of;
use super::lane::Lane;
use super::plausible::limits::BEYOND;
use super::score::{Baseline, BaselineSource, Score};
use crate::event::{Activity, ActivityTotals, Nanos, quota};

/// Measured over possible speed-up above which cores are not what bounded it, or the baseline is wrong.
const BEYOND_CORES: f64 = crate::probe::doubts::BEYOND;

impl Losses {
    /// The budget of `lane` at `model.now`. Costs one look at each worker, and no memory.
    ///
    /// # Errors
    /// The reason why it has none.
    pub fn of(model: &Model, lane: &Lane) -> Result<Self, NoBudget> {
        if !lane.withheld.is_empty() {
            return Err(NoBudget::Withheld);
        }
        let books = books(model, lane).ok_or(NoBudget::TooEarly)?;
        if Score::of(model, lane).speedup_withheld.is_some() {
            return Err(NoBudget::BeyondPossible);
        }
        if lane.in_flight.is_some_and(|tasks| tasks > 1) {
            return Err(NoBudget::InFlight);
        }
        if books.of(Activity::Io) > books.of(Activity::Compute) {
            return Err(NoBudget::Waits);
        }
        let baseline = Baseline::of_lane(model, lane).ok_or(NoBudget::NoBaseline)?;
        let tasks = model.tasks_of(lane).filter(|tasks| *tasks > 0).ok_or(NoBudget::TooEarly)?;
        let work = baseline.solo.secs() * f64::from(lane.done) / f64::from(tasks);
        let alone = LaneTimes::alone(work, throttled(model, lane, &baseline));
        let possible = possible(model, lane);
        let losses = Self::between(&alone, &books, 1.0, possible).ok_or(NoBudget::TooEarly)?;
        if losses.measured > BEYOND_CORES * possible {
            return Err(NoBudget::BeyondPossible);
        }
        // More than its workers can do, or losses of more than all their time: then the baseline is wrong.
        let most = BEYOND * books.workers.max(possible);
        let within = |times: f64| times.abs() <= most;
        let can_be = within(losses.measured) && losses.by_cause.iter().all(|loss| within(loss.times));
        if can_be { Ok(losses) } else { Err(NoBudget::Withheld) }
    }
}

/// Share of its time in which the baseline worker of `lane` waited for a quota of less than a core: from its account
/// where it was a lane of the race, else what the quota takes from a calibration.
fn throttled(model: &Model, lane: &Lane, baseline: &Baseline) -> f64 {
    let taken = 1.0 - quota::share_of_one(model.quota());
    let is_baseline = |other: &&Lane| other.plan.is_baseline() && other.plan.family() == lane.plan.family();
    match baseline.source {
        _ if taken <= 0.0 => 0.0,
        BaselineSource::Calibration(_) => taken,
        BaselineSource::Sequential | BaselineSource::PySequential | BaselineSource::OneCommand => {
            let found = model.lanes.iter().find(|other| is_baseline(other) && model.is_complete(other));
            found
                .and_then(|alone| books(model, alone))
                .map_or(taken, |alone| (alone.of(Activity::CoreWait) / alone.wall).clamp(0.0, 1.0))
        }
    }
}

/// Possible speed-up of a lane: the smaller of its workers and the CPUs that it may use, over what one worker has
/// under the same quota.
fn possible(model: &Model, lane: &Lane) -> f64 {
    let workers = f64::from(lane.plan.workers.max(1));
    let Some(machine) = model.plan.as_ref().map(|plan| &plan.machine) else { return workers };
    let cpus = cpus_of(model, lane).unwrap_or(f64::INFINITY);
    quota::possible_speedup(workers, cpus, machine.quota)
}

/// Accounts of `lane` so far, added up; `None` before anything is done.
fn books(model: &Model, lane: &Lane) -> Option<LaneTimes> {
    let wall = Score::wall_of(model, lane).filter(|_| lane.done > 0)?;
    let before = lane.ready? - lane.started?;
    let mut sum = Sum::default();
    let mut cpu = None;
    if let Some(outcome) = &lane.outcome {
        outcome.accounts.iter().for_each(|account| sum.enter(&account.time, before));
        let all = outcome.accounts.iter().map(|account| account.cpu).sum::<Nanos>();
        cpu = Some(all.secs()).filter(|cpu| *cpu > 0.0);
    } else {
        let end = lane.end(model.now);
        lane.workers.iter().for_each(|worker| sum.enter(&worker.time_until(end), before));
    }
    let workers = f64::from(lane.plan.workers.max(1));
    Some(LaneTimes {
        wall: wall.secs(),
        workers,
        time: Activity::ALL.map(|activity| sum.time[activity].secs()),
        uneven: workers * sum.longest.secs() - busy(&sum.time).secs(),
        cpu,
        by_message: lane.plan.processes && lane.deaths.is_empty(),
        closed: lane.outcome.is_some(),
    })
}

/// Sum of workers' times.
#[derive(Default)]
struct Sum {
    time: ActivityTotals,
    /// Busy time of the busiest worker: neither idle nor being started.
    longest: Nanos,
}

impl Sum {
    /// Adds one worker's time, without the part `before` the first task, which was start-up, then idle.
    fn enter(&mut self, time: &ActivityTotals, before: Nanos) {
        let time = time.without_start(before);
        self.longest = self.longest.max(busy(&time));
        self.time += &time;
    }
}

/// Time neither idle nor being started.
fn busy(time: &ActivityTotals) -> Nanos {
    time.total() - time[Activity::Idle] - time[Activity::Spawn]
}

#[cfg(test)]
mod tests;
