//! A worker process, from the outside: starting, signalling and reaping it.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::process::{ChildStderr, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags};
use rustix::process::{Pid, Signal, kill_process_group};

use super::link::{Link, Printed};
use super::worker::SUBCOMMAND;
use crate::event::Stream;
use crate::sys::c::{Reaped, reap};
use crate::sys::child::{has_ended, was_stopped};
use crate::sys::process_groups::ProcessGroup;

/// Time a process may take to end after the end of its socket, which it usually closes by ending.
const ENDS_WITHIN: Duration = Duration::from_millis(20);

/// Number of a worker's last lines kept for its obituary.
const LAST_LINES: usize = 5;

/// A pipe of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pipe {
    /// The socket for messages.
    Messages,
    /// A stream that it prints to.
    Output(Stream),
}

/// A running worker process. It leads a process group of its own, to which everything it starts belongs.
#[derive(Debug)]
pub(super) struct WorkerProcess {
    pid: Pid,
    link: Link,
    out: Printed<ChildStdout>,
    err: Printed<ChildStderr>,
    /// The last lines on its standard error.
    last_lines: VecDeque<String>,
    /// Dropped when it is reaped.
    group: Option<ProcessGroup>,
}

impl WorkerProcess {
    /// Starts `program` as a worker. It must be called on a thread that lives as long as the worker shall.
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let (link, theirs) = Link::pair()?;
        let (mut child, group) = ProcessGroup::spawn(&mut command(program, Stdio::from(theirs)))?;
        let (out, err) = (Printed::new(child.stdout.take()), Printed::new(child.stderr.take()));
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let pid = pid.ok_or_else(|| io::Error::other("the system gave it no process number"))?;
        Ok(Self { pid, link, out, err, last_lines: VecDeque::new(), group: Some(group) })
    }

    /// Its process id.
    pub(super) fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }

    /// Its socket for messages.
    pub(super) fn link(&self) -> &Link {
        &self.link
    }

    /// Its socket for messages.
    pub(super) fn link_mut(&mut self) -> &mut Link {
        &mut self.link
    }

    /// The pipes that can be waited for, and for what.
    pub(super) fn pipes(&self) -> impl Iterator<Item = (Pipe, PollFd<'_>)> {
        let write = if self.link.wants_to_write() { PollFlags::OUT } else { PollFlags::empty() };
        let link = PollFd::from_borrowed_fd(self.link.fd(), PollFlags::IN | write);
        let output = [(Stream::Out, self.out.fd()), (Stream::Err, self.err.fd())];
        let output = output.into_iter().filter_map(|(stream, fd)| {
            Some((Pipe::Output(stream), PollFd::from_borrowed_fd(fd?, PollFlags::IN)))
        });
        std::iter::once((Pipe::Messages, link)).chain(output)
    }

    /// Reads the available lines of its output. After its `end` the unfinished one is a line as well, and nothing is
    /// read any more.
    pub(super) fn read_lines(&mut self, stream: Stream, end: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut take = |line| lines.push(line);
        match stream {
            Stream::Out => self.out.read(&mut take),
            Stream::Err => self.err.read(&mut take),
        }
        match stream {
            Stream::Out if end => self.out.close(&mut take),
            Stream::Err if end => self.err.close(&mut take),
            _ => {}
        }
        if stream == Stream::Err {
            self.last_lines.extend(lines.iter().cloned());
            self.last_lines.drain(..self.last_lines.len().saturating_sub(LAST_LINES));
        }
        lines
    }

    /// The last lines on its standard error.
    pub(super) fn last_lines(&self) -> &VecDeque<String> {
        &self.last_lines
    }

    /// Sends a signal to it and to everything it started.
    pub(super) fn signal(&self, signal: Signal) {
        if self.group.is_some() {
            // One that has gone already needs no signal.
            let _ = kill_process_group(self.pid, signal);
        }
    }

    /// Whether it was stopped or continued since the last call, if so.
    pub(super) fn stopped(&self) -> Option<bool> {
        was_stopped(self.pid)
    }

    /// Whether it has ended and not been waited for.
    pub(super) fn has_ended(&self) -> bool {
        has_ended(self.pid)
    }

    /// Reaps it after the end of its socket. If it closed that and lives on, it is killed.
    pub(super) fn reap(&mut self) -> io::Result<Reaped> {
        let pause = Duration::from_micros(100);
        let mut patience = ENDS_WITHIN;
        while !self.has_ended() && !patience.is_zero() {
            thread::sleep(pause);
            patience = patience.saturating_sub(pause);
        }
        self.kill_and_reap()
    }

    /// Ends it and everything it started, and waits for it.
    pub(super) fn kill_and_reap(&mut self) -> io::Result<Reaped> {
        // Before it has been waited for, its process id and its group cannot be reused.
        self.signal(Signal::KILL);
        self.group = None;
        reap(self.pid())
    }
}

/// No worker outlives its handle.
impl Drop for WorkerProcess {
    fn drop(&mut self) {
        if self.group.is_some() {
            let _ = self.kill_and_reap();
        }
    }
}

fn command(program: &Path, socket: Stdio) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.arg(SUBCOMMAND).stdin(socket).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.arg0("coreograph");
    command
}
