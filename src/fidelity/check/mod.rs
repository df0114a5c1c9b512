//! The checks against CPython: a scenario, the figures read from it, and how far the two may be apart.
//!
//! | family | row | expected |
//! | --- | --- | --- |
//! | `slices` | 1, 2, 8 | a slice lasts one interval and a little timer slack; the lock goes round evenly |
//! | `throughput` | 3 | many threads compute as fast as one |
//! | `wake` | 4, 5 | a thread that slept waits one interval beside one hog, and may starve beside several |
//! | `calls` | 5 | the same beside hogs in short calls into C, where it does not starve |
//! | `echo` | 4, 5 | a server pays the wait for a request, once or twice |
//! | `native` | 6 | work that releases the lock scales with the cores |
//! | `freeze` | 7 | a long call into C that keeps the lock freezes every other thread until it ends |
//! | `tiny` | 9 | tiny intervals cost throughput |
//!
//! The rows number the properties of a faithful copy of CPython's lock. The tenth, one thread alone never switches,
//! has nothing to compare: it is tested at the lock itself.
//!
//! **Bounds** are factors, the same both ways. Slices, rates and throughput may be apart by 10 % from 5 ms on and by
//! 25 % below, medians of latencies by 25 %, tails by a factor of two. `tiny` has a factor of two as well: at 1 µs
//! nearly all time goes to switching, so the comparison is of the cost of a futex call with that of a byte-code.

use super::reading::Figure;
use super::scenario::{Leg, Scenario, USUAL_US};
use crate::text::nearest::question_after;
use crate::text::words::counted;

/// A scenario and the figures that are read from it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Experiment {
    /// The scenario to run.
    pub scenario: Scenario,
    /// The figures to read.
    pub checks: Vec<Check>,
    /// Whether a quick run includes it.
    pub essential: bool,
}

/// A figure that the simulated lock and CPython must share.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Check {
    /// Its name, unique: `slice-5ms-2`.
    pub name: String,
    /// Family name for `--checks`.
    pub family: &'static str,
    /// Number of the property it shows, in the table above.
    pub row: u8,
    /// Its title, for people.
    pub title: String,
    /// Figure computed from the raw numbers.
    pub figure: Figure,
    /// Unit of the figure.
    pub unit: Unit,
    /// Largest ratio of the two figures, either way.
    pub factor: f64,
}

/// Unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A time, s.
    Seconds,
    /// A rate, 1/s.
    PerSecond,
    /// A ratio.
    Times,
}

impl Unit {
    /// Its name in JSON.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::PerSecond => "1/s",
            Self::Times => "times",
        }
    }
}

/// Bound of slices, rates and throughput from 5 ms on.
const CLOSE: f64 = 1.1;
/// Bound of the same below 5 ms, and of the medians of latencies.
const FAIR: f64 = 1.25;
/// Bound of tails, and of tiny intervals.
const LOOSE: f64 = 2.0;

/// All families, in the order in which they are run.
pub(crate) const FAMILIES: [&str; 8] =
    ["slices", "throughput", "native", "wake", "calls", "freeze", "echo", "tiny"];

/// All experiments.
#[must_use]
pub(crate) fn all() -> Vec<Experiment> {
    let slices = [(20_000, 1500), (5_000, 800), (1_000, 400), (500, 400)];
    let mut all: Vec<Experiment> =
        slices.iter().flat_map(|(us, ms)| [2, 4].map(|hogs| slices_of(*us, hogs, *ms))).collect();
    all.push(throughput());
    all.push(native());
    all.extend([(1, 500), (2, 900), (4, 2000)].map(|(hogs, ms)| wake(hogs, ms)));
    all.push(calls());
    all.push(freeze());
    all.extend([(0, 200), (1, 500), (2, 800), (4, 1500)].map(|(hogs, ms)| echo(hogs, ms)));
    all.push(tiny());
    all
}

/// The experiments of a run: those with a check in `names` (all when it is empty), by its own name or its family's. A
/// quick run has the essential ones, each in half the time, and all that are named.
///
/// # Errors
/// When a name is neither.
pub(crate) fn choose(names: &[String], quick: bool) -> Result<Vec<Experiment>, UnknownCheck> {
    let is_wanted = |check: &Check| names.iter().any(|name| *name == check.name || name == check.family);
    let mut experiments = all();
    let known = |name: &&String| {
        FAMILIES.contains(&name.as_str())
            || experiments.iter().flat_map(|e| &e.checks).any(|c| c.name == **name)
    };
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        return Err(UnknownCheck { typed: unknown.clone() });
    }
    if !names.is_empty() {
        for experiment in &mut experiments {
            experiment.checks.retain(is_wanted);
        }
        experiments.retain(|e| !e.checks.is_empty());
    } else if quick {
        experiments.retain(|e| e.essential);
    }
    if quick {
        for experiment in &mut experiments {
            experiment.scenario = experiment.scenario.clone().shortened(0.5);
        }
    }
    Ok(experiments)
}

/// All names that can be chosen: the families, then the checks.
#[must_use]
pub(crate) fn names() -> Vec<String> {
    let checks = all().into_iter().flat_map(|experiment| experiment.checks).map(|check| check.name);
    FAMILIES.into_iter().map(String::from).chain(checks).collect()
}

/// A name of neither a check nor a family.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no check {typed:?}{}accepted: {}, or one check of these such as slice-5ms-2", question_after(.typed, names().iter().map(String::as_str)), FAMILIES.join(", "))]
pub(crate) struct UnknownCheck {
    typed: String,
}

fn slices_of(interval_us: u64, hogs: u32, ms: u64) -> Experiment {
    let interval = interval_words(interval_us);
    let factor = if interval_us >= USUAL_US { CLOSE } else { FAIR };
    let check = |name: &str, row, title: &str, figure, unit, factor| Check {
        name: format!("{name}-{}-{hogs}", interval.replace(' ', "")),
        family: "slices",
        row,
        title: format!("{title}, {hogs} hogs at {interval}"),
        figure,
        unit,
        factor,
    };
    let mut checks = vec![
        check("slice", 1, "slice", Figure::Slice, Unit::Seconds, factor),
        check("switches", 2, "switches", Figure::Switches, Unit::PerSecond, factor),
    ];
    if interval_us < USUAL_US {
        // Fairness needs many slices.
        checks.push(check("fairness", 8, "fairness", Figure::Fairness, Unit::Times, FAIR));
    }
    let essential = interval_us == USUAL_US && hogs == 2;
    Experiment { scenario: Scenario::Hogs { interval_us, hogs, ms }, checks, essential }
}

fn throughput() -> Experiment {
    let threads = [1, 2, 4, 8];
    let legs = threads.map(|threads| Leg { threads, interval_us: USUAL_US }).into();
    let check = |leg: usize, threads: u32| Check {
        name: format!("throughput-{threads}"),
        family: "throughput",
        row: 3,
        title: format!("{threads} compute threads over one"),
        figure: Figure::Speed(leg),
        unit: Unit::Times,
        factor: CLOSE,
    };
    let checks = (0..).zip(threads).skip(1).map(|(leg, threads)| check(leg, threads)).collect();
    Experiment { scenario: Scenario::Work { native: false, ms: 200, legs }, checks, essential: true }
}

fn native() -> Experiment {
    let legs = [1, 2].map(|threads| Leg { threads, interval_us: USUAL_US }).into();
    let check = Check {
        name: "native-2".into(),
        family: "native",
        row: 6,
        title: "SHA-256 on 2 threads over one".into(),
        figure: Figure::Speed(1),
        unit: Unit::Times,
        factor: CLOSE,
    };
    Experiment {
        scenario: Scenario::Work { native: true, ms: 200, legs },
        checks: vec![check],
        essential: true,
    }
}

fn wake(hogs: u32, ms: u64) -> Experiment {
    let row = if hogs == 1 { 4 } else { 5 };
    let checks =
        latencies("wake", &format!("wake-{hogs}"), row, &format!("wake-up beside {}", counted(hogs, "hog")));
    Experiment {
        scenario: Scenario::Wake { interval_us: USUAL_US, hogs, call_us: 0, ms },
        checks,
        essential: hogs < 3,
    }
}

fn calls() -> Experiment {
    let checks = latencies("calls", "calls-2", 5, "wake-up beside 2 hogs in calls");
    Experiment {
        scenario: Scenario::Wake { interval_us: USUAL_US, hogs: 2, call_us: 2_000, ms: 800 },
        checks,
        essential: false,
    }
}

/// Median, 90th and 99th percentile of the waits of a scenario.
fn latencies(family: &'static str, name: &str, row: u8, title: &str) -> Vec<Check> {
    [(0.5, FAIR), (0.9, LOOSE), (0.99, LOOSE)]
        .map(|(q, factor)| Check {
            name: format!("{name}-p{:.0}", q * 100.0),
            family,
            row,
            title: format!("{title}, {}", quantile_words(q)),
            figure: Figure::Wait(q),
            unit: Unit::Seconds,
            factor,
        })
        .into()
}

fn freeze() -> Experiment {
    let check = Check {
        name: "freeze-50ms".into(),
        family: "freeze",
        row: 7,
        title: "wake-up beside a 50 ms call, in calls".into(),
        figure: Figure::WaitInCalls,
        unit: Unit::Times,
        factor: FAIR,
    };
    Experiment {
        scenario: Scenario::Wake { interval_us: USUAL_US, hogs: 1, call_us: 50_000, ms: 800 },
        checks: vec![check],
        essential: false,
    }
}

fn echo(hogs: u32, ms: u64) -> Experiment {
    let row = if hogs < 2 { 4 } else { 5 };
    let beside = if hogs == 0 { "no hog".into() } else { counted(hogs, "hog") };
    let check = |name: &str, title: &str, figure, unit, factor| Check {
        name: format!("{name}-{hogs}"),
        family: "echo",
        row,
        title: format!("{title} beside {beside}"),
        figure,
        unit,
        factor,
    };
    let checks = vec![
        check("echo", "requests", Figure::Requests, Unit::PerSecond, FAIR),
        check("reply-p99", "99 % of replies", Figure::Reply(0.99), Unit::Seconds, LOOSE),
    ];
    Experiment {
        scenario: Scenario::Echo { interval_us: USUAL_US, hogs, call_us: 0, ms },
        checks,
        essential: hogs < 2,
    }
}

fn tiny() -> Experiment {
    let intervals = [USUAL_US, 1_000, 100, 1];
    let legs = intervals.map(|interval_us| Leg { threads: 2, interval_us }).into();
    let check = |leg: usize, interval_us: u64| {
        let interval = interval_words(interval_us);
        Check {
            name: format!("tiny-{}", interval.replace(' ', "").replace('µ', "u")),
            family: "tiny",
            row: 9,
            title: format!("throughput at {interval} over 5 ms"),
            figure: Figure::Speed(leg),
            unit: Unit::Times,
            factor: LOOSE,
        }
    };
    let checks = (0..).zip(intervals).skip(1).map(|(leg, us)| check(leg, us)).collect();
    Experiment { scenario: Scenario::Work { native: false, ms: 150, legs }, checks, essential: false }
}

/// `5 ms`, `0.5 ms`, `1 µs`.
fn interval_words(us: u64) -> String {
    if us < 500 { format!("{us} µs") } else { format!("{} ms", us as f64 / 1e3) }
}

fn quantile_words(q: f64) -> String {
    if (q - 0.5).abs() < 1e-9 { "median".into() } else { format!("{:.0} %", q * 100.0) }
}

#[cfg(test)]
mod tests;
