//! Which figures can be true: ranges for everything that others are divided by, and what becomes of what lies beyond.
//!
//! What a live race says is right by itself; a recording may have been edited, damaged or written by another program. So
//! every fact is looked at before it is folded in. A figure that cannot be is withheld: what follows from it is told by
//! no sink, and a doubt of the kind `implausible-figure` says which figure it was and why.
//!
//! | figure | can be |
//! | --- | --- |
//! | quota | a thousandth of a core to 65536 cores |
//! | CPUs, workers | at least 1; no more usable CPUs than exist; as many books as workers |
//! | calibration | at least 1 ns a task and 20 ns in all, no less than a fiftieth and no more than 10⁹ times of what it ran |
//! | capacity | 0 to a tenth more than the cores of the spin, which exist |
//! | clock | never a minute ahead of what is said later |
//! | wall time | begins and ends when the facts around it say so, within a second |
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

/// Two readings of one clock by two threads may be told this far out of order.
const ORDER: Nanos = Nanos::from_millis(60_000);
/// So far a moment in the books may be from the fact that tells it.
const APART: Nanos = Nanos::from_millis(1000);
/// LaneTimes may hold so much more than the lane ran: what it takes to close them.
const CLOSING: Nanos = Nanos::from_millis(100);
/// No session is longer (104 days): what a recording accepts.
const LONGEST: Nanos = Nanos(1 << 53);
/// No list of tasks is done faster: a reading of the clock takes as long.
const SHORTEST: Nanos = Nanos(20);
/// A figure so many times what is possible is none: caches make a lane a little faster than its workers.
pub(super) const BEYOND: f64 = 2.0;

/// A figure of a lane that is withheld, with everything that follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// How long it ran.
    Wall,
    /// The time of its workers.
    Time,
    /// Their CPU time.
    Cpu,
    /// How many workers it has.
    Workers,
    /// How many of its tasks are done.
    Tasks,
    /// How many times as fast it was.
    Speedup,
}

/// A figure that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Implausible {
    /// The lane that it is about.
    pub(super) lane: Option<LaneId>,
    /// Which figure, with what it is said to be.
    pub(super) what: String,
    /// Why that cannot be.
    pub(super) why: String,
}

/// What becomes of a fact.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    /// What cannot be.
    pub(super) found: Vec<Implausible>,
    /// The same fact without the figures that cannot be; `None`: as it is.
    pub(super) instead: Option<EventKind>,
    /// Nothing of it can be used.
    pub(super) dropped: bool,
    /// Figures of its lane that are withheld from now on.
    pub(super) withheld: Vec<Figure>,
}

impl Weighed {
    fn find(&mut self, lane: Option<LaneId>, what: impl Into<String>, why: impl Into<String>) {
        self.found.push(Implausible { lane, what: what.into(), why: why.into() });
    }

    /// The fact is used only if `fine`.
    fn only_if(fine: bool, lane: Option<LaneId>, what: &str, why: &str) -> Self {
        let mut weighed = Self { dropped: !fine, ..Self::default() };
        if !fine {
            weighed.find(lane, what, why);
        }
        weighed
    }
}

/// Looks at a fact that is said at `at`, before `model` takes it in.
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

/// Whether a fact that is said at `at` shows that one before it was told in the far future.
pub(super) fn clock_ran_ahead(model: &Model, at: Nanos) -> bool {
    at + ORDER < model.now
}

/// The most times as fast as one worker that a lane can have been: its workers, or the tasks that it has in flight.
pub(super) fn most_speedup(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(lane.in_flight.unwrap_or(1)).max(1))
}

/// The most cores that a lane's workers can have kept busy.
pub(super) fn most_busy(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(1))
}

/// The speed-ups at the end of a session that cannot be.
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
