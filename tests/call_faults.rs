//! A function of the user's that goes wrong: each lane says what, the others run, and no process is left.

mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::run::{Ended, Running, command};
use support::wait_for;
use tempfile::TempDir;

/// Whether there is an interpreter to test with.
fn has_python(python: &str) -> bool {
    let found =
        Command::new(python).args(["-c", "pass"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success());
    if !found {
        eprintln!("left out, for there is no {python}");
    }
    found
}

/// A folder with these files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// Runs a race in this folder, and checks that nothing that was started there is left.
fn race(folder: &TempDir, args: &[&str]) -> Ended {
    let mut command =
        command(&[&["race", "--headless", "--format", "json", "--workers", "2"], args].concat());
    command.current_dir(folder.path());
    let ended = Running::start(command).end();
    wait_for("the end of all that runs in the folder", || {
        processes_in(folder.path()).is_empty().then_some(())
    });
    ended
}

/// Processes whose working directory is this one; Linux only.
fn processes_in(folder: &Path) -> Vec<String> {
    let folder = folder.canonicalize().expect("a folder");
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let here =
        entries.filter(|entry| std::fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == folder));
    here.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The lane of this kind.
#[track_caller]
fn lane<'a>(report: &'a Value, kind: &str) -> &'a Value {
    let lanes = report["lanes"].as_array().expect("lanes");
    lanes.iter().find(|lane| lane["lane"] == kind).unwrap_or_else(|| panic!("no {kind}: {report}"))
}

/// The reason for which a task of a lane failed.
#[track_caller]
fn failure(lane: &Value, task: u32) -> &str {
    let failures = lane["failures"].as_array().expect("failures");
    let found = failures.iter().find(|failure| failure["task"] == task);
    found
        .and_then(|failure| failure["reason"].as_str())
        .unwrap_or_else(|| panic!("task {task} did not fail: {lane}"))
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in: {text}");
    }
}

const TASKS: &str = r#"
import multiprocessing, os, sys

def helper(n):
    raise ValueError("bad value %d" % n)

def f(n):
    if n == 1:
        helper(n)
    if n == 2:
        return lambda: n
    if n == 3:
        sys.exit("enough")
    if n == 4:
        with multiprocessing.Pool(2) as pool:
            return pool.map(abs, [-1])
    if n == 5:
        for line in range(30000):
            print("line", line)
    if n == 6:
        os.fork()
    if n == 7:
        return input()
    if n == 8:
        os.chdir("/")
        return open("tasks.py").read()
    return n
"#;

#[test]
fn tasks_that_fail_are_named_with_their_reason_and_the_others_have_results() {
    if !has_python("python3") {
        return;
    }
    let folder = folder(&[("tasks.py", TASKS)]);
    let lanes = ["py-sequential", "py-threads", "py-pool", "py-executor"];
    let ended =
        race(&folder, &["--call", "tasks.py:f", "--tasks", "9", "--chunk", "1", "--lanes", &lanes.join(",")]);
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    for kind in lanes {
        let lane = lane(&report, kind);
        let in_process = ["py-sequential", "py-threads"].contains(&kind);
        let failed = 4 + usize::from(!in_process) + usize::from(kind == "py-pool");
        assert_eq!(lane["tasks"]["failed"], failed, "{kind}: {lane}");
        assert_eq!(lane["tasks"]["done"], 9 - failed, "{kind}");
        let raised = failure(lane, 1);
        assert_has(raised, &["ValueError: bad value 1", "tasks.py\", line 9, in f", "line 5, in helper"]);
        assert!(!raised.contains("assets/python") && !raised.contains("_coreograph"), "{raised}");
        assert_has(failure(lane, 3), &["SystemExit: enough"]);
        assert_has(failure(lane, 7), &["EOFError"]);
        assert_has(failure(lane, 8), &["tasks.py", "changed the working directory from ", " to /"]);
        if !in_process {
            assert_has(
                failure(lane, 2),
                &["it returned a function (f.<locals>.<lambda>)", "cannot be pickled"],
            );
        }
        if kind == "py-pool" {
            assert_has(failure(lane, 4), &["daemonic processes", "may start no processes"]);
        }
        let output = lane["output"].as_array().expect("output");
        assert!(output.len() < 25_000, "{kind} kept {} lines", output.len());
        let told = |text: &str| {
            output.iter().any(|line| line["line"].as_str().is_some_and(|line| line.contains(text)))
        };
        assert!(told("line 0") && told(" more lines: at most 1,000 a second"), "{kind}");
    }
}

const ENDS: &str = r#"
import ctypes, multiprocessing, os, threading, time

def f(n):
    if n == 3:
        if multiprocessing.current_process().daemon:
            os._exit(3)
        if multiprocessing.current_process().name != "MainProcess":
            ctypes.string_at(0)
        if threading.current_thread() is not threading.main_thread():
            os.closerange(3, 4096)
    return n
"#;

#[test]
fn workers_that_end_are_named_and_the_other_lanes_run() {
    if !has_python("python3") {
        return;
    }
    let folder = folder(&[("ends.py", ENDS)]);
    let lanes = "py-threads,py-pool,py-executor,py-sequential";
    let ended = race(&folder, &["--call", "ends.py:f", "--tasks", "8", "--chunk", "1", "--lanes", lanes]);
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    let error = |kind: &str| lane(&report, kind)["error"].as_str().unwrap_or_default().to_string();
    assert_has(&error("py-threads"), &["a task of ends.py:f has closed descriptors that it had not opened"]);
    let ran = "while it ran tasks of ends.py:f";
    assert_has(&error("py-pool"), &["worker ", "(pid ", "ended by itself (exit 3)", ran]);
    assert_has(
        &error("py-executor"),
        &["was killed by signal 11 (SIGSEGV)", ran, "Segmentation fault", "ends.py"],
    );
    let last = lane(&report, "py-sequential");
    assert_eq!((last["tasks"]["done"].as_u64(), &last["error"]), (Some(8), &Value::Null), "{last}");
}

const ENDLESS: &str = r"
import multiprocessing, os, threading, time

def f(n):
    if threading.current_thread() is not threading.main_thread():
        while n == 3:
            time.sleep(0.01)
    if n == 2 and multiprocessing.current_process().daemon:
        if os.fork() == 0:
            os.setsid()
            if os.fork():
                os._exit(0)
            time.sleep(1000)
    return n

def g(n):
    os._exit(4)
";

#[test]
fn an_endless_task_meets_its_deadline_and_daemons_are_ended() {
    if !has_python("python3") {
        return;
    }
    let folder = folder(&[("endless.py", ENDLESS)]);
    let call = ["--call", "endless.py:f", "--tasks", "8", "--chunk", "1", "--deadline", "3s"];
    let ended = race(&folder, &[&call[..], &["--lanes", "py-threads,py-pool,py-sequential"]].concat());
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    assert_has(
        lane(&report, "py-threads")["error"].as_str().unwrap_or_default(),
        &["no task has ended for 3 s, the deadline: ", " of 8 tasks are done"],
    );
    for kind in ["py-pool", "py-sequential"] {
        assert_eq!(lane(&report, kind)["tasks"]["done"], 8, "{kind}: {ended}");
    }
    let ended = race(&folder, &["--call", "endless.py:g", "--tasks", "8", "--lanes", "py-sequential"]);
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    let error = lane(&report, "py-sequential")["error"].as_str().unwrap_or_default();
    assert_has(error, &["ended (exit 4) while tasks of endless.py:g ran"]);
}

#[test]
fn a_module_or_function_that_cannot_be_used_is_refused() {
    if !has_python("python3") {
        return;
    }
    let folder = folder(&[
        ("good.py", "def resize(n):\n    def inner(m):\n        return m\n    return inner(n)\n"),
        ("syntax.py", "def f(n):\n    return n +\n"),
        ("missing.py", "import nothing_of_that_name\n"),
        ("script.py", "import sys\nsys.exit(2)\n"),
        ("ends.py", "import os\nos._exit(5)\n"),
        ("starts.py", "import multiprocessing\nmultiprocessing.get_context('spawn').Pool(2)\n"),
        ("package/__init__.py", ""),
        ("package/module.py", "from . import nothing\n"),
    ]);
    for (call, said) in [
        ("nofile.py:f", &["nofile.py: there is no such file"][..]),
        ("nomodule:f", &["there is no module nomodule"]),
        ("good.py:resise", &["there is no resise in it: did you mean resize?"]),
        ("good.py:resize.inner", &["a function inside another"]),
        ("syntax.py:f", &["syntax.py cannot be imported: SyntaxError", "\n    return n +\n"]),
        (
            "missing.py:f",
            &["No module named 'nothing_of_that_name'", "--python", "\n  File \"", "line 1, in <module>"],
        ),
        ("script.py:f", &["it ends the program (exit 2)", "if __name__ == '__main__':"]),
        ("ends.py:f", &["ended (exit 5) while ends.py was imported"]),
        ("starts.py:f", &["starts.py starts processes when it is imported: put that under if __name__"]),
        ("package/module.py:f", &["name the module of the package, --call package.module:"]),
    ] {
        let ended = race(&folder, &["--call", call, "--tasks", "2"]);
        assert_eq!(ended.code, Some(2), "{call}: {ended}");
        assert_has(&ended.stderr, said);
        assert!(!ended.stderr.contains("assets/python"), "{ended}");
    }
}

const UNGUARDED: &str = r"
import multiprocessing, threading

class Point:
    def __init__(self, x):
        self.x = x

def f(point):
    return point.x if isinstance(point, Point) else 0

with multiprocessing.Pool(1) as pool:
    print(pool.map(abs, [-1]))
";

#[test]
fn what_cannot_be_sent_is_named_and_a_script_without_a_guard_is_told_so() {
    if !has_python("python3") {
        return;
    }
    // Also the name of a module of Python's own, which every worker has imported.
    let guarded = UNGUARDED
        .replace("with multi", "if __name__ == '__main__':\n  with multi")
        .replace("    print", "      print");
    let folder = folder(&[("bare.py", UNGUARDED), ("json.py", &guarded)]);
    let over = "[Point(0), lambda: 1, Point(2), threading.Lock()]";
    let lanes = "py-sequential,py-pool:spawn,py-executor";
    let ended = race(&folder, &["--call", "json.py:f", "--over", over, "--lanes", lanes, "--chunk", "2"]);
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    assert_eq!(lane(&report, "py-sequential")["tasks"]["done"], 4, "{ended}");
    for kind in ["py-pool", "py-executor"] {
        let lane = lane(&report, kind);
        assert_eq!((&lane["tasks"]["done"], &lane["tasks"]["failed"]), (&2.into(), &2.into()), "{lane}");
        assert_has(failure(lane, 1), &["its argument is a function (<lambda>), which cannot be pickled"]);
        assert_has(failure(lane, 3), &["its argument is a lock, which cannot be pickled"]);
    }
    let call = ["--call", "bare.py:f", "--tasks", "4", "--lanes", "py-sequential,py-pool:spawn"];
    let ended = race(&folder, &call);
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    assert_eq!(lane(&report, "py-sequential")["tasks"]["done"], 4, "{ended}");
    let error = lane(&report, "py-pool")["error"].as_str().unwrap_or_default();
    assert_has(
        error,
        &["in a worker process (spawn): bare.py starts processes when it is imported", "if __name__"],
    );
}

#[test]
fn a_module_that_interpreters_cannot_load_is_named() {
    let python = ["python3.13", "python3.14"].into_iter().find(|python| has_python(python));
    let Some(python) = python else { return };
    let folder = folder(&[("legacy.py", "import readline\n\ndef f(n):\n    return n\n")]);
    let lanes = "py-sequential,py-interpreters";
    let ended =
        race(&folder, &["--call", "legacy.py:f", "--tasks", "4", "--lanes", lanes, "--python", python]);
    if ended.stderr.contains("No module named 'readline'") {
        eprintln!("left out, for {python} has no readline");
        return;
    }
    assert_eq!(ended.code, Some(1), "{ended}");
    let report = ended.json();
    assert_eq!(lane(&report, "py-sequential")["tasks"]["done"], 4, "{ended}");
    let error = lane(&report, "py-interpreters")["error"].as_str().unwrap_or_default();
    assert_has(error, &["in an interpreter of its own: legacy.py cannot be imported", "readline"]);
}
