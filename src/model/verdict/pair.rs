//! The two lanes that a verdict compares: chosen by their role, not by their speed.

use crate::event::LaneId;
use crate::model::lane::Lane;
use crate::model::repeated::{Difference, between};
use crate::model::score::Score;
use crate::model::state::Model;
use crate::statistics::Estimate;

/// Relative difference below which two lanes count as equal: smaller ones are within the noise.
pub(super) const EQUAL: f64 = 0.05;

/// A lane that has ended, with its figures.
pub(super) type Ranked<'m> = (&'m Lane, Score);

/// Two lanes, the faster first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'r, 'm> {
    pub(super) fast: &'r Ranked<'m>,
    pub(super) slow: &'r Ranked<'m>,
    /// Their ratio over all repetitions; `None` where they ran once.
    repeated: Option<Repeats>,
}

/// The ratio of two lanes over all repetitions.
#[derive(Debug, Clone, Copy)]
struct Repeats {
    ratio: Estimate,
    settled: bool,
}

impl<'r, 'm> Pair<'r, 'm> {
    /// These two; `one` counts as the faster where they are equally fast.
    pub(super) fn of(one: &'r Ranked<'m>, other: &'r Ranked<'m>) -> Self {
        if one.1.throughput >= other.1.throughput {
            Self { fast: one, slow: other, repeated: None }
        } else {
            Self { fast: other, slow: one, repeated: None }
        }
    }

    /// The same pair, with its ratio over all repetitions in `model`.
    pub(super) fn over_repetitions(self, model: &Model) -> Self {
        self.with(between(model, self.ids()).as_ref())
    }

    /// The same pair, with its ratio among these differences.
    pub(super) fn among(self, differences: &[Difference]) -> Self {
        self.with(differences.iter().find(|difference| difference.is_of(self.ids())))
    }

    fn with(self, found: Option<&Difference>) -> Self {
        let repeated = found.map(|found| Repeats { ratio: found.ratio, settled: found.settled });
        Self { repeated, ..self }
    }

    /// The faster first.
    pub(super) const fn both(self) -> [&'r Ranked<'m>; 2] {
        [self.fast, self.slow]
    }

    /// Their ids, the faster first.
    pub(super) fn ids(self) -> [LaneId; 2] {
        self.both().map(|(lane, _)| lane.plan.id)
    }

    /// How many times as fast as the slower the faster was.
    pub(super) fn ratio(self) -> f64 {
        self.fast.1.throughput / self.slow.1.throughput
    }

    /// The interval of that ratio, where they ran several times.
    pub(super) fn interval(self) -> Option<Estimate> {
        self.repeated.map(|repeated| repeated.ratio)
    }

    /// Whether their difference is within the noise: of lanes that ran several times, whether it is not settled.
    pub(super) fn is_equal(self) -> bool {
        self.repeated.map_or(self.ratio() < 1.0 + EQUAL, |repeated| !repeated.settled)
    }
}

/// Lanes of one family by role: one without a lock, and one with it. `None` where one of them did not run.
///
/// Without a lock it is the fastest lane of several worker processes, since those are what one takes instead of
/// threads; where there is none, the fastest that does several tasks at once. With a lock it is the lane of as many
/// workers, else the slowest.
pub(super) fn by_role<'r, 'm>(ranked: &'r [Ranked<'m>]) -> Option<[&'r Ranked<'m>; 2]> {
    let free = || ranked.iter().filter(|(lane, _)| !lane.plan.locked);
    let processes = free().find(|(lane, _)| lane.plan.processes && lane.plan.workers > 1);
    let free = processes.or_else(|| free().find(|(lane, _)| at_once(lane) > 1))?;
    let locked = || ranked.iter().rev().filter(|(lane, _)| lane.plan.locked);
    let like = locked().find(|(lane, _)| lane.plan.workers == free.0.plan.workers);
    Some([free, like.or_else(|| locked().next())?])
}

/// The two lanes of a race that belong together by their roles, whatever their speed: the lock and the processes of a
/// real CPython where both are planned, else those of this program. `None` where no family has both.
#[must_use]
pub(crate) fn planned_pair(model: &Model) -> Option<[LaneId; 2]> {
    let of_family = |family: &str| {
        let kin = || model.lanes.iter().map(|lane| &lane.plan).filter(|plan| plan.family() == family);
        let free = || kin().filter(|plan| !plan.locked && plan.workers > 1);
        let free = free().find(|plan| plan.processes).or_else(|| free().next())?;
        let locked = || kin().filter(|plan| plan.locked);
        let like = locked().find(|plan| plan.workers == free.workers).or_else(|| locked().next())?;
        Some([free.id, like.id])
    };
    let real = model.lanes.iter().filter(|lane| lane.plan.python.is_some());
    real.map(|lane| lane.plan.family()).find_map(|family| of_family(&family)).or_else(|| of_family(""))
}

/// Largest number of tasks that a lane can do at once.
fn at_once(lane: &Lane) -> u32 {
    lane.plan.workers.max(in_flight(lane))
}

/// Largest number of tasks that a lane's event loop had in flight; 0 for a lane without one.
pub(super) fn in_flight(lane: &Lane) -> u32 {
    lane.in_flight.unwrap_or(0)
}
