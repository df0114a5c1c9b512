//! Doubts that contradict a comparison of two lanes: which was faster is not settled then.
//!
//! | doubt | contradicts the comparison where |
//! | --- | --- |
//! | `implausible-figure`, `beyond-possible`, `baseline` | the speed-up of one of the lanes is withheld |
//! | `busy-machine`, `steal`, `left-behind` | the cores that were taken are half of all or more; or they explain the difference: without them the slower lane could have been as fast, or two equal ones not equal |
//! | `capacity` | the lanes got such different shares of the cores they wanted that this explains the difference |
//! | `slow-cores` | the slower lane's tasks took so much more time on a core that this explains the difference |
//! | `suspended` | always: one of the wall times holds the stop |
//! | `stopped-worker` | a worker of one of the lanes was stopped for a twentieth of all worker time, or for an unknown time |
//! | `short-run` | both ran for less than [`SHORTEST`], and differ by less than [`MOMENT`]; unless the slower had a core all the time and used no more of it than the faster: then no moment was lost |
//!
//! All other doubts concern every lane alike, or figures that no comparison needs.

use crate::event::{Activity, Doubt, Nanos};
use crate::model::Model;
use crate::model::verdict::pair::{EQUAL, Pair, Ranked};
use crate::probe::taken::taken_cores;
use crate::text::words::clause;

/// Length of a run below which single moments decide.
const SHORTEST: Nanos = Nanos::from_millis(100);
/// Length of such a moment: a few time slices of the scheduler, or switch intervals.
const MOMENT: Nanos = Nanos::from_millis(20);
/// Smallest share of worker time in a stop that counts.
const STOPPED: f64 = 0.05;

/// The reason why the comparison of `pair` is not settled, as part of a sentence; `None` where it is.
pub(super) fn contradiction(model: &Model, pair: Pair) -> Option<String> {
    let withheld = pair.both().into_iter().find_map(|(lane, score)| Some((lane, score.speedup_withheld?)));
    if let Some((lane, beyond)) = withheld {
        return Some(format!("the speed-up of {} {}", lane.plan.phrase, beyond.clause()));
    }
    doubt_of(model, pair).map(|doubt| clause(&doubt.message).to_string())
}

/// The doubt because of which the comparison of `pair` is not settled.
pub(in crate::model::verdict) fn doubt_of<'m>(model: &'m Model, pair: Pair) -> Option<&'m Doubt> {
    model.doubts.iter().find(|doubt| contradicts(doubt, model, pair))
}

/// Whether a doubt of this kind can contradict a comparison.
pub(in crate::model) fn can_contradict(kind: &str) -> bool {
    is_of_a_figure(kind)
        || ["busy-machine", "steal", "left-behind", "capacity", "slow-cores"].contains(&kind)
        || ["suspended", "stopped-worker", "short-run"].contains(&kind)
}

/// Whether a doubt of this kind is about a figure that is withheld, or may be.
pub(in crate::model) fn is_of_a_figure(kind: &str) -> bool {
    ["implausible-figure", "beyond-possible", "baseline"].contains(&kind)
}

fn contradicts(doubt: &Doubt, model: &Model, pair: Pair) -> bool {
    let concerned = || pair.both().into_iter().filter(|(lane, _)| doubt.lane == Some(lane.plan.id));
    match doubt.kind.as_str() {
        "busy-machine" | "steal" | "left-behind" => {
            let cpus = model.plan.as_ref().map_or(0.0, |plan| f64::from(plan.machine.usable_cpus));
            taken_cores(doubt, cpus).is_some_and(|taken| explained_by_others(taken, cpus, pair))
        }
        "capacity" => concerned().next().is_some() && explained_by_capacity(pair),
        "slow-cores" => {
            let [fast, slow] = pair.both().map(|(_, score)| score.time[Activity::Compute]);
            doubt.lane == Some(pair.slow.0.plan.id) && explained(pair, [1.0, slow.share_of(fast)])
        }
        "suspended" => true,
        "stopped-worker" => concerned().any(|(_, score)| {
            let stopped = score.share(Activity::Stopped);
            stopped <= 0.0 || stopped >= STOPPED
        }),
        "short-run" => {
            let [fast, slow] = pair.both().map(|(_, score)| score.wall);
            let apart = fast.max(slow) - fast.min(slow);
            let brief = fast.max(slow) < SHORTEST && apart < MOMENT;
            concerned().next().is_some() && brief && !worked_throughout(pair)
        }
        _ => false,
    }
}

/// Whether the slower lane had a core for each worker all the time, and both used the same CPU time: it lost no moment in
/// which it waited, nor one in which its cores were slower, so the faster one did more at once.
fn worked_throughout(pair: Pair) -> bool {
    let [fast, slow] = pair.both().map(|(lane, score)| {
        let busy = score.cores_busy.unwrap_or(0.0);
        (busy / f64::from(lane.plan.workers.max(1)), busy * score.wall.secs())
    });
    !pair.is_equal() && slow.0 >= 1.0 - EQUAL && (fast.1 / slow.1 - 1.0).abs() < EQUAL
}

/// Whether the difference of the lanes is no larger than what could have happened to one and not to the other:
/// undisturbed, each would have been up to so many times as fast, the faster first.
fn explained(pair: Pair, [fast, slow]: [f64; 2]) -> bool {
    let hidden = 1.0 + EQUAL;
    (slow > hidden && slow >= pair.ratio()) || (pair.is_equal() && fast > hidden)
}

/// Whether the difference may come from something else that used `taken` of `cpus`.
fn explained_by_others(taken: f64, cpus: f64, pair: Pair) -> bool {
    let wanted = pair.both().map(wanted_cores);
    // It came from somewhere and may have gone at any time: then any difference may be its own.
    let most = taken * 2.0 >= cpus && wanted.iter().any(|cores| *cores >= 0.5);
    most || explained(pair, wanted.map(|wanted| slowed_by(taken, wanted.min(cpus), cpus)))
}

/// How many times as fast a lane that wants `wanted` of `cpus` would be if others did not use `taken` of them.
fn slowed_by(taken: f64, wanted: f64, cpus: f64) -> f64 {
    if wanted + taken <= cpus {
        return 1.0;
    }
    // A scheduler shares fairly, and what the others leave is there in any case.
    let got = (cpus - taken).max(wanted * cpus / (wanted + taken));
    wanted / got
}

/// Whether the difference may come from the machine that gave one lane less of what it wanted than the other.
fn explained_by_capacity(pair: Pair) -> bool {
    let [fast, slow] = pair.both().map(share_of_wanted);
    match (fast, slow) {
        (Some(fast), Some(slow)) => explained(pair, [slow / fast, fast / slow]),
        _ => false,
    }
}

/// Share of the cores wanted by a lane that the machine could give; `None` where no spin measured that.
fn share_of_wanted(ranked: &Ranked) -> Option<f64> {
    let capacity = ranked.1.capacity.filter(|cores| *cores > 0.0)?;
    let wanted = wanted_cores(ranked);
    let of = ranked.0.capacity_before.or(ranked.0.capacity_after).map_or(wanted, |spin| f64::from(spin.of));
    let wanted = wanted.min(of);
    Some(if wanted > capacity { capacity / wanted } else { 1.0 })
}

/// Cores that the workers of a lane could have kept busy.
fn wanted_cores((lane, _): &Ranked) -> f64 {
    lane.outcome.as_ref().map_or(0.0, crate::event::Outcome::cores_wanted)
}

#[cfg(test)]
mod tests;
