//! Sweeps of a function of the user's, and its race as a recording. Where no Python is installed these tests are left
//! out, and say so.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::run::{Ended, race, run};
use tempfile::TempDir;

/// Takes CPU time when it is imported, and hardly any when it is called.
const FUNCTIONS: &str = "
import time

while time.thread_time() < 0.4:
    pass


def double(n):
    return 2 * n


def pause(n):
    time.sleep(0.01)
    return n
";

/// The functions in a folder of their own; `None` where there is no Python.
fn functions() -> Option<TempDir> {
    let mut python = Command::new("python3");
    python.args(["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]);
    if !python.stdout(Stdio::null()).status().is_ok_and(|status| status.success()) {
        eprintln!("left out, for there is no python3 here");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("functions.py"), FUNCTIONS).expect("a file");
    Some(folder)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of plain letters")
}

/// Sweeps `call` over these arguments into a file.
fn sweep(call: &str, over: &str, file: &Path, more: &[&str]) -> Ended {
    let fixed =
        ["scale", "--headless", "--call", call, "--over", over, "--workers", "1,2", "--reps", "1", "--save"];
    run(&[&fixed[..], &[text(file)], more].concat())
}

#[test]
fn a_sweep_of_a_function_carries_the_call_and_is_compared_by_its_source() {
    let Some(folder) = functions() else { return };
    let at = |name: &str| folder.path().join(name);
    let call = format!("{}:pause", text(&at("functions.py")));
    let ended = sweep(&call, "range(12)", &at("one.json"), &["--name", "one"]);
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(ended.stdout.contains("pause(x) for x in range(12), 12 tasks"), "{ended}");
    let report: Value = serde_json::from_str(&fs::read_to_string(at("one.json")).unwrap()).unwrap();
    let curves = report["plan"]["curves"].as_array().unwrap();
    let lanes: Vec<&str> = curves.iter().filter_map(|curve| curve["lane"].as_str()).collect();
    assert_eq!(lanes, ["py-threads", "py-pool"]);
    let work = &curves[0]["workload"];
    assert_eq!((&work["name"], &work["tasks"]), (&"pause".into(), &12.into()));
    assert_eq!(work["call"]["source"].as_str().map(str::len), Some(16), "{work}");
    let digests: Vec<&str> =
        report["runs"].as_array().unwrap().iter().filter_map(|run| run["digest"].as_str()).collect();
    assert!(digests.len() == 4 && digests.windows(2).all(|pair| pair[0] == pair[1]), "{digests:?}");

    // On another machine the file is elsewhere.
    fs::create_dir(at("elsewhere")).unwrap();
    fs::write(at("elsewhere/functions.py"), FUNCTIONS).unwrap();
    let other = format!("{}:pause", text(&at("elsewhere/functions.py")));
    assert_eq!(sweep(&other, "range(12)", &at("two.json"), &["--name", "two"]).code, Some(0));
    let compared = run(&["compare", text(&at("one.json")), text(&at("two.json"))]);
    assert!(compared.code == Some(0) && compared.stdout.contains("py-pool on pause"), "{compared}");

    // With another source it is another function.
    fs::write(at("elsewhere/functions.py"), format!("{FUNCTIONS}\n# changed\n")).unwrap();
    let resumed = run(&["scale", "--headless", "--resume", text(&at("two.json")), "--reps", "2"]);
    assert!(resumed.code == Some(2) && resumed.stderr.contains("the source of "), "{resumed}");
    assert_eq!(sweep(&other, "range(12)", &at("three.json"), &["--name", "three"]).code, Some(0));
    let refused = run(&["compare", text(&at("one.json")), text(&at("three.json"))]);
    assert_eq!(refused.code, Some(2), "{refused}");
    assert!(refused.stderr.contains("the source of the function of the py-threads lane is "), "{refused}");
}

#[test]
fn what_cannot_be_swept_is_refused_before_anything_runs() {
    let Some(folder) = functions() else { return };
    let at = |name: &str| folder.path().join(name);
    let file = text(&at("functions.py")).to_string();
    for (call, more, told) in [
        ("dubble", &[][..], "did you mean double?"),
        ("double", &["--lanes", "gil"][..], "executes no Python function"),
        ("double", &["--tasks", "3"][..], "cannot be used with"),
        ("double", &["--workloads", "primes"][..], "cannot be used with"),
    ] {
        let ended = sweep(&format!("{file}:{call}"), "range(3)", &at("none.json"), more);
        assert!(ended.code == Some(2) && ended.stderr.contains(told), "{told}: {ended}");
    }
    assert!(!at("none.json").exists());
}

/// The CPU time of a worker is that of its own thread: what the import took is not in it.
#[test]
fn workers_account_their_own_cpu_time() {
    let Some(folder) = functions() else { return };
    let call = format!("{}:double", text(&folder.path().join("functions.py")));
    let report = race(&["--call", &call, "--over", "range(20)", "--lanes", "py-threads,py-pool"]);
    for lane in report["lanes"].as_array().unwrap() {
        let workers = lane["worker"].as_array().unwrap();
        let cpu: f64 = workers.iter().filter_map(|worker| worker["cpu_s"].as_f64()).sum();
        assert!(cpu < 0.3, "{cpu} s: {lane:#}");
    }
}

#[test]
fn a_recorded_race_of_a_function_is_reported_as_it_was() {
    let Some(folder) = functions() else { return };
    let at = |name: &str| folder.path().join(name);
    let call = format!("{}:double", text(&at("functions.py")));
    let told = race(&["--call", &call, "--over", "range(20)", "--record", text(&at("race.jsonl"))]);
    let workload = &told["workload"];
    assert_eq!((&workload["name"], &workload["tasks"]), (&"call".into(), &20.into()));
    assert_eq!(
        (&workload["call"]["function"], &workload["call"]["over"]),
        (&call.into(), &"range(20)".into())
    );
    assert_eq!(workload["call"]["arguments"], 20, "{workload}");
    let replayed = run(&["replay", text(&at("race.jsonl")), "--headless", "--format", "json"]);
    assert_eq!(replayed.code, Some(0), "{replayed}");
    let replayed = replayed.json();
    for field in ["workload", "lanes", "verdict", "advice"] {
        assert_eq!(replayed[field], told[field], "{field}");
    }
}
