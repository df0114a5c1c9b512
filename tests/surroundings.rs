//! The program where the system gives it less than usual: a CPU quota, a `/proc` that is not there, a low priority.
//!
//! A control group and a mount of one's own need rights that not every account has. A test that cannot have them says
//! so and checks nothing.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use support::PROGRAM;

/// A control group that allows half a core.
struct HalfACore(PathBuf);

impl HalfACore {
    /// In whichever generation of control groups one can be made here; `None` where none can.
    fn new(name: &str) -> Option<Self> {
        let name = format!("coreograph-{name}-{}", std::process::id());
        let made = |parent: &str, limits: &[(&str, &str)]| {
            // A folder in which limits are files of the kernel, not one that would take any file.
            Path::new(parent).join("cgroup.procs").exists().then_some(())?;
            let group = Path::new(parent).join(&name);
            fs::create_dir(&group).ok()?;
            let group = Self(group);
            let set = |(file, text): &(&str, &str)| fs::write(group.0.join(file), text).is_ok();
            limits.iter().all(set).then_some(group)
        };
        let first = [("cpu.cfs_period_us", "100000"), ("cpu.cfs_quota_us", "50000")];
        made("/sys/fs/cgroup", &[("cpu.max", "50000 100000")])
            .or_else(|| made("/sys/fs/cgroup/cpu", &first))
            .or_else(|| made("/sys/fs/cgroup/cpu,cpuacct", &first))
    }

    /// Runs the program in it.
    fn run(&self, arguments: &str) -> Output {
        let script = format!("echo $$ > '{}/cgroup.procs' && exec '{PROGRAM}' {arguments}", self.0.display());
        Command::new("sh").args(["-c", &script]).output().expect("a shell")
    }
}

impl Drop for HalfACore {
    fn drop(&mut self) {
        // The program has ended; should a group stay all the same, it is empty and limits nothing.
        let _ = fs::remove_dir(&self.0);
    }
}

#[track_caller]
fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn under_half_a_core_every_speed_up_is_over_a_worker_who_has_half_a_core() {
    let Some(group) = HalfACore::new("quota") else {
        eprintln!("skipped: no control group can be made here");
        return;
    };
    let output =
        group.run("race --headless --format json --lanes sequential,threads,pool --tasks 16 --seconds 0.5");
    let report = json(&output);
    assert_eq!(report["machine"]["quota"], 0.5, "{report:#}");
    for lane in report["lanes"].as_array().expect("lanes") {
        at_most_one(lane);
        if let Some(times) = lane["losses"]["times"].as_object() {
            let measured = lane["losses"]["measured"].as_f64().expect("a speed-up");
            let lost: f64 = times.values().filter_map(Value::as_f64).sum();
            assert!((measured + lost - 1.0).abs() < 1e-6, "{lane:#}");
        }
        if lane["lane"] == "sequential" {
            assert!(
                (lane["losses"]["measured"].as_f64().expect("a speed-up") - 1.0).abs() < 1e-6,
                "{lane:#}"
            );
        }
        // One quota for all workers, however many there are.
        assert!(lane["capacity"].as_f64().is_some_and(|cores| cores < 0.75), "{lane:#}");
    }
    let output = group.run("race --headless --format json --lanes threads --tasks 16 --seconds 1");
    let report = json(&output);
    let lane = &report["lanes"][0];
    assert_eq!(lane["baseline"]["source"], "calibration", "{lane:#}");
    at_most_one(lane);
    // The calibration is throttled alike: no lane can have more than what one worker has.
    assert!(lane["speedup"].as_f64().is_none_or(|speedup| speedup < 1.5), "{lane:#}");
}

/// Checks that `lane` was held to one worker's half a core: its budget begins with that, or its speed-up is above what
/// that allows and the report says so. A second under a quota has ten periods, and a lane that begins with an unused one
/// is some per cent faster than its share.
#[track_caller]
fn at_most_one(lane: &Value) {
    if lane["losses"].is_object() {
        assert_eq!(lane["losses"]["possible"], 1.0, "{lane:#}");
        return;
    }
    let reason = lane["no_losses"].as_str().unwrap_or_default();
    assert!(reason.starts_with("The speed-up is above what the cores can give"), "{lane:#}");
    assert!(lane["speedup"].as_f64().is_none_or(|speedup| speedup > 1.0), "{lane:#}");
}

/// Runs the program where `/proc` is an empty folder; `None` where that cannot be had.
fn without_proc(arguments: &str) -> Option<Output> {
    let hidden = "mount -t tmpfs none /proc";
    let able = Command::new("unshare").args(["-m", "sh", "-c", hidden]).output();
    if !able.is_ok_and(|tried| tried.status.success()) {
        eprintln!("skipped: /proc cannot be hidden here");
        return None;
    }
    let script = format!("{hidden} && exec '{PROGRAM}' {arguments}");
    Some(Command::new("unshare").args(["-m", "sh", "-c", &script]).output().expect("unshare"))
}

#[test]
fn without_proc_lanes_run() {
    let lanes = "sequential,threads,gil,interpreters,async,pool";
    let race =
        format!("race --headless --format json --lanes {lanes} --workload primes --tasks 8 --size 500");
    let Some(output) = without_proc(&race) else { return };
    let report = json(&output);
    for lane in report["lanes"].as_array().expect("lanes") {
        assert_eq!((&lane["state"], &lane["tasks"]["done"]), (&"finished".into(), &8.into()), "{lane:#}");
    }
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(report["machine"]["memory"], Value::Null, "not told is not zero");
}

#[test]
fn without_proc_the_doctor_says_what_is_not_told() {
    let Some(output) = without_proc("doctor") else { return };
    let text = String::from_utf8_lossy(&output.stdout);
    let line = |name: &str| text.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_default();
    assert!(line("memory").ends_with("not told"), "{text}");
    assert!(line("priority").contains("not told"), "{text}");
    assert!(!text.contains("0 B"), "{text}");
}

#[test]
fn niceness_and_policy_are_told_by_the_doctor() {
    let doctor = |before: &[&str]| {
        let mut words = before.iter().copied().chain([PROGRAM, "doctor"]);
        let output = Command::new(words.next().unwrap_or(PROGRAM)).args(words).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(nice) = doctor(&["nice", "-n", "7"]) else {
        eprintln!("skipped: there is no nice here");
        return;
    };
    let whole = nice.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(whole.contains("priority to know: SCHED_OTHER, niceness"), "{nice}");
    let Some(idle) = doctor(&["chrt", "-i", "0"]) else {
        eprintln!("skipped: there is no chrt here");
        return;
    };
    let whole = idle.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(whole.contains("priority SPOILS: SCHED_IDLE"), "{idle}");
    assert!(whole.contains("priority NOW: every other program comes first: SCHED_IDLE"), "{idle}");
}
