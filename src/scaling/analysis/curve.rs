//! From runs to points.

use super::limit::Middles;
use super::{Curve, Point, Region, budget, claim, doubts, limit};
use crate::scaling::formula;
use crate::scaling::plausible;
use crate::scaling::report::{CurvePlan, Mode, Report, Run, SETTLED};
use crate::statistics::{Estimate, LEVEL_OF_EACH, median};

/// All curves of a report that have a run, in the order of its plan.
#[must_use]
pub fn curves(report: &Report) -> Vec<Curve> {
    let all = report.plan.curves.iter().enumerate().map(|(place, plan)| curve(report, place, plan));
    all.filter(|curve| !curve.points.is_empty()).collect()
}

/// One curve of a report.
#[must_use]
pub fn curve(report: &Report, place: usize, plan: &CurvePlan) -> Curve {
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
    let claim = claim::claim(report.plan.mode, &points);
    let middles = Middles { alone: budget::middle(&alone), of_points: &middles };
    let limit = limit::limit(&points, &middles, &report.machine, &plan.workload.name);
    Curve { place, plan: plan.clone(), mode: report.plan.mode, points, claim, limit }
}

fn point(report: &Report, alone: &[&Run], workers: u32, runs: &[&Run]) -> Option<Point> {
    let n = f64::from(workers);
    let strong = report.plan.mode == Mode::Strong;
    let wall = Estimate::of_median(runs.iter().map(|run| run.wall_s))?;
    let throughput = Estimate::of_median(runs.iter().map(|run| f64::from(run.done) / run.wall_s))?;
    let each = |runs: &[&Run]| Estimate::of_quantile(runs.iter().map(|run| run.wall_s), 0.5, LEVEL_OF_EACH);
    let times = if strong { 1.0 } else { n };
    let speedup = match workers {
        // By definition, however its runs differ.
        1 => Some(Estimate { value: 1.0, low: 1.0, high: 1.0, coverage: 1.0 }),
        _ => each(alone).zip(each(runs)).and_then(|(one, many)| one.over(&many)).map(|s| scaled(s, times)),
    };
    // A speed-up beyond the number of workers is impossible.
    let beyond = speedup.filter(|speedup| speedup.value > plausible::most_speedup(workers));
    let speedup = speedup.filter(|_| beyond.is_none());
    let machine = &report.machine;
    let losses = budget::middle(alone)
        .zip(budget::middle(runs))
        .filter(|_| workers > 1)
        .and_then(|(one, many)| budget::losses(one, many, report.plan.mode, machine));
    let busy = runs.iter().map(|run| run.cpu_s / run.wall_s);
    let mut doubts = doubts::doubts(runs, &wall, machine.usable_cpus.map_or(n, f64::from));
    doubts.extend(beyond.map(|speedup| doubts::beyond(speedup.value, workers, runs)));
    Some(Point {
        workers,
        region: Region::of(workers, machine),
        runs: runs.len(),
        wall,
        throughput,
        speedup,
        efficiency: speedup.map(|s| scaled(s, 1.0 / n)),
        karp_flatt: speedup.filter(|_| strong).and_then(|s| karp_flatt(&s, n)),
        start: median(runs.iter().map(|run| run.start_s)).unwrap_or(0.0),
        cores_busy: median(busy.filter(|cores| *cores <= plausible::most_speedup(workers))).unwrap_or(0.0),
        balance: median(runs.iter().filter_map(|run| formula::balance(run.busy_s.mean, run.busy_s.most)))
            .filter(|_| workers > 1),
        losses,
        settled: wall.is_within(SETTLED),
        doubts,
    })
}

/// It falls as speed-up rises: the ends of its interval are those of the speed-up, the other way round.
fn karp_flatt(speedup: &Estimate, workers: f64) -> Option<Estimate> {
    let of = |speedup| formula::karp_flatt(speedup, workers);
    let (value, low, high) = (of(speedup.value)?, of(speedup.high)?, of(speedup.low)?);
    Some(Estimate { value, low, high, coverage: speedup.coverage })
}

fn scaled(estimate: Estimate, by: f64) -> Estimate {
    let Estimate { value, low, high, coverage } = estimate;
    Estimate { value: value * by, low: low * by, high: high * by, coverage }
}
