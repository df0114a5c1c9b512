//! Order of the turns: side by side, so that changes of the machine affect all contestants.
//!
//! Repetition by repetition, experiment by experiment, the contestants follow each other directly, in an order that
//! is drawn anew each time. A slow minute of the machine so affects both sides of a ratio, and the order favours
//! none.

use std::time::Duration;

use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::check::Experiment;
use super::contestant::{Contestant, Fault};
use super::scenario::Raw;
use crate::sys::stop::Stop;

/// Plan of a fidelity run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// The experiments of each repetition.
    pub experiments: Vec<Experiment>,
    /// Number of repetitions of each.
    pub repetitions: u32,
    /// Seed of the orders.
    pub seed: u64,
}

/// One run of a scenario: indices in [`Plan::experiments`] and in the list of contestants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Index of the repetition.
    pub repetition: u32,
    /// Index of the experiment.
    pub experiment: usize,
    /// Index of the contestant.
    pub contestant: usize,
}

/// A message during the run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum News {
    /// A turn begins.
    Begun(Turn),
    /// A turn has ended with these numbers.
    Measured(Turn, Raw),
    /// A contestant is out, for this reason: it has no more turns.
    Out {
        /// Index of the contestant.
        contestant: usize,
        /// The reason.
        reason: String,
    },
}

impl Plan {
    /// All turns of `contestants` contestants, in order.
    #[must_use]
    pub(crate) fn turns(&self, contestants: usize) -> Vec<Turn> {
        let mut random = StdRng::seed_from_u64(self.seed);
        let mut turns = Vec::new();
        for repetition in 0..self.repetitions {
            for experiment in 0..self.experiments.len() {
                let mut order: Vec<usize> = (0..contestants).collect();
                order.shuffle(&mut random);
                turns.extend(order.into_iter().map(|contestant| Turn { repetition, experiment, contestant }));
            }
        }
        turns
    }

    /// Approximate duration of a turn.
    #[must_use]
    pub(crate) fn estimate_of(&self, turn: Turn) -> Duration {
        self.experiments.get(turn.experiment).map_or(Duration::ZERO, |e| e.scenario.estimate())
    }

    /// Approximate duration of the run with this many contestants.
    #[must_use]
    pub(crate) fn estimate(&self, contestants: usize) -> Duration {
        let once: Duration = self.experiments.iter().map(|e| e.scenario.estimate()).sum();
        let runs = self.repetitions.saturating_mul(u32::try_from(contestants).unwrap_or(u32::MAX));
        once.saturating_mul(runs)
    }
}

/// Runs `plan` and reports each event by `tell`. Ends early when it is stopped, or no contestant is left.
pub(crate) fn run(
    plan: &Plan,
    contestants: &mut [Box<dyn Contestant>],
    stop: &Stop,
    tell: &mut dyn FnMut(News),
) {
    let mut out = vec![false; contestants.len()];
    for turn in plan.turns(contestants.len()) {
        let (Some(experiment), Some(contestant)) =
            (plan.experiments.get(turn.experiment), contestants.get_mut(turn.contestant))
        else {
            continue;
        };
        if stop.requested() {
            return;
        }
        if out.get(turn.contestant).copied().unwrap_or(true) {
            continue;
        }
        tell(News::Begun(turn));
        match contestant.run(&experiment.scenario, stop) {
            Ok(raw) => tell(News::Measured(turn, raw)),
            Err(Fault::Stopped) => return,
            Err(Fault::Failed(reason)) => {
                if let Some(out) = out.get_mut(turn.contestant) {
                    *out = true;
                }
                tell(News::Out { contestant: turn.contestant, reason });
            }
        }
    }
}

#[cfg(test)]
mod tests;
