//! A running interpreter: one process in a group of its own, and its messages.
//!
//! Every Python that this program runs for longer than a question is run here: lanes and benches send
//! [`PythonMessage`], the scenarios of `fidelity` messages of their own.

use std::os::unix::process::CommandExt as _;
use std::process::{Child as Process, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use rustix::process::Signal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{PythonError, it_said};
use super::invocation::Invocation;
use super::job::{PythonJob, line};
use super::mark;
use super::message::{ParseError, PythonMessage, parse};
use super::mode::PythonMode;
use super::pipes::{LineSink, read_messages, write_all};
use super::stderr_lines::StderrLines;
use crate::sys::c::signal_when_parent_ends;
use crate::sys::child::{UNKNOWN, describe, kill_group, read_lines};
use crate::sys::process_groups::ProcessGroup;
use crate::sys::strays;

/// Time an interpreter may take to end by itself after its last message, so that its exit code is its own.
const ENDS_WITHIN: Duration = Duration::from_millis(500);

/// Time within which its pipes end once it has ended and what it started was killed.
const PIPES_END_WITHIN: Duration = Duration::from_secs(2);

/// Exit code of one whose own code has closed its pipes: see `assets/python/call/faults.py`.
const CLOSED: i32 = 79;

/// One thing read from an interpreter.
#[derive(Debug)]
pub(crate) enum Arrival<M = PythonMessage> {
    /// A message.
    Message(M),
    /// A line on its standard error, or one that is not a message on its standard output.
    Line(String),
    /// A message that cannot be parsed.
    ParseError(ParseError),
    /// Nothing yet.
    Nothing,
    /// It has ended, and all its messages have arrived.
    Ended,
}

/// A running interpreter that sends `M`. Dropping it kills it and everything it started.
#[derive(Debug)]
pub(crate) struct Child<M = PythonMessage> {
    path: String,
    process: Process,
    exit: Option<ExitStatus>,
    /// Mark of the processes that it starts, where they may leave its group.
    strays: Option<String>,
    /// When it was found to have ended, while its pipe was still open.
    gone: Option<Instant>,
    /// Whether it closed its pipe long before it ended.
    closed: bool,
    /// Dropped when it is reaped.
    group: Option<ProcessGroup>,
    commands: Option<Sender<Vec<u8>>>,
    said: Receiver<Result<M, ParseError>>,
    lines: Receiver<String>,
    stderr: Arc<Mutex<StderrLines>>,
    threads: Vec<JoinHandle<()>>,
}

impl Child {
    /// Starts the interpreter of `job` on it. It must be called on a thread that lives as long as the child shall.
    ///
    /// # Errors
    /// When there is none that can be used, or it cannot be started.
    pub(crate) fn start(job: &PythonJob) -> Result<Self, PythonError> {
        let python = job.python;
        if let Some(problem) = &python.problem {
            return Err(PythonError::Unusable(problem.clone()));
        }
        let first = job.line().map_err(|reason| PythonError::Job { path: python.path.clone(), reason })?;
        let invocation = if job.spec.call.is_some() {
            Invocation::of_users(python)
        } else {
            Invocation::isolated(python, job.way.is_some_and(PythonMode::processes))
        };
        let child = Self::spawn(&invocation);
        let child = child.map_err(|source| PythonError::Start { path: python.path.clone(), source })?;
        child.write(first);
        Ok(child)
    }

    /// Sets the switch interval of its lock.
    ///
    /// # Errors
    /// Never in practice: the number cannot be written.
    pub(crate) fn set_interval(&self, interval_us: u64) -> Result<(), PythonError> {
        self.tell(&serde_json::json!({ "interval_us": interval_us.max(1) }))
    }
}

impl<M> Child<M> {
    /// Starts an interpreter. It must be called on a thread that lives as long as the child shall.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn spawn(invocation: &Invocation) -> std::io::Result<Self>
    where
        M: DeserializeOwned + Send + 'static,
    {
        let strays = invocation.strays.then(strays::mark);
        let mut command = command(invocation);
        command.envs(strays.iter().map(|mark| (strays::VARIABLE, mark)));
        let (mut process, group) = ProcessGroup::spawn(&mut command)?;
        let (stdin, stdout, stderr) = (process.stdin.take(), process.stdout.take(), process.stderr.take());
        let (commands, queue) = unbounded();
        let ((say, said), (tell, lines)) = (unbounded(), unbounded());
        // From here on dropping it ends the process.
        let mut child = Self {
            path: invocation.path.to_string_lossy().into_owned(),
            process,
            exit: None,
            strays,
            gone: None,
            closed: false,
            group: Some(group),
            commands: Some(commands),
            said,
            lines,
            stderr: Arc::default(),
            threads: Vec::new(),
        };
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(std::io::Error::other("it has no pipes"));
        };
        child.thread("python-write", move || write_all(stdin, &queue))?;
        let sink = LineSink::new(Arc::clone(&child.stderr), tell);
        let noise = sink.clone();
        child.thread("python-read", move || {
            read_messages(stdout, |line| {
                let (other, said) = mark::split(line);
                let heard = other.is_empty() && said.is_some() || noise.pass_on(other);
                heard && said.is_none_or(|said| say.send(parse(said)).is_ok())
            });
        })?;
        child.thread("python-lines", move || {
            read_lines(stderr, |line| sink.pass_on(&line));
            sink.finish();
        })?;
        Ok(child)
    }

    /// Sends a message to it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(crate) fn tell(&self, said: &impl Serialize) -> Result<(), PythonError> {
        let job = |reason| PythonError::Job { path: self.path.clone(), reason };
        self.write(line(said).map_err(job)?);
        Ok(())
    }

    /// The next arrival within `patience`.
    pub(crate) fn next(&mut self, patience: Duration) -> Arrival<M> {
        if let Ok(line) = self.lines.try_recv() {
            return Arrival::Line(line);
        }
        match self.said.recv_timeout(patience) {
            Ok(Ok(said)) => Arrival::Message(said),
            Ok(Err(nonsense)) => Arrival::ParseError(nonsense),
            Err(RecvTimeoutError::Timeout) => {
                // Its workers hold the same pipe: when it has gone, they go too, and the pipe ends.
                if self.has_ended() {
                    self.kill();
                    if self.gone.get_or_insert_with(Instant::now).elapsed() > PIPES_END_WITHIN {
                        self.reap();
                        return Arrival::Ended;
                    }
                }
                Arrival::Nothing
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.wait_for_end();
                self.closed |= !self.has_ended();
                self.reap();
                self.lines.try_recv().map_or(Arrival::Ended, Arrival::Line)
            }
        }
    }

    /// Its end, in words; and its own reason, if any. It is killed if it still runs.
    pub(crate) fn end(&mut self) -> (String, Option<String>) {
        self.reap();
        let exit = self.exit.map_or_else(|| UNKNOWN.into(), |status| describe(&Ok(status)));
        (exit, self.stderr.lock().unwrap_or_else(PoisonError::into_inner).reason())
    }

    /// Error for an end before its work was done, or as it did something else.
    #[must_use]
    pub(crate) fn ended_early(&mut self, when: &str) -> PythonError {
        let (exit, reason) = self.end();
        PythonError::Ended { path: self.path.clone(), exit, when: when.into(), said: it_said(reason) }
    }

    /// Error for the end of a worker process, in words, of a function of the user's.
    #[must_use]
    pub(crate) fn worker_ended(&mut self, who: String, how: String, function: &str) -> PythonError {
        let (_, reason) = self.end();
        PythonError::WorkerEnded { who, how, function: function.into(), said: it_said(reason) }
    }

    /// Error for an import of a function's module that has not ended after `patience`.
    #[must_use]
    pub(crate) fn not_found(&mut self, function: &str, patience: Duration) -> PythonError {
        let (_, reason) = self.end();
        let seconds = patience.as_secs_f64();
        PythonError::NotFound { function: function.into(), seconds, said: it_said(reason) }
    }

    /// Whether it could not tell its end any more, because its own code has closed its pipes.
    #[must_use]
    pub(crate) fn has_closed_its_pipes(&self) -> bool {
        self.closed || self.exit.and_then(|exit| exit.code()) == Some(CLOSED)
    }

    fn kill(&mut self) {
        kill_group(&mut self.process);
        if let Some(mark) = &self.strays {
            let _ = strays::kill(mark, self.process.id());
        }
    }

    /// Kills it and everything it started, and waits until it is gone.
    pub(crate) fn reap(&mut self) {
        if self.exit.is_some() && self.threads.is_empty() {
            return;
        }
        // Whether it has ended or not: workers that it left behind are in its group.
        self.kill();
        self.group = None;
        if self.exit.is_none() {
            self.exit = self.process.wait().ok();
        }
        self.commands = None;
        let deadline = Instant::now() + PIPES_END_WITHIN;
        for thread in self.threads.drain(..) {
            // A process that could not be found may hold the pipe for ever.
            while !thread.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(1));
            }
            if thread.is_finished() {
                // These threads only move lines; one that panicked has nothing left to pass on.
                let _ = thread.join();
            }
        }
    }

    /// Its process id.
    #[must_use]
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Whether it was stopped by a signal (true), or continued (false), since the last call.
    #[must_use]
    pub(crate) fn stopped(&self) -> Option<bool> {
        if self.exit.is_none() {
            return crate::sys::child::was_stopped(rustix::process::Pid::from_raw(self.pid().cast_signed())?);
        }
        None
    }

    fn has_ended(&mut self) -> bool {
        // Without waiting for it: its group is signalled until it is reaped.
        if self.exit.is_none() {
            let pid = rustix::process::Pid::from_raw(self.pid().cast_signed());
            return pid.is_none_or(crate::sys::child::has_ended);
        }
        self.exit.is_some()
    }

    pub(super) fn write(&self, line: Vec<u8>) {
        if let Some(commands) = &self.commands {
            // One that no longer reads is detected by its end.
            let _ = commands.send(line);
        }
    }

    /// Waits briefly for its end. Its input stays open: at the end of that it would kill itself, whatever it was
    /// about to send.
    fn wait_for_end(&mut self) {
        let deadline = Instant::now() + ENDS_WITHIN;
        while !self.has_ended() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(2));
        }
    }

    fn thread(&mut self, name: &str, body: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        self.threads.push(thread::Builder::new().name(name.into()).spawn(body)?);
        Ok(())
    }
}

impl<M> Drop for Child<M> {
    fn drop(&mut self) {
        self.reap();
    }
}

fn command(invocation: &Invocation) -> Command {
    let mut command = Command::new(&invocation.path);
    command.args(&invocation.arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    isolate(&mut command, invocation.forks);
    command
}

/// Gives an interpreter a process group of its own, so that Ctrl-C at a terminal is for this program alone, and makes
/// it end with this program.
pub(super) fn isolate(command: &mut Command, forks: bool) {
    command.process_group(0);
    // A single process is killed, even in the middle of a call into C. One that has forked workers must live on to end
    // them, even if it is stopped.
    signal_when_parent_ends(command, if forks { Signal::CONT } else { Signal::KILL });
}
