//! Reports without a machine, for tests: runs by a formula.

use super::report::{Busy, CurvePlan, Mode, Report, Run, SCHEMA, SweepPlan, Times, Work};
use crate::event::{Fingerprint, Tool};
use crate::probe::counters::Counters;
use crate::workload::Kind;

/// A report of these lanes on primes, without runs.
pub(crate) fn planned(lanes: &[&str], workers: &[u32], repetitions: u32) -> Report {
    let curve = |lane: &&str| CurvePlan {
        lane: (*lane).into(),
        label: format!("the {lane} lane"),
        workload: Work::usual(Kind::Primes, false),
        most_workers: 1024,
        python: None,
    };
    let cpus = workers.last().copied();
    Report {
        schema: SCHEMA.into(),
        tool: Tool { version: "0.1.0".into(), profile: "release".into() },
        started: Some("2026-11-23T12:00:00Z".into()),
        host: Some("test".into()),
        argv: Some(["coreograph", "scale"].map(String::from).into()),
        simulated: None,
        imported: None,
        machine: Fingerprint {
            name: Some("test".into()),
            cpu: Some("Test CPU".into()),
            physical_cores: cpus,
            logical_cpus: cpus,
            usable_cpus: cpus,
            ..Fingerprint::default()
        },
        plan: SweepPlan {
            mode: Mode::Strong,
            workers: workers.to_vec(),
            repetitions,
            budget_s: None,
            seed: 1,
            interval_us: 5000,
            deadline_s: None,
            curves: lanes.iter().map(curve).collect(),
        },
        runs: Vec::new(),
        spent_s: 0.0,
        complete: false,
        doubts: Vec::new(),
    }
}

/// Adds a run of this length; all its time was computing.
pub(crate) fn add(report: &mut Report, round: u32, curve: u32, workers: u32, wall_s: f64) {
    let tasks = report.plan.tasks(&report.plan.curves[curve as usize], workers);
    let times = f64::from(workers);
    report.runs.push(Run {
        order: u32::try_from(report.runs.len()).unwrap(),
        round,
        curve,
        workers,
        at_s: report.spent_s,
        start_s: 0.0,
        wall_s,
        done: tasks,
        failed: 0,
        digest: "0123456789abcdef".into(),
        cpu_s: wall_s * times,
        time_s: Times { compute: wall_s * times, ..Times::default() },
        busy_s: Busy { mean: wall_s, most: wall_s },
        counters: Counters::default(),
    });
    report.spent_s += wall_s;
}
