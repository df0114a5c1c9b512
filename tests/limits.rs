//! The real program where threads, processes, descriptors or memory are short: what is missing is named, and nothing
//! ends with a panic, an abort, or a report without a result.

#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::thread;

use support::PROGRAM;
use support::run::{Ended, NOWHERE, Running};

/// Four small tasks in each of two lanes, one of threads and one of processes.
const RACE: [&str; 10] =
    ["race", "--headless", "--workload", "primes", "--tasks", "4", "--size", "100", "--lanes", "gil,pool"];

/// The program under `limit`, an option of prlimit; `None` without a prlimit.
fn under(limit: &str, args: &[&str]) -> Option<Ended> {
    run("prlimit", &[&[limit, PROGRAM], args].concat())
}

fn run(program: &str, args: &[&str]) -> Option<Ended> {
    let available = Command::new(program).arg("--version").output().is_ok_and(|said| said.status.success());
    if !available {
        eprintln!("skipped: there is no {program} here");
        return None;
    }
    let mut command = Command::new(program);
    command.args(args).stdin(std::process::Stdio::null()).env("XDG_CONFIG_HOME", NOWHERE);
    Some(Running::start(command).end())
}

/// It ended by itself; with a result, or with a sentence that has one of `words` in it.
#[track_caller]
fn assert_named(ended: &Ended, words: &[&str]) {
    let told = format!("{}{}", ended.stdout, ended.stderr);
    assert!(!told.contains("panicked") && !told.contains("a defect of this program"), "{ended}");
    match ended.code {
        Some(0) => assert!(!ended.stdout.is_empty() && !ended.stdout.contains("has not ended"), "{ended}"),
        // The messages are wrapped.
        Some(1) => {
            let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.iter().any(|word| told.contains(word)), "{ended}");
        }
        _ => panic!("{ended}"),
    }
}

#[test]
fn too_few_threads_or_processes_are_named() {
    if !rustix::process::getuid().is_root() {
        // Whatever else this user runs counts as well, and root alone can become a user who runs nothing.
        return eprintln!("skipped: only root can become a user without processes");
    }
    // Where that user may execute it.
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
    let program = folder.path().join("coreograph");
    fs::copy(PROGRAM, &program).expect("the program can be copied");
    let program = program.to_str().expect("a path of text");
    let mut failed = 0;
    for args in [&RACE[..], &["doctor"]] {
        for most in 1..=9 {
            let limit = format!("--nproc={most}");
            // A user of its own: others count what they run.
            let user = ["--reuid=64173", "--regid=64173", "--clear-groups", "prlimit", &limit, program];
            let Some(ended) = run("setpriv", &[&user[..], args].concat()) else { return };
            assert_named(&ended, &["(os error 11)"]);
            failed += u32::from(ended.code == Some(1));
        }
    }
    assert!(failed >= 5, "{failed} races failed: the limit does not hold here");
}

#[test]
fn too_few_descriptors_are_named() {
    let most = [5, 6, 8, 10, 12, 14, 16, 18, 20, 24];
    // Side by side: each limit is of one process.
    let ended = |args: &[&str]| -> Option<Vec<Ended>> {
        thread::scope(|scope| {
            let run = |most| scope.spawn(move || under(&format!("--nofile={most}"), args));
            let running: Vec<_> = most.map(run).into();
            running.into_iter().map(|run| run.join().expect("no run panics")).collect()
        })
    };
    let mut failed = 0;
    for args in [&RACE[..], &["doctor"]] {
        let Some(all) = ended(args) else { return };
        // Where it is 127, the loader itself cannot open the program's libraries.
        for ended in all.iter().filter(|ended| ended.code != Some(127)) {
            assert_named(ended, &["(os error 24)"]);
            failed += u32::from(ended.code == Some(1));
        }
    }
    assert!(failed >= 3, "{failed} races failed: the limit does not hold here");
}

#[test]
fn too_little_memory_is_named() {
    let payload = ["race", "--headless", "--workload", "payload", "--size", "64MiB", "--tasks", "3"];
    for lanes in ["sequential", "threads", "gil", "interpreters", "async", "pool", "processes"] {
        let args = [&payload[..], &["--lanes", lanes, "--workers", "2"]].concat();
        let Some(ended) = under("--as=400000000", &args) else { return };
        assert_named(&ended, &["no room in memory", "memory allocation", "(os error 12)", "(os error 11)"]);
    }
}
