//! Whether the work of a race waits, and which figure sums up a lane of it.
//!
//! Work that computes is summed up by the cores that it keeps busy. Work that waits keeps none busy, so that figure says
//! nothing about it: its speed-up does, and before there is one the number of tasks that wait at the same time.

use super::Model;
use super::lane::{Lane, LaneState};
use super::score::Score;
use crate::event::Activity;
use crate::workload::Kind;

/// Whether the tasks wait. A known workload says so itself, so the answer stands from the plan on; of one that this
/// version does not know, the first lane that has finished decides.
#[must_use]
pub(crate) fn waits(model: &Model) -> bool {
    match model.kind() {
        // With a share every task computes for a part of its time and waits for the rest. Without one, half of them
        // only compute.
        Some(Kind::Mixed) => share(model).is_some_and(|share| share < 100),
        Some(kind) => kind.waits(),
        None => {
            let ended = model.lanes.iter().filter(|lane| lane.state == LaneState::Finished);
            ended.min_by_key(|lane| lane.finished).is_some_and(|lane| {
                let time = lane.time(model.now);
                time[Activity::Io] > time[Activity::Compute]
            })
        }
    }
}

fn share(model: &Model) -> Option<u8> {
    model.plan.as_ref()?.workload.share
}

/// The one figure that sums up a lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Leading {
    /// Speed over that of one worker without a lock.
    Speedup(f64),
    /// Tasks in flight.
    InFlight(u32),
    /// Cores that it keeps busy.
    CoresBusy(f64),
    /// Tasks done: work without a meaningful duration has no speed.
    Done(u32),
}

impl Leading {
    /// The figure beside which others are smaller; `None` while there is none. Work that computes: the cores.
    #[must_use]
    pub(crate) fn of(model: &Model, lane: &Lane, score: &Score) -> Option<Self> {
        if !model.is_timed() {
            return Some(Self::Done(lane.done));
        }
        if waits(model) { Self::alone(model, lane, score) } else { score.cores_busy.map(Self::CoresBusy) }
    }

    /// The figure that stands alone: the speed-up, whatever the work is.
    #[must_use]
    pub(crate) fn alone(model: &Model, lane: &Lane, score: &Score) -> Option<Self> {
        if !model.is_timed() {
            return Some(Self::Done(lane.done));
        }
        if score.speedup_withheld.is_some() {
            return None;
        }
        let waits = waits(model);
        // Before the first result of work that waits, a speed-up of 0 says nothing.
        let begun = !waits || lane.done > 0;
        let speedup = score.speedup.filter(|_| begun).map(Self::Speedup);
        speedup.or_else(|| if waits { in_flight(model, lane) } else { score.cores_busy.map(Self::CoresBusy) })
    }
}

/// Tasks in flight: as many as an event loop told, else one for each worker that is ready.
fn in_flight(model: &Model, lane: &Lane) -> Option<Leading> {
    if let Some(tasks) = lane.in_flight {
        return Some(Leading::InFlight(tasks));
    }
    lane.ready.filter(|_| lane.is_live())?;
    let ready = lane.workers.iter().filter(|worker| !worker.life.is_over()).count();
    let left = model.tasks_of(lane).map_or(u32::MAX, |tasks| tasks.saturating_sub(lane.done));
    Some(Leading::InFlight(u32::try_from(ready).unwrap_or(u32::MAX).min(left)))
}

#[cfg(test)]
mod tests;
