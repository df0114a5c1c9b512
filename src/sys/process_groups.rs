//! Process groups that children of this program lead, so that they can be stopped and continued together with it.
//!
//! A group of its own keeps a Ctrl-C at the terminal from ending a child, but a Ctrl-Z does not reach it either. Nor does it
//! end with this program, so the last thing that this program does is to end the groups that are left.

use std::collections::BTreeSet;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rustix::process::{Pid, Signal, kill_process_group};

static GROUPS: Mutex<Groups> = Mutex::new(Groups { held: false, closed: false, leaders: BTreeSet::new() });

/// Tells those that wait to start a child that it may run.
static RESUMED: Condvar = Condvar::new();

struct Groups {
    /// Whether they are stopped now.
    held: bool,
    /// Whether this program is about to end, and starts none any more.
    closed: bool,
    /// Process ids of the children that lead them.
    leaders: BTreeSet<i32>,
}

impl Groups {
    fn lock() -> MutexGuard<'static, Self> {
        // Single values, changed whole: still good after a panic.
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running child that leads a group. To be dropped before it is waited for: then its number may be another's.
#[derive(Debug)]
pub(crate) struct ProcessGroup(i32);

impl ProcessGroup {
    /// Starts `command` as the leader of a group of its own: a Ctrl-C at the terminal is for this program to handle.
    ///
    /// [`hold_all`] waits until the child is registered, and while all are held none is started: one that is between
    /// would run on while the program stands still.
    ///
    /// # Errors
    /// When the system refuses, and when this program is about to end.
    pub(crate) fn spawn(command: &mut Command) -> io::Result<(Child, Self)> {
        command.process_group(0);
        let groups = RESUMED.wait_while(Groups::lock(), |groups| groups.held);
        let mut groups = groups.unwrap_or_else(PoisonError::into_inner);
        if groups.closed {
            return Err(io::Error::other("this program is about to end"));
        }
        let child = command.spawn()?;
        let leader = child.id().cast_signed();
        groups.leaders.insert(leader);
        Ok((child, Self(leader)))
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        Groups::lock().leaders.remove(&self.0);
    }
}

/// Stops all children, and what they started, because this program is about to be stopped itself.
pub(crate) fn hold_all() {
    let mut groups = Groups::lock();
    groups.held = true;
    groups.leaders.iter().copied().for_each(stop);
}

/// Continues them.
pub(crate) fn resume_all() {
    let mut groups = Groups::lock();
    groups.held = false;
    groups.leaders.iter().copied().for_each(resume);
    RESUMED.notify_all();
}

/// Kills all children, and what they started in their groups, because this program is about to end; none is started any
/// more.
pub(crate) fn end_all() {
    let mut groups = Groups::lock();
    groups.closed = true;
    groups.leaders.iter().copied().for_each(|leader| signal(leader, Signal::KILL));
}

fn stop(leader: i32) {
    signal(leader, Signal::STOP);
}

fn resume(leader: i32) {
    signal(leader, Signal::CONT);
}

fn signal(leader: i32, signal: Signal) {
    if let Some(leader) = Pid::from_raw(leader) {
        // One that has just ended needs no signal.
        let _ = kill_process_group(leader, signal);
    }
}
