//! A command of the user's: raced, swept, and everything that goes wrong with it. No process is left.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value;
use support::run::{Ended, Running, command};
use support::wait_for;
use tempfile::TempDir;

/// A folder with these files in it; those that begin with `#!` are programs.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        let mode = if text.starts_with("#!") { 0o755 } else { 0o644 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("its mode");
    }
    folder
}

/// Runs the program in this folder, and checks that nothing that was started there is left.
fn run(folder: &TempDir, args: &[&str]) -> Ended {
    let mut command = command(args);
    command.current_dir(folder.path());
    let ended = Running::start(command).end();
    wait_for("the end of all that runs in the folder", || {
        processes_in(folder.path()).is_empty().then_some(())
    });
    ended
}

/// A race of one run at a time against two, as JSON.
fn race(folder: &TempDir, args: &[&str]) -> Ended {
    run(folder, &[&["race", "--headless", "--format", "json"], args].concat())
}

/// Processes whose working directory is this one; Linux only.
fn processes_in(folder: &Path) -> Vec<String> {
    let folder = folder.canonicalize().expect("a folder");
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let here = entries.filter(|entry| fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == folder));
    here.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The reasons for which tasks of the first lane failed.
fn failures(report: &Value) -> Vec<String> {
    let failures = report["lanes"][0]["failures"].as_array().expect("failures");
    failures.iter().map(|failure| failure["reason"].as_str().expect("a reason").to_string()).collect()
}

#[test]
fn a_command_is_raced_over_its_items() {
    let folder = folder(&[("a b.txt", "one\n"), ("c.txt", "two\n"), ("items", "a b.txt\nc.txt\n")]);
    let ended =
        race(&folder, &["--command", "cat {item}", "--items", "items", "--output-of", "0", "--workers", "2"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let report = ended.json();
    assert_eq!(report["workload"]["command"]["text"], "cat {item}");
    assert_eq!(report["workload"]["tasks"], 2);
    for (place, workers) in [(0, 1), (1, 2)] {
        let lane = &report["lanes"][place];
        assert_eq!((&lane["lane"], &lane["workers"]), (&"processes".into(), &workers.into()));
        assert_eq!((&lane["tasks"]["done"], &lane["results"]), (&2.into(), &serde_json::json!([0, 0])));
        assert_eq!(lane["output"][0]["line"], "one", "{lane}");
        let runs = lane["executions"].as_array().expect("runs");
        assert_eq!((runs.len(), &runs[0]["exit"]), (2, &"exit 0".into()));
        // Every nanosecond of the places is accounted for.
        let time: f64 = lane["time_s"].as_object().expect("times").values().filter_map(Value::as_f64).sum();
        let lifetime =
            f64::from(workers) * (lane["wall_s"].as_f64().unwrap() + lane["start_s"].as_f64().unwrap());
        assert!((time - lifetime).abs() < 1e-6, "{time} {lifetime}");
    }
    assert_eq!(report["baseline"]["source"], "one-command");
}

#[test]
fn two_waits_at_once_take_half_as_long_and_are_told_as_waits() {
    let folder = folder(&[]);
    let report =
        race(&folder, &["--command", "sleep 0.2", "--tasks", "4", "--lanes", "processes:1,processes:4"])
            .json();
    let [one, four] = [0, 1].map(|lane| &report["lanes"][lane]);
    let speedup = four["speedup"].as_f64().expect("a speed-up");
    assert!(speedup > 2.0, "{speedup}");
    let time = |lane: &Value, activity: &str| lane["time_s"][activity].as_f64().expect("a time");
    assert!(time(one, "io") > time(one, "blocked"), "{one}");
    assert!(time(one, "compute") < time(one, "io"), "{one}");
}

#[test]
fn setup_comes_first_prepare_before_each_lane_and_cleanup_last() {
    let folder = folder(&[("log.sh", "#!/bin/sh\necho \"$@\" >> log\n")]);
    let steps =
        ["--setup", "./log.sh setup", "--prepare", "./log.sh prepare", "--cleanup", "./log.sh cleanup"];
    let args = ["--command", "./log.sh run {task}", "--tasks", "2", "--warmup", "1", "--workers", "2"];
    let ended = race(&folder, &[&args[..], &steps].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let log = fs::read_to_string(folder.path().join("log")).expect("a log");
    let mut lines: Vec<&str> = log.lines().collect();
    // The last two run at once.
    lines[7..9].sort_unstable();
    let expected =
        ["setup", "prepare", "run 0", "prepare", "run 0", "run 1", "prepare", "run 0", "run 1", "cleanup"];
    assert_eq!(lines, expected, "{log}");
}

#[test]
fn what_a_run_ends_with_is_said_with_its_last_lines() {
    let folder = folder(&[
        ("three", "#!/bin/sh\necho first >&2\necho the reason >&2\nexit 3\n"),
        ("signal", "#!/bin/sh\nkill -SEGV $$\n"),
        (
            "loud",
            "#!/bin/sh\nhead -c 100000000 /dev/zero\nhead -c 1000000 /dev/zero | tr '\\0' x >&2\nexit 1\n",
        ),
        ("daemon", "#!/bin/sh\nsleep 1000 &\n"),
        ("detached", "#!/bin/sh\nsetsid sleep 1000 > /dev/null 2>&1 &\n"),
        ("reads", "#!/bin/sh\ncat\n"),
        ("forever", "#!/bin/sh\nwhile :; do sleep 1; done\n"),
    ]);
    let one = ["--tasks", "1", "--lanes", "processes:1", "--command"];
    let failed = |args: &[&str], told: &str| {
        let ended = race(&folder, &[&one[..], args].concat());
        assert_eq!(ended.code, Some(1), "{args:?}: {ended:?}");
        let reasons = failures(&ended.json());
        assert!(reasons.iter().any(|reason| reason.contains(told)), "{args:?}: {reasons:?}");
    };
    failed(&["./three"], "it ended with exit 3: first / the reason");
    failed(&["./signal"], "it ended with signal 11 (SIGSEGV)");
    failed(&["./loud"], "it ended with exit 1: xxxx");
    failed(&["./forever", "--deadline", "300ms"], "took longer than the deadline of 0.3 s");
    if cfg!(target_os = "linux") {
        failed(&["./daemon"], "it left a process running");
        failed(&["./detached"], "left a process running in sessions of their own");
    }
    let reads = race(&folder, &[&one[..], &["./reads"]].concat());
    assert_eq!(reads.code, Some(0), "it has no input: {reads:?}");
    let ignored = race(&folder, &[&one[..], &["./three", "--ignore-failure"]].concat());
    assert_eq!((ignored.code, &ignored.json()["lanes"][0]["results"]), (Some(0), &serde_json::json!([3])));
}

#[test]
fn a_run_that_removes_its_own_input_fails_the_next_time() {
    let folder = folder(&[("input", "x")]);
    let ended = race(&folder, &["--command", "rm input", "--tasks", "2", "--lanes", "processes:1"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let reasons = failures(&ended.json());
    assert!(reasons.len() == 1 && reasons[0].contains("input"), "{reasons:?}");
}

#[test]
fn what_cannot_be_run_is_refused_by_name() {
    let many = "x\n".repeat(1_000_000);
    let folder = folder(&[("locked", "no program"), ("empty", "\n"), ("many", &many)]);
    for (args, told) in [
        (&["race", "--command", "./nothing"][..], "./nothing: there is no such file"),
        (&["race", "--command", "nosuchprogram"], "nosuchprogram was not found"),
        (&["race", "--command", "./locked"], "./locked is not executable"),
        (&["race", "--command", "cat a | wc"], "| in column 7 needs a shell: add --shell, or quote it"),
        (&["race", "--command", "cat {file}"], "there is no placeholder {file}"),
        (&["race", "--command", "cat {item}"], "--items FILE"),
        (&["race", "--command", "cat {item}", "--items", "empty"], "there is no line in it"),
        (&["race", "--command", "cat {item}", "--items", "many"], "accepted are at most 100000"),
        (&["race", "--command", "cat {item}", "--items", "none"], "--items none: "),
        (&["race", "--command", "true {N}"], "coreograph scale --command"),
        (&["race", "--command", "true", "--lanes", "gil"], "the lane gil runs no command"),
        (&["race", "--command", "true", "--workload", "primes"], "cannot be used with"),
        (&["race", "--items", "many"], "--items is for a command of yours"),
        (&["scale", "--command", "true {N} {task}"], "{N} together with {task}"),
        (&["scale", "--command", "true {item}"], "{item} is for coreograph race --command"),
        (&["scale", "--command", "./nothing -j{N}"], "./nothing: there is no such file"),
    ] {
        let ended = run(&folder, &[args, &["--headless"]].concat());
        assert_eq!(ended.code, Some(2), "{args:?}: {ended:?}");
        assert!(ended.stderr.contains(told), "{args:?}: {}", ended.stderr);
        assert_eq!(ended.stdout, "", "{args:?}");
    }
}

#[test]
fn a_failing_step_ends_the_race_with_its_reason() {
    let folder = folder(&[]);
    let args = ["--command", "true", "--tasks", "1", "--lanes", "processes:1"];
    for (step, told) in [
        (["--setup", "false"], "--setup \"false\" ended with exit 1"),
        (["--prepare", "false"], "--prepare \"false\" ended with exit 1"),
        (["--cleanup", "false"], "--cleanup \"false\" ended with exit 1"),
    ] {
        let ended = race(&folder, &[&args[..], &step].concat());
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stdout.contains(&told.replace('"', "\\\"")), "{step:?}: {}", ended.stdout);
    }
}

/// Waits of 0.04 s and 0.16 s / N: the serial part is a fifth.
const FIFTH: &str = "sh -c \"sleep $(echo .04 {N} | awk '{ print $1 + .16 / $2 }')\"";

#[test]
fn a_program_that_scales_by_itself_is_swept_and_its_serial_part_found() {
    let folder = folder(&[]);
    let args =
        ["scale", "--headless", "--format", "json", "--reps", "3", "--workers", "1,2,4", "--save", "x.json"];
    let ended = run(&folder, &[&args[..], &["--command", FIFTH]].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let report = ended.json();
    let curve = &report["curves"][0];
    let command = &curve["workload"]["command"];
    assert_eq!((&command["text"], &command["scales_itself"]), (&FIFTH.into(), &true.into()));
    let points = curve["points"].as_array().expect("points");
    assert_eq!((points.len(), &report["plan"]["mode"]), (3, &"strong".into()));
    // It waits, so more workers than cores lack none, and a law may be fitted to all points.
    assert!(points.iter().all(|point| point["region"] == "cores"), "{points:?}");
    assert_eq!(curve["claim"]["law"], "amdahl");
    let serial = points[2]["karp_flatt"]["median"].as_f64().expect("a serial part");
    // Starting a shell and three programs takes its time, most beside another load.
    assert!((0.15..0.6).contains(&serial), "{serial}");
    let alone = run(&folder, &["compare", "x.json", "--headless"]);
    assert_eq!(alone.code, Some(0), "{alone:?}");
    let other = run(
        &folder,
        &[
            "scale",
            "--headless",
            "--reps",
            "1",
            "--workers",
            "1,2",
            "--save",
            "y.json",
            "--command",
            "sleep 0.0{N}",
        ],
    );
    assert_eq!(other.code, Some(0), "{other:?}");
    let refused = run(&folder, &["compare", "x.json", "y.json", "--headless"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.stderr.contains("the command of the processes lane is "), "{}", refused.stderr);
}

#[test]
fn copies_of_a_command_are_swept_for_throughput() {
    let folder = folder(&[]);
    let args = [
        "scale",
        "--headless",
        "--format",
        "json",
        "--reps",
        "2",
        "--workers",
        "1,3",
        "--command",
        "sleep 0.1",
    ];
    let report = run(&folder, &args).json();
    assert_eq!(report["plan"]["mode"], "weak");
    let points = report["curves"][0]["points"].as_array().expect("points");
    let speedup = points[1]["speedup"]["median"].as_f64().expect("a speed-up");
    assert!(speedup > 1.5, "three copies wait at once: {speedup}");
}

#[test]
fn a_run_that_fails_ends_a_sweep_with_its_reason() {
    let folder = folder(&[]);
    let ended = run(
        &folder,
        &["scale", "--headless", "--reps", "1", "--workers", "1,2", "--command", "sh -c 'exit {N}'"],
    );
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("with N = "), "{}", ended.stderr);
    assert!(ended.stderr.contains("it ended with exit "), "{}", ended.stderr);
}
