//! One subject's measurements of a curve: samples and medians by number of workers.

use super::ComparedMachine;
use crate::scaling::analysis::Region;
use crate::scaling::report::{CurvePlan, Mode, Report};
use crate::statistics::{Estimate, median};

/// A curve of one subject.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Side {
    /// Points by number of workers, ascending.
    pub points: Vec<SidePoint>,
    /// Number of machines that measured it.
    pub machines: usize,
}

/// Measurements with one number of workers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SidePoint {
    /// Number of workers.
    pub workers: u32,
    /// Region of the last of them.
    pub region: Region,
    /// Median throughput, tasks/s (units/s where a comparison is forced).
    pub throughput: Estimate,
    /// S(N), see [`Point::speedup`](crate::scaling::analysis::Point::speedup): the median.
    pub speedup: Option<Estimate>,
    /// The samples of throughput: of runs, or of machines.
    pub rates: Vec<f64>,
    /// The samples of speed-up: of rounds, or of machines.
    pub speedups: Vec<f64>,
}

impl SidePoint {
    /// S(N)/N.
    #[must_use]
    pub(crate) fn efficiency(&self) -> Option<Estimate> {
        let by = 1.0 / f64::from(self.workers);
        let Estimate { value, low, high, coverage } = self.speedup?;
        Some(Estimate { value: value * by, low: low * by, high: high * by, coverage })
    }
}

impl Side {
    /// The point with `workers` workers.
    #[must_use]
    pub(crate) fn at(&self, workers: u32) -> Option<&SidePoint> {
        self.points.iter().find(|point| point.workers == workers)
    }

    /// The measurements of `subject` of the curves that `is_it`; `None` when it has no run of them. A task counts as
    /// `unit`.
    pub(super) fn of(
        subject: &ComparedMachine,
        is_it: &dyn Fn(&Report, &CurvePlan) -> bool,
        unit: f64,
    ) -> Option<Self> {
        let machines: Vec<Vec<(&Report, usize)>> = subject
            .machines()
            .into_iter()
            .map(|reports| places(&reports, is_it))
            .filter(|places| !places.is_empty())
            .collect();
        let mut numbers: Vec<u32> =
            machines.iter().flatten().flat_map(|(report, _)| report.plan.workers.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let points: Vec<SidePoint> =
            numbers.into_iter().filter_map(|workers| point(&machines, workers, unit)).collect();
        (!points.is_empty()).then_some(Self { points, machines: machines.len() })
    }
}

/// Indices of the curve in these reports.
fn places<'a>(
    reports: &[&'a Report],
    is_it: &dyn Fn(&Report, &CurvePlan) -> bool,
) -> Vec<(&'a Report, usize)> {
    let place = |report: &&'a Report| {
        Some((*report, report.plan.curves.iter().position(|curve| is_it(report, curve))?))
    };
    reports.iter().filter_map(place).collect()
}

fn point(machines: &[Vec<(&Report, usize)>], workers: u32, unit: f64) -> Option<SidePoint> {
    let (mut rates, mut speedups) = (Vec::new(), Vec::new());
    for machine in machines {
        let of_machine = machine.iter().flat_map(|(report, place)| rates_of(report, *place, workers));
        let own: Vec<f64> = of_machine.map(|rate| rate * unit).collect();
        let pairs: Vec<f64> =
            machine.iter().flat_map(|(report, place)| speedups_of(report, *place, workers)).collect();
        if machines.len() == 1 {
            (rates, speedups) = (own, pairs);
        } else {
            rates.extend(median(own));
            speedups.extend(median(pairs));
        }
    }
    let (report, _) = machines.iter().flatten().next()?;
    Some(SidePoint {
        workers,
        region: Region::of(workers, &report.machine),
        throughput: Estimate::of_median(rates.iter().copied())?,
        speedup: Estimate::of_median(speedups.iter().copied()),
        rates,
        speedups,
    })
}

/// Tasks per second of each run.
fn rates_of(report: &Report, place: usize, workers: u32) -> Vec<f64> {
    let timed = report.runs_of(place, workers).filter(|run| run.wall_s > 0.0);
    timed.map(|run| f64::from(run.done) / run.wall_s).collect()
}

/// Speed-up of each run over the run of one worker in the same round: close in time, so that the machine was in the
/// same state.
fn speedups_of(report: &Report, place: usize, workers: u32) -> Vec<f64> {
    let times = if report.plan.mode == Mode::Weak { f64::from(workers) } else { 1.0 };
    let many = report.runs_of(place, workers).filter(|run| run.wall_s > 0.0);
    let pair = |run: &crate::scaling::report::Run| {
        let one = report.runs_of(place, 1).find(|one| one.round == run.round && one.wall_s > 0.0)?;
        Some(times * one.wall_s / run.wall_s)
    };
    many.filter_map(pair).collect()
}
