//! What a function of the user's waits for, sampled from outside while real CPython executes it. Where no Python is
//! installed, or the system does not say where threads sleep, these tests are left out, and say so.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::run::race;
use tempfile::TempDir;

const FUNCTIONS: &str = r#"
import os
import socket
import threading
import time

turn = threading.Lock()


def nap(number):
    time.sleep(0.03)


def short_nap(number):
    time.sleep(0.002)


def crunch(number):
    total = 0
    for n in range(400_000):
        total += n * n
    return total


def alone(number):
    with turn:
        time.sleep(0.02)


def answer(number):
    """Receives from a server on loopback that answers late."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve():
            connection, _ = listener.accept()
            with connection:
                time.sleep(0.04)
                connection.sendall(b"x")

        server = threading.Thread(target=serve)
        server.start()
        with socket.create_connection(listener.getsockname()) as client:
            client.recv(1)
        server.join()


def half(number):
    """First waits for a timer, then computes: the waiting is not at the end."""
    time.sleep(0.03)
    return crunch(number)
"#;

/// The functions in a folder of their own; `None` where they cannot be observed.
fn functions() -> Option<(TempDir, PathBuf)> {
    let mut python = Command::new("python3");
    python.args(["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]);
    if !python.stdout(Stdio::null()).status().is_ok_and(|status| status.success()) {
        eprintln!("left out, for there is no python3 here");
        return None;
    }
    if !says_where_threads_sleep() {
        eprintln!("left out, for this system does not say where threads sleep");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("functions.py");
    fs::write(&file, FUNCTIONS).expect("a file");
    Some((folder, file))
}

/// Whether `wchan` of a child that sleeps is a name.
fn says_where_threads_sleep() -> bool {
    let Ok(mut child) = Command::new("sleep").arg("600").spawn() else { return false };
    let path = format!("/proc/{}/wchan", child.id());
    let name = support::poll(|| match fs::read_to_string(&path) {
        Ok(name) if name != "0" && !name.contains("exec") => Some(name),
        Ok(_) => None,
        Err(_) => Some(String::new()),
    });
    child.kill().expect("it can be killed");
    child.wait().expect("it can be waited for");
    name.is_some_and(|name| name.contains("nanosleep"))
}

/// Seconds by activity of the lane's workers in their calls.
struct Times(Value);

impl Times {
    fn of(lane: &Value) -> Self {
        let times = &lane["time_s"];
        let sum: f64 = times.as_object().expect("times").values().filter_map(Value::as_f64).sum();
        let life = lane["start_s"].as_f64().unwrap() + lane["wall_s"].as_f64().unwrap();
        let workers = lane["workers"].as_f64().unwrap_or(1.0);
        assert!((sum / (workers * life) - 1.0).abs() < 0.01, "{sum} s of {workers} × {life} s: {lane:#}");
        Self(times.clone())
    }

    fn get(&self, activity: &str) -> f64 {
        self.0[activity].as_f64().unwrap_or(0.0)
    }

    /// Share of an activity in the time in which workers were off their cores in the function.
    fn share(&self, activity: &str) -> f64 {
        let off = self.get("lock_wait") + self.get("io") + self.get("blocked");
        self.get(activity) / off.max(1e-9)
    }
}

/// The lanes' times for a function.
fn times(file: &std::path::Path, function: &str, rest: &str) -> Vec<Times> {
    let call = format!("{}:{function}", file.display());
    let args: Vec<&str> = ["--call", &call].into_iter().chain(rest.split(' ')).collect();
    let report = race(&args);
    report["lanes"].as_array().expect("lanes").iter().map(Times::of).collect()
}

#[test]
fn sleeping_is_io_in_every_lane() {
    let Some((_folder, file)) = functions() else { return };
    let lanes = "--tasks 24 --workers 4 --lanes py-sequential,py-threads,py-pool,py-executor";
    for times in times(&file, "nap", lanes) {
        assert!(times.share("io") > 0.7, "{}", times.0);
    }
}

#[test]
fn sleeps_shorter_than_the_time_between_two_samples_are_io_too() {
    let Some((_folder, file)) = functions() else { return };
    for times in times(&file, "short_nap", "--tasks 300 --workers 2 --lanes py-sequential,py-threads,py-pool")
    {
        assert!(times.share("io") > 0.6, "{}", times.0);
    }
}

#[test]
fn threads_that_compute_wait_for_the_lock_of_the_interpreter() {
    let Some((_folder, file)) = functions() else { return };
    let free = "import sys; sys.exit(not getattr(sys, '_is_gil_enabled', lambda: True)())";
    if !Command::new("python3").args(["-c", free]).status().is_ok_and(|status| status.success()) {
        return eprintln!("left out, for this python3 has no lock");
    }
    let lanes = times(&file, "crunch", "--tasks 32 --workers 4 --lanes py-threads,py-pool");
    let [threads, pool] = &lanes[..] else { panic!("two lanes") };
    assert!(threads.share("lock_wait") > 0.7, "{}", threads.0);
    assert!(threads.get("lock_wait") > threads.get("compute"), "three of four wait: {}", threads.0);
    // What waits for a core is no lock-wait.
    assert!(pool.get("lock_wait") < 0.1 * pool.get("compute"), "{}", pool.0);
}

#[test]
fn a_lock_of_the_function_s_own_is_lock_wait() {
    let Some((_folder, file)) = functions() else { return };
    let lanes = times(&file, "alone", "--tasks 32 --workers 4 --lanes py-threads");
    // One sleeps, the three others wait for it.
    assert!(lanes[0].share("lock_wait") > 0.5, "{}", lanes[0].0);
    assert!(lanes[0].share("io") > 0.1, "{}", lanes[0].0);
    assert!(lanes[0].share("blocked") < 0.3, "{}", lanes[0].0);
}

#[test]
fn a_socket_is_io() {
    let Some((_folder, file)) = functions() else { return };
    for times in times(&file, "answer", "--tasks 16 --workers 2 --lanes py-sequential,py-threads") {
        assert!(times.share("io") > 0.6, "{}", times.0);
    }
}

#[test]
fn a_wait_before_the_computing_is_told_as_well() {
    let Some((_folder, file)) = functions() else { return };
    for times in times(&file, "half", "--tasks 12 --workers 2 --lanes py-sequential,py-pool") {
        assert!(times.share("io") > 0.6, "{}", times.0);
        assert!(times.get("compute") > 0.0, "{}", times.0);
    }
}
