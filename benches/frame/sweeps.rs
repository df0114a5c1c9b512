//! A sweep without a machine: many lanes, many numbers of workers, by a formula.

use serde_json::{Value, json};

/// A report of a simulated machine: what the sweep below leaves as it is.
const SIMULATED: &str = include_str!("../../tests/fixtures/simulated-64-cores.json");

/// The report of a sweep of so many lanes up to so many workers, ten times each, as JSON.
pub(crate) fn measured(lanes: u32, most: u32) -> String {
    let mut report: Value = serde_json::from_str(SIMULATED).expect("the fixture is JSON");
    let workers: Vec<u32> = (0..16).map(|i| 1 << i).take_while(|n| *n <= most).collect();
    report["simulated"] = "a formula of the bench".into();
    report["plan"]["workers"] = json!(workers);
    report["plan"]["repetitions"] = 10.into();
    report["plan"]["curves"] = (0..lanes).map(curve).collect();
    let first = report["runs"][0].clone();
    let mut runs = Vec::new();
    for round in 0..10 {
        for curve in 0..lanes {
            for n in &workers {
                let mut run = first.clone();
                run["order"] = runs.len().into();
                run["round"] = round.into();
                run["curve"] = curve.into();
                run["workers"] = (*n).into();
                run["done"] = 64.into();
                run["wall_s"] = wall_s(round, curve, *n).into();
                run["cpu_s"] = run["wall_s"].clone();
                runs.push(run);
            }
        }
    }
    report["runs"] = runs.into();
    report.to_string()
}

/// Amdahl's law, a little slower with each round, and with a larger serial part on each lane.
fn wall_s(round: u32, curve: u32, workers: u32) -> f64 {
    let serial = 0.002 * f64::from(curve + 1);
    10.0 * (serial + (1.0 - serial) / f64::from(workers)) * (1.0 + 0.003 * f64::from(round))
}

fn curve(lane: u32) -> Value {
    let work = json!({"name": "primes", "tasks": 64, "size": 1, "unit": "numbers", "seed": 1, "chunk": 1});
    json!({"lane": format!("lane {lane}"), "label": "a lane of the bench", "workload": work, "most_workers": 1024})
}
