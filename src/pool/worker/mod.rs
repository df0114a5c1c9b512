//! A worker process, from the inside: this same program, started again with a hidden subcommand.
//!
//! Two threads: one computes, and reads the socket itself when it has nothing to do; its companion watches for the
//! end of the pool and stands in during long tasks. Messages pass in both directions through the socket that was
//! standard input; standard output and error are for what tasks print, and the pool captures both.
//!
//! The end of the socket means that the pool is gone, however it ended: the worker leaves at once, even in mid-task,
//! with everything it started.

mod companion;
mod computing;
mod departure;
mod diagnostics;
mod faults;
mod inbox;
mod outbox;
mod pace;
mod task_report;

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub(super) use diagnostics::COMPLAINT;
pub(super) use faults::{CHILD, linger};

use self::companion::Shared;
use self::computing::Worker;
use self::diagnostics::report_diagnostics;
use self::inbox::Inbox;
use self::outbox::Outbox;
use super::message::{FromWorker, Hello, PROTOCOL, ToWorker};
use super::wire::{Frames, WireError, read};
use crate::clock::Clock;
use crate::sys::{c, panics, program, thread as own};
use crate::time_account::Gauge;
use crate::workload::TaskContext;

/// The subcommand under which this program is a worker.
pub(super) const SUBCOMMAND: &str = "worker";

/// Works until the pool sends BYE or goes away; returns the process's exit code.
#[must_use]
pub(super) fn main() -> ExitCode {
    let socket = match take_stdin() {
        Ok(socket) => socket,
        Err(error) => return ExitCode::from(report_diagnostics(&error)),
    };
    let code = match panics::catch(|| work(&socket)) {
        Ok(Ok(())) => 0,
        Ok(Err(error)) => report_diagnostics(&error),
        Err(panic) => report_diagnostics(&panic),
    };
    departure::leave(&socket, code)
}

fn work(socket: &File) -> Result<(), WireError> {
    c::keep_freed_memory();
    program::go_on_when_parent_ends();
    let mut frames = Frames::default();
    let Some(first) = first_message(socket, &mut frames)? else { return Ok(()) };
    let outbox = Outbox::new(socket.try_clone()?);
    let ToWorker::Hello(hello) = first else {
        return refuse(&outbox, "the first message was not a greeting".into());
    };
    let program = program::this_or_link();
    let task_context = TaskContext::new(Arc::default(), &program);
    if let Err(reason) = settle_in(&hello, &task_context) {
        return refuse(&outbox, reason);
    }
    let shared = Arc::new(Shared {
        inbox: Inbox::new(socket.try_clone()?, frames),
        outbox,
        gauge: Arc::new(Gauge::default()),
        strides: AtomicU64::new(0),
        clock: Clock::with_origin(hello.origin),
        watched: hello.watched,
    });
    companion::start(Arc::clone(&shared), OwnedFd::from(socket.try_clone()?))?;
    Worker::open(shared, hello.spec, task_context, program).serve()
}

fn first_message(socket: &File, frames: &mut Frames) -> Result<Option<ToWorker>, WireError> {
    loop {
        if let Some(frame) = frames.next_frame()? {
            return read(frame).map(Some);
        }
        if frames.read_from(socket)? == 0 {
            return frames.end().map(|()| None);
        }
    }
}

/// Prepares everything needed before the first task; the error names what is missing.
fn settle_in(hello: &Hello, task_context: &TaskContext) -> Result<(), String> {
    if hello.protocol != PROTOCOL {
        return Err(format!("the pool speaks protocol {}, this worker {PROTOCOL}", hello.protocol));
    }
    own::confine(&hello.cpus)
        .map_err(|error| format!("cannot be confined to CPUs {:?}: {error}", hello.cpus))?;
    hello.spec.prepare(task_context).map_err(|error| error.to_string())?;
    let Some(argument) = &hello.initialiser else { return Ok(()) };
    let called = hello.spec.execute(argument, task_context, &mut crate::workload::interpreter::Bare);
    called.map(drop).map_err(|reason| format!("its initialiser failed: {reason}"))
}

fn refuse(outbox: &Outbox, reason: String) -> Result<(), WireError> {
    outbox.say(FromWorker::InitFailed(reason))?;
    outbox.flush()
}

/// Takes the socket behind standard input, for messages alone, out of reach of whatever tasks start.
fn take_stdin() -> io::Result<File> {
    let socket = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
    rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
    Ok(File::from(socket))
}
