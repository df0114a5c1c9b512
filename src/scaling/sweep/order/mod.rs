//! Order of the runs: a function of the report alone.
//!
//! Every repetition is a round through all points in an order of its own, shuffled by the seed: a machine that gets
//! slower while it is measured slows all points alike, and no number of workers always follows the same other one.
//! With a budget, the time left after the planned repetitions goes round by round to the points whose median is not
//! known within 2 %, each with the run of one worker that it is compared with.

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::StdRng};

use crate::scaling::report::{Report, Run};
use crate::statistics::{Estimate, median};

/// A run to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Next {
    /// Index of the repetition.
    pub round: u32,
    /// Index of the curve.
    pub curve: u32,
    /// Number of workers.
    pub workers: u32,
}

/// The next run; `None` when everything was measured or the budget is used up.
#[must_use]
pub(crate) fn next(report: &Report) -> Option<Next> {
    let plan = &report.plan;
    let left = plan.budget_s.map_or(f64::INFINITY, |budget| budget - report.spent_s);
    if left <= 0.0 {
        return None;
    }
    // Rounds are made one after another: all before the last one begun are complete.
    let mut round = report.runs.iter().map(|run| run.round).max().unwrap_or(0);
    loop {
        let members = members(report, round);
        if members.is_empty() {
            return None;
        }
        let open = members.iter().copied().find(|next| !is_done(report, *next));
        let Some(open) = open else {
            round = round.checked_add(1)?;
            continue;
        };
        let begun = report.runs.iter().any(|run| run.round == round);
        let extra = round >= plan.repetitions && !begun;
        if extra && members.iter().map(|next| estimate(report, *next)).sum::<f64>() > left {
            return None;
        }
        return Some(open);
    }
}

/// Whether every point has as many runs as were planned.
#[must_use]
pub(crate) fn is_complete(report: &Report) -> bool {
    (0..report.plan.repetitions).all(|round| members(report, round).iter().all(|next| is_done(report, *next)))
}

/// Time left, s.
#[must_use]
pub(crate) fn left(report: &Report) -> f64 {
    let planned = (0..report.plan.repetitions).flat_map(|round| members(report, round));
    let open = planned.filter(|next| !is_done(report, *next));
    let rest: f64 = open.map(|next| estimate(report, next)).sum();
    let Some(budget) = report.plan.budget_s else { return rest };
    let left = (budget - report.spent_s).max(0.0);
    // Spare time is used, unless everything is settled.
    let used = next(report).is_some() && rest < left;
    if used { left } else { rest.min(left) }
}

/// The runs of a round, in order.
fn members(report: &Report, round: u32) -> Vec<Next> {
    let plan = &report.plan;
    let mut members = Vec::new();
    for (curve, planned) in (0..).zip(&plan.curves) {
        let points = plan.workers_of(planned).map(|workers| Next { round, curve, workers });
        if round < plan.repetitions {
            members.extend(points);
        } else if plan.budget_s.is_some() {
            let unsettled: Vec<Next> = points.filter(|next| !was_settled(report, *next)).collect();
            if !unsettled.is_empty() && unsettled.iter().all(|next| next.workers != 1) {
                members.push(Next { round, curve, workers: 1 });
            }
            members.extend(unsettled);
        }
    }
    let mut random = StdRng::seed_from_u64(plan.seed.wrapping_mul(0x9E37_79B9).wrapping_add(round.into()));
    members.shuffle(&mut random);
    members
}

/// Whether a point was settled before this round.
fn was_settled(report: &Report, next: Next) -> bool {
    let before = report.runs_of(next.curve as usize, next.workers).filter(|run| run.round < next.round);
    Estimate::of_median(before.map(|run| run.wall_s)).is_some_and(|wall| wall.is_settled())
}

fn is_done(report: &Report, next: Next) -> bool {
    report.runs.iter().any(|run| is_of(run, next) && run.round == next.round)
}

fn is_of(run: &Run, next: Next) -> bool {
    (run.curve, run.workers) == (next.curve, next.workers)
}

/// Expected time of a run, s: as the same took before, else as one worker took (which is too long rather than too
/// short), else half a second; plus the pause between runs.
fn estimate(report: &Report, next: Next) -> f64 {
    let of = |wanted: &dyn Fn(&Run) -> bool| {
        median(report.runs.iter().filter(|run| wanted(run)).map(|run| run.start_s + run.wall_s))
    };
    let run = of(&|run| is_of(run, next)).or_else(|| of(&|run| is_of(run, Next { workers: 1, ..next })));
    run.or_else(|| of(&|_| true)).unwrap_or(0.5) + pause(report)
}

/// Pause between two runs, s: the time of the sweep outside of them.
fn pause(report: &Report) -> f64 {
    let running: f64 = report.runs.iter().map(|run| run.start_s + run.wall_s).sum();
    let runs = report.runs.len().max(1) as f64;
    ((report.spent_s - running) / runs).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
