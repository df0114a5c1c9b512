//! Limit of a curve's scaling, in a sentence: from how many workers on, and the largest loss there.

use super::budget::{grown, possible};
use super::point::Point;
use super::region::Region;
use crate::event::Fingerprint;
use crate::model::losses::{Cause, Losses};
use crate::scaling::report::{Run, Work};
use crate::workload::Kind;

/// Share of the possible speed-up below which scaling is lost.
const LOST: f64 = 0.9;
/// Number of busy cores that counts as one, with the clock's error.
const ONE_CORE: f64 = 1.1;

/// The median runs, of one worker and of each point.
pub(super) struct Middles<'a> {
    pub(super) alone: Option<&'a Run>,
    pub(super) of_points: &'a [Option<&'a Run>],
}

/// Limit of these points, with this work; `None` where nothing does.
pub(super) fn limit(
    points: &[Point],
    middles: &Middles,
    machine: &Fingerprint,
    work: &Work,
) -> Option<String> {
    let kept = |point: &Point| point.speedup.map(|speedup| speedup.value / possible(point.workers, machine));
    let lost = |point: &Point| point.workers > 1 && kept(point).is_some_and(|kept| kept < LOST);
    // The point from which on it is lost for good: a slow moment in the midst of a straight line is no limit.
    let from = points.iter().rposition(|point| !lost(point)).map_or(0, |kept| kept + 1);
    let told = |place: usize| {
        let point = points.get(place)?;
        let run = middles.of_points.get(place).copied().flatten();
        Some(LimitPoint { point, runs: middles.alone.zip(run), work, kept: kept(point)? })
    };
    let onset = told(from)?;
    let said = format!("from {} workers on, {}", onset.point.workers, onset.reason());
    // Otherwise the losses of the most workers that have CPUs.
    let most = points.iter().rposition(|point| point.region != Region::Oversubscribed).and_then(told);
    let differs = |most: &LimitPoint| most.cause().is_some() && most.cause() != onset.cause();
    Some(match most.filter(|most| most.point.workers > onset.point.workers && differs(most)) {
        Some(most) => format!("{said}; with {}, {}", most.point.workers, most.reason()),
        None => said,
    })
}

/// The point that the sentence is about.
struct LimitPoint<'a> {
    point: &'a Point,
    /// The median runs of one worker and of as many as the point has.
    runs: Option<(&'a Run, &'a Run)>,
    work: &'a Work,
    kept: f64,
}

impl LimitPoint<'_> {
    fn cause(&self) -> Option<Cause> {
        self.point.losses?.largest().map(|loss| loss.cause)
    }

    fn reason(&self) -> String {
        let share = self.kept * 100.0;
        let Some(losses) = &self.point.losses else {
            return format!("{share:.0} % of the speed-up that is possible, for an unknown reason");
        };
        let of = |what: &str, lost: f64| format!("{what}: −{lost:.2} × of {:.1} × possible", losses.possible);
        let Some(cause) = self.cause() else {
            return of("many small losses", losses.possible - losses.measured);
        };
        let what = match cause {
            Cause::SlowerCores => return self.slower(losses),
            Cause::LockWait if self.point.cores_busy.is_some_and(|busy| busy <= ONE_CORE) => {
                let busy = self.point.cores_busy.unwrap_or_default();
                return format!("the lock: only one thread computes at a time ({busy:.2} cores are busy)");
            }
            Cause::LockWait => "waiting for the lock",
            Cause::CoreWait => "waiting for a core",
            Cause::Transfer => "messages between processes",
            Cause::Balance => "waiting for the busiest worker",
            Cause::StartUp => "starting processes",
            Cause::Stopped => "workers stopped by a signal",
            Cause::Unexplained => "unexplained time",
        };
        of(what, losses.to(cause).times)
    }

    /// The same tasks took more time on a core. The sentence names the causes that are known.
    fn slower(&self, losses: &Losses) -> String {
        // A function or a command of the user's may have any name.
        let ours = self.work.call.is_none() && self.work.command.is_none();
        let what = match self.point.region {
            _ if ours && self.work.name == Kind::Triad.name() => "memory bandwidth",
            _ if self.work.scales_itself() => "more to do with more workers, or slower cores",
            Region::Siblings => "shared cores",
            Region::SlowerCores => "slower cores of another kind",
            _ => "slower cores (a lower clock, shared memory, or other guests)",
        };
        match self.runs.and_then(|(alone, run)| Some((grown(alone, run)?, run.cpu_s > 0.0))) {
            Some((grown, by_cpu)) => {
                let time = if by_cpu { "CPU time" } else { "computing time" };
                let digits = if grown < 1.15 { 2 } else { 1 };
                format!("{what}: {time} per task grew {grown:.digits$} times")
            }
            None => format!(
                "{what}: −{:.2} × of {:.1} × possible",
                losses.to(Cause::SlowerCores).times,
                losses.possible
            ),
        }
    }
}
