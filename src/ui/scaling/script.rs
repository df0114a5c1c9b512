//! Sweeps by a formula, for tests: machines that follow the Universal Scalability Law, with a little noise.

use super::chart_set::ChartSet;
use crate::event::Doubt;
use crate::scaling::Report;
use crate::scaling::analysis::{Claim, Curve, Fit, Parameter, PointDoubt, Region};
use crate::scaling::fixture;
use crate::scaling::formula::{karp_flatt, usl};
use crate::scaling::progress::{News, Now, Progress};
use crate::statistics::Estimate;

/// An invented sweep.
#[derive(Debug, Clone)]
pub(super) struct Script {
    pub(super) name: &'static str,
    pub(super) cores: u32,
    pub(super) cpus: u32,
    pub(super) workers: Vec<u32>,
    pub(super) lanes: Vec<(&'static str, &'static str)>,
    pub(super) workloads: Vec<&'static str>,
    /// Speed of one worker, tasks/s.
    pub(super) speed: f64,
    pub(super) repetitions: u32,
    /// Whether one point has a doubt, and the whole has one.
    pub(super) doubted: bool,
}

/// Lanes of a sweep by default.
const LANES: [(&str, &str); 3] =
    [("pool", "worker processes"), ("threads", "threads, no lock"), ("gil", "threads, simulated GIL")];

impl Script {
    /// A machine of two cores.
    pub(super) fn small() -> Self {
        Self {
            name: "laptop",
            cores: 2,
            cpus: 2,
            workers: vec![1, 2],
            lanes: LANES.to_vec(),
            workloads: vec!["primes", "mandelbrot", "triad"],
            speed: 31.0,
            repetitions: 5,
            doubted: false,
        }
    }

    /// A machine of 64 cores with two threads each.
    pub(super) fn large() -> Self {
        let workers = vec![1, 2, 4, 8, 16, 32, 64, 128];
        Self { name: "tau", cores: 64, cpus: 128, workers, speed: 24.0, ..Self::small() }
    }

    /// Coefficients of a curve: contention (serial part) and coherence.
    fn law(lane: &str, workload: &str) -> (f64, f64) {
        let (serial, price) = match lane {
            "gil" => (1.0, 0.004),
            "pool" => (0.012, 0.0),
            _ => (0.02, 0.0002),
        };
        if workload == "triad" && lane != "gil" { (0.22, 0.001) } else { (serial, price) }
    }

    /// The report after `runs` runs.
    pub(super) fn report(&self, runs: usize) -> Report {
        let mut report = fixture::planned(&[], &self.workers, self.repetitions);
        let pattern = fixture::planned(&["pool"], &[1], 1).plan.curves.remove(0);
        report.machine.name = Some(self.name.into());
        report.machine.physical_cores = Some(self.cores);
        (report.machine.logical_cpus, report.machine.usable_cpus) = (Some(self.cpus), Some(self.cpus));
        report.simulated = Some("the Universal Scalability Law with a little noise".into());
        for workload in &self.workloads {
            for (lane, label) in &self.lanes {
                let mut plan = pattern.clone();
                (plan.lane, plan.label) = ((*lane).into(), (*label).into());
                plan.workload.name = (*workload).into();
                report.plan.curves.push(plan);
            }
        }
        for (round, workers, curve) in self.order().into_iter().take(runs) {
            let plan = &report.plan.curves[curve];
            let (serial, price) = Self::law(&plan.lane, &plan.workload.name);
            let tasks = f64::from(plan.workload.tasks);
            // The second thread of a core is worth a third of one.
            let equal =
                f64::from(workers.min(self.cores)) + f64::from(workers.saturating_sub(self.cores)) / 3.0;
            let throughput = usl(self.speed, serial, price, equal);
            let wall = tasks / throughput * noise(round, workers, curve);
            fixture::add(&mut report, round, u32::try_from(curve).unwrap(), workers, wall);
        }
        report.complete = runs >= self.order().len();
        if self.doubted {
            report.doubts.push(doubt("busy-machine", "other programs kept 1.3 cores busy before the start"));
        }
        report
    }

    /// All runs: round by round, each in an order of its own.
    pub(super) fn order(&self) -> Vec<(u32, u32, usize)> {
        let curves = self.lanes.len() * self.workloads.len();
        let mut order = Vec::new();
        for round in 0..self.repetitions {
            let points = self
                .workers
                .iter()
                .flat_map(|workers| (0..curves).map(move |curve| (round, *workers, curve)));
            let mut points: Vec<_> = points.collect();
            points.sort_by_key(|(round, workers, curve)| {
                (*workers * 37 + *round * 11 + u32::try_from(*curve).unwrap() * 53) % 29
            });
            order.extend(points);
        }
        order
    }

    /// The chart set after `runs` runs, with fixed texts, so that these pictures change only when drawing does.
    pub(super) fn chart_set(&self, runs: usize) -> ChartSet {
        let mut set = ChartSet::of_report(&self.report(runs));
        for curve in &mut set.curves {
            claim(&mut curve.measured);
            if self.doubted {
                let doubt = doubt("steal", "the hypervisor took 4 % of the CPU time");
                if let Some(point) = curve.measured.points.last_mut() {
                    point.doubts = vec![PointDoubt { doubt, runs: vec![3] }];
                }
            }
        }
        set
    }

    /// The sweep after `runs` runs, with the next one begun.
    pub(super) fn progress(&self, runs: usize) -> Progress {
        let mut progress = Progress::default();
        let report = self.report(runs);
        let (spent_s, complete) = (report.spent_s, report.complete);
        progress.hear(News::Planned(Box::new(report)));
        let all = self.order();
        progress.hear(News::Left(0.01 * spent_s + 3.0 * (all.len() - runs.min(all.len())) as f64));
        progress.now = match all.get(runs) {
            _ if complete => Now::Over,
            Some((round, workers, curve)) => Now::Measuring {
                curve: u32::try_from(*curve).unwrap(),
                workers: *workers,
                round: *round,
                at_s: spent_s,
            },
            None => Now::Over,
        };
        progress
    }
}

/// Noise of at most two per cent, the same every time.
fn noise(round: u32, workers: u32, curve: usize) -> f64 {
    let mixed = (f64::from(round * 7 + workers * 13) + curve as f64 * 5.3).sin();
    1.0 + 0.02 * mixed
}

fn doubt(kind: &str, message: &str) -> Doubt {
    Doubt { kind: kind.into(), message: message.into(), advice: "measure again".into(), lane: None }
}

fn claim(curve: &mut Curve) {
    for point in &mut curve.points {
        let exact = |value| Estimate { value, low: value, high: value, coverage: 0.93 };
        let speedup = point.speedup.map(|s| s.value);
        point.karp_flatt = speedup.and_then(|s| karp_flatt(s, f64::from(point.workers))).map(exact);
        point.doubts.clear();
    }
    let points = curve.points.iter().filter(|point| point.region == Region::Cores).count();
    let (serial, price) = Script::law(&curve.plan.lane, &curve.plan.workload.name);
    let parameter = |value| Parameter { value, error: Some(value / 10.0), at_least: None, at_most: None };
    let lambda = curve.points.first().map_or(1.0, |point| point.throughput.value);
    let fit = Fit {
        lambda: parameter(lambda),
        sigma: parameter(serial),
        kappa: parameter(price),
        residual: 1.0,
        freedom: 3,
    };
    curve.claim = match points {
        0..=2 => Claim::Points(points),
        3..=5 => Claim::Amdahl { fit, indicative: true, alternative: None },
        _ => Claim::Usl { fit, p: 0.004, peak: (price > 0.0).then(|| ((1.0 - serial) / price).sqrt()) },
    };
    curve.limit = match curve.plan.lane.as_str() {
        _ if points < 2 => None,
        "gil" => Some("the lock: workers waited for it 87 % of their time".into()),
        _ if curve.plan.workload.name == "triad" => {
            Some("from 4 workers on, memory bandwidth: CPU time per task grew 1.8 times".into())
        }
        _ => None,
    };
}
