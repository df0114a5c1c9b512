//! How a worker process ends: alone while its pool lives, with everything it started when the pool has gone.
//!
//! A pool that lives kills the process group of every worker that has ended. A pool that has gone cannot, whatever ended
//! it; so the last act of each of its workers is to do that itself.

use std::os::fd::AsFd;
use std::process::ExitCode;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group};

use crate::event::Nanos;

/// Whether the other end of `socket` closes within `patience`: then the pool has gone.
pub(super) fn pool_goes(socket: impl AsFd, patience: Nanos) -> bool {
    // No event is asked for: the end is told in any case, and what arrives does not wake the caller.
    let mut fds = [PollFd::new(&socket, PollFlags::empty())];
    let timeout = Timespec { tv_sec: 0, tv_nsec: patience.0.cast_signed() };
    matches!(poll(&mut fds, Some(&timeout)), Ok(n) if n > 0)
}

/// Ends this process and everything it started: its pool has gone. Both threads may call it, in the middle of whatever
/// the other one does.
pub(super) fn leave_with_group() -> ! {
    // Only a group of its own: one that was started at a shell by hand does not take the shell along.
    if getpgrp() == getpid() {
        let _ = kill_current_process_group(Signal::KILL);
    }
    std::process::exit(0);
}

/// The exit code of a worker that has nothing more to do, unless its pool has gone meanwhile.
pub(super) fn leave(socket: impl AsFd, code: u8) -> ExitCode {
    if getpgrp() == getpid() && pool_goes(socket, Nanos::ZERO) {
        leave_with_group();
    }
    ExitCode::from(code)
}
