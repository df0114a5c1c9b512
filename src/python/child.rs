//! A running interpreter: one process in a group of its own, and everything it says.

use std::io::Write;
use std::process::{Child as Process, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::PythonError;
use super::complaint::Complaint;
use super::job::{PythonJob, line};
use super::mark;
use super::message::{Nonsense, Said};
use super::source::BOOT;
use super::way::Way;
use crate::sys::child::{UNKNOWN, describe, kill_group, read_lines};

/// What arrives from an interpreter.
#[derive(Debug)]
pub enum Arrival {
    /// It said something.
    Said(Said),
    /// It wrote a line to its standard error, or one that is none of ours to its standard output.
    Line(String),
    /// It said something that cannot be understood.
    Nonsense(Nonsense),
    /// Nothing yet.
    Nothing,
    /// It has ended, and everything it said has arrived.
    Ended,
}

/// A running interpreter. Dropping it kills it and everything it started.
#[derive(Debug)]
pub struct Child {
    path: String,
    process: Process,
    exit: Option<ExitStatus>,
    commands: Option<Sender<Vec<u8>>>,
    said: Receiver<Result<Said, Nonsense>>,
    lines: Receiver<String>,
    complaint: Arc<Mutex<Complaint>>,
    threads: Vec<JoinHandle<()>>,
}

impl Child {
    /// Starts the interpreter of `job` on it. It must be called on a thread that lives as long as the child shall.
    ///
    /// # Errors
    /// When there is none that can be used, or it cannot be started.
    pub fn start(job: &PythonJob) -> Result<Self, PythonError> {
        let python = job.python;
        if let Some(problem) = &python.problem {
            return Err(PythonError::Unusable(problem.clone()));
        }
        let first = job.line().map_err(|reason| PythonError::Job { path: python.path.clone(), reason })?;
        let failed = |source| PythonError::Start { path: python.path.clone(), source };
        let mut process = command(&python.path, job.way).spawn().map_err(failed)?;
        let (stdin, stdout, stderr) = (process.stdin.take(), process.stdout.take(), process.stderr.take());
        let (commands, queue) = unbounded();
        let ((say, said), (tell, lines)) = (unbounded(), unbounded());
        let mut child = Self {
            path: python.path.clone(),
            process,
            exit: None,
            commands: Some(commands),
            said,
            lines,
            complaint: Arc::default(),
            threads: Vec::new(),
        };
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(failed(std::io::Error::other("it has no pipes")));
        };
        child.spawn("python-write", move || write_all(stdin, &queue)).map_err(failed)?;
        let pass_on = {
            let complaint = Arc::clone(&child.complaint);
            move |line: &str| {
                complaint.lock().unwrap_or_else(PoisonError::into_inner).take_in(line);
                tell.send(line.into()).is_ok()
            }
        };
        let noise = pass_on.clone();
        child
            .spawn("python-read", move || {
                read_lines(stdout, |line| {
                    let (other, said) = mark::split(&line);
                    let heard = other.is_empty() && said.is_some() || noise(other);
                    heard && said.is_none_or(|said| say.send(Said::parse(said)).is_ok())
                });
            })
            .map_err(failed)?;
        child
            .spawn("python-lines", move || {
                read_lines(stderr, |line| pass_on(&line));
            })
            .map_err(failed)?;
        child.write(first);
        Ok(child)
    }

    /// Says something to it.
    pub(super) fn tell(&self, said: &impl serde::Serialize) -> Result<(), PythonError> {
        let job = |reason| PythonError::Job { path: self.path.clone(), reason };
        self.write(line(said).map_err(job)?);
        Ok(())
    }

    /// Sets the switch interval of its lock.
    ///
    /// # Errors
    /// Never in practice: the number cannot be written.
    pub fn set_interval(&self, interval_us: u64) -> Result<(), PythonError> {
        self.tell(&serde_json::json!({ "interval_us": interval_us.max(1) }))
    }

    /// The next thing that arrives within `patience`.
    pub fn next(&mut self, patience: Duration) -> Arrival {
        if let Ok(line) = self.lines.try_recv() {
            return Arrival::Line(line);
        }
        match self.said.recv_timeout(patience) {
            Ok(Ok(said)) => Arrival::Said(said),
            Ok(Err(nonsense)) => Arrival::Nonsense(nonsense),
            Err(RecvTimeoutError::Timeout) => {
                // Its workers hold the same pipe: when it has gone, they go too, and the pipe ends.
                if self.has_ended() {
                    kill_group(&mut self.process);
                }
                Arrival::Nothing
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.bury();
                self.lines.try_recv().map_or(Arrival::Ended, Arrival::Line)
            }
        }
    }

    /// That it has ended without having done its work, and how.
    #[must_use]
    pub fn ended_early(&mut self) -> PythonError {
        self.bury();
        let exit = self.exit.map_or_else(|| UNKNOWN.into(), |status| describe(&Ok(status)));
        let reason = self.complaint.lock().unwrap_or_else(PoisonError::into_inner).reason();
        let said = reason.map_or_else(String::new, |reason| format!("; it said: {reason}"));
        PythonError::Ended { path: self.path.clone(), exit, said }
    }

    /// Kills it and everything it started, and waits until it is gone.
    pub fn bury(&mut self) {
        // Whether it has ended or not: workers that it left behind are in its group.
        kill_group(&mut self.process);
        if self.exit.is_none() {
            self.exit = self.process.wait().ok();
        }
        self.commands = None;
        for thread in self.threads.drain(..) {
            // These threads only move lines; one that panicked has nothing left to tell.
            let _ = thread.join();
        }
    }

    /// Its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Whether it was stopped by a signal (true), or continued (false), since this was asked last.
    #[must_use]
    pub fn stopped(&self) -> Option<bool> {
        #[cfg(unix)]
        if self.exit.is_none() {
            return crate::sys::child::was_stopped(rustix::process::Pid::from_raw(self.pid().cast_signed())?);
        }
        None
    }

    fn has_ended(&mut self) -> bool {
        if self.exit.is_none() {
            self.exit = self.process.try_wait().ok().flatten();
        }
        self.exit.is_some()
    }

    fn write(&self, line: Vec<u8>) {
        if let Some(commands) = &self.commands {
            // One that does not read any more is noticed by its end.
            let _ = commands.send(line);
        }
    }

    fn spawn(&mut self, name: &str, body: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        self.threads.push(thread::Builder::new().name(name.into()).spawn(body)?);
        Ok(())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.bury();
    }
}

fn command(path: &str, way: Option<Way>) -> Command {
    let mut command = Command::new(path);
    // Isolated: neither variables nor modules of the user. Python 3.12 warns of a fork beside threads, which ours
    // only wait.
    command.args(["-I", "-W", "ignore::DeprecationWarning", "-c", BOOT]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use crate::sys::c::signal_when_parent_ends;
        use rustix::process::Signal;
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        // One that is alone dies with this program, even in the middle of a call into C. One that has forked workers must
        // live on to take them along, even should it be stopped: it sees the end of its input.
        let forks = way.is_some_and(Way::processes);
        signal_when_parent_ends(&mut command, if forks { Signal::CONT } else { Signal::KILL });
    }
    #[cfg(not(unix))]
    let _ = way;
    command
}

fn write_all(mut stdin: ChildStdin, queue: &Receiver<Vec<u8>>) {
    for line in queue {
        if stdin.write_all(&line).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}
