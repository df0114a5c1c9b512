//! Facts about the lanes of a model that layout, table and drawing share.

use crate::model::Model;
use crate::model::lane::{Lane, LaneState};

/// Numbers of the cores that a lane may use.
#[must_use]
pub(crate) fn cores_of(model: &Model, lane: usize) -> Vec<usize> {
    let confined = model.lanes.get(lane).map_or(&[][..], |l| &l.plan.cpus);
    let machine = model.plan.as_ref().map(|p| &p.machine);
    let usable = machine.map_or(&[][..], |m| &m.cpus);
    let known = if confined.is_empty() { usable } else { confined };
    if known.is_empty() {
        let count = model.cores.count().max(machine.map_or(0, |m| m.usable_cpus as usize));
        return (0..count).collect();
    }
    known.iter().map(|c| usize::from(*c)).collect()
}

/// Number of workers of a lane, planned or seen.
#[must_use]
pub(crate) fn workers_of(model: &Model, lane: usize) -> usize {
    model.lanes.get(lane).map_or(0, |lane| (lane.plan.workers as usize).max(lane.workers.len()))
}

/// Whether a lane's workers are processes of this program, owned by a pool that accepts faults.
#[must_use]
pub(crate) fn supports_fault_injection(lane: &Lane) -> bool {
    lane.plan.processes && lane.plan.python.is_none() && !lane.plan.commands
}

/// Whether there is a worker now into which a fault can be injected.
#[must_use]
pub(crate) fn has_fault_targets(model: &Model) -> bool {
    let works = |lane: &Lane| lane.is_live() && lane.state != LaneState::Ending;
    model.lanes.iter().any(|lane| works(lane) && supports_fault_injection(lane))
}
