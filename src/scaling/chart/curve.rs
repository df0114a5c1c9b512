//! A measured curve, and the machine that its ideal and its regions depend on.

use crate::event::Fingerprint;
use crate::scaling::Report;
use crate::scaling::analysis::{self, Curve, Region};

/// A curve with the machine that it was measured on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartCurve {
    /// The points that have a run, and the analysis of them.
    pub measured: Curve,
    /// The planned numbers of workers, with a run or not yet, ascending.
    pub planned: Vec<u32>,
    /// The machine.
    pub machine: Machine,
}

/// The machine of a curve.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Machine {
    /// Its name; machines with the same name are the same machine.
    pub name: String,
    /// Its CPUs, cores and quota.
    pub fingerprint: Fingerprint,
}

impl ChartCurve {
    /// All curves of a report in the order of its plan, those without a run included.
    #[must_use]
    pub(crate) fn all_of(report: &Report) -> Vec<Self> {
        let machine = Machine {
            name: report.machine.name.clone().unwrap_or_default(),
            fingerprint: report.machine.clone(),
        };
        let curves = report.plan.curves.iter().enumerate();
        let curve = |(place, plan)| Self {
            measured: analysis::curve(report, place, plan),
            planned: report.plan.workers_of(plan).collect(),
            machine: machine.clone(),
        };
        curves.map(curve).collect()
    }

    /// Largest planned number of workers, at least 1.
    #[must_use]
    pub(crate) fn most_workers(&self) -> u32 {
        self.planned.last().copied().unwrap_or(1)
    }

    /// Throughput of one worker, tasks/s; `None` without a run of one worker.
    #[must_use]
    pub(crate) fn alone(&self) -> Option<f64> {
        let first = self.measured.points.first().filter(|point| point.workers == 1)?;
        Some(first.throughput.value).filter(|alone| *alone > 0.0)
    }
}

impl Machine {
    /// Number of CPUs that workers may use, quota included, at least 1; infinite where unknown.
    #[must_use]
    pub(crate) fn cpus(&self) -> f64 {
        Region::cpus(&self.fingerprint)
    }

    /// Possible speed-up of `workers` workers: one CPU for each, as long as there are CPUs.
    #[must_use]
    pub(crate) fn possible(&self, workers: f64) -> f64 {
        workers.min(self.cpus())
    }

    /// Region of the last of `workers` workers.
    #[must_use]
    pub(crate) fn region(&self, workers: u32) -> Region {
        Region::of(workers, &self.fingerprint)
    }
}
