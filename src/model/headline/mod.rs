//! Headlines: a figure of a lane that can be, or the reason why it is withheld.
//!
//! A figure beyond what is possible was measured against something wrong: a baseline from a slow moment, spins from
//! another one, a run that was shorter than its start. It is no result, so no output shows it: not the screen, not a
//! sentence, not the JSON. All that is known of it is a bound, and the reason.
//!
//! | figure | the most that is possible: the smallest of |
//! | --- | --- |
//! | speed-up | the cores that the machine gave, the CPUs that the lane may use, its workers, each over what one worker has under the same quota |
//! | speed-up of work that waits | its workers, or its tasks in flight: what waits needs no core |
//! | cores busy | the CPUs that the lane may use, and about its workers |
//!
//! The machine gave at least what the spins around the lane found, and at least the cores that its workers computed on:
//! a spin is short, and may fall into a worse moment than the run. Readings differ by some per cent from moment to
//! moment, so a figure is withheld above 1.05 times what is possible.

mod beyond;

pub(crate) use self::beyond::{Beyond, Bounded, Limit};
use super::Model;
use super::lane::Lane;
use super::plausible::limits;
use crate::event::{Activity, ActivityTotals, Nanos, quota};
use crate::probe::doubts::BEYOND;

/// A figure as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Headline {
    /// Measured, and possible.
    Measured(f64),
    /// Measured beyond what is possible.
    Withheld(Beyond),
    /// Not measured.
    None,
}

impl Headline {
    /// The headline of a measured figure under a bound, if there is one.
    fn of(measured: Option<f64>, bound: Option<Bound>) -> Self {
        match (measured, bound) {
            (None, _) => Self::None,
            (Some(figure), Some(bound)) if figure > bound.beyond.most * bound.tolerance => {
                Self::Withheld(bound.beyond)
            }
            (Some(figure), _) => Self::Measured(figure),
        }
    }

    /// The headline of `measured`, a speed-up of `lane` over `wall`, in which its workers spent `time`.
    #[must_use]
    pub(crate) fn of_speedup(
        measured: Option<f64>,
        model: &Model,
        lane: &Lane,
        time: &ActivityTotals,
        wall: Nanos,
    ) -> Self {
        let figure = Bounded::Speedup;
        let bound = |most, limit| Bound { beyond: Beyond { figure, most, limit }, tolerance: BEYOND };
        let workers = lane.plan.workers.max(1);
        if waits(time) {
            let most = match lane.in_flight {
                Some(tasks) if tasks > workers => bound(f64::from(tasks), Limit::InFlight),
                _ => bound(f64::from(workers), Limit::Workers),
            };
            return Self::of(measured, Some(most));
        }
        // The baseline ran under the same quota: below one core it had less than one, too.
        let one = quota::share_of_one(model.quota());
        let gave = gave(lane, time, wall).filter(|cores| *cores > 0.0);
        let cpus = cpus_of(model, lane).map(|cpus| quota::allowed(cpus, model.quota()));
        let bounds = [
            Some(bound(f64::from(workers) / one, Limit::Workers)),
            cpus.map(|cpus| bound(cpus / one, Limit::Cpus)),
            gave.map(|cores| bound(cores / one, Limit::Machine)),
        ];
        Self::of(measured, smallest(bounds))
    }

    /// The headline of `measured`, the cores that the workers of `lane` kept busy.
    #[must_use]
    pub(crate) fn of_cores_busy(measured: Option<f64>, model: &Model, lane: &Lane) -> Self {
        let figure = Bounded::CoresBusy;
        let workers = f64::from(lane.plan.workers.max(1));
        let by_workers = Bound {
            beyond: Beyond { figure, most: workers, limit: Limit::Workers },
            // A worker's CPU time holds that of its start, which no wall time does.
            tolerance: limits::most_busy(lane) / workers,
        };
        let by_cpus = |most| Bound { beyond: Beyond { figure, most, limit: Limit::Cpus }, tolerance: BEYOND };
        let fits = |bound: &Bound| measured.is_none_or(|m| m <= bound.beyond.most * bound.tolerance);
        let cpus = cpus_of(model, lane).map(by_cpus);
        // The CPUs are the better reason.
        Self::of(measured, cpus.filter(|cpus| !fits(cpus)).or(Some(by_workers)))
    }

    /// The figure, if it may be shown.
    #[must_use]
    pub(crate) const fn measured(self) -> Option<f64> {
        match self {
            Self::Measured(figure) => Some(figure),
            Self::Withheld(_) | Self::None => None,
        }
    }

    /// The bound that it exceeded, if it is withheld.
    #[must_use]
    pub(crate) const fn withheld(self) -> Option<Beyond> {
        match self {
            Self::Withheld(beyond) => Some(beyond),
            Self::Measured(_) | Self::None => None,
        }
    }
}

/// A bound, and how far above it a figure may be.
#[derive(Debug, Clone, Copy)]
struct Bound {
    beyond: Beyond,
    /// Largest credible figure, in multiples of the bound.
    tolerance: f64,
}

fn smallest(bounds: [Option<Bound>; 3]) -> Option<Bound> {
    bounds.into_iter().flatten().min_by(|a, b| a.beyond.most.total_cmp(&b.beyond.most))
}

/// Whether tasks wait for a part of their time that counts: then more of them than there are cores make progress at
/// once.
fn waits(time: &ActivityTotals) -> bool {
    let [io, blocked, compute] =
        [Activity::Io, Activity::Blocked, Activity::Compute].map(|activity| time[activity].secs());
    let waits = io + blocked;
    waits > 0.05 * (waits + compute)
}

/// Cores that the machine gave to `lane`: at least what the spins around it found, and at least those that its workers
/// computed on in `time` of `wall`, by the CPU time that the kernel counted. `None` where nothing was spun.
#[must_use]
pub(crate) fn gave(lane: &Lane, time: &ActivityTotals, wall: Nanos) -> Option<f64> {
    let cpu = lane.outcome.as_ref().map(|outcome| outcome.accounts.iter().map(|account| account.cpu).sum());
    let computed = time[Activity::Compute].min(cpu.unwrap_or(Nanos::ZERO));
    let computed = if wall > Nanos::ZERO { computed.share_of(wall) } else { 0.0 };
    lane.capacity().filter(|spins| *spins > 0.0).map(|spins| spins.max(computed))
}

/// Number of CPUs that `lane` may use; `None` where that is unknown.
#[must_use]
pub(crate) fn cpus_of(model: &Model, lane: &Lane) -> Option<f64> {
    let machine = &model.plan.as_ref()?.machine;
    let confined = &lane.plan.cpus;
    let cpus = if confined.is_empty() { f64::from(machine.usable_cpus) } else { confined.len() as f64 };
    (cpus > 0.0).then_some(cpus)
}

#[cfg(test)]
mod tests;
