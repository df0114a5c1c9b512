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
//! | tasks | no more ended than there are; each chunk and result is of one that exists |
//! | lock, messages, costs | no longer than the session |
//! | readings of cores and workers | no more than a core has; no longer than the session |
//! | speed-up, cores busy | no more than twice what the workers (or the tasks in flight) can |

mod figure;
pub(super) mod limits;
mod outcome;
mod plan;
mod ranges;
mod weighed;

pub(crate) use self::figure::Figure;
use self::limits::{APART, BEYOND_SESSION, ORDER, most_speedup};
use self::outcome::weigh_outcome;
use self::plan::{weigh_calibration, weigh_plan};
use self::ranges::{can_be_capacity, can_be_slice, mended_lock, mended_messages};
pub(super) use self::weighed::Implausible;
use self::weighed::Weighed;
use super::calibration::Calibration;
use super::lane::Lane;
use super::score::{Baseline, raw_speedup};
use super::state::Model;
use crate::event::{EventKind, LaneId, Nanos};

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
        EventKind::Chunk { first, step, count, .. } => {
            let all = known.and_then(|lane| model.tasks_of(lane));
            let last = count.checked_sub(1).and_then(|n| first.checked_add(n.checked_mul(*step)?));
            let fine = *step > 0 && last.is_some_and(|last| all.is_none_or(|all| last < all));
            let what = format!("a chunk of {count} tasks from {first} on");
            Weighed::only_if(fine, lane, &what, "there are fewer of them")
        }
        EventKind::Result { task, .. } => {
            let all = known.and_then(|lane| model.tasks_of(lane));
            let what = format!("the result of task {task}");
            Weighed::only_if(all.is_none_or(|all| *task < all), lane, &what, "there are fewer of them")
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

/// Whether a fact of time `at` proves that an earlier one had a time in the far future.
pub(super) fn clock_ran_ahead(model: &Model, at: Nanos) -> bool {
    at + ORDER < model.now
}

/// Impossible speed-ups at the end of a session.
pub(super) fn ratios(model: &Model) -> Vec<Implausible> {
    let mut found = Vec::new();
    for lane in model.lanes.iter().filter(|lane| lane.outcome.is_some()) {
        let Some(speedup) = raw_speedup(model, lane) else { continue };
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
