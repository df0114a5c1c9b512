//! What the program inherits is not trusted: dispositions and masks of signals, and how its descriptors behave.

mod support;

use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::process::{Signal, send, wait_for_children};
use support::run::{NOWHERE, Running, command, run, wait_for_exit};
use support::{PROGRAM, wait_for};

/// The program behind what a shell says first; standard output.
fn after(preamble: &str, args: &str) -> (Option<i32>, String, String) {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &format!("{preamble}; exec {PROGRAM} {args}")]).stdin(Stdio::null());
    shell.env("XDG_CONFIG_HOME", NOWHERE).env("XDG_DATA_HOME", NOWHERE).env_remove("NO_COLOR");
    let output = shell.output().expect("a shell runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn ends_of_children_are_heard_also_where_the_parent_ignored_them() {
    let race = "race --headless --format json --lanes pool --workload sleep --size 1000 --tasks 8 --workers 2 --fault kill";
    let (code, out, err) = after("trap '' CHLD", race);
    assert_eq!(code, Some(0), "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let cause = report["lanes"][0]["deaths"][0]["cause"].to_string();
    assert!(cause.contains("signal 9 (SIGKILL)"), "{cause}");
}

#[test]
fn a_python_is_found_where_the_parent_ignored_the_ends_of_children() {
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|output| output.status.success()) {
        eprintln!("left out, for there is no python3 here");
        return;
    }
    let race = "race --headless --lanes py-threads --workload square --tasks 2";
    let (code, out, err) = after("trap '' CHLD", race);
    assert_eq!(code, Some(0), "{out}{err}");
}

/// A race that is over after a second or so.
const SHORT: &str = "race --headless --lanes pool --workload sleep --size 100000 --tasks 16 --workers 2";

#[test]
fn a_signal_that_the_parent_ignored_on_purpose_stays_ignored() {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &format!("trap '' HUP; exec {PROGRAM} {SHORT}")]).stdin(Stdio::null());
    let running = Running::start(shell);
    wait_for_children(running.pid(), 2);
    send(running.pid(), Signal::HUP);
    let ended = running.end();
    assert_eq!(ended.code, Some(0), "{ended}");
}

#[cfg(target_os = "linux")]
#[test]
fn signals_that_the_parent_blocked_are_heard_and_no_child_has_them_blocked() {
    let mut blocking = Command::new("env");
    blocking.args(["--block-signal=TERM,INT,CHLD,USR1", PROGRAM]);
    let known = Command::new("env").args(["--block-signal=TERM", "true"]).stderr(Stdio::null()).status();
    if !known.is_ok_and(|status| status.success()) {
        eprintln!("left out, for this env cannot block signals");
        return;
    }
    blocking
        .args(SHORT.split(' ').map(|word| if word == "16" { "10000" } else { word }))
        .stdin(Stdio::null());
    let running = Running::start(blocking);
    for child in wait_for_children(running.pid(), 2) {
        // Between its fork and its program the C library blocks all of them.
        wait_for("a mask without signals", || {
            let status = std::fs::read_to_string(format!("/proc/{}/status", child.pid)).expect("it lives");
            let mask = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).expect("a mask");
            (mask.trim() == "0000000000000000").then_some(())
        });
    }
    send(running.pid(), Signal::TERM);
    let ended = running.end();
    assert_eq!(ended.code, Some(143), "{ended}");
}

/// More than a pipe holds.
const LARGE: [&str; 5] = ["compare", "--with", "epyc-2", "--format", "json"];

#[test]
fn a_pipe_that_does_not_block_gets_everything() {
    let (reader, writer) = rustix::pipe::pipe().expect("a pipe");
    rustix::io::ioctl_fionbio(&writer, true).expect("it can be set");
    let mut slow = command(&LARGE);
    slow.stdout(Stdio::from(writer)).stderr(Stdio::null());
    let mut child = slow.spawn().expect("the program starts");
    drop(slow);
    let mut text = Vec::new();
    let mut reader = File::from(reader);
    let mut block = [0; 8192];
    loop {
        let read = reader.read(&mut block).expect("a pipe can be read");
        if read == 0 {
            break;
        }
        text.extend_from_slice(&block[..read]);
        // Slower than it is written.
        std::thread::sleep(Duration::from_millis(2));
    }
    let status = wait_for_exit(&mut child).expect("it ends");
    assert_eq!(status.code(), Some(0));
    let whole = run(&LARGE).stdout;
    assert!(whole.len() > 100_000, "{} bytes are too few to fill a pipe", whole.len());
    assert_eq!(String::from_utf8_lossy(&text), whole);
}
