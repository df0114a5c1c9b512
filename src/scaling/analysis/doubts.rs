//! Doubts about a point, from its runs and the counters around them.
//!
//! A doubt names the runs that it concerns. They are kept all the same: a median is robust against a few bad ones,
//! and leaving out unwelcome runs measures what was expected.

use crate::event::{Activity, Doubt, Nanos};
use crate::probe::cgroup::Throttling;
use crate::probe::repeated;
use crate::probe::suspicion::Suspicion;
use crate::scaling::report::{Imported, Run};
use crate::statistics::{Estimate, median};
use crate::text::words::counted as told;

/// Stolen share of time above which there is a doubt: as much as the median of a settled point may be wrong by
/// matters here.
const STOLEN: f64 = 0.01;
/// Share of the cores that others may keep busy …
const OTHERS: f64 = 0.10;
/// … or their number, if larger.
const OTHERS_AT_LEAST: f64 = 0.15;
/// Error of a short run, s: the kernel counts CPU time in ticks of 10 ms, and two of them prove nothing.
const TICKS: f64 = 0.02;
/// Distance of an outlier in median deviations: of a bell curve ten standard deviations, each of which is 1.48 median
/// deviations (the modified Z-score of B. Iglewicz, D. C. Hoaglin, *How to Detect and Handle Outliers*, ASQC 1993,
/// above 10).
const FAR: f64 = 14.8;
/// Harmless relative distance from the median, however much the other runs agree.
const HARMLESS: f64 = 0.05;

/// A doubt, and the runs that it concerns.
#[derive(Debug, Clone, PartialEq)]
pub struct PointDoubt {
    /// The doubt.
    pub doubt: Doubt,
    /// Their order.
    pub runs: Vec<u32>,
}

/// Doubts about these runs of one point, on `cpus` CPUs; `imported` where another program measured them.
pub(super) fn doubts(
    runs: &[&Run],
    wall: &Estimate,
    cpus: f64,
    imported: Option<&Imported>,
) -> Vec<PointDoubt> {
    let all = || runs.iter().map(|run| run.order).collect::<Vec<u32>>();
    let walls: Vec<f64> = runs.iter().map(|run| run.wall_s).collect();
    // A time that follows from a rate is not how long the run took.
    let timed = !imported.is_some_and(|imported| imported.rates);
    let told = |suspicion: Suspicion| {
        let advice = imported.and_then(|_| advice_elsewhere(&suspicion));
        let doubt = suspicion.into_doubt(None);
        Doubt { advice: advice.map_or(doubt.advice, String::from), ..doubt }
    };
    let mut found: Vec<PointDoubt> = repeated::suspicions(&walls)
        .into_iter()
        .filter(|suspicion| timed || !matches!(suspicion, Suspicion::ShortRuns { .. }))
        .map(|suspicion| PointDoubt { doubt: told(suspicion), runs: all() })
        .collect();
    found.extend(outliers(runs, wall.value));
    found.extend(around(runs, cpus));
    found
}

/// Advice where another program measured: it has none of the options of this one.
const fn advice_elsewhere(suspicion: &Suspicion) -> Option<&'static str> {
    match suspicion {
        Suspicion::FewRepetitions { .. } => Some("measure each N five times or more, and give all runs"),
        Suspicion::WideInterval { .. } => Some("measure more often, on a machine that is quiet"),
        Suspicion::ShortRuns { .. } => Some("give it more work"),
        _ => None,
    }
}

/// Runs far from all others.
fn outliers(runs: &[&Run], middle: f64) -> Option<PointDoubt> {
    let away = |run: &Run| (run.wall_s - middle).abs();
    let usual = median(runs.iter().map(|run| away(run)))?;
    // With more than half of the runs alike the usual distance is 0, and any other is infinitely far.
    let far = |run: &&Run| away(run) > FAR * usual && away(run) > HARMLESS * middle;
    let far: Vec<&Run> = runs.iter().copied().filter(far).collect();
    let worst = far.iter().copied().max_by(|a, b| away(a).total_cmp(&away(b)))?;
    let suspicion = Suspicion::Outlier { times: worst.wall_s / middle };
    Some(concerning(&suspicion, &far, runs.len()))
}

/// Doubts from the counters around the runs.
fn around(runs: &[&Run], cpus: f64) -> Vec<PointDoubt> {
    let others = |run: &Run| (OTHERS * cpus).max(OTHERS_AT_LEAST) + TICKS / run.wall_s;
    let stolen = |run: &Run| STOLEN + TICKS / (run.wall_s * cpus);
    let found = [
        worst(runs, |run| run.counters.steal, &stolen, |share| Suspicion::Steal { share }),
        worst(runs, |run| run.counters.others, &others, |cores| Suspicion::Others { cores }),
        worst(runs, |run| Some(run.time_s.get(Activity::Stopped)), &|_| 0.0, Suspicion::StoppedFor),
        counted(
            runs,
            |run| run.counters.throttled,
            |times, some| {
                let seconds = some.iter().filter_map(|run| run.counters.throttled_s).sum();
                Suspicion::Throttled(Throttling { times, time: Nanos::from_secs_f64(seconds) })
            },
        ),
        counted(
            runs,
            |run| run.counters.hot,
            |times, _| {
                let times = if times == 1 { "once".into() } else { format!("{times} times") };
                Suspicion::Heat(format!("cores lowered their clock {times} because of their heat"))
            },
        ),
    ];
    found.into_iter().flatten().collect()
}

/// Runs with a counter beyond its limit, and the worst value.
fn worst(
    runs: &[&Run],
    reading: fn(&Run) -> Option<f64>,
    limit: &dyn Fn(&Run) -> f64,
    suspect: fn(f64) -> Suspicion,
) -> Option<PointDoubt> {
    let beyond = |run: &&Run| reading(run).is_some_and(|reading| reading > limit(run));
    let beyond: Vec<&Run> = runs.iter().copied().filter(beyond).collect();
    let most = beyond.iter().filter_map(|run| reading(run)).max_by(f64::total_cmp)?;
    Some(concerning(&suspect(most), &beyond, runs.len()))
}

/// Runs during which a counted event happened, and the sum.
fn counted(
    runs: &[&Run],
    count: fn(&Run) -> Option<u64>,
    suspect: fn(u64, &[&Run]) -> Suspicion,
) -> Option<PointDoubt> {
    let happened = |run: &&Run| count(run).is_some_and(|n| n > 0);
    let some: Vec<&Run> = runs.iter().copied().filter(happened).collect();
    let times = some.iter().filter_map(|run| count(run)).fold(0, u64::saturating_add);
    (times > 0).then(|| concerning(&suspect(times, &some), &some, runs.len()))
}

/// Doubt about a speed-up that is impossible with this many workers.
pub(super) fn beyond(speedup: f64, workers: u32, runs: &[&Run]) -> PointDoubt {
    let what = format!("a speed-up of {speedup:.2}");
    let why = format!("{} can be twice as many times as fast at most", told(workers, "worker"));
    concerning(&Suspicion::Implausible { what, why }, runs, runs.len())
}

/// The doubt about some of all runs.
fn concerning(suspicion: &Suspicion, some: &[&Run], all: usize) -> PointDoubt {
    let mut doubt = suspicion.clone().into_doubt(None);
    if some.len() < all {
        doubt.message = format!("{} ({} of {all} runs)", doubt.message, some.len());
    }
    PointDoubt { doubt, runs: some.iter().map(|run| run.order).collect() }
}
