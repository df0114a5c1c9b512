//! Which model is advised: the simplest of those that are about as fast as the fastest.
//!
//! | two models | are about as fast where |
//! | --- | --- |
//! | with repetitions | the interval of the ratio of their throughputs holds 1 |
//! | with one run each | one is less than [`CLOSE`] times as fast as the other |
//! | one of them one thread | the other is less than [`CLOSE`] times as fast, with repetitions too |
//! | runs too short to be compared | the simpler one was the faster: a lost moment may hide that the other is as fast |
//! | runs of a moment | they differ by less than [`MOMENT`], and the simpler one is not the faster |

use super::run_as::RunAs;
use crate::event::Nanos;
use crate::model::lane::Lane;
use crate::model::plausible::Figure;
use crate::model::repeated::{Difference, differences};
use crate::model::score::Score;
use crate::model::state::Model;
use crate::model::verdict::{doubted, families};
use crate::statistics::Estimate;
use crate::text::words::clause;

/// Ratio of two speeds below which one run each does not tell them apart, and for which one thread is not given up.
const CLOSE: f64 = 1.15;

/// Ratio of two speeds from which a machine that other programs share cannot be the reason: the scheduler shares fairly,
/// and gives a worker a part of its core in any case. A stop, of any length, can be.
const CERTAIN: f64 = 4.0;

/// Difference of two short runs that single moments decide: a switch interval of CPython.
const MOMENT: Nanos = Nanos::from_millis(5);
/// Length of a short run.
const SHORT: Nanos = Nanos::from_millis(100);

/// A model with the fastest lane that ran it.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'m> {
    pub(super) run_as: RunAs,
    pub(super) lane: &'m Lane,
    pub(super) score: Score,
    /// Its speed over that of one thread; `None` where one thread did not run, or the figure is withheld.
    pub(super) factor: Option<f64>,
    /// The interval of that, where the lanes ran several times.
    pub(super) interval: Option<Estimate>,
}

/// The models that one interpreter ran, and the choice among them.
#[derive(Debug)]
pub(super) struct Choice<'m> {
    /// All of them, the fastest first.
    pub(super) candidates: Vec<Candidate<'m>>,
    /// Index of the chosen one.
    chosen: usize,
    /// Indices of the others that are about as fast as the fastest, or are the fastest.
    close: Vec<usize>,
}

impl<'m> Choice<'m> {
    /// The candidate that is chosen.
    pub(super) fn chosen(&self) -> &Candidate<'m> {
        &self.candidates[self.chosen]
    }

    /// The others that are about as fast.
    pub(super) fn close(&self) -> impl Iterator<Item = &Candidate<'m>> {
        self.close.iter().map(|place| &self.candidates[*place])
    }

    /// All but the chosen one, the fastest first.
    pub(super) fn others(&self) -> impl Iterator<Item = &Candidate<'m>> {
        self.candidates.iter().enumerate().filter(|(place, _)| *place != self.chosen).map(|(_, other)| other)
    }

    /// The candidate of this model.
    pub(super) fn get(&self, run_as: RunAs) -> Option<&Candidate<'m>> {
        self.candidates.iter().find(|candidate| candidate.run_as == run_as)
    }

    /// The choices for a function, one for each interpreter with lanes of two models or more; or why there is none.
    /// `coroutine`: whether it is a coroutine function.
    pub(super) fn all(model: &'m Model, coroutine: bool) -> Vec<Result<Self, String>> {
        let differences = differences(model);
        let of_family = |family: Vec<(&'m Lane, Score)>| Self::of(model, coroutine, family, &differences);
        families(model).into_iter().filter_map(of_family).collect()
    }

    fn of(
        model: &'m Model,
        coroutine: bool,
        family: Vec<(&'m Lane, Score)>,
        differences: &[Difference],
    ) -> Option<Result<Self, String>> {
        let mut ranked: Vec<(RunAs, (&'m Lane, Score))> = Vec::new();
        for entry in family {
            let lane = entry.0;
            let is_whole = model.is_complete(lane) && !lane.withholds(&[Figure::Wall, Figure::Tasks]);
            let Some(run_as) = RunAs::of_lane(&lane.plan.kind).filter(|_| is_whole) else { continue };
            // The fastest comes first, so that of each model is the one that is met first.
            if entry.1.throughput > 0.0 && ranked.iter().all(|(other, _)| *other != run_as) {
                ranked.push((run_as, entry));
            }
        }
        let ((fastest, best), rest) = ranked.split_first().filter(|(_, rest)| !rest.is_empty())?;
        let mut close = Vec::new();
        for (place, (run_as, other)) in (1..).zip(rest) {
            let is_simpler = run_as.complexity(coroutine) < fastest.complexity(coroutine);
            if is_moment(&best.1, &other.1) {
                if is_simpler || best.1.throughput < CLOSE * other.1.throughput {
                    close.push(place);
                }
                continue;
            }
            let (ratio, interval) = ratio([best, other], differences);
            let is_explained = ratio < CERTAIN || stopped(model);
            if let Some(doubt) = doubted(model, [best, other]).filter(|_| is_explained) {
                if doubt.kind == "short-run" && !is_simpler {
                    close.push(place);
                    continue;
                }
                return Some(Err(clause(&doubt.message).to_string()));
            }
            let within = ratio < CLOSE && (*run_as == RunAs::OneThread || interval.is_none());
            if within || interval.is_some_and(|interval| interval.low <= 1.0) {
                close.push(place);
            }
        }
        let among = || std::iter::once(0).chain(close.iter().copied());
        let chosen = among().min_by_key(|place| ranked[*place].0.complexity(coroutine))?;
        let close = among().filter(|place| *place != chosen).collect();
        let one =
            ranked.iter().find(|(run_as, _)| *run_as == RunAs::OneThread).map(|(_, entry)| entry.clone());
        let candidates = ranked.into_iter().map(|(run_as, entry)| {
            let known = entry.1.speedup_withheld.is_none();
            let over_one = one.as_ref().filter(|_| known).map(|one| ratio([&entry, one], differences));
            let interval = over_one.and_then(|(_, interval)| interval).filter(|_| run_as != RunAs::OneThread);
            let (lane, score) = entry;
            Candidate { run_as, lane, score, factor: over_one.map(|(ratio, _)| ratio), interval }
        });
        Some(Ok(Self { candidates: candidates.collect(), chosen, close }))
    }
}

/// Whether both lanes ran so briefly that a single moment may be their difference.
fn is_moment(one: &Score, other: &Score) -> bool {
    let (short, long) = (one.wall.min(other.wall), one.wall.max(other.wall));
    long < SHORT && long - short < MOMENT
}

/// Whether the program or a worker was stopped for a while.
fn stopped(model: &Model) -> bool {
    model.doubts.iter().any(|doubt| ["suspended", "stopped-worker"].contains(&doubt.kind.as_str()))
}

/// How many times as fast as the second the first was, with the interval where they ran several times.
fn ratio([one, other]: [&(&Lane, Score); 2], differences: &[Difference]) -> (f64, Option<Estimate>) {
    let ids = [one.0.plan.id, other.0.plan.id];
    let found = differences.iter().find(|difference| difference.is_of(ids)).map(|difference| {
        let Estimate { value, low, high, coverage } = difference.ratio;
        if difference.lanes == ids {
            difference.ratio
        } else {
            Estimate { value: 1.0 / value, low: 1.0 / high, high: 1.0 / low, coverage }
        }
    });
    (found.map_or(one.1.throughput / other.1.throughput, |ratio| ratio.value), found)
}
