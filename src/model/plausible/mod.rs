//! Plausibility of figures: ranges for everything that others are divided by, and the handling of figures beyond
//! them.
//!
//! The figures of a live race are right by themselves; a recording may have been edited, damaged or written by
//! another program. So every fact is checked before it is folded in. An implausible figure is withheld: no sink shows
//! what follows from it, and a doubt of the kind `implausible-figure` names the figure and the reason.
//!
//! | figure | plausible range |
//! | --- | --- |
//! | quota | a thousandth of a core to 65536 cores |
//! | CPUs, workers | at least 1; no more usable CPUs than exist; as many accounts as workers |
//! | calibration | at least 1 ns a task and 20 ns in all, between a fiftieth and 10⁹ times its own run |
//! | capacity | 0 to a tenth more than the cores of the spin, which exist |
//! | clock | never a minute ahead of later facts |
//! | wall time | begins and ends at the times of the facts around it, within a second |
//! | worker time, CPU time | no more than the lane ran, and a little |
//! | tasks | no more ended than there are |
//! | lock, messages, costs | no longer than the session |
//! | readings of cores and workers | no more than a core has; no longer than the session |
//! | speed-up, cores busy | no more than twice what the workers (or the tasks in flight) can |

mod outcome;
mod plan;
mod ranges;

use self::outcome::weigh_outcome;
use self::plan::{weigh_calibration, weigh_plan};
use self::ranges::{can_be_capacity, can_be_slice, mended_lock, mended_messages};
use super::lane::Lane;
use super::score::Baseline;
use super::{Calibration, Model};
use crate::event::{EventKind, LaneId, Nanos};

/// Largest disorder between two readings of one clock by two threads.
const ORDER: Nanos = Nanos::from_millis(60_000);
/// Largest distance of a time in an outcome from the fact that marks it.
const APART: Nanos = Nanos::from_millis(1000);
/// Largest excess of accounted time over the lane's duration: the time it takes to close the accounts.
const CLOSING: Nanos = Nanos::from_millis(100);
/// Longest session (104 days): what a recording accepts.
const LONGEST: Nanos = Nanos(1 << 53);
/// Shortest duration of a list of tasks: one reading of the clock.
const SHORTEST: Nanos = Nanos(20);
/// Largest credible figure, in multiples of what is possible: caches make a lane a little faster than its workers.
pub(super) const BEYOND: f64 = 2.0;

/// A figure of a lane that is withheld, with everything that follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Its duration.
    Wall,
    /// The time of its workers.
    Time,
    /// Their CPU time, all together.
    Cpu,
    /// Number of its workers.
    Workers,
    /// Number of its tasks done.
    Tasks,
    /// Its speed-up.
    Speedup,
}

/// An implausible figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Implausible {
    /// The lane it is about.
    pub(super) lane: Option<LaneId>,
    /// The figure, with its value.
    pub(super) what: String,
    /// The reason why it is impossible.
    pub(super) why: String,
}

/// Result of checking a fact.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    /// Its implausible figures.
    pub(super) found: Vec<Implausible>,
    /// The same fact without them; `None`: unchanged.
    pub(super) instead: Option<EventKind>,
    /// Whether the whole fact is dropped.
    pub(super) dropped: bool,
    /// Figures of its lane withheld from now on.
    pub(super) withheld: Vec<Figure>,
}

impl Weighed {
    fn find(&mut self, lane: Option<LaneId>, what: impl Into<String>, why: impl Into<String>) {
        self.found.push(Implausible { lane, what: what.into(), why: why.into() });
    }

    /// Accepts the fact only if `fine`.
    fn only_if(fine: bool, lane: Option<LaneId>, what: &str, why: &str) -> Self {
        let mut weighed = Self { dropped: !fine, ..Self::default() };
        if !fine {
            weighed.find(lane, what, why);
        }
        weighed
    }
}

/// Checks a fact of time `at`, before `model` takes it in.
pub(super) fn weigh(model: &Model, at: Nanos, fact: &EventKind) -> Weighed {
    let lane = Lane::of_fact(fact);
    let known = lane.and_then(|LaneId(id)| model.lanes.get(usize::from(id)));
    let now = at.max(model.now);
    match fact {
        EventKind::Plan(plan) => weigh_plan(plan),
        EventKind::Calibrated { tasks, size, solo, sample } => {
            let found = Calibration { tasks: *tasks, size: *size, solo: *solo, sample: *sample };
            let planned = model.plan.as_ref().and_then(|plan| plan.workload.tasks);
            let mut weighed = Weighed::default();
            let found = weigh_calibration(found, planned, None, &mut weighed);
            weighed.instead = found.map(|Calibration { tasks, size, solo, sample }| EventKind::Calibrated {
                tasks,
                size,
                solo,
                sample,
            });
            weighed
        }
        EventKind::LaneCalibrated { lane, tasks, size, solo, sample, reference } => {
            let found = Calibration { tasks: *tasks, size: *size, solo: *solo, sample: *sample };
            let mut weighed = Weighed::default();
            let found = weigh_calibration(found, None, Some(*lane), &mut weighed);
            weighed.instead =
                found.map(|Calibration { tasks, size, solo, sample }| EventKind::LaneCalibrated {
                    lane: *lane,
                    tasks,
                    size,
                    solo,
                    sample,
                    reference: reference.clone(),
                });
            weighed
        }
        EventKind::Capacity { capacity, .. } => {
            let exist = model.plan.as_ref().map_or(0, |plan| plan.machine.logical_cpus);
            let what = format!("a capacity of {} on {} cores", capacity.cores, capacity.of);
            let why = "a spin finds no more cores than it ran on, and runs on those that exist";
            Weighed::only_if(can_be_capacity(capacity, exist), lane, &what, why)
        }
        EventKind::Progress { done, failed, .. } => {
            let all = known.and_then(|lane| model.tasks_of(lane));
            let ended = done.saturating_add(*failed);
            let what = format!("{ended} tasks ended");
            Weighed::only_if(all.is_none_or(|all| ended <= all), lane, &what, "there are fewer of them")
        }
        EventKind::InFlight { tasks, .. } => {
            let all = known.and_then(|lane| model.tasks_of(lane));
            let what = format!("{tasks} tasks in flight");
            Weighed::only_if(all.is_none_or(|all| *tasks <= all), lane, &what, "there are fewer of them")
        }
        EventKind::Lock { stats, .. } => {
            let most = (now - known.and_then(|lane| lane.started).unwrap_or_default()) + APART;
            let fine = mended_lock(stats, known, most).is_some_and(|mended| mended == *stats);
            Weighed::only_if(fine, lane, "the totals of the lock", BEYOND_SESSION)
        }
        EventKind::Ipc { stats, .. } => {
            let fine = mended_messages(stats, now).is_some_and(|mended| mended == *stats);
            Weighed::only_if(fine, lane, "the totals of the messages", BEYOND_SESSION)
        }
        EventKind::WorkerCpu { cpu, wait, .. } => {
            let fine = *cpu <= now + APART && *wait <= now + APART;
            Weighed::only_if(fine, lane, "a reading of a worker's CPU time", BEYOND_SESSION)
        }
        EventKind::Slice { slice, .. } => {
            let why = "it holds more time than there is between its ends, or ends after it is told";
            Weighed::only_if(can_be_slice(slice, now), lane, "a stretch of a worker's time", why)
        }
        EventKind::Now { since, .. } => {
            let why = "it began after it is told";
            Weighed::only_if(*since <= now + APART, lane, "what a worker is doing", why)
        }
        EventKind::Sample { busy, own, .. } => {
            let cores = u32::try_from(busy.len()).unwrap_or(u32::MAX);
            let fine = busy.iter().all(|busy| *busy <= 1050)
                && (cores == 0 || u32::from(*own) <= cores.saturating_mul(1050));
            Weighed::only_if(fine, None, "a reading of the cores", "a core is at most busy all the time")
        }
        EventKind::LaneFinished { lane, outcome } => weigh_outcome(model, known, *lane, at, outcome),
        _ => Weighed::default(),
    }
}

const BEYOND_SESSION: &str = "they hold more time than the session has";

/// Whether a fact of time `at` proves that an earlier one had a time in the far future.
pub(super) fn clock_ran_ahead(model: &Model, at: Nanos) -> bool {
    at + ORDER < model.now
}

/// Largest possible speed-up of a lane: its workers, or the tasks that it has in flight.
pub(super) fn most_speedup(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(lane.in_flight.unwrap_or(1)).max(1))
}

/// Largest number of cores that a lane's workers can have kept busy.
pub(super) fn most_busy(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(1))
}

/// Impossible speed-ups at the end of a session.
pub(super) fn ratios(model: &Model) -> Vec<Implausible> {
    let mut found = Vec::new();
    for lane in model.lanes.iter().filter(|lane| lane.outcome.is_some()) {
        let Some(speedup) = super::score::raw_speedup(model, lane) else { continue };
        if speedup > most_speedup(lane) {
            let against = Baseline::of_lane(model, lane).map_or_else(String::new, |base| base.describe());
            found.push(Implausible {
                lane: Some(lane.plan.id),
                what: format!("a speed-up of {speedup:.2} against {against}"),
                why: format!("{} can be twice as many times as fast at most", lane.plan.phrase),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests;
