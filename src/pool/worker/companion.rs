//! The thread beside the computing one: it notices at once when the pool has gone, and stands in for the computing
//! thread while that is in a long task, with what must not wait for its end.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::super::message::FromWorker;
use super::super::wire::WireError;
use super::inbox::Inbox;
use super::outbox::Outbox;
use crate::clock::Clock;
use crate::event::{Activity, Nanos};
use crate::meter::Gauge;

/// How often it looks while the computing thread is busy: so long may a result wait behind a task that is longer than
/// expected, and a call to give work back.
const BUSY: Nanos = Nanos::from_millis(2);

/// How often it looks while there is nothing to do.
const IDLE: Nanos = Nanos::from_millis(20);

/// What both threads of a worker know.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) inbox: Inbox,
    pub(super) outbox: Outbox,
    pub(super) gauge: Arc<Gauge>,
    /// Strides begun so far: a stride that is the same at two looks is a long one.
    pub(super) strides: AtomicU64,
    pub(super) clock: Clock,
    /// Whether the pool wants to be told what goes on.
    pub(super) watched: bool,
}

/// Starts the companion. It never ends, except with the process, when the other end of `socket` closes.
pub(super) fn start(shared: Arc<Shared>, socket: OwnedFd) -> io::Result<()> {
    thread::Builder::new().name("companion".into()).spawn(move || watch(&shared, &socket)).map(drop)
}

fn watch(shared: &Shared, socket: &OwnedFd) {
    let (mut seen, mut told) = (0, Nanos::ZERO);
    loop {
        let busy = shared.gauge.now().0 != Activity::Idle;
        if hangs_up(socket, if busy { BUSY } else { IDLE }) {
            leave();
        }
        let strides = shared.strides.load(Ordering::Relaxed);
        // An error here is one of the socket: the computing thread meets it too, and reports it.
        if busy && strides == seen {
            let _ = stand_in(shared);
        }
        seen = strides;
        if shared.watched
            && let Some((activity, since)) = shared.gauge.open_stretch(shared.clock.now(), &mut told)
        {
            let now = FromWorker::Now { activity, since };
            let _ = shared.outbox.say(now).and_then(|_| shared.outbox.flush());
        }
    }
}

/// What the computing thread would do if its task were over.
fn stand_in(shared: &Shared) -> Result<(), WireError> {
    shared.inbox.look(&|answer| shared.outbox.say(answer).map(drop))?;
    shared.outbox.flush()
}

/// Waits so long for the other end of the socket to close; whether it has.
fn hangs_up(socket: &OwnedFd, patience: Nanos) -> bool {
    // No event is asked for: the end is told in any case, and what arrives wakes nobody here.
    let mut fds = [PollFd::new(socket, PollFlags::empty())];
    let timeout = Timespec { tv_sec: 0, tv_nsec: patience.0.cast_signed() };
    matches!(poll(&mut fds, Some(&timeout)), Ok(n) if n > 0)
}

/// The pool has gone: so does this process, in the middle of whatever it does, with everything it started.
fn leave() -> ! {
    // Only a group of its own: somebody who tries the subcommand at a shell keeps the shell.
    if rustix::process::getpgrp() == rustix::process::getpid() {
        let _ = rustix::process::kill_current_process_group(rustix::process::Signal::KILL);
    }
    std::process::exit(0);
}
