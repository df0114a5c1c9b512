//! Remote controls of the pools of a race, one for each lane that has one.

use crate::event::{LaneId, LanePlan, Plan};
use crate::lane;
use crate::pool::Remote;

/// A remote for each lane of a race; that of a lane without a pool is never used.
#[derive(Debug, Clone)]
pub(super) struct Remotes(Vec<(bool, Remote)>);

impl Remotes {
    pub(super) fn of_plan(plan: &Plan) -> Self {
        // Runs of a command have no pool.
        let has_pool = |lane: &LanePlan| {
            !lane.commands && lane::by_kind(&lane.kind).is_some_and(lane::Lane::supports_fault_injection)
        };
        Self(plan.lanes.iter().map(|lane| (has_pool(lane), Remote::default())).collect())
    }

    /// Holds all workers, since this program is about to be stopped, or continues them.
    pub(super) fn hold(&self, held: bool) {
        self.0.iter().for_each(|(_, remote)| remote.hold(held));
    }

    /// The remote for a lane's pool.
    pub(super) fn of(&self, lane: LaneId) -> Remote {
        self.0.get(usize::from(lane.0)).map(|(_, remote)| remote.clone()).unwrap_or_default()
    }

    /// The same, `None` when the lane has no pool.
    pub(super) fn listening(&self, lane: LaneId) -> Option<&Remote> {
        self.0.get(usize::from(lane.0)).filter(|(has_pool, _)| *has_pool).map(|(_, remote)| remote)
    }
}
