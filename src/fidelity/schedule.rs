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
mod tests {
    use super::super::check;
    use super::super::scenario::Scenario;
    use super::*;

    fn plan(repetitions: u32) -> Plan {
        Plan { experiments: check::all(), repetitions, seed: 7 }
    }

    #[test]
    fn everybody_runs_everything_equally_often_and_side_by_side() {
        let plan = plan(5);
        let turns = plan.turns(3);
        assert_eq!(turns.len(), 5 * plan.experiments.len() * 3);
        for beside in turns.chunks(3) {
            let mut who: Vec<usize> = beside.iter().map(|t| t.contestant).collect();
            who.sort_unstable();
            assert_eq!(who, [0, 1, 2]);
            assert!(
                beside
                    .iter()
                    .all(|t| (t.repetition, t.experiment) == (beside[0].repetition, beside[0].experiment))
            );
        }
        let orders: std::collections::BTreeSet<Vec<usize>> =
            turns.chunks(3).map(|beside| beside.iter().map(|t| t.contestant).collect()).collect();
        assert_eq!(orders.len(), 6, "all orders occur");
        assert_eq!(turns, plan.turns(3), "the seed decides");
        assert_ne!(turns, Plan { seed: 8, ..plan }.turns(3));
    }

    #[test]
    fn the_whole_takes_as_long_as_its_turns() {
        let plan = plan(2);
        assert_eq!(plan.estimate(3), plan.turns(3).into_iter().map(|t| plan.estimate_of(t)).sum());
    }

    /// Returns its own number, and fails at one call too many.
    #[derive(Debug)]
    struct Scripted(u64, u32);

    impl Contestant for Scripted {
        fn label(&self) -> String {
            format!("script {}", self.0)
        }

        fn run(&mut self, _: &Scenario, stop: &Stop) -> Result<Raw, Fault> {
            if stop.requested() {
                return Err(Fault::Stopped);
            }
            self.1 = self.1.checked_sub(1).ok_or_else(|| Fault::Failed("tired".into()))?;
            Ok(Raw::Walls(vec![self.0]))
        }
    }

    #[test]
    fn who_fails_is_out_and_the_others_go_on() {
        let plan = Plan { experiments: check::all().into_iter().take(2).collect(), repetitions: 3, seed: 1 };
        let mut both: Vec<Box<dyn Contestant>> = vec![Box::new(Scripted(0, 2)), Box::new(Scripted(1, 100))];
        let (mut measured, mut out) = ([0, 0], Vec::new());
        run(&plan, &mut both, &Stop::default(), &mut |news| match news {
            News::Measured(turn, raw) => {
                assert_eq!(raw, Raw::Walls(vec![turn.contestant as u64]));
                measured[turn.contestant] += 1;
            }
            News::Out { contestant, reason } => out.push((contestant, reason)),
            News::Begun(_) => {}
        });
        assert_eq!((measured, out), ([2, 6], vec![(0, "tired".into())]));
    }

    #[test]
    fn a_stop_ends_it_at_once() {
        let stop = Stop::default();
        let mut one: Vec<Box<dyn Contestant>> = vec![Box::new(Scripted(0, 100))];
        let mut news = 0;
        run(&plan(5), &mut one, &stop, &mut |_| {
            news += 1;
            stop.request();
        });
        assert!(news <= 2, "{news}");
    }
}
