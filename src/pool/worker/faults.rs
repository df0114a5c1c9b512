//! Injected faults, from the inside: a worker really breaks, in the middle of a task.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpid, kill_process_group};

use super::super::wire::WireError;
use super::outbox::Outbox;
use crate::event::Fault;

/// The subcommand under which this program is the child that a leaking task leaves behind.
pub(crate) const CHILD: &str = "linger";

/// Bytes that announce a frame of 16 bytes which is not a message.
const GARBAGE: [u8; 20] =
    [16, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255];

/// Executes `fault` in a task that has just begun. It returns where the task goes on.
pub(super) fn happen(fault: Fault, outbox: &Outbox, program: &Path) -> Result<(), WireError> {
    match fault {
        Fault::Panic => panic!("a panic on demand"),
        Fault::Exit => std::process::exit(0),
        Fault::Poison(_) => std::process::abort(),
        Fault::Hang => loop {
            thread::sleep(Duration::from_hours(1));
        },
        Fault::Garbage => outbox.spoil(&GARBAGE),
        Fault::Leak => Ok(leak(program)?),
        // Usually these come from outside; with the last tasks they come with one of them.
        Fault::Kill => Ok(signal_this(Signal::KILL)?),
        Fault::Stop => Ok(signal_this(Signal::STOP)?),
    }
}

/// Signals this process and everything it started, as the pool does.
fn signal_this(signal: Signal) -> io::Result<()> {
    Ok(kill_process_group(getpid(), signal)?)
}

/// Starts a child process without waiting for it.
fn leak(program: &Path) -> io::Result<()> {
    Command::new(program).arg(CHILD).stdin(Stdio::null()).spawn().map(drop)
}

/// The child's work: it sleeps, for longer than any session is watched, but not for ever.
pub(crate) fn linger() {
    thread::sleep(Duration::from_mins(10));
}
