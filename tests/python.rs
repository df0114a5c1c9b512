//! Lanes of real CPython, raced by the program itself. Where no Python is installed the tests that need one are
//! left out, and say so.

mod support;

use std::process::{Command, Stdio};

use serde_json::Value;
use support::run::{Running, command, race, run};

/// Whether there is a Python that the lanes can use.
fn has_python() -> bool {
    let mut python = Command::new("python3");
    python.args(["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]);
    let status = python.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = status.is_ok_and(|status| status.success());
    if !found {
        eprintln!("left out, for there is no python3 here");
    }
    found
}

fn lanes(json: &Value) -> &Vec<Value> {
    json["lanes"].as_array().expect("a race has lanes")
}

#[test]
fn real_lanes_reach_the_results_of_simulated_ones() {
    if !has_python() {
        return;
    }
    // With a size of its own every lane has the same tasks, and one digest.
    let args = "--lanes gil,py-threads,py-pool,py-executor --workload primes --size 30 --tasks 6 --workers 2";
    let report = race(&args.split(' ').collect::<Vec<_>>());
    assert_eq!(report["fault"], Value::Null);
    let digests: Vec<&Value> = lanes(&report).iter().map(|lane| &lane["digest"]).collect();
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    for lane in lanes(&report).iter().skip(1) {
        assert_eq!(lane["reference"], lane["digest"]);
        assert_eq!(lane["size"], 30);
        assert!(lane["python"]["version"].as_str().is_some_and(|v| v.starts_with("3.")), "{lane:#}");
        assert_eq!(lane["simulated"], false);
        let time: f64 = lane["time_s"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
        let life = lane["start_s"].as_f64().unwrap() + lane["wall_s"].as_f64().unwrap();
        assert!((time / (2.0 * life) - 1.0).abs() < 0.01, "{time} s of 2 × {life} s are booked");
    }
}

#[test]
fn sizes_are_calibrated_for_python() {
    if !has_python() {
        return;
    }
    let args = "--lanes gil,py-sequential,py-threads --workload primes --seconds 0.05 --workers 2";
    let report = race(&args.split(' ').collect::<Vec<_>>());
    let size = |lane: usize| lanes(&report)[lane]["size"].as_u64().expect("a size");
    assert!(size(1) < size(0), "Python is slower: {} and {}", size(1), size(0));
    assert_eq!(size(1), size(2), "but one Python is as fast as itself");
    assert_eq!(report["baseline"]["source"], "calibration");
    assert_eq!(lanes(&report)[2]["baseline"]["source"], "py-sequential");
    assert_eq!(report["fault"], Value::Null, "results are those that this program reaches at that size");
}

#[test]
fn without_a_python_the_other_lanes_run() {
    let args = "race --headless --format json --lanes gil,py-threads,pool --size 20 --tasks 4";
    let mut alone = command(&args.split(' ').collect::<Vec<_>>());
    alone.env("PATH", "");
    let ended = Running::start(alone).end();
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    let states: Vec<&str> = lanes(&report).iter().filter_map(|lane| lane["state"].as_str()).collect();
    assert_eq!(states, ["finished", "failed", "finished"]);
    assert_eq!(lanes(&report)[1]["error"], "python3 was not found: PATH is empty");
}

#[test]
fn what_is_no_python_says_so() {
    let args =
        "race --headless --format json --lanes py-threads,py-pool --python /bin/false --size 20 --tasks 4";
    let ended = run(&args.split(' ').collect::<Vec<_>>());
    assert_eq!(ended.code, Some(1), "{ended}");
    for lane in lanes(&ended.json()) {
        let error = lane["error"].as_str().expect("a reason");
        assert!(error.starts_with("/bin/false is not a working Python"), "{error}");
        assert!(lane["label"].as_str().is_some_and(|label| label.starts_with("CPython (/bin/false)")));
    }
}

#[test]
fn clients_of_python_workers_are_served() {
    if !has_python() {
        return;
    }
    for workload in ["echo", "mixed"] {
        let args = "--lanes gil,py-sequential,py-threads,py-pool,py-executor --size 12 --tasks 4 --workers 2";
        let report = race(&[&args.split(' ').collect::<Vec<_>>()[..], &["--workload", workload]].concat());
        assert_eq!(report["fault"], Value::Null);
        let digests: Vec<&Value> = lanes(&report).iter().map(|lane| &lane["digest"]).collect();
        assert!(digests.iter().all(|digest| *digest == digests[0]), "{workload}: {digests:?}");
        for lane in lanes(&report) {
            assert!(lane["replies_us"].is_object(), "{workload}: {lane:#}");
        }
    }
}

#[test]
fn what_is_carried_drawn_and_printed_in_python() {
    if !has_python() {
        return;
    }
    for workload in ["triad", "uneven", "payload", "print", "number"] {
        let args = "--lanes pool,py-pool,py-executor,py-threads --size 1000 --tasks 8 --workers 2 --seed 9";
        let report = race(&[&args.split(' ').collect::<Vec<_>>()[..], &["--workload", workload]].concat());
        assert_eq!(report["fault"], Value::Null, "{workload}");
        let [own, real @ ..] = &lanes(&report)[..] else { panic!("{report:#}") };
        for lane in real {
            assert_eq!(lane["tasks"]["done"], 8, "{workload}: {lane:#}");
            assert_eq!(lane["results"], real[0]["results"], "{workload}: {lane:#}");
            assert_eq!(lane["digest"], own["digest"], "{workload}: {lane:#}");
            let printed = lane["output"].as_array().expect("lines").len();
            assert_eq!(printed, if ["print", "number"].contains(&workload) { 8 } else { 0 }, "{lane:#}");
        }
    }
}

/// A Python whose site-packages print at every start, the last words without an end of the line; `None` where this one
/// cannot make environments.
fn noisy(folder: &std::path::Path) -> Option<String> {
    let made = Command::new("python3").args(["-m", "venv", "--without-pip"]).arg(folder).output();
    if !made.is_ok_and(|made| made.status.success()) {
        eprintln!("left out, for this python3 has no venv");
        return None;
    }
    let python = folder.join("bin/python3").to_str().expect("a plain path").to_string();
    let script = "import sysconfig; open(sysconfig.get_path('purelib') + '/noise.pth', 'w').write(\
                  'import os; os.write(1, b\"loading the profile\\\\nwithout an end: \")\\n')";
    assert!(Command::new(&python).args(["-c", script]).status().expect("it runs").success());
    let said = Command::new(&python).args(["-c", ""]).output().expect("it runs").stdout;
    // Once for each name that the folder has.
    assert!(String::from_utf8_lossy(&said).ends_with("loading the profile\nwithout an end: "));
    Some(python)
}

/// Written by another process: a file that is open for writing here could not be run.
fn write_script(path: &std::path::Path, text: &str) {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "printf '%s' \"$2\" > \"$1\" && chmod +x \"$1\"", "sh"]).arg(path).arg(text);
    assert!(shell.status().expect("a shell runs").success());
}

#[test]
fn a_python_that_prints_at_its_start_works_all_the_same() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let Some(python) = noisy(folder.path()) else { return };
    let args = "--lanes gil,py-sequential,py-threads,py-pool,py-executor --workload square --tasks 6 --workers 2 --python";
    let report = race(&[&args.split(' ').collect::<Vec<_>>()[..], &[&python]].concat());
    assert_eq!(report["fault"], Value::Null, "{report:#}");
    for lane in lanes(&report).iter().skip(1) {
        assert_eq!((&lane["tasks"]["done"], &lane["state"]), (&6.into(), &"finished".into()), "{lane:#}");
        let printed = lane["output"].as_array().expect("lines").iter();
        let lines: Vec<&str> = printed.filter_map(|line| line["line"].as_str()).collect();
        assert!(lines.contains(&"loading the profile") && lines.contains(&"without an end: "), "{lines:?}");
    }
    let ended = run(&["fidelity", "--quick", "--reps", "1", "--format", "json", "--python", &python]);
    let checked = ended.json();
    assert!(checked.to_string().contains("CPython 3."), "{ended}");
}

#[test]
fn a_launcher_that_fails_is_told_by_the_line_that_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("python3");
    let script = "#!/bin/sh\ncat >&2 <<'END'\npyenv: python3: command not found\n\nThe `python3' command exists in these \
                  Python versions:\n  3.11.4\n\nNote: See 'pyenv help global' for tips on allowing both\n      python2 and \
                  python3 to be found.\nEND\nexit 127\n";
    write_script(&path, script);
    let python = path.to_str().expect("a plain path");
    let ended = run(&[
        "race",
        "--headless",
        "--format",
        "json",
        "--lanes",
        "py-threads",
        "--tasks",
        "2",
        "--python",
        python,
    ]);
    assert_eq!(ended.code, Some(1), "{ended}");
    let error = ended.json()["lanes"][0]["error"].to_string();
    assert!(error.contains("exit 127; it said: pyenv: python3: command not found"), "{error}");
    let ended = run(&["fidelity", "--python", python]);
    assert!(ended.stderr.contains("saying: pyenv: python3: command not found"), "{ended}");
}
