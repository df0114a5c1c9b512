//! Repetitions of a race: how many are made, and in which order the lanes run in each.
//!
//! In every repetition all lanes run once, in an order shuffled by the seed: a machine that gets slower meanwhile slows
//! all of them alike, and no lane always follows the same other one. With a budget, more than the planned repetitions
//! are made while the median of a lane is not settled and the time suffices for one more.

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::StdRng};

use super::limits::MOST_REPETITIONS;
use crate::event::{LaneId, Nanos, Outcome, Repetition, Repetitions};
use crate::statistics::{Estimate, median};

/// Repetitions made so far, and those to come.
pub(super) struct Repeater {
    plan: Repetitions,
    seed: u64,
    /// Number of repetitions begun.
    begun: u32,
    /// Start of the last one.
    since: Nanos,
    /// Durations of the repetitions with everything between the lanes, s.
    took: Vec<f64>,
    /// Times of each lane, s, by id.
    walls: Vec<Vec<f64>>,
}

impl Repeater {
    /// Repetitions of this many lanes.
    pub(super) fn new(plan: Repetitions, lanes: usize, seed: u64) -> Self {
        let walls = vec![Vec::new(); lanes];
        Self { plan, seed, begun: 0, since: Nanos::ZERO, took: Vec::new(), walls }
    }

    /// Begins the next repetition at `now`, the time of the session; `None` when no more are made.
    pub(super) fn begin(&mut self, now: Nanos) -> Option<Repetition> {
        if self.begun > 0 && !self.goes_on(now) {
            return None;
        }
        self.begun += 1;
        self.since = now;
        let mut order: Vec<LaneId> = (0..).map(LaneId).take(self.walls.len()).collect();
        if self.plan.are_several() {
            let seed = self.seed.wrapping_mul(0x9E37_79B9).wrapping_add(self.begun.into());
            order.shuffle(&mut StdRng::seed_from_u64(seed));
        }
        Some(Repetition { number: self.begun, order })
    }

    /// Takes in the outcomes of a repetition that ended at `now`, by lane.
    pub(super) fn end(&mut self, outcomes: &[(LaneId, Option<Outcome>)], now: Nanos) {
        self.took.push((now - self.since).secs());
        for (lane, outcome) in outcomes {
            if let (Some(walls), Some(outcome)) = (self.walls.get_mut(usize::from(lane.0)), outcome) {
                walls.push(outcome.wall().secs());
            }
        }
    }

    /// Times of a lane in the repetitions so far, s.
    pub(super) fn walls(&self, lane: LaneId) -> &[f64] {
        self.walls.get(usize::from(lane.0)).map_or(&[], Vec::as_slice)
    }

    fn goes_on(&self, now: Nanos) -> bool {
        // When no lane can run, no repetition changes that.
        if self.begun >= MOST_REPETITIONS || self.walls.iter().all(Vec::is_empty) {
            return false;
        }
        let planned = self.begun < self.plan.planned;
        let Some(budget) = self.plan.budget_s else { return planned };
        let left = budget - now.secs();
        let one_more = median(self.took.iter().copied()).unwrap_or(0.0);
        left > 0.0 && (planned || !self.is_settled() && one_more <= left)
    }

    fn is_settled(&self) -> bool {
        let settled = |walls: &Vec<f64>| {
            Estimate::of_median(walls.iter().copied()).is_some_and(|wall| wall.is_settled())
        };
        // A lane that cannot run has no times, and never will.
        self.walls.iter().filter(|walls| !walls.is_empty()).all(settled)
    }
}

#[cfg(test)]
mod tests;
