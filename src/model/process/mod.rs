//! The processes of a lane's workers, one after another.

use crate::event::{Nanos, WorkerId};

/// Most processes of a lane kept; later ones are only counted.
const KEPT: usize = 1000;

/// One process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its worker.
    pub worker: WorkerId,
    /// Its process id.
    pub pid: u32,
    /// Time at which it was started; `None` where unknown.
    pub spawned: Option<Nanos>,
    /// Time at which it was ready; where it never was, the time of its end.
    pub ready: Nanos,
    /// Time at which its end was seen; `None` while it lives, and where unknown.
    pub ended: Option<Nanos>,
    /// Its end, in words; `None` while it lives, and where unknown.
    pub exit: Option<String>,
    /// Tasks that it executed; `None` where unknown.
    pub tasks: Option<u32>,
}

/// The processes of a lane, in the order in which they became ready.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Processes {
    /// The first thousand.
    pub kept: Vec<Process>,
    /// Number of processes after them.
    pub more: u64,
    /// Processes that were started and are not ready.
    pub starting: Vec<Starting>,
}

/// A process that was started and is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starting {
    /// Its worker.
    pub worker: WorkerId,
    /// Its process id.
    pub pid: u32,
    /// Time of its start.
    pub at: Nanos,
}

impl Processes {
    /// Number of processes.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.kept.len() as u64 + self.more
    }

    /// A process is started.
    pub(super) fn spawn(&mut self, worker: WorkerId, pid: u32, at: Nanos) {
        if self.kept.len() + self.starting.len() < KEPT {
            self.starting.push(Starting { worker, pid, at });
        }
    }

    /// A process is ready.
    pub(super) fn begin(&mut self, worker: WorkerId, pid: u32, ready: Nanos) {
        let place = self.starting.iter().position(|starting| starting.pid == pid);
        let spawned = place.map(|place| self.starting.remove(place).at);
        if self.kept.len() < KEPT {
            self.kept.push(Process { worker, pid, spawned, ready, ended: None, exit: None, tasks: None });
        } else {
            self.more += 1;
        }
    }

    /// Ends a process; the time is `None` where it is unknown. The system reuses process ids, so the last one with this
    /// id is meant. One that was never ready is listed all the same.
    pub(super) fn end(
        &mut self,
        worker: WorkerId,
        pid: u32,
        at: Option<Nanos>,
        exit: &str,
        tasks: Option<u32>,
    ) {
        let known = self.kept.iter().rposition(|process| process.pid == pid && process.exit.is_none());
        let place = match known {
            Some(place) => place,
            // It may be one of those that are only counted.
            None if self.more > 0 => return,
            None => {
                self.begin(worker, pid, at.unwrap_or_default());
                self.kept.len() - 1
            }
        };
        if let Some(process) = self.kept.get_mut(place) {
            (process.exit, process.tasks, process.ended) = (Some(exit.into()), tasks, at);
        }
    }
}

#[cfg(test)]
mod tests;
