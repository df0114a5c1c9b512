//! Processes that die, are killed, or are spoken to in a foreign tongue: nothing hangs, nothing is left behind.

mod support;

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use support::process::{Process, Signal, children_of, family_of, send, wait_for_children, wait_until_gone};
use support::run::{Ended, Running, command, run, wait_for_exit};
use support::wait_for;

/// A headless race that is recorded, so that a test can follow what happens in it.
struct Race {
    running: Running,
    folder: tempfile::TempDir,
}

impl Race {
    fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let recording = recording_in(&folder);
        let all = [&["race", "--headless", "--format", "json", "--record", text(&recording)], args].concat();
        Self { running: Running::start(command(&all)), folder }
    }

    /// Worker processes that sleep for a second a task: each is in the middle of one nearly always, and has
    /// another in hand.
    fn of_sleepers(workers: usize, tasks: usize) -> Self {
        let (workers, tasks) = (workers.to_string(), tasks.to_string());
        let sleep = ["--lanes", "pool", "--workload", "sleep", "--size", "1000000", "--chunk", "2"];
        Self::start(&[&sleep[..], &["--workers", &workers, "--tasks", &tasks]].concat())
    }

    /// Waits until an event of this kind was recorded that satisfies `condition`.
    fn wait_for(&self, kind: &str, condition: impl Fn(&Value) -> bool) -> Value {
        wait_for(&format!("a {kind} event"), || {
            let events = events(&recording_in(&self.folder));
            events.into_iter().rev().filter_map(|mut e| e.get_mut(kind).map(Value::take)).find(&condition)
        })
    }

    /// Waits until every one of these workers is in the middle of a task.
    fn wait_until_all_work(&self, workers: usize) {
        for worker in 0..workers {
            self.wait_for("now", |now| now["worker"] == worker && now["activity"] == "io");
        }
    }

    fn children(&self, count: usize) -> Vec<Process> {
        wait_for_children(self.running.pid(), count)
    }

    /// How it ended, and its recording, replayed.
    fn end(self) -> (Ended, Ended) {
        let ended = self.running.end();
        let replayed = run(&["replay", text(&recording_in(&self.folder)), "--format", "json"]);
        (ended, replayed)
    }
}

fn recording_in(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("race.jsonl")
}

/// The events recorded so far; a line that is still being written is none yet.
fn events(recording: &Path) -> Vec<Value> {
    let Ok(file) = File::open(recording) else { return Vec::new() };
    let lines = BufReader::new(file).lines().map_while(Result::ok).skip(1);
    lines.filter_map(|line| serde_json::from_str(&line).ok()).collect()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of plain characters")
}

fn list<'a>(lane: &'a Value, name: &str) -> &'a Vec<Value> {
    lane[name].as_array().unwrap_or_else(|| panic!("no list {name} in {lane:#}"))
}

#[test]
fn a_killed_worker_costs_a_second_attempt_at_its_task_and_nothing_else() {
    let race = Race::of_sleepers(3, 6);
    let children = race.children(3);
    race.wait_until_all_work(3);
    let victim = &children[1];
    victim.signal(Signal::KILL);
    let (ended, replayed) = race.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let lane = &json["lanes"][0];
    let [death] = list(lane, "deaths").as_slice() else { panic!("one death in {lane:#}") };
    assert_eq!((&death["pid"], &death["attempt"]), (&victim.pid.into(), &1.into()), "{death}");
    assert!(death["cause"].as_str().is_some_and(|cause| cause.contains("signal 9")), "{death}");
    assert!(death["task"].is_number(), "it was in the middle of a task: {death}");
    assert!(death["replaced_after_s"].is_number() && death["rerun_after_s"].is_number(), "{death}");
    assert!(death["noticed_after_s"].is_null(), "nobody knows when it died: {death}");
    let tasks = &lane["tasks"];
    assert_eq!(
        (&tasks["done"], &tasks["failed"], &tasks["retried"]),
        (&6.into(), &0.into(), &1.into()),
        "{lane:#}"
    );
    assert_eq!(lane["state"], "finished");
    assert!(json["fault"].is_null(), "{json:#}");
    let verdict = json["verdict"].as_str().expect("a verdict");
    assert!(
        verdict.contains("1 worker process died") && verdict.contains("no result is missing"),
        "{verdict}"
    );
    assert_eq!((replayed.code, replayed.json()), (Some(0), json));
    wait_until_gone(&children);
}

#[test]
fn when_all_workers_are_killed_others_finish_their_work() {
    let race = Race::of_sleepers(2, 8);
    let children = race.children(2);
    race.wait_until_all_work(2);
    for child in &children {
        child.signal(Signal::KILL);
    }
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let lane = &json["lanes"][0];
    assert_eq!(list(lane, "deaths").len(), 2, "{lane:#}");
    assert_eq!((&lane["tasks"]["done"], &lane["tasks"]["retried"]), (&8.into(), &2.into()), "{lane:#}");
}

#[test]
fn a_worker_that_dies_of_something_else_is_named_as_precisely() {
    let race = Race::of_sleepers(2, 3);
    let children = race.children(2);
    race.wait_until_all_work(2);
    children[0].signal(Signal::ABORT);
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let cause = &ended.json()["lanes"][0]["deaths"][0]["cause"];
    assert!(cause.as_str().is_some_and(|cause| cause.contains("signal 6 (SIGABRT)")), "{cause}");
}

#[test]
fn a_task_that_kills_its_workers_is_a_fault_of_the_race_and_named() {
    let ended = run(&[
        &[
            "race",
            "--headless",
            "--format",
            "json",
            "--lanes",
            "pool",
            "--workers",
            "2",
            "--workload",
            "sleep",
        ],
        &["--size", "1000", "--tasks", "20", "--fault", "poison:7"][..],
    ]
    .concat());
    assert_eq!(ended.code, Some(1), "{ended}");
    let json = ended.json();
    let lane = &json["lanes"][0];
    assert_eq!(lane["tasks"]["quarantined"], serde_json::json!([7]), "{lane:#}");
    assert_eq!((&lane["tasks"]["done"], &lane["tasks"]["failed"]), (&19.into(), &1.into()), "{lane:#}");
    let [failure] = list(lane, "failures").as_slice() else { panic!("one failure in {lane:#}") };
    let reason = failure["reason"].as_str().expect("a reason");
    assert!(failure["task"] == 7 && reason.contains("3 workers") && reason.contains("SIGABRT"), "{failure}");
    assert!(json["fault"].is_string() && json["verdict"] == json["fault"], "{json:#}");
}

#[test]
fn faults_are_done_as_asked_and_healed() {
    let ended = run(&[
        &[
            "race",
            "--headless",
            "--format",
            "json",
            "--lanes",
            "pool,processes",
            "--workload",
            "primes",
            "--tasks",
            "60",
        ],
        &[
            "--size",
            "3000",
            "--workers",
            "2",
            "--fault",
            "kill@20ms",
            "--fault",
            "exit0",
            "--fault",
            "garbage:1@10ms",
        ][..],
    ]
    .concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    for lane in ended.json()["lanes"].as_array().expect("lanes") {
        assert_eq!(list(lane, "deaths").len(), 3, "{lane:#}");
        assert_eq!(list(lane, "faults").len(), 3, "{lane:#}");
        assert_eq!(lane["tasks"]["done"], 60, "{lane:#}");
        assert_eq!(lane["digest"], ended.json()["lanes"][0]["digest"]);
    }
}

#[test]
fn a_fault_on_demand_costs_no_task_an_attempt() {
    let faults = ["exit0", "exit0@1ms", "hang", "garbage@1ms", "kill@1ms"];
    let faults: Vec<&str> = faults.iter().flat_map(|fault| ["--fault", fault]).collect();
    let work =
        ["--lanes", "pool", "--workload", "primes", "--size", "3000", "--tasks", "60", "--workers", "2"];
    let race = ["race", "--headless", "--format", "json", "--deadline", "1s"];
    let ended = run(&[&race[..], &work, &faults].concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let lane = &json["lanes"][0];
    assert_eq!(lane["tasks"]["quarantined"], serde_json::json!([]), "{lane:#}");
    assert_eq!((list(lane, "deaths").len(), list(lane, "faults").len()), (5, 5), "{lane:#}");
    assert_eq!(lane["tasks"]["done"], 60, "{lane:#}");
}

/// A race in which one of two workers was stopped from outside in the middle of a task, which it has said.
fn with_a_stopped_worker(more: &[&str]) -> (Race, Vec<Process>) {
    let sleep =
        ["--lanes", "pool", "--workload", "sleep", "--size", "100000", "--tasks", "30", "--workers", "2"];
    let race = Race::start(&[&sleep[..], more].concat());
    let children = race.children(2);
    race.wait_until_all_work(2);
    children[0].signal(Signal::STOP);
    race.running.wait_for_stderr(&format!("(pid {}) is stopped", children[0].pid));
    (race, children)
}

/// The doubt that a stopped worker brings, and the seconds that are booked for it.
fn stop_told(json: &Value) -> (&Value, f64) {
    let doubts = json["doubts"].as_array().expect("doubts");
    let doubt = doubts.iter().find(|doubt| doubt["kind"] == "stopped-worker");
    let stopped = json["lanes"][0]["time_s"]["stopped"].as_f64().expect("a time");
    (doubt.unwrap_or_else(|| panic!("no doubt in {json:#}")), stopped)
}

#[test]
fn a_stopped_worker_is_ended_by_the_deadline_and_its_task_runs_again() {
    let (race, children) = with_a_stopped_worker(&["--deadline", "1s"]);
    let (ended, replayed) = race.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let (doubt, stopped) = stop_told(&json);
    let pid = format!("pid {}", children[0].pid);
    assert!(doubt["message"].as_str().is_some_and(|message| message.contains(&pid)), "{doubt}");
    assert!(stopped >= 1.0, "the deadline is a second: {stopped}");
    let lane = &json["lanes"][0];
    let [death] = list(lane, "deaths").as_slice() else { panic!("one death in {lane:#}") };
    let cause = death["cause"].as_str().expect("a cause");
    assert!(cause.contains("longer than 1.0 s, stopped by a signal"), "{cause}");
    assert_eq!((&lane["tasks"]["done"], &lane["tasks"]["retried"]), (&30.into(), &1.into()), "{lane:#}");
    assert_eq!(replayed.json(), json);
}

#[test]
fn a_stopped_worker_that_is_continued_has_its_stop_in_its_books() {
    let (race, children) = with_a_stopped_worker(&[]);
    let halted = |stopped| race.wait_for("halted", |halted| halted["stopped"] == stopped);
    halted(true);
    children[0].signal(Signal::CONT);
    halted(false);
    let times: Vec<f64> = events(&recording_in(&race.folder))
        .iter()
        .filter(|event| !event["halted"].is_null())
        .filter_map(|event| Some(event["at"].as_u64()? as f64 / 1e9))
        .collect();
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let (_, stopped) = stop_told(&json);
    // The moments are told just after they are booked, by however much a busy machine delays that.
    assert!((stopped - (times[1] - times[0])).abs() < 0.1, "{stopped} of {times:?}");
    assert!(json["lanes"][0]["deaths"].as_array().is_some_and(Vec::is_empty), "{json:#}");
}

#[test]
fn a_race_with_a_stopped_worker_ends_at_a_signal() {
    for (signal, code) in SIGNALS {
        let (race, children) = with_a_stopped_worker(&[]);
        send(race.running.pid(), signal);
        assert_stopped(race, code, &children);
    }
}

#[test]
fn a_stop_on_demand_is_told_as_that_and_no_doubt() {
    let work =
        ["--workload", "sleep", "--size", "20000", "--tasks", "80", "--workers", "2", "--fault", "stop"];
    let race = Race::start(&[&["--lanes", "pool"][..], &work].concat());
    race.running.wait_for_stderr("is stopped on demand");
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let doubts = json["doubts"].as_array().expect("doubts");
    assert!(doubts.iter().all(|doubt| doubt["kind"] != "stopped-worker"), "{doubts:#?}");
    assert!(json["lanes"][0]["time_s"]["stopped"].as_f64() > Some(0.5), "{json:#}");
}

#[test]
fn workers_do_not_outlive_a_killed_race() {
    // One of tasks that would take an hour, one that computes without a pause.
    let sleepers = ["--workload", "sleep", "--size", "3600000000", "--tasks", "4"];
    let counters = ["--workload", "primes", "--size", "2000000000", "--tasks", "4"];
    for workload in [sleepers, counters] {
        let race = Race::start(&[&workload[..], &["--lanes", "pool", "--workers", "3"]].concat());
        race.wait_for("lane_ready", |_| true);
        let children = race.children(3);
        send(race.running.pid(), Signal::KILL);
        wait_until_gone(&children);
        let (ended, replayed) = race.end();
        assert_eq!(ended.code, None, "{ended}");
        // What was recorded until then can be seen.
        assert_eq!(replayed.code, Some(0), "{replayed}");
        assert_eq!(replayed.json()["end"], "stopped");
    }
}

/// Starts the program, waits until so many processes belong to it, kills it, and waits until they are gone as well.
fn kill_with_family(args: &[&str], processes: usize) {
    let running = Running::start(command(args));
    let family = wait_for(&format!("{processes} processes of {args:?}"), || {
        Some(family_of(running.pid())).filter(|family| family.len() >= processes)
    });
    send(running.pid(), Signal::KILL);
    wait_until_gone(&family);
}

#[test]
fn what_a_task_left_behind_does_not_outlive_a_killed_program() {
    let leaking =
        ["race", "--headless", "--lanes", "pool", "--workers", "2", "--fault", "leak", "--fault", "leak"];
    let large = ["--workload", "payload", "--size", "1MiB", "--tasks", "1500"];
    // Which of a worker's threads sees the end first is chance.
    for _ in 0..6 {
        kill_with_family(&[&leaking[..], &large].concat(), 4);
    }
}

#[test]
fn no_process_of_a_sweep_outlives_it() {
    let sweep = ["scale", "--headless", "--lanes", "pool", "--workers", "2", "--workload", "primes"];
    kill_with_family(&[&sweep[..], &["--size", "2000000000", "--tasks", "4"]].concat(), 1);
}

#[test]
fn no_python_outlives_a_killed_program() {
    let python = std::process::Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|output| output.status.success()) {
        eprintln!("left out, for there is no python3 here");
        return;
    }
    // Each task is one call into C that keeps the lock for seconds, or a long sleep. Longer calls would make the
    // calibration long: it makes some of them.
    for (workload, size) in [("hold", "300000000"), ("sleep", "3600000000")] {
        for (lane, processes) in [("py-sequential", 1), ("py-threads", 1), ("py-pool", 3), ("py-executor", 3)]
        {
            let race = ["race", "--headless", "--lanes", lane, "--workload", workload, "--size", size];
            kill_with_family(&[&race[..], &["--tasks", "40", "--workers", "2"]].concat(), processes);
        }
    }
    kill_with_family(&["fidelity"], 1);
}

/// Signals that ask the program to end, and what a shell reports for them.
const SIGNALS: [(Signal, i32); 3] = [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)];

/// A race whose both lanes run at once, so that threads and processes are there to be ended.
const BOTH: [&str; 6] = ["--lanes", "gil,pool", "--schedule", "together", "--workers", "2"];

#[test]
fn signals_end_a_race_of_threads_and_processes() {
    for (signal, code) in SIGNALS {
        let race = Race::start(&[&BOTH[..], &["--seconds", "600"]].concat());
        let children = race.children(2);
        race.wait_for("progress", |_| true);
        send(race.running.pid(), signal);
        assert_stopped(race, code, &children);
    }
}

#[test]
fn signals_end_a_race_of_tasks_that_never_return() {
    for (signal, code) in SIGNALS {
        let endless = ["--workload", "primes", "--size", "2000000000", "--tasks", "8"];
        let race = Race::start(&[&BOTH[..], &endless].concat());
        let children = race.children(2);
        race.wait_for("lane_ready", |_| true);
        send(race.running.pid(), signal);
        assert_stopped(race, code, &children);
    }
}

#[test]
fn an_interrupt_ends_every_phase() {
    let phases = ["probing the machine", "calibrating", "measuring the capacity", "racing lane 1 of 2 (gil)"];
    for phase in phases.into_iter().chain(["racing lane 2 of 2 (pool)"]) {
        let race =
            Race::start(&["--lanes", "gil,pool", "--schedule", "turns", "--workers", "2", "--seconds", "1"]);
        race.running.wait_for_stderr(phase);
        let children = children_of(race.running.pid());
        send(race.running.pid(), Signal::INT);
        assert_stopped(race, 130, &children);
    }
}

#[test]
fn who_interrupts_twice_does_not_wait() {
    let endless = ["--workload", "primes", "--size", "2000000000", "--tasks", "8"];
    let race = Race::start(&[&BOTH[..], &endless].concat());
    let children = race.children(2);
    race.wait_for("lane_ready", |_| true);
    // Two of a kind could arrive as one, and three within two seconds end the program at once.
    send(race.running.pid(), Signal::INT);
    send(race.running.pid(), Signal::TERM);
    assert_stopped(race, 130, &children);
}

/// The race ends with `code`, reports what it has, its recording can be replayed, and nobody is left.
#[track_caller]
fn assert_stopped(race: Race, code: i32, children: &[Process]) {
    let (ended, replayed) = race.end();
    assert_eq!(ended.code, Some(code), "{ended}");
    assert_eq!(ended.json()["end"], "stopped", "{ended}");
    assert_eq!(replayed.code, Some(0), "{replayed}");
    assert_eq!(replayed.json()["end"], "stopped", "{replayed}");
    wait_until_gone(children);
}

/// What may arrive at a worker instead of a greeting, and what it ends with.
#[test]
fn a_worker_that_hears_nonsense_leaves_by_itself() {
    let cases: [(&str, &[u8], i32, &str); 7] = [
        ("nothing", b"", 0, ""),
        ("half a length", &[7, 0], 70, "inside a frame"),
        ("a torn frame", &[200, 0, 0, 0, 1, 2, 3], 70, "inside a frame"),
        ("a frame that is far too long", &[255, 255, 255, 255, 0, 0], 70, "longer than the allowed"),
        ("a frame of garbage", &[4, 0, 0, 0, 255, 255, 255, 255], 70, "not a message"),
        ("words", b"hello, worker\nhow are you?\n", 70, "longer than the allowed"),
        ("a farewell without a greeting", &[1, 0, 0, 0, 4], 0, ""),
    ];
    for (what, bytes, code, said) in cases {
        let mut command = command(&["worker"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let (mut ours, theirs) = UnixStream::pair().expect("a socket");
        command.stdin(Stdio::from(OwnedFd::from(theirs)));
        let mut child = command.spawn().expect("it starts");
        drop(command);
        // One that has left already cannot be written to; what it says is left unread.
        let _ = ours.write_all(bytes).and_then(|()| ours.shutdown(Shutdown::Write));
        let status = wait_for_exit(&mut child).unwrap_or_else(|| panic!("after {what} it stays"));
        let output = child.wait_with_output().expect("its last words");
        let last_words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(status.code(), Some(code), "{what}: {last_words}");
        assert!(last_words.contains(said), "{what}: {last_words}");
        assert!(!last_words.contains("panicked"), "{what}: {last_words}");
    }
}

#[test]
fn a_worker_that_leaves_by_itself_takes_along_what_it_started() {
    // The shell becomes the worker, so that what it started before belongs to the worker.
    let script = r#"sleep 600 </dev/null >/dev/null 2>&1 & echo $!; exec "$0" worker"#;
    for (bytes, code) in [(&[1, 0, 0, 0, 4][..], 0), (&[4, 0, 0, 0, 255, 255, 255, 255], 70)] {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_coreograph")]).process_group(0);
        let (mut ours, theirs) = UnixStream::pair().expect("a socket");
        command.stdin(Stdio::from(OwnedFd::from(theirs))).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a shell");
        drop(command);
        let mut pid = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut pid).expect("a process id");
        let left = family_of(std::process::id()).into_iter().find(|left| left.pid.to_string() == pid.trim());
        let left = left.expect("the process that it started");
        ours.write_all(bytes).expect("it reads");
        let status = wait_for_exit(&mut child).expect("it leaves");
        // The other end of its socket is open still: for the worker its pool lives.
        drop(ours);
        assert_eq!(status.code(), Some(code));
        wait_until_gone(&[left]);
    }
}

/// A race whose tasks are so long that each worker serves its client for minutes.
fn endless_echo(lane: &str, tasks: &str) -> Race {
    let echo = ["--workload", "echo", "--size", "200000", "--workers", "2", "--schedule", "turns"];
    let race = Race::start(&[&echo[..], &["--lanes", lane, "--tasks", tasks]].concat());
    race.wait_for("lane_ready", |_| true);
    race
}

#[test]
fn a_client_that_dies_costs_its_worker_s_tasks_and_the_report_says_why() {
    let race = endless_echo("threads", "4");
    let clients = race.children(2);
    for client in &clients {
        client.signal(Signal::KILL);
    }
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(1), "{ended}");
    let json = ended.json();
    let lane = &json["lanes"][0];
    assert_eq!((&lane["tasks"]["done"], &lane["tasks"]["failed"]), (&0.into(), &4.into()), "{lane:#}");
    for failure in list(lane, "failures") {
        let reason = failure["reason"].as_str().expect("a reason");
        assert!(reason.contains("echo client"), "{reason}");
    }
}

#[test]
fn no_client_outlives_its_worker_however_that_ends() {
    let race = endless_echo("async", "4");
    let clients = race.children(1);
    send(race.running.pid(), Signal::KILL);
    wait_until_gone(&clients);
    drop(race.end());

    let race = endless_echo("pool", "4");
    let workers = race.children(2);
    let clients: Vec<Process> = workers.iter().flat_map(|w| wait_for_children(w.pid, 1)).collect();
    workers[0].signal(Signal::KILL);
    wait_until_gone(&clients[..1]);
    send(race.running.pid(), Signal::INT);
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(130), "{ended}");
    wait_until_gone(&clients);

    let race = endless_echo("gil", "4");
    let clients = race.children(2);
    send(race.running.pid(), Signal::TERM);
    let (ended, _) = race.end();
    assert_eq!(ended.code, Some(143), "{ended}");
    wait_until_gone(&clients);
}
