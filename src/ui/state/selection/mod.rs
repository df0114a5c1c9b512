//! The focused lane and the selected worker. A worker is selected within a lane, so another lane drops it.

use crate::event::LaneId;
use crate::model::Model;
use crate::model::lane::Lane;
use crate::model::verdict::{Verdict, planned_pair};
use crate::ui::lanes::{supports_fault_injection, workers_of};

/// The viewer's choice of a lane and of a worker in it. What was not chosen follows the race.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The lane that the viewer focused; `None` while the focus follows the race.
    lane: Option<usize>,
    /// The worker that the viewer has selected in that lane.
    worker: Option<usize>,
}

impl Selection {
    /// The lane that the viewer focused, if any.
    #[must_use]
    pub(crate) const fn lane(&self) -> Option<usize> {
        self.lane
    }

    /// The worker that the viewer selected, if any.
    #[cfg(test)]
    pub(crate) const fn worker(&self) -> Option<usize> {
        self.worker
    }

    /// Focuses this lane.
    pub(crate) fn focus(&mut self, lane: usize) {
        if self.lane != Some(lane) {
            *self = Self { lane: Some(lane), worker: None };
        }
    }

    /// Moves the focus by this many lanes, wrapping around; no worker is selected then.
    pub(crate) fn move_focus(&mut self, model: &Model, steps: usize) {
        let lane = (self.focus_in(model) + steps) % model.lanes.len().max(1);
        *self = Self { lane: Some(lane), worker: None };
    }

    /// Selects this worker of this lane.
    pub(crate) fn select(&mut self, lane: usize, worker: usize) {
        *self = Self { lane: Some(lane), worker: Some(worker) };
    }

    /// Drops the choice: the focus follows the race again.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The focused lane. Until the viewer chooses one it is the lane that runs, then the one that ran last, and at
    /// the end the first in the verdict.
    #[must_use]
    pub(crate) fn focus_in(&self, model: &Model) -> usize {
        let lanes = model.lanes.len().max(1);
        if let Some(chosen) = self.lane {
            return chosen % lanes;
        }
        let spoken = lanes_of_verdict(model).first().copied();
        let live = || model.lanes.iter().position(Lane::is_live);
        let latest = || (0..model.lanes.len()).max_by_key(|i| (model.lanes[*i].started, usize::MAX - i));
        spoken.or_else(live).or_else(latest).unwrap_or(0)
    }

    /// The two lanes that should be larger when not all can be, by their roles: the same from the first second to the
    /// verdict. Where no two have these roles, none while a race runs, and the first two at its end; none, too, when the
    /// viewer has focused a lane.
    #[must_use]
    pub(crate) fn together(&self, model: &Model) -> Option<[usize; 2]> {
        if self.lane.is_some() {
            return None;
        }
        let first_two = || (model.is_over() && model.lanes.len() > 1).then_some([0, 1]);
        planned_pair(model).map(|pair| pair.map(|LaneId(id)| id.into())).or_else(first_two)
    }

    /// The lane whose lock is shown: the focused one if it has a lock, else the first that has one.
    #[must_use]
    pub(crate) fn lock_in(&self, model: &Model) -> Option<usize> {
        let locked = |lane: &usize| model.lanes.get(*lane).is_some_and(|lane| lane.plan.locked);
        let focus = Some(self.focus_in(model)).filter(locked);
        focus.or_else(|| (0..model.lanes.len()).find(locked))
    }

    /// The lane in which workers are selected: the focused one; until the viewer has chosen it, preferably a running
    /// lane that accepts faults.
    #[must_use]
    pub(crate) fn lane_of_workers(&self, model: &Model) -> usize {
        let focus = self.focus_in(model);
        let accepts = |lane: &Lane| lane.is_live() && supports_fault_injection(lane);
        if self.lane.is_some() || model.lanes.get(focus).is_some_and(accepts) {
            return focus;
        }
        model.lanes.iter().position(accepts).unwrap_or(focus)
    }

    /// The marked worker, if `lane` has it.
    #[must_use]
    pub(crate) fn worker_in(&self, model: &Model, lane: usize) -> Option<usize> {
        let workers = workers_of(model, lane);
        let chosen = self.worker.filter(|_| workers > 0 && self.lane_of_workers(model) == lane)?;
        Some(chosen % workers)
    }

    /// The selected worker, its lane first: the marked one, or the first that exists.
    #[must_use]
    pub(crate) fn selected(&self, model: &Model) -> Option<(usize, usize)> {
        let place = self.lane_of_workers(model);
        let lane = model.lanes.get(place).filter(|_| workers_of(model, place) > 0)?;
        let first = || lane.workers.iter().position(|worker| !worker.life.is_over()).unwrap_or(0);
        Some((place, self.worker_in(model, place).unwrap_or_else(first)))
    }
}

fn lanes_of_verdict(model: &Model) -> Vec<usize> {
    Verdict::of(model).map_or_else(Vec::new, |v| v.lanes.into_iter().map(|LaneId(id)| id.into()).collect())
}

#[cfg(test)]
mod tests;
