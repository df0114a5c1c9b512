//! Recovery from a death, as its lane shows it: made good, or a task lost for good.

use super::death::Death;
use super::lane::{Lane, LaneState};

impl Death {
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
