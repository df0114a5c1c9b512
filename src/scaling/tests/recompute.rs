//! Every figure of a scaling report can be computed again from its raw runs, in another language: `tests/recompute.py`
//! does, and knows nothing of this program but its documentation.

use std::path::Path;
use std::process::Command;

use crate::event::{Fingerprint, Quota, Tool};
use crate::scaling::Report;
use crate::scaling::analysis::{curves, figures::figures};
use crate::scaling::formula;
use crate::scaling::report::{Busy, CurvePlan, Mode, Run, SCHEMA, SweepPlan, Times, Work};

/// Noise that is the same each time: from −1 to 1.
fn noise(seed: u32) -> f64 {
    let mixed = seed.wrapping_mul(2_654_435_761) ^ (seed.wrapping_mul(40_503) >> 7);
    f64::from(mixed % 2001) / 1000.0 - 1.0
}

fn plan(lane: &str) -> CurvePlan {
    let workload = Work {
        name: "primes".into(),
        tasks: 64,
        size: 20_000,
        unit: "numbers".into(),
        seed: 1,
        chunk: 1,
        call: None,
        imported: false,
        command: None,
    };
    CurvePlan { lane: lane.into(), label: lane.into(), workload, most_workers: 64, python: None }
}

/// A sweep of three lanes: one that peaks, one with a serial part, one under a lock.
fn report(mode: Mode, workers: &[u32], quota: Option<Quota>) -> Report {
    let plan = SweepPlan {
        mode,
        workers: workers.to_vec(),
        repetitions: 7,
        budget_s: None,
        seed: 1,
        interval_us: 5000,
        deadline_s: None,
        curves: ["pool", "threads", "gil"].map(plan).to_vec(),
    };
    let machine =
        Fingerprint { usable_cpus: Some(48), physical_cores: Some(40), quota, ..Fingerprint::default() };
    let mut runs = Vec::new();
    for round in 0..7 {
        for curve in 0..3 {
            for n in workers {
                let order = u32::try_from(runs.len()).unwrap();
                runs.push(run(&plan, [round, curve, *n, order]));
            }
        }
    }
    let spent_s = runs.iter().map(|run: &Run| run.wall_s).sum();
    Report {
        schema: SCHEMA.into(),
        tool: Tool::this(),
        started: None,
        host: None,
        argv: None,
        simulated: Some("a test".into()),
        imported: None,
        machine,
        plan,
        runs,
        spent_s,
        complete: true,
        doubts: Vec::new(),
    }
}

fn run(plan: &SweepPlan, [round, curve, workers, order]: [u32; 4]) -> Run {
    let n = f64::from(workers);
    let speedup = match curve {
        0 => formula::usl(1.0, 0.03, 0.002, n),
        1 => formula::amdahl(0.08, n),
        _ => 0.98,
    };
    let work = if plan.mode == Mode::Weak { n } else { 1.0 };
    let wall = 4.0 * work / speedup * (1.0 + 0.004 * noise(order));
    let total = n * wall;
    let (lock_wait, transfer) = if curve == 2 { (total - wall, 0.0) } else { (0.0, 0.02 * total) };
    let compute = if curve == 2 { wall } else { (4.1 * work).min(0.9 * total) };
    let idle = 0.6 * (total - compute - lock_wait - transfer).max(0.0);
    let time_s = Times {
        compute,
        lock_wait,
        serialise: transfer / 4.0,
        transfer: transfer * 0.75,
        core_wait: idle / 3.0,
        idle,
        ..Times::default()
    };
    Run {
        order,
        round,
        curve,
        workers,
        at_s: 0.0,
        start_s: 0.01 * n,
        wall_s: wall,
        done: plan.tasks(&plan.curves[curve as usize], workers),
        failed: 0,
        digest: "0".into(),
        cpu_s: compute * 0.99,
        time_s,
        busy_s: Busy { mean: compute / n, most: compute / n + 0.01 * idle },
        counters: crate::probe::counters::Counters::default(),
    }
}

/// Writes the report with its curves, and has it checked; says what the script says.
fn recomputed(report: &Report) -> Option<String> {
    let mut json = serde_json::to_value(report).unwrap();
    json["curves"] = serde_json::to_value(figures(&curves(report))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    std::fs::write(&file, json.to_string()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recompute.py");
    let Ok(output) = Command::new("python3").arg(script).arg(&file).output() else {
        eprintln!("skipped: there is no python3");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}

/// The machine of the library was measured, not made up: its report as the program writes it today.
#[test]
fn every_figure_of_a_real_sweep_follows_from_its_raw_runs() {
    let real = crate::scaling::library::by_name("epyc-2").unwrap();
    if let Some(said) = recomputed(&real) {
        assert!(said.contains("laws: "), "{said}");
    }
}

#[test]
fn every_figure_follows_from_the_raw_runs() {
    let long = report(Mode::Strong, &[1, 2, 4, 8, 12, 16, 24, 32, 48, 64], None);
    if let Some(said) = recomputed(&long) {
        assert!(said.contains("laws: usl, amdahl, amdahl"), "{said}");
    }
    let short = report(Mode::Strong, &[1, 2, 3, 4], None);
    if let Some(said) = recomputed(&short) {
        assert!(said.contains("laws: amdahl, amdahl, amdahl"), "{said}");
    }
    let quota = Quota { time_us: 250_000, period_us: 100_000, cgroup: 2 };
    let held = report(Mode::Strong, &[1, 2, 4], Some(quota));
    if let Some(said) = recomputed(&held) {
        assert!(said.contains("laws: none, none, none"), "{said}");
    }
    recomputed(&report(Mode::Weak, &[1, 2, 4, 8, 16, 32], None));
}

/// Numbers of other programs, with the law that is told beside Amdahl's.
#[test]
fn every_figure_of_imported_numbers_follows_from_them() {
    for (name, laws) in
        [("numbers.csv", "amdahl"), ("hyperfine.json", "amdahl"), ("google-benchmark.json", "amdahl")]
    {
        let path = format!("{}/tests/fixtures/imported/{name}", env!("CARGO_MANIFEST_DIR"));
        let report = crate::scaling::imported::read(Path::new(&path), None).unwrap();
        if let Some(said) = recomputed(&report) {
            assert!(said.contains(&format!("laws: {laws}")), "{name}: {said}");
        }
    }
}

/// The script would notice: a figure that is off by a thousandth is told.
#[test]
fn the_script_finds_a_figure_that_is_wrong() {
    let report = report(Mode::Strong, &[1, 2, 4, 8, 16, 32], None);
    let mut told = serde_json::to_value(&report).unwrap();
    told["curves"] = serde_json::to_value(figures(&curves(&report))).unwrap();
    let figure = &mut told["curves"][1]["points"][2]["speedup"]["median"];
    *figure = serde_json::json!(figure.as_f64().unwrap() * 1.001);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    std::fs::write(&file, told.to_string()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recompute.py");
    match Command::new("python3").arg(script).arg(&file).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(
                !output.status.success() && said.contains("threads on primes with 4.speedup.median"),
                "{said}"
            );
        }
        Err(_) => eprintln!("skipped: there is no python3"),
    }
}
