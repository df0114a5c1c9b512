//! Figures of one number of workers, from its runs.

use super::budget;
use super::doubts::{self, PointDoubt};
use super::region::Region;
use crate::model::losses::Losses;
use crate::scaling::formula;
use crate::scaling::plausible;
use crate::scaling::report::{Mode, Report, Run};
use crate::statistics::{Estimate, LEVEL_OF_EACH, median};

/// Figures of one number of workers.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Number of workers.
    pub workers: u32,
    /// Region that they run on.
    pub region: Region,
    /// Number of runs that counted.
    pub runs: usize,
    /// Median time of a run, s.
    pub wall: Estimate,
    /// Throughput, tasks/s.
    pub throughput: Estimate,
    /// S(N) = T(1)/T(N) of a strong sweep, N·T(1)/T(N) of a weak one; `None` without runs of one worker.
    pub speedup: Option<Estimate>,
    /// S/N.
    pub efficiency: Option<Estimate>,
    /// Karp–Flatt's e(N) = (1/S − 1/N)/(1 − 1/N); `None` for one worker and of weak sweeps.
    pub karp_flatt: Option<Estimate>,
    /// Median of the time until all workers were ready, s; `None` where another program measured.
    pub start: Option<f64>,
    /// Median of CPU time over wall time; `None` where no CPU time is known.
    pub cores_busy: Option<f64>,
    /// Median of the mean over the longest time that workers were busy.
    pub balance: Option<f64>,
    /// Why not N times: losses of the median run.
    pub losses: Option<Losses>,
    /// Whether the interval of its time is within 2 % of the median.
    pub settled: bool,
    /// Doubts with the order of their runs.
    pub doubts: Vec<PointDoubt>,
}

/// The figures of these `runs`, against those of one worker `alone`; `None` without any.
pub(super) fn point(report: &Report, alone: &[&Run], workers: u32, runs: &[&Run]) -> Option<Point> {
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
    // A CPU time of 0 is not known.
    let busy = runs.iter().filter(|run| run.cpu_s > 0.0).map(|run| run.cpu_s / run.wall_s);
    let known_busy = median(busy.clone()).filter(|_| runs.iter().all(|run| run.cpu_s > 0.0));
    let cpus = machine.usable_cpus.map_or(n, f64::from);
    let mut doubts = doubts::doubts(runs, &wall, cpus, report.imported.as_ref());
    doubts.extend(beyond.map(|speedup| doubts::beyond(speedup.value, workers, runs)));
    Some(Point {
        workers,
        region: Region::of_busy(workers, machine, known_busy),
        runs: runs.len(),
        wall,
        throughput,
        speedup,
        efficiency: speedup.map(|s| scaled(s, 1.0 / n)),
        karp_flatt: speedup.filter(|_| strong).and_then(|s| karp_flatt(&s, n)),
        start: median(runs.iter().map(|run| run.start_s)).filter(|_| report.imported.is_none()),
        cores_busy: median(busy.filter(|cores| *cores <= plausible::most_speedup(workers))),
        balance: median(runs.iter().filter_map(|run| formula::balance(run.busy_s.mean, run.busy_s.most)))
            .filter(|_| workers > 1),
        losses,
        settled: wall.is_settled(),
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
