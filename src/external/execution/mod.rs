//! One run of a program, from its start until nothing of it is left.

use std::io;
use std::process::{Child, Command, Stdio};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::{Duration, Instant};

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

pub(crate) use super::orphans::{Subreaper, end_marked};
use super::{orphans, tail};
use crate::event::Usage;
use crate::sys::c::{own_peak_memory, reap};
use crate::sys::child::{describe, read_lines};
use crate::sys::process_groups::ProcessGroup;
use crate::sys::strays;

/// Time within which the pipes of a run end when it has ended: a process in a session of its own may hold them.
const PIPES_END_WITHIN: Duration = Duration::from_millis(50);

/// Receives the lines that a run prints.
pub(crate) type Printed = Box<dyn FnMut(String) + Send>;

/// A running program. It is to be [waited for](Self::wait_for_end) and [finished](Self::finish).
#[derive(Debug)]
pub(crate) struct Execution {
    child: Child,
    group: ProcessGroup,
    said: JoinHandle<Vec<String>>,
    printed: Option<JoinHandle<()>>,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Exit code or signal, in words.
    pub exit: String,
    /// Exit code; `None` where it ended by a signal.
    pub code: Option<i32>,
    /// The resources that it used.
    pub usage: Usage,
    /// Last lines of its standard error.
    pub said: Vec<String>,
    /// Number of processes that it left behind in its group, which were ended.
    pub left: u32,
}

impl Execution {
    /// Starts a program with its arguments. What it starts inherits `mark`, by which it is found if it leaves the group.
    /// Its standard output goes to `printed`, or is discarded.
    ///
    /// # Errors
    /// When there are no words, or the system refuses.
    pub(crate) fn start(words: &[String], mark: &str, printed: Option<Printed>) -> io::Result<Self> {
        let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
        let mut command = Command::new(program);
        command.args(arguments).env(strays::VARIABLE, mark);
        let stdout = if printed.is_some() { Stdio::piped() } else { Stdio::null() };
        command.stdin(Stdio::null()).stdout(stdout).stderr(Stdio::piped());
        let (mut child, group) = ProcessGroup::spawn(&mut command)?;
        let (stderr, stdout) = (child.stderr.take(), child.stdout.take());
        let readers = move || {
            let said = Builder::new()
                .name("stderr".into())
                .spawn(move || stderr.map(tail::last_lines).unwrap_or_default())?;
            let printed = stdout.zip(printed).map(|(stdout, mut take)| {
                let lines = move || {
                    read_lines(stdout, |line| {
                        take(line);
                        true
                    });
                };
                Builder::new().name("stdout".into()).spawn(lines)
            });
            Ok((said, printed.transpose()?))
        };
        match readers() {
            Ok((said, printed)) => Ok(Self { child, group, said, printed }),
            Err(error) => {
                orphans::kill(child.id());
                drop(group);
                let _ = child.wait();
                Err(error)
            }
        }
    }

    /// Its process id, and that of its group.
    #[must_use]
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended.
    #[must_use]
    pub(crate) fn has_ended(&self) -> bool {
        Pid::from_raw(self.pid().cast_signed()).is_none_or(crate::sys::child::has_ended)
    }

    /// Waits until it has ended. Its number stays its own until it is finished.
    pub(crate) fn wait_for_end(&self) {
        let Some(pid) = Pid::from_raw(self.pid().cast_signed()) else { return };
        let ended = || waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        while ended().is_err_and(|error| error == rustix::io::Errno::INTR) {}
    }

    /// Ends what it left in its group, and returns how it ended.
    #[must_use]
    pub(crate) fn finish(self) -> Ended {
        let Self { child, group, said, printed } = self;
        let pid = child.id();
        orphans::kill(pid);
        // Before it is waited for: then its number may be another's.
        drop(group);
        let reaped = reap(pid);
        let left = orphans::collect(pid);
        let status =
            reaped.as_ref().map(|reaped| reaped.status).map_err(|error| io::Error::from(error.kind()));
        let mut usage = reaped.map(|reaped| reaped.usage).unwrap_or_default();
        // Until it became another program it had the memory of this one.
        usage.peak_rss = usage.peak_rss.filter(|peak| own_peak_memory().is_some_and(|own| *peak > own));
        let deadline = Instant::now() + PIPES_END_WITHIN;
        let said = in_time(said, deadline).unwrap_or_default();
        if let Some(printed) = printed {
            in_time(printed, deadline);
        }
        Ended {
            exit: describe(&status),
            code: status.ok().and_then(|status| status.code()),
            usage,
            said,
            left,
        }
    }
}

/// The result of a thread that ends before the deadline; another is left to itself.
fn in_time<T>(thread: JoinHandle<T>, deadline: Instant) -> Option<T> {
    while !thread.is_finished() {
        if Instant::now() >= deadline {
            return None;
        }
        sleep(Duration::from_micros(50));
    }
    thread.join().ok()
}

/// Ends a run, and what it started in its group. Only while it is not finished: then its number may be another's.
pub(crate) fn kill(pid: u32) {
    orphans::kill(pid);
}

impl Ended {
    /// Result of a task with this run: its exit code, or why it failed. `ignore`: whether exit codes other than 0
    /// are results.
    ///
    /// # Errors
    /// The reason of the failure, in a sentence.
    pub(crate) fn judged(&self, ignore: bool) -> Result<i32, String> {
        let said = if self.said.is_empty() { String::new() } else { format!(": {}", self.said.join(" / ")) };
        match self.code {
            Some(0) if self.left > 0 && !ignore => {
                let processes =
                    if self.left == 1 { "a process".into() } else { format!("{} processes", self.left) };
                Err(format!("it left {processes} running, which this program has ended{said}"))
            }
            Some(code) if code == 0 || ignore => Ok(code),
            _ => Err(format!("it ended with {}{said}", self.exit)),
        }
    }
}

#[cfg(test)]
mod tests;
