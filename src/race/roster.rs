//! The roster of live worker processes, so that they can be stopped and continued together with this program.
//!
//! Each leads a process group of its own, or belongs to that of the interpreter that started it. This keeps a Ctrl-C
//! at the terminal from killing it, but a Ctrl-Z does not reach it either.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::event::{EventKind, LaneId};

/// Worker processes, by lane.
#[derive(Debug, Default)]
pub(super) struct Roster(Mutex<Vec<(LaneId, u32)>>);

impl Roster {
    /// Updates the roster from an event; `is_process` tells whether a lane's workers are processes.
    pub(super) fn see(&self, fact: &EventKind, is_process: impl Fn(LaneId) -> bool) {
        match fact {
            EventKind::WorkerReady { lane, pid, .. } if is_process(*lane) => self.list().push((*lane, *pid)),
            EventKind::Death { obituary, .. } => self.list().retain(|(_, pid)| *pid != obituary.pid),
            EventKind::Exit { pid: gone, .. } => self.list().retain(|(_, pid)| pid != gone),
            EventKind::LaneFinished { lane: over, .. } | EventKind::LaneFailed { lane: over, .. } => {
                self.list().retain(|(lane, _)| lane != over);
            }
            _ => {}
        }
    }

    /// Stops all of them, until [`Roster::go_on`].
    pub(super) fn hold(&self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::STOP);
    }

    /// Continues all of them.
    pub(super) fn go_on(&self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::CONT);
    }

    #[cfg(unix)]
    fn signal(&self, signal: rustix::process::Signal) {
        for (_, pid) in self.list().iter() {
            let worker = i32::try_from(*pid).ok().and_then(rustix::process::Pid::from_raw);
            // A process that has just ended has no group and needs no signal.
            let group = worker.and_then(|worker| rustix::process::getpgid(Some(worker)).ok());
            if let Some(group) = group.filter(|group| *group != rustix::process::getpgrp()) {
                let _ = rustix::process::kill_process_group(group, signal);
            }
        }
    }

    fn list(&self) -> MutexGuard<'_, Vec<(LaneId, u32)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Obituary, WorkerId};

    #[test]
    fn it_lists_processes_while_they_live() {
        let roster = Roster::default();
        let is_process = |lane| lane == LaneId(1);
        let ready =
            |lane, pid| EventKind::WorkerReady { lane: LaneId(lane), worker: WorkerId(0), pid, tid: pid };
        for fact in [ready(0, 10), ready(1, 11), ready(1, 12), ready(1, 13)] {
            roster.see(&fact, is_process);
        }
        assert_eq!(roster.list().len(), 3, "threads are not listed");
        let obituary = Box::new(Obituary { pid: 11, ..Obituary::default() });
        let death = EventKind::Death { lane: LaneId(1), worker: WorkerId(0), obituary };
        roster.see(&death, is_process);
        assert_eq!(*roster.list(), [(LaneId(1), 12), (LaneId(1), 13)]);
        roster.see(&EventKind::LaneFailed { lane: LaneId(1), reason: String::new() }, is_process);
        assert!(roster.list().is_empty());
    }
}
