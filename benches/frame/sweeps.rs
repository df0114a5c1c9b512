//! A sweep without a machine: many lanes, many numbers of workers, by a formula.

use coreograph::event::Tool;
use coreograph::probe::counters::Counters;
use coreograph::probe::fingerprint::Fingerprint;
use coreograph::scaling::report::{Busy, CurvePlan, Mode, Report, Run, SCHEMA, SweepPlan, Times, Work};

/// A sweep of so many lanes up to so many workers, ten times each.
pub(crate) fn measured(lanes: u32, most: u32) -> Report {
    let workers: Vec<u32> = (0..16).map(|i| 1 << i).take_while(|n| *n <= most).collect();
    let mut report = planned(lanes, &workers);
    for round in 0..10 {
        for curve in 0..lanes {
            for n in &workers {
                let serial = 0.002 * f64::from(curve + 1);
                let wall_s =
                    10.0 * (serial + (1.0 - serial) / f64::from(*n)) * (1.0 + 0.003 * f64::from(round));
                report.runs.push(run(&report, [round, curve, *n], wall_s));
            }
        }
    }
    report
}

fn planned(lanes: u32, workers: &[u32]) -> Report {
    let work = Work { name: "primes".into(), tasks: 64, size: 1, unit: "numbers".into(), seed: 1, chunk: 1 };
    let curve = |lane: u32| CurvePlan {
        lane: format!("lane {lane}"),
        label: "a lane of the bench".into(),
        workload: work.clone(),
        most_workers: 1024,
        python: None,
    };
    Report {
        schema: SCHEMA.into(),
        tool: Tool::this(),
        started: None,
        simulated: Some("a formula of the bench".into()),
        machine: Fingerprint::default(),
        plan: SweepPlan {
            mode: Mode::Strong,
            workers: workers.to_vec(),
            repetitions: 10,
            budget_s: None,
            seed: 1,
            interval_us: 5000,
            curves: (0..lanes).map(curve).collect(),
        },
        runs: Vec::new(),
        spent_s: 0.0,
        complete: true,
        doubts: Vec::new(),
    }
}

fn run(report: &Report, [round, curve, workers]: [u32; 3], wall_s: f64) -> Run {
    Run {
        order: u32::try_from(report.runs.len()).unwrap_or(u32::MAX),
        round,
        curve,
        workers,
        at_s: 0.0,
        start_s: 0.0,
        wall_s,
        done: 64,
        failed: 0,
        digest: String::new(),
        cpu_s: wall_s,
        time_s: Times::default(),
        busy_s: Busy::default(),
        counters: Counters::default(),
    }
}
