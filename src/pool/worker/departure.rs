//! The end of a worker process: everything that it started ends with it, whether its pool lives or not.
//!
//! A pool that lives kills the process group of every worker that has ended, also of one that crashed. A pool that has
//! gone cannot, and one that lives may be killed before it notices; so each worker's last act is to do that itself.

use std::os::fd::AsFd;
use std::process::ExitCode;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{
    Signal, getpgid, getpgrp, getpid, getppid, kill_current_process_group, kill_process_group, setpgid,
};

use crate::event::Nanos;

/// Whether the other end of `socket` closes within `patience`: then the pool has gone.
pub(super) fn pool_goes(socket: impl AsFd, patience: Nanos) -> bool {
    // No event is requested: the end is reported in any case, and what arrives does not wake the caller.
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

/// Exit code of a worker that has nothing more to do. Everything it started has been killed; where its pool has gone
/// meanwhile, the worker is killed as well.
pub(super) fn leave(socket: impl AsFd, code: u8) -> ExitCode {
    // Only a group of its own, see above.
    if getpgrp() == getpid() && (pool_goes(socket, Nanos::ZERO) || !kill_group_but_self()) {
        leave_with_group();
    }
    ExitCode::from(code)
}

/// Kills everything in the process group that this process leads, except itself: its exit code is still to be
/// returned. Fails where it cannot leave that group for its parent's.
fn kill_group_but_self() -> bool {
    let group = getpid();
    let moved = getppid().and_then(|parent| setpgid(None, Some(getpgid(Some(parent)).ok()?)).ok());
    if moved.is_some() {
        // The number stays taken while this process lives. With nothing in the group there is nothing to kill.
        let _ = kill_process_group(group, Signal::KILL);
    }
    moved.is_some()
}
