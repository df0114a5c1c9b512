//! From runs to points.

use super::{Claim, Curve, Point, Region};
use crate::scaling::report::{CurvePlan, Mode, Report, Run, SETTLED};
use crate::statistics::{Estimate, LEVEL_OF_EACH, median};

/// All curves of a report that have a run, in the order of its plan.
#[must_use]
pub fn curves(report: &Report) -> Vec<Curve> {
    let all = report.plan.curves.iter().enumerate().map(|(place, plan)| curve(report, place, plan));
    all.filter(|curve| !curve.points.is_empty()).collect()
}

/// One of them.
#[must_use]
pub fn curve(report: &Report, place: usize, plan: &CurvePlan) -> Curve {
    let alone: Vec<&Run> = report.runs_of(place, 1).collect();
    let mut points = Vec::new();
    for workers in report.plan.workers_of(plan) {
        let runs: Vec<&Run> = report.runs_of(place, workers).collect();
        points.extend(point(report, &alone, workers, &runs));
    }
    let claim = Claim::Points(points.len());
    Curve { place, plan: plan.clone(), mode: report.plan.mode, points, claim, limit: None }
}

fn point(report: &Report, alone: &[&Run], workers: u32, runs: &[&Run]) -> Option<Point> {
    let walls = || runs.iter().map(|run| run.wall_s).filter(|wall| *wall > 0.0);
    let wall = Estimate::of_median(walls())?;
    let throughput = Estimate::of_median(
        runs.iter().filter(|run| run.wall_s > 0.0).map(|run| f64::from(run.done) / run.wall_s),
    )?;
    let each = |runs: &[&Run]| Estimate::of_quantile(runs.iter().map(|run| run.wall_s), 0.5, LEVEL_OF_EACH);
    let times = if report.plan.mode == Mode::Weak { f64::from(workers) } else { 1.0 };
    let speedup =
        each(alone).zip(each(runs)).and_then(|(one, many)| one.over(&many)).map(|s| scaled(s, times));
    Some(Point {
        workers,
        region: Region::of(workers, &report.machine),
        runs: walls().count(),
        wall,
        throughput,
        speedup,
        efficiency: speedup.map(|s| scaled(s, 1.0 / f64::from(workers))),
        karp_flatt: None,
        start: median(runs.iter().map(|run| run.start_s)).unwrap_or(0.0),
        cores_busy: median(runs.iter().map(|run| run.cpu_s / run.wall_s)).unwrap_or(0.0),
        balance: None,
        losses: None,
        settled: wall.is_within(SETTLED),
        doubts: Vec::new(),
    })
}

fn scaled(estimate: Estimate, by: f64) -> Estimate {
    let Estimate { value, low, high, coverage } = estimate;
    Estimate { value: value * by, low: low * by, high: high * by, coverage }
}
