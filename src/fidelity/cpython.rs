//! Real CPython: a child process that runs the scenarios of `assets/python/fidelity.py`.
//!
//! One child lives for the whole run. It reads a scenario as a line of JSON, runs it, and answers with its raw
//! numbers as a line of JSON. Every wait for it has a deadline, and whatever it does (end, hang, talk nonsense)
//! becomes a sentence that says so; the others go on.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use serde::Deserialize;

use super::contestant::{Contestant, Fault};
use super::echo;
use super::scenario::{Raw, Scenario};
use crate::python::complaint::Complaint;
use crate::python::mark;
use crate::sys::child::{describe, kill_group, read_lines};
use crate::sys::stop::Stop;

/// The program that the interpreter runs.
const SOURCE: &str = include_str!("../../assets/python/fidelity.py");

/// An interpreter that has not measured its own pace by then will not.
const START_WITHIN: Duration = Duration::from_secs(20);

/// How soon a wish to stop is noticed.
const NOTICE: Duration = Duration::from_millis(20);

/// A child that is asked to leave gets so long before it is killed.
const LEAVE_WITHIN: Duration = Duration::from_millis(500);

/// No line that makes sense is longer.
const LONGEST_LINE: u64 = 256 << 20;

/// A Python interpreter, ready to run scenarios.
#[derive(Debug)]
pub struct CPython {
    hello: Hello,
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<Said>,
    /// What it wrote to standard error, and to standard output without a mark.
    complaint: Arc<Mutex<Complaint>>,
    /// That all of standard error has arrived.
    complained: Receiver<()>,
}

/// What an interpreter says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Hello {
    /// `cpython`, `pypy`, …
    pub implementation: String,
    /// Such as `3.11.7`.
    pub version: String,
    /// Where it is.
    pub executable: String,
    /// Whether it runs with a global interpreter lock; a free-threaded build does not.
    pub gil: bool,
}

/// A line from the child.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Hello(Hello),
    Port(u16),
    Served(u64),
    Error(String),
    /// A line that means nothing.
    #[serde(skip)]
    Nonsense(String),
    #[serde(untagged)]
    Raw(Raw),
}

impl CPython {
    /// Starts the interpreter at this path, or of this name on `PATH`.
    ///
    /// # Errors
    /// A sentence: there is none, it is no CPython, it is too old, it has no lock, or it fails.
    pub fn start(program: &OsStr, stop: &Stop) -> Result<Self, Fault> {
        Self::start_with(program, &[OsString::from("-I"), "-c".into(), SOURCE.into()], stop)
    }

    fn start_with(program: &OsStr, arguments: &[OsString], stop: &Stop) -> Result<Self, Fault> {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A Ctrl-C is for this program, which then ends the child.
        #[cfg(unix)]
        {
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
            // Even in the middle of a call into C; its threads are all that it starts.
            crate::sys::c::signal_when_parent_ends(&mut command, rustix::process::Signal::KILL);
        }
        let failed = |error: std::io::Error| Fault::Failed(format!("cannot be started: {error}"));
        let mut child = command.spawn().map_err(failed)?;
        let (said_tx, said) = unbounded();
        let (complained_tx, complained) = bounded(1);
        let complaint = Arc::<Mutex<Complaint>>::default();
        let (stdout, stderr, input) = (child.stdout.take(), child.stderr.take(), child.stdin.take());
        let hello = Hello {
            implementation: String::new(),
            version: String::new(),
            executable: program.to_string_lossy().into_owned(),
            gil: true,
        };
        // From here on dropping it ends the child.
        let mut this = Self { hello, child, input, said, complaint: Arc::clone(&complaint), complained };
        if let (Some(stdout), Some(stderr)) = (stdout, stderr) {
            let noise = Arc::clone(&complaint);
            spawn("fidelity-read", move || read_messages(stdout, &noise, &said_tx)).map_err(failed)?;
            spawn("fidelity-lines", move || read_complaint(stderr, &complaint, complained_tx))
                .map_err(failed)?;
        }
        match this.hear(Instant::now() + START_WITHIN, stop)? {
            Said::Hello(hello) => this.hello = hello,
            other => return Err(Self::strange(&other)),
        }
        this.suitable()?;
        Ok(this)
    }

    /// What it said about itself.
    #[must_use]
    pub fn hello(&self) -> &Hello {
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

    fn tell(&mut self, scenario: &Scenario) -> Result<(), Fault> {
        let line = serde_json::to_string(scenario).map_err(|error| Fault::Failed(error.to_string()))? + "\n";
        let written =
            self.input.as_mut().map(|input| input.write_all(line.as_bytes()).and_then(|()| input.flush()));
        match written {
            Some(Ok(())) => Ok(()),
            _ => Err(self.ended()),
        }
    }

    /// The next line, by this deadline.
    fn hear(&mut self, deadline: Instant, stop: &Stop) -> Result<Said, Fault> {
        loop {
            match self.said.recv_timeout(NOTICE) {
                Ok(Said::Error(reason)) => return Err(Fault::Failed(reason)),
                Ok(Said::Nonsense(line)) => {
                    return Err(Fault::Failed(format!("said {line:?}, which means nothing")));
                }
                Ok(said) => return Ok(said),
                Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
                Err(RecvTimeoutError::Timeout) if stop.requested() => {
                    self.kill();
                    return Err(Fault::Stopped);
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() >= deadline => {
                    self.kill();
                    return Err(Fault::Failed("said nothing for too long and was ended".into()));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn strange(said: &Said) -> Fault {
        Fault::Failed(format!("gave an answer to another question: {:.60}", format!("{said:?}")))
    }

    /// Why a child that says no more has ended, in its own words.
    fn ended(&mut self) -> Fault {
        // Its input stays open: at the end of that it would kill itself, whatever it was about to say.
        self.wait(LEAVE_WITHIN);
        self.kill();
        let how = describe(&self.child.wait());
        let _ = self.complained.recv_timeout(LEAVE_WITHIN);
        let reason = self.complaint.lock().unwrap_or_else(PoisonError::into_inner).reason();
        let words = reason.map_or_else(String::new, |reason| format!(", saying: {reason}"));
        Fault::Failed(format!("ended without an answer ({how}){words}"))
    }

    /// Waits for the end of the child, but no longer than this.
    fn wait(&mut self, limit: Duration) {
        let deadline = Instant::now() + limit;
        while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Ends the child and everything it started; one that is gone already is no error.
    fn kill(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            kill_group(&mut self.child);
        }
    }
}

impl Contestant for CPython {
    fn label(&self) -> String {
        format!("CPython {}", self.hello.version)
    }

    fn run(&mut self, scenario: &Scenario, stop: &Stop) -> Result<Raw, Fault> {
        let deadline = Instant::now() + scenario.deadline();
        self.tell(scenario)?;
        let said = self.hear(deadline, stop)?;
        match (scenario, said) {
            (Scenario::Echo { ms, .. }, Said::Port(port)) => {
                let replies = echo::replies(port, Duration::from_millis(*ms), stop);
                // What the child has to say about a broken connection is better than what the client has.
                match (self.hear(deadline, stop)?, replies) {
                    (Said::Served(_), Err(error)) => {
                        Err(Fault::Failed(format!("its socket failed: {error}")))
                    }
                    (Said::Served(served), Ok(replies)) if served > replies.len() as u64 => {
                        Ok(Raw::Replies(replies))
                    }
                    (other, _) => Err(Self::strange(&other)),
                }
            }
            (Scenario::Hogs { .. }, Said::Raw(raw @ Raw::Stretches(_)))
            | (Scenario::Work { .. }, Said::Raw(raw @ Raw::Walls(_)))
            | (Scenario::Wake { .. }, Said::Raw(raw @ Raw::Waits { .. })) => Ok(raw),
            (_, other) => Err(Self::strange(&other)),
        }
    }
}

impl Drop for CPython {
    fn drop(&mut self) {
        // The end of its input is its end, unless it is busy.
        self.input = None;
        if !self.said.is_empty() || matches!(self.child.try_wait(), Ok(None)) {
            self.wait(NOTICE);
            self.kill();
        }
        let _ = self.child.wait();
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    thread::Builder::new().name(name.into()).spawn(body).map(drop)
}

fn read_messages(stdout: impl Read, complaint: &Mutex<Complaint>, said: &Sender<Said>) {
    let mut stdout = BufReader::new(stdout);
    let mut line = Vec::new();
    loop {
        line.clear();
        match stdout.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        // What stands before the mark, or without one, others have printed.
        let text = String::from_utf8_lossy(&line);
        let (noise, answer) = mark::split(text.trim_end());
        take_in(complaint, noise);
        let Some(answer) = answer else { continue };
        let message = serde_json::from_str(answer)
            .unwrap_or_else(|_| Said::Nonsense(answer.chars().take(60).collect()));
        if said.send(message).is_err() {
            return;
        }
    }
}

/// Keeps what it complains about; dropping the sender says that there will be no more.
fn read_complaint(stderr: impl Read, complaint: &Mutex<Complaint>, _complained: Sender<()>) {
    read_lines(stderr, |line| {
        take_in(complaint, &line);
        true
    });
}

fn take_in(complaint: &Mutex<Complaint>, line: &str) {
    complaint.lock().unwrap_or_else(PoisonError::into_inner).take_in(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fidelity::scenario::Leg;

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
        python.wait(Duration::from_secs(10));
        assert!(python.child.try_wait().unwrap().is_some());
    }

    #[test]
    fn what_is_not_there_is_said_to_be_missing() {
        let fault = CPython::start("there-is-no-such-python".as_ref(), &Stop::default()).unwrap_err();
        assert!(fault.to_string().starts_with("cannot be started: "), "{fault}");
    }

    /// What is said about a child that runs this shell script.
    #[cfg(unix)]
    fn shell(script: &str) -> String {
        let arguments = ["-c", script].map(OsString::from);
        let started = CPython::start_with("sh".as_ref(), &arguments, &Stop::default());
        let run = |mut python: CPython| {
            python.run(&Scenario::Hogs { interval_us: 5000, hogs: 1, ms: 1 }, &Stop::default())
        };
        started.and_then(run).unwrap_err().to_string()
    }

    #[cfg(unix)]
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
