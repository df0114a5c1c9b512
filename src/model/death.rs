//! The unexpected end of a worker process, and its recovery.

use crate::event::{Nanos, Obituary, WorkerId};

/// A death. Replacement and rerun are filled in as their events arrive.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Death {
    /// Time of its detection.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// The process, its cause of death and totals.
    pub obituary: Obituary,
    /// Its replacement, once ready.
    pub replaced: Option<Replacement>,
    /// The next attempt at the task that was lost with it.
    pub rerun: Option<Rerun>,
}

/// A replacement process for one that died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    /// Its process id.
    pub pid: u32,
    /// Time from the death, or from its detection where the time of death is unknown, until it was ready.
    pub after: Nanos,
}

/// Another attempt at a task that was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rerun {
    /// The worker that has the task now.
    pub worker: WorkerId,
    /// The task.
    pub task: u32,
    /// The attempt number, starting at 1.
    pub attempt: u16,
    /// Time from the death, or from its detection where the time of death is unknown, until the task was handed out
    /// again.
    pub after: Nanos,
}

impl Death {
    /// Time of death where known, else of its detection.
    #[must_use]
    pub fn died(&self) -> Nanos {
        self.at - self.obituary.noticed_after.unwrap_or_default()
    }

    /// Time at which its replacement was ready.
    #[must_use]
    pub fn replaced_at(&self) -> Option<Nanos> {
        self.replaced.map(|replaced| self.died() + replaced.after)
    }

    /// Time at which its task was handed out again.
    #[must_use]
    pub fn rerun_at(&self) -> Option<Nanos> {
        self.rerun.map(|rerun| self.died() + rerun.after)
    }
}
