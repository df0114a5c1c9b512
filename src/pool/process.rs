//! A worker process, from the outside: how it is started, spoken to, listened to and buried.
//!
//! Each worker has a private pair of pipes and three threads here: one writes, so that the pool never
//! waits behind a full pipe; one reads and decodes, so that the worker never does; one collects what it
//! writes to standard error, line by line.

use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::message::{FromWorker, ToWorker};
use super::wire::{WireError, append_frame, decode, read_frame};
use super::worker::SUBCOMMAND;
use crate::event::{Nanos, WorkerId};
use crate::sys::child;

/// What arrives from a worker.
#[derive(Debug)]
pub(super) enum Arrival {
    /// A message.
    Message(FromWorker),
    /// A line on its standard error.
    Line(String),
    /// Its pipe is at its end, or broken: no message will follow.
    Closed(Option<WireError>),
}

/// Bytes and time that the messages of a worker cost on this side.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    pub(super) bytes_out: AtomicU64,
    pub(super) bytes_in: AtomicU64,
    /// Nanoseconds spent decoding.
    pub(super) decoding: AtomicU64,
}

/// A running worker process.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    outgoing: Option<Sender<Vec<u8>>>,
    threads: Vec<JoinHandle<()>>,
    pub(super) traffic: Arc<Traffic>,
}

impl Process {
    /// Starts `program` as the worker `id`; what it says arrives at `inbox`.
    pub(super) fn start(
        program: &Path,
        id: WorkerId,
        inbox: &Sender<(WorkerId, Arrival)>,
    ) -> io::Result<Self> {
        let mut child = command(program).spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (outgoing, queue) = unbounded();
        let traffic = Arc::<Traffic>::default();
        let mut process = Self { child, outgoing: Some(outgoing), threads: Vec::new(), traffic };
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(io::Error::other("the worker has no pipes"));
        };
        let (inbox, lines, counted) = (inbox.clone(), inbox.clone(), Arc::clone(&process.traffic));
        process.spawn("pool-write", move || write_all(stdin, &queue))?;
        process.spawn("pool-lines", move || read_lines(stderr, id, &lines))?;
        process.spawn("pool-read", move || read_messages(stdout, id, &counted, &inbox))?;
        Ok(process)
    }

    /// Its process id.
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Queues messages for the worker, to leave in one write; one that has gone hears nothing.
    pub(super) fn send(&self, messages: &[ToWorker]) -> Result<(), WireError> {
        let mut frames = Vec::new();
        for message in messages {
            append_frame(&mut frames, message)?;
        }
        self.traffic.bytes_out.fetch_add(frames.len() as u64, Ordering::Relaxed);
        if let Some(outgoing) = &self.outgoing {
            let _ = outgoing.send(frames);
        }
        Ok(())
    }

    /// Closes the worker's input once everything queued is written.
    pub(super) fn close_input(&mut self) {
        self.outgoing = None;
    }

    /// Kills the worker and everything it started.
    pub(super) fn kill(&mut self) {
        child::kill_group(&mut self.child);
    }

    /// Waits for the end of a worker that is leaving or was killed, and of its threads here.
    pub(super) fn bury(mut self) -> io::Result<ExitStatus> {
        self.close_input();
        let status = self.child.wait();
        self.join();
        status
    }

    fn spawn(&mut self, name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
        self.threads.push(thread::Builder::new().name(name.into()).spawn(body)?);
        Ok(())
    }

    fn join(&mut self) {
        for thread in self.threads.drain(..) {
            // These threads only move bytes; one that panicked has nothing left to tell.
            let _ = thread.join();
        }
    }
}

/// No worker outlives its handle.
impl Drop for Process {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            self.kill();
            let _ = self.child.wait();
        }
        self.close_input();
        self.join();
    }
}

fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(SUBCOMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // A Ctrl-C at the terminal is for the pool to handle, not for each worker.
        command.arg0("coreograph").process_group(0);
    }
    command
}

fn write_all(mut stdin: impl Write, queue: &Receiver<Vec<u8>>) {
    for frame in queue {
        // A worker that does not read any more is noticed by its reader.
        if stdin.write_all(&frame).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}

fn read_messages(stdout: impl Read, id: WorkerId, traffic: &Traffic, inbox: &Sender<(WorkerId, Arrival)>) {
    let mut input = BufReader::with_capacity(64 << 10, stdout);
    let ending = loop {
        let frame = match read_frame(&mut input) {
            Ok(Some(frame)) => frame,
            Ok(None) => break None,
            Err(error) => break Some(error),
        };
        traffic.bytes_in.fetch_add(frame.len() as u64 + 4, Ordering::Relaxed);
        let began = Instant::now();
        let message = decode(&frame);
        traffic.decoding.fetch_add(Nanos::from(began.elapsed()).0, Ordering::Relaxed);
        match message {
            Ok(message) => {
                if inbox.send((id, Arrival::Message(message))).is_err() {
                    return;
                }
            }
            Err(error) => break Some(error),
        }
    };
    let _ = inbox.send((id, Arrival::Closed(ending)));
}

fn read_lines(stderr: impl Read, id: WorkerId, inbox: &Sender<(WorkerId, Arrival)>) {
    child::read_lines(stderr, |line| inbox.send((id, Arrival::Line(line))).is_ok());
}
