//! The program is stopped while it measures, and continued: its processes stand still meanwhile, and the report says so.
#![cfg(target_os = "linux")]

mod support;

use std::time::Duration;

use serde_json::Value;
use support::process::{Process, Signal, children_of, send};
use support::pty::Terminal;
use support::run::{Running, command};
use support::wait_for;

/// A race of tasks that wait, so that stopped workers are not waited for by others.
const RACE: [&str; 12] = [
    "race",
    "--lanes",
    "pool",
    "--workload",
    "sleep",
    "--size",
    "100000",
    "--tasks",
    "40",
    "--workers",
    "2",
    "--format=json",
];

/// The same for as long as a test looks at it.
const LONG: [&str; 8] = [
    "race",
    "--lanes=pool",
    "--workload=sleep",
    "--size=100000",
    "--tasks=6000",
    "--workers=2",
    "--format=json",
    "--theme=dark",
];

const SWEEP: [&str; 7] = [
    "scale",
    "--lanes=pool",
    "--workloads=sleep",
    "--workers=1,2",
    "--tasks=20",
    "--size=40000",
    "--format=json",
];

/// The state of a process: R, S, T (stopped), Z, …
fn state(pid: u32) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

fn wait_until_stopped(pid: u32) {
    wait_for("it to stand still", || (state(pid) == Some('T')).then_some(()));
}

/// At least so many children that compute or wait, and none that is about to end.
fn some_children(parent: u32, count: usize) -> Vec<Process> {
    wait_for("its worker processes", || Some(children_of(parent)).filter(|found| found.len() >= count))
}

fn doubts(json: &Value) -> Vec<&str> {
    let doubts = json["doubts"].as_array().expect("a list of doubts");
    doubts.iter().filter_map(|doubt| doubt["kind"].as_str()).collect()
}

/// Runs the program, stops it once it has so many children as Ctrl-Z does, continues it, and returns its report.
fn stopped_and_continued(args: &[&str], count: usize) -> Value {
    let running = Running::start(command(args));
    let children = some_children(running.pid(), count);
    send(running.pid(), Signal::TSTP);
    wait_until_stopped(running.pid());
    // Those that have ended meanwhile were about to end.
    for child in &children {
        wait_for("workers that stand still", || {
            (state(child.pid) == Some('T') || !child.is_alive()).then_some(())
        });
    }
    send(running.pid(), Signal::CONT);
    let ended = running.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    ended.json()
}

#[test]
fn a_race_without_a_screen_holds_its_workers_and_says_so() {
    let json = stopped_and_continued(&[&RACE[..], &["--headless"]].concat(), 2);
    assert!(doubts(&json).contains(&"suspended"), "{:?}", doubts(&json));
    assert_eq!(json["lanes"][0]["tasks"]["done"], 40);
}

#[test]
fn a_program_stopped_while_it_starts_workers_holds_those_too() {
    let many = ["race", "--lanes=pool", "--workload=sleep", "--size=100000", "--tasks=40", "--workers=24"];
    for _ in 0..5 {
        let running = Running::start(command(&[&many[..], &["--headless", "--format=json"]].concat()));
        some_children(running.pid(), 2);
        send(running.pid(), Signal::TSTP);
        wait_until_stopped(running.pid());
        for child in children_of(running.pid()) {
            wait_for("workers that stand still", || {
                (state(child.pid) == Some('T') || !child.is_alive()).then_some(())
            });
        }
        send(running.pid(), Signal::CONT);
        let ended = running.end();
        assert_eq!(ended.code, Some(0), "{ended}");
    }
}

#[test]
fn a_sweep_without_a_screen_holds_its_workers_and_makes_the_run_again() {
    let json = stopped_and_continued(&[&SWEEP[..], &["--headless", "--reps=2"]].concat(), 1);
    assert!(doubts(&json).contains(&"suspended"), "{:?}", doubts(&json));
    assert_eq!((&json["complete"], json["runs"].as_array().map(Vec::len)), (&Value::Bool(true), Some(4)));
}

#[test]
fn a_stop_that_cannot_be_caught_is_noticed_afterwards() {
    for args in [&[&RACE[..], &["--headless"]].concat(), &[&SWEEP[..], &["--headless", "--reps=2"]].concat()]
    {
        let running = Running::start(command(args));
        some_children(running.pid(), 1);
        send(running.pid(), Signal::STOP);
        wait_until_stopped(running.pid());
        // Shorter ones are not told from a machine that has no time: see src/session/suspensions/mod.rs.
        std::thread::sleep(Duration::from_millis(1500));
        send(running.pid(), Signal::CONT);
        let ended = running.end();
        assert_eq!(ended.code, Some(0), "{ended}");
        assert!(doubts(&ended.json()).contains(&"suspended"), "{ended}");
    }
}

#[test]
fn a_comparison_of_locks_that_was_stopped_says_so() {
    let args = ["fidelity", "--headless", "--quick", "--reps", "1", "--checks", "native", "--format", "json"];
    let running = Running::start(command(&args));
    running.wait_for_stderr("Ctrl-C reports what is there");
    send(running.pid(), Signal::TSTP);
    wait_until_stopped(running.pid());
    send(running.pid(), Signal::CONT);
    let ended = running.end();
    assert!(doubts(&ended.json()).contains(&"suspended"), "{ended}");
}

/// Ctrl-Z on a screen: the workers stand still, the terminal is as it was, and what is told at the end says so.
fn ctrl_z_on_a_screen(args: &[&str], seen: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.json");
    let output = ["--output", file.to_str().expect("a path of plain characters")];
    let mut terminal = Terminal::start((100, 30), &[args, &output].concat());
    terminal.wait_for(seen);
    let children = some_children(terminal.pid(), 1);
    terminal.press("\x1a");
    wait_until_stopped(terminal.pid());
    for child in &children {
        wait_for("workers that stand still", || {
            (state(child.pid) == Some('T') || !child.is_alive()).then_some(())
        });
    }
    terminal.signal(Signal::CONT);
    terminal.wait_for(seen);
    terminal.press("q");
    terminal.end().assert_restored(0);
    let json: Value = serde_json::from_slice(&std::fs::read(&file).expect("a report")).expect("JSON");
    assert!(doubts(&json).contains(&"suspended"), "{:?}", doubts(&json));
}

#[test]
fn ctrl_z_in_a_race_is_in_its_report() {
    ctrl_z_on_a_screen(&LONG, &["sleep", "WORKER PROCESSES"]);
}

#[test]
fn ctrl_z_in_a_sweep_is_in_its_report() {
    ctrl_z_on_a_screen(&[&SWEEP[..], &["--reps=50"]].concat(), &["measuring", "repetition"]);
}
