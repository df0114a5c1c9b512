//! Real CPython: a child process that runs the scenarios of `assets/python/fidelity.py`.
//!
//! One child lives for the whole run. It reads a scenario as a line of JSON, runs it, and replies with its raw
//! numbers as a line of JSON. Every wait for it has a deadline, and whatever it does (end, hang, send malformed
//! lines) becomes a sentence in the report; the other contestants continue.

use std::ffi::{OsStr, OsString};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::contestant::{Contestant, Fault};
use super::echo;
use super::scenario::{Raw, Scenario};
use crate::python::{Arrival, Child, Invocation, OLDEST};
use crate::sys::stop::Stop;

/// The program that the interpreter runs.
const SOURCE: &str = include_str!("../../assets/python/fidelity.py");

/// Longest time for an interpreter to measure its own pace.
const START_WITHIN: Duration = Duration::from_secs(20);

/// Period in which a stop is polled.
const NOTICE: Duration = Duration::from_millis(20);

/// Largest number of characters of a malformed line that a message quotes.
const TOLD: usize = 60;

/// A Python interpreter, ready to run scenarios.
#[derive(Debug)]
pub(crate) struct CPython {
    hello: Hello,
    child: Child<ChildLine>,
}

/// An interpreter's description of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Hello {
    /// `cpython`, `pypy`, …
    pub implementation: String,
    /// Such as `3.11.7`.
    pub version: String,
    /// Path of its executable.
    pub executable: String,
    /// Whether it runs with a global interpreter lock; a free-threaded build does not.
    pub gil: bool,
}

/// A line from the child.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChildLine {
    Hello(Hello),
    Port(u16),
    Served(u64),
    Error(String),
    #[serde(untagged)]
    Raw(Raw),
}

impl CPython {
    /// Starts the interpreter at this path, or of this name on `PATH`.
    ///
    /// # Errors
    /// A sentence: there is no such program, it is no CPython, it is too old, it has no lock, or it fails.
    pub(crate) fn start(program: &OsStr, stop: &Stop) -> Result<Self, Fault> {
        let arguments = ["-I".into(), "-c".into(), SOURCE.into(), OLDEST.0.to_string(), OLDEST.1.to_string()];
        Self::start_with(program, arguments.map(OsString::from).into(), stop)
    }

    fn start_with(program: &OsStr, arguments: Vec<OsString>, stop: &Stop) -> Result<Self, Fault> {
        let failed = |error: std::io::Error| Fault::Failed(format!("cannot be started: {error}"));
        // All its threads are its own.
        let invocation = Invocation { path: program.into(), arguments, forks: false, strays: false };
        let mut child = Child::spawn(&invocation).map_err(failed)?;
        let hello = match hear(&mut child, Instant::now() + START_WITHIN, stop)? {
            ChildLine::Hello(hello) => hello,
            other => return Err(strange(&other)),
        };
        let this = Self { hello, child };
        this.suitable()?;
        Ok(this)
    }

    /// Its description of itself.
    #[must_use]
    pub(crate) fn hello(&self) -> &Hello {
        &self.hello
    }

    fn suitable(&self) -> Result<(), Fault> {
        let Hello { implementation, version, gil, .. } = &self.hello;
        if implementation != "cpython" {
            return Err(Fault::Failed(format!("is {implementation} {version}, not CPython")));
        }
        if !gil {
            return Err(Fault::Failed(format!(
                "is CPython {version} without a GIL: there is no lock to compare"
            )));
        }
        Ok(())
    }
}

/// The next message, by this deadline.
fn hear(child: &mut Child<ChildLine>, deadline: Instant, stop: &Stop) -> Result<ChildLine, Fault> {
    loop {
        match child.next(NOTICE) {
            Arrival::Message(ChildLine::Error(reason)) => return Err(Fault::Failed(reason)),
            Arrival::Message(said) => return Ok(said),
            Arrival::ParseError(nonsense) => {
                let line: String = nonsense.said().chars().take(TOLD).collect();
                return Err(Fault::Failed(format!("said {line:?}, which means nothing")));
            }
            Arrival::Ended => {
                let (exit, reason) = child.end();
                let words = reason.map_or_else(String::new, |reason| format!(", saying: {reason}"));
                return Err(Fault::Failed(format!("ended without an answer ({exit}){words}")));
            }
            Arrival::Nothing | Arrival::Line(_) if stop.requested() => {
                child.reap();
                return Err(Fault::Stopped);
            }
            Arrival::Nothing | Arrival::Line(_) if Instant::now() >= deadline => {
                child.reap();
                return Err(Fault::Failed("said nothing for too long and was ended".into()));
            }
            Arrival::Nothing | Arrival::Line(_) => {}
        }
    }
}

fn strange(said: &ChildLine) -> Fault {
    Fault::Failed(format!("gave an answer to another question: {:.60}", format!("{said:?}")))
}

impl Contestant for CPython {
    fn label(&self) -> String {
        format!("CPython {}", self.hello.version)
    }

    fn run(&mut self, scenario: &Scenario, stop: &Stop) -> Result<Raw, Fault> {
        let deadline = Instant::now() + scenario.deadline();
        self.child.tell(scenario).map_err(|error| Fault::Failed(error.to_string()))?;
        let said = hear(&mut self.child, deadline, stop)?;
        match (scenario, said) {
            (Scenario::Echo { ms, .. }, ChildLine::Port(port)) => {
                let replies = echo::replies(port, Duration::from_millis(*ms), stop);
                // The child's message about a broken connection explains more than the client's error.
                match (hear(&mut self.child, deadline, stop)?, replies) {
                    (ChildLine::Served(_), Err(error)) => {
                        Err(Fault::Failed(format!("its socket failed: {error}")))
                    }
                    (ChildLine::Served(served), Ok(replies)) if served > replies.len() as u64 => {
                        Ok(Raw::Replies(replies))
                    }
                    (other, _) => Err(strange(&other)),
                }
            }
            (Scenario::Hogs { .. }, ChildLine::Raw(raw @ Raw::Stretches(_)))
            | (Scenario::Work { .. }, ChildLine::Raw(raw @ Raw::Walls(_)))
            | (Scenario::Wake { .. }, ChildLine::Raw(raw @ Raw::Waits { .. })) => Ok(raw),
            (_, other) => Err(strange(&other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fidelity::scenario::Leg;
    use std::thread;

    fn python() -> Option<CPython> {
        let started = CPython::start("python3".as_ref(), &Stop::default());
        started.inspect_err(|fault| eprintln!("skipped: python3 {fault}")).ok()
    }

    #[test]
    fn every_scenario_runs_in_python() {
        let Some(mut python) = python() else { return };
        assert!(python.label().starts_with("CPython 3."));
        let legs = vec![Leg { threads: 1, interval_us: 5000 }, Leg { threads: 2, interval_us: 100 }];
        for scenario in [
            Scenario::Hogs { interval_us: 1000, hogs: 2, ms: 30 },
            Scenario::Work { native: false, ms: 5, legs: legs.clone() },
            Scenario::Work { native: true, ms: 5, legs },
            Scenario::Wake { interval_us: 500, hogs: 2, call_us: 0, ms: 20 },
            Scenario::Wake { interval_us: 500, hogs: 1, call_us: 300, ms: 20 },
            Scenario::Echo { interval_us: 500, hogs: 1, call_us: 0, ms: 20 },
        ] {
            match python.run(&scenario, &Stop::default()).unwrap() {
                Raw::Stretches(hogs) => assert!(hogs.len() == 2 && hogs.iter().all(|hog| !hog.is_empty())),
                Raw::Walls(walls) => assert!(walls.len() == 2 && walls.iter().all(|ns| *ns > 0)),
                Raw::Waits { waits, .. } => assert!(!waits.is_empty()),
                Raw::Replies(replies) => assert!(!replies.is_empty()),
            }
        }
    }

    #[test]
    fn a_child_that_is_stopped_leaves_nothing_behind() {
        let Some(mut python) = python() else { return };
        let stop = Stop::default();
        let hogs = Scenario::Hogs { interval_us: 5000, hogs: 2, ms: 3_600_000 };
        let stopper = {
            let stop = stop.clone();
            thread::spawn(move || stop.request())
        };
        assert_eq!(python.run(&hogs, &stop), Err(Fault::Stopped));
        stopper.join().unwrap();
        assert_eq!(python.child.end().0, "signal 9 (SIGKILL)");
    }

    #[test]
    fn what_is_not_there_is_said_to_be_missing() {
        let fault = CPython::start("there-is-no-such-python".as_ref(), &Stop::default()).unwrap_err();
        assert!(fault.to_string().starts_with("cannot be started: "), "{fault}");
    }

    /// The message about a child that runs this shell script.
    fn shell(script: &str) -> String {
        let arguments = ["-c", script].map(OsString::from);
        let started = CPython::start_with("sh".as_ref(), arguments.into(), &Stop::default());
        let run = |mut python: CPython| {
            python.run(&Scenario::Hogs { interval_us: 5000, hogs: 1, ms: 1 }, &Stop::default())
        };
        started.and_then(run).unwrap_err().to_string()
    }

    #[test]
    fn a_strange_child_is_described() {
        let hello = |rest: &str| {
            let hello =
                r#"{"hello":{"implementation":"cpython","version":"3.99.0","executable":"","gil":true}}"#;
            format!("printf '\\036%s\\n' '{hello}'; read line; {rest}")
        };
        let gives = [
            ("exit 3".into(), "ended without an answer (exit 3)"),
            ("echo oh dear >&2; exit 1".into(), "ended without an answer (exit 1), saying: oh dear"),
            ("echo Python 2".into(), "ended without an answer (exit 0), saying: Python 2"),
            (r"printf '\036Python 2\n'; read line".into(), "said \"Python 2\", which means nothing"),
            (r#"echo noise; printf 'more\036{"error":"too old"}\n'"#.into(), "too old"),
            (r#"printf '\036{"port":1}\n'"#.into(), "gave an answer to another question: Port(1)"),
            (hello("kill -9 $$"), "ended without an answer (signal 9 (SIGKILL))"),
            (hello(r#"printf '\036{"walls":[1]}\n'"#), "gave an answer to another question: Raw(Walls([1]))"),
            (
                hello(r#"printf '\036{"walls":"x"}\n'"#),
                "said \"{\\\"walls\\\":\\\"x\\\"}\", which means nothing",
            ),
            (hello("exit 0").replace("cpython", "pypy"), "is pypy 3.99.0, not CPython"),
            (
                hello("exit 0").replace("true", "false"),
                "is CPython 3.99.0 without a GIL: there is no lock to compare",
            ),
        ];
        for (script, said) in gives {
            assert_eq!(shell(&script), said, "{script}");
        }
    }
}
