//! Curves: from a report's runs to the points of each lane, with a claim and a limit.

use super::budget;
use super::claim::{Claim, claim};
use super::limit::{Middles, limit};
use super::point::{Point, point};
use crate::scaling::report::{CurvePlan, Mode, Report, Run};

/// A lane and its work over the numbers of workers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    /// Index in the plan.
    pub place: usize,
    /// Lane and workload.
    pub plan: CurvePlan,
    /// Whether the work is constant or grows with the workers.
    pub mode: Mode,
    /// Points by number of workers, ascending; those without a run are absent.
    pub points: Vec<Point>,
    /// The claim that the number of points allows.
    pub claim: Claim,
    /// Limit of its scaling, in a sentence; `None` where nothing does.
    pub limit: Option<String>,
}

/// All curves of a report that have a run, in the order of its plan.
#[must_use]
pub(crate) fn curves(report: &Report) -> Vec<Curve> {
    let all = report.plan.curves.iter().enumerate().map(|(place, plan)| curve(report, place, plan));
    all.filter(|curve| !curve.points.is_empty()).collect()
}

/// One curve of a report.
#[must_use]
pub(crate) fn curve(report: &Report, place: usize, plan: &CurvePlan) -> Curve {
    let runs_of = |workers| {
        let timed = report.runs_of(place, workers).filter(|run| run.wall_s > 0.0);
        timed.collect::<Vec<&Run>>()
    };
    let alone = runs_of(1);
    let (mut points, mut middles) = (Vec::new(), Vec::new());
    for workers in report.plan.workers_of(plan) {
        let runs = runs_of(workers);
        if let Some(point) = point(report, &alone, workers, &runs) {
            points.push(point);
            middles.push(budget::middle(&runs));
        }
    }
    let claim = claim(report.plan.mode, &points);
    let middles = Middles { alone: budget::middle(&alone), of_points: &middles };
    let limit = limit(&points, &middles, &report.machine, &plan.workload);
    Curve { place, plan: plan.clone(), mode: report.plan.mode, points, claim, limit }
}
