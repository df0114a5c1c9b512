//! The unexpected end of a worker process, and its recovery.

use super::lane::{Lane, LaneState};
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

    /// Whether the death is recovered: the worker is replaced and its task runs again, or the lane ended with all its
    /// results without either.
    #[must_use]
    pub fn is_healed(&self, lane: &Lane) -> bool {
        let whole = self.replaced.is_some() && (self.obituary.task.is_none() || self.rerun.is_some());
        whole || lane.outcome.as_ref().is_some_and(|outcome| outcome.failed == 0 && outcome.done > 0)
    }

    /// Whether its task will get no result because of it.
    #[must_use]
    pub fn is_final(&self, lane: &Lane) -> bool {
        let over = matches!(lane.state, LaneState::Finished | LaneState::Failed(_));
        over && self.obituary.task.is_some() && self.rerun.is_none() && !self.is_healed(lane)
    }
}
