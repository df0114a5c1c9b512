//! The end of a worker process that nobody had asked for, and how the wound healed.

use super::lane::{Lane, LaneState};
use crate::event::{Nanos, Obituary, WorkerId};

/// A death. What became of its worker and its task is filled in as it is told.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Death {
    /// When it was noticed.
    pub at: Nanos,
    /// Which worker.
    pub worker: WorkerId,
    /// Who it was, and what it died of.
    pub obituary: Obituary,
    /// The process that took its place.
    pub replaced: Option<Replacement>,
    /// The next attempt at the task that was lost with it.
    pub rerun: Option<Rerun>,
}

/// A process in the place of one that died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    /// The process.
    pub pid: u32,
    /// From the death, or from its notice where nobody knows when it died, until it was ready.
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
    /// From the death, or from its notice where nobody knows when it died, until it was handed out again.
    pub after: Nanos,
}

impl Death {
    /// When it died, as far as is known: else when that was noticed.
    #[must_use]
    pub fn died(&self) -> Nanos {
        self.at - self.obituary.noticed_after.unwrap_or_default()
    }

    /// When another process was ready in its place.
    #[must_use]
    pub fn replaced_at(&self) -> Option<Nanos> {
        self.replaced.map(|replaced| self.died() + replaced.after)
    }

    /// When its task was handed out again.
    #[must_use]
    pub fn rerun_at(&self) -> Option<Nanos> {
        self.rerun.map(|rerun| self.died() + rerun.after)
    }

    /// Whether nothing is missing because of it: the worker is replaced and its task runs again, or the lane ended
    /// with all its results without either.
    #[must_use]
    pub fn is_healed(&self, lane: &Lane) -> bool {
        let whole = self.replaced.is_some() && (self.obituary.task.is_none() || self.rerun.is_some());
        whole || lane.outcome.as_ref().is_some_and(|outcome| outcome.failed == 0 && outcome.done > 0)
    }

    /// Whether its task will get no result any more because of it.
    #[must_use]
    pub fn is_final(&self, lane: &Lane) -> bool {
        let over = matches!(lane.state, LaneState::Finished | LaneState::Failed(_));
        over && self.obituary.task.is_some() && self.rerun.is_none() && !self.is_healed(lane)
    }
}
