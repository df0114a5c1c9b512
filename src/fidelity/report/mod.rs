//! The report of a fidelity run.
//!
//! Serialised it is the JSON for scripts, `coreograph.fidelity/1`: times in seconds, figures that could not be
//! measured are `null`. Fields may be added; none changes its meaning.
//!
//! ```json
//! { "schema": "coreograph.fidelity/1", "tool": {…}, "machine": {…},
//!   "quick": false, "repetitions": {"wanted": 5, "done": 5}, "seed": 1, "ended": "finished",
//!   "contestants": [{"label": "simulated GIL", "simulated": true, "program": null, "fault": null}, …],
//!   "checks": [{"name": "slice-5ms-2", "family": "slices", "row": 1, "title": "slice, 2 hogs at 5 ms", "unit": "s",
//!     "factor": 1.1, "quantile": null, "scenario": {"hogs": {"interval_us": 5000, "hogs": 2, "ms": 800}},
//!     "figures": [{"value": 0.00508, "low": 0.00507, "high": 0.00511, "coverage": 0.9375, "count": 5}, …],
//!     "comparisons": [{"simulated": 0, "cpython": 1, "ratio": {"value": 0.98, "low": …, "high": …, "coverage": …},
//!       "verdict": "agree", "reason": "0.97 to 0.99 is within 0.91 to 1.10"}]}, …],
//!   "convoys": [{"contestant": 0, "hogs": 1, "base_s": …, "wait_s": …, "predicted": [94.1, 48.9], "measured": 81.0, "waits": 1.2}, …],
//!   "doubts": [{"kind": …, "message": …, "advice": …}],
//!   "verdict": "Checks against CPython 3.11.7: 40 of 45 agree, …" }
//! ```
//!
//! `figures` are in the order of `contestants`, `null` where there is none. `factor` bounds a ratio both ways: from
//! one over it to itself.

mod drawing;
mod markdown;
mod text;

use serde::{Deserialize, Serialize};

use super::check::{Check, Experiment};
use super::findings::{Convoy, Findings};
use super::scenario::Scenario;
use super::verdict::Verdict;
use crate::event::{Doubt, Machine, Tool};
use crate::report::{DoubtReport, Format, Formats, Json, MachineReport};
use crate::statistics::Estimate;
use crate::text::percent::percent;

/// All formats of a fidelity run.
pub static FORMATS: Formats<dyn Format<Report>> = Formats(&[&text::Text, &Json, &markdown::Markdown]);

/// The name and version of the JSON of a fidelity run.
pub const SCHEMA: &str = "coreograph.fidelity/1";

/// Least number of repetitions whose interval has the usual coverage.
const ENOUGH: u32 = 5;

/// Result of a fidelity run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that measured.
    pub tool: Tool,
    /// The machine it measured on.
    pub machine: MachineReport,
    /// Whether it was a quick run: the essential checks only, and short.
    pub quick: bool,
    /// Number of runs of each experiment.
    pub repetitions: Repetitions,
    /// Seed of the order of the turns.
    pub seed: u64,
    /// `finished`, or `stopped` when the user stopped it.
    pub ended: String,
    /// Contestants that were measured, or were to be.
    pub contestants: Vec<ContestantReport>,
    /// Checks.
    pub checks: Vec<CheckReport>,
    /// The convoy effect on each contestant.
    pub convoys: Vec<ConvoyReport>,
    /// Reasons not to trust the figures.
    pub doubts: Vec<DoubtReport>,
    /// The verdict in a sentence.
    pub verdict: String,
}

/// Number of planned repetitions, and of those with any numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repetitions {
    /// Planned.
    pub wanted: u32,
    /// Done.
    pub done: u32,
}

/// A contestant that was measured, or was to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContestantReport {
    /// Its name.
    pub label: String,
    /// Whether it is the simulated lock.
    pub simulated: bool,
    /// Path of the interpreter.
    pub program: Option<String>,
    /// Reason why it has no figures, or no more of them.
    pub fault: Option<String>,
}

/// A check with its findings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Its name.
    pub name: String,
    /// Family name for `--checks`.
    pub family: String,
    /// The row of the lock's design.
    pub row: u8,
    /// Its title, for people.
    pub title: String,
    /// `s`, `1/s`, `times`.
    pub unit: String,
    /// The bound of the ratio.
    pub factor: f64,
    /// The quantile, when all waits of all repetitions were pooled.
    pub quantile: Option<f64>,
    /// The scenario.
    pub scenario: Scenario,
    /// The figure of each contestant.
    pub figures: Vec<Option<FigureReport>>,
    /// The simulated lock against each CPython.
    pub comparisons: Vec<ComparisonReport>,
}

/// A figure in its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FigureReport {
    /// The median, or the quantile.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The probability that it holds the true value.
    pub coverage: f64,
    /// Number of values behind it.
    pub count: usize,
}

/// A simulated figure over CPython's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonReport {
    /// Index of the simulated lock in `contestants`.
    pub simulated: usize,
    /// Index of the CPython.
    pub cpython: usize,
    /// The ratio, `null` when one of the two has no figure. Its `count` is that of the smaller side.
    pub ratio: Option<FigureReport>,
    /// Verdict on the ratio.
    pub verdict: Verdict,
    /// Reason of the verdict.
    pub reason: String,
}

/// The convoy effect: requests per second = 1 / (base + r × wait), see [`Convoy`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ConvoyReport {
    /// Index of the contestant.
    pub contestant: usize,
    /// Number of hogs.
    pub hogs: u32,
    /// Time of a request without hogs, s.
    pub base_s: f64,
    /// Mean wait for the lock beside as many hogs, s.
    pub wait_s: f64,
    /// Predicted rates with one and with two waits a request, requests/s.
    pub predicted: [f64; 2],
    /// Measured rate, requests/s.
    pub measured: f64,
    /// Number of waits a request that explains the measured rate.
    pub waits: Option<f64>,
}

/// Facts about a run besides its findings.
#[derive(Debug)]
pub struct About<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// Whether it was a quick run.
    pub quick: bool,
    /// Whether the user stopped it.
    pub stopped: bool,
    /// Doubts about its figures.
    pub doubts: &'a [Doubt],
}

impl Report {
    /// The report on `findings`.
    #[must_use]
    pub fn of(findings: &Findings, about: &About) -> Self {
        let contestants: Vec<ContestantReport> = findings.entries.iter().map(ContestantReport::of).collect();
        let of_experiment = |(place, experiment): (usize, &Experiment)| {
            let check = |check| CheckReport::of(check, place, experiment, findings, &contestants);
            experiment.checks.iter().map(check).collect::<Vec<_>>()
        };
        let checks: Vec<CheckReport> =
            findings.plan.experiments.iter().enumerate().flat_map(of_experiment).collect();
        let convoys = (0..contestants.len())
            .flat_map(|contestant| [1, 2, 4].map(|hogs| (contestant, findings.convoy(contestant, hogs))))
            .filter_map(|(contestant, convoy)| Some(ConvoyReport::of(contestant, &convoy?)))
            .collect();
        let repetitions = Repetitions { wanted: findings.plan.repetitions, done: findings.repetitions() };
        let mut doubts: Vec<DoubtReport> = about.doubts.iter().map(DoubtReport::of).collect();
        doubts.extend(few(repetitions));
        let verdict = sentence(&contestants, &checks);
        Self {
            schema: SCHEMA.into(),
            tool: Tool::this(),
            machine: MachineReport::of(about.machine),
            quick: about.quick,
            repetitions,
            seed: findings.plan.seed,
            ended: if about.stopped { "stopped" } else { "finished" }.into(),
            contestants,
            checks,
            convoys,
            doubts,
            verdict,
        }
    }

    /// Exit code of the program: 1 when a check differs or a CPython that took part failed, 3 when the figures carry
    /// doubts and `strict` forbids that, else 0.
    #[must_use]
    pub fn exit_code(&self, strict: bool) -> u8 {
        let differs = self.comparisons().any(|c| c.verdict == Verdict::Differ);
        // A contestant without any figure did not take part; one with figures that is out has failed.
        let failed = (0..)
            .zip(&self.contestants)
            .any(|(place, contestant): (usize, _)| contestant.fault.is_some() && self.has_figures(place));
        if differs || failed {
            1
        } else if strict && !self.doubts.is_empty() {
            3
        } else {
            0
        }
    }

    /// Pairs to be compared: indices of a simulated lock and of a CPython that has figures.
    fn pairs(&self) -> Vec<[usize; 2]> {
        let mut pairs: Vec<[usize; 2]> = Vec::new();
        for comparison in self.comparisons() {
            let pair = [comparison.simulated, comparison.cpython];
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs
    }

    fn comparisons(&self) -> impl Iterator<Item = &ComparisonReport> {
        self.checks.iter().flat_map(|check| &check.comparisons)
    }

    fn has_figures(&self, place: usize) -> bool {
        self.checks.iter().any(|check| matches!(check.figures.get(place), Some(Some(_))))
    }

    fn label(&self, place: usize) -> &str {
        self.contestants.get(place).map_or("", |contestant| &contestant.label)
    }
}

impl ContestantReport {
    fn of(entry: &super::findings::Entry) -> Self {
        Self {
            label: entry.label.clone(),
            simulated: entry.program.is_none(),
            program: entry.program.clone(),
            fault: entry.fault.clone(),
        }
    }
}

impl CheckReport {
    fn of(
        check: &Check,
        place: usize,
        experiment: &Experiment,
        findings: &Findings,
        contestants: &[ContestantReport],
    ) -> Self {
        let count = |who| findings.count(place, who, check.figure);
        let figures: Vec<Option<FigureReport>> = (0..contestants.len())
            .map(|who| Some(FigureReport::of(&findings.figure(place, who, check)?, count(who))))
            .collect();
        let of_kind = |simulated| {
            let kind = move |(_, c): &(usize, &ContestantReport)| c.simulated == simulated;
            contestants.iter().enumerate().filter(kind).map(|(who, _)| who)
        };
        let present = |who: &usize| matches!(figures.get(*who), Some(Some(_)));
        let compare = |simulated: usize, cpython: usize| {
            let ratio = findings.ratio(place, [simulated, cpython], check);
            let (verdict, reason) = Verdict::of(ratio.as_ref(), check.factor);
            let ratio = ratio.map(|r| FigureReport::of(&r, count(simulated).min(count(cpython))));
            ComparisonReport { simulated, cpython, ratio, verdict, reason }
        };
        let comparisons = of_kind(true)
            .flat_map(|s| of_kind(false).filter(present).map(move |c| (s, c)))
            .map(|(s, c)| compare(s, c))
            .collect();
        Self {
            name: check.name.clone(),
            family: check.family.into(),
            row: check.row,
            title: check.title.clone(),
            unit: check.unit.name().into(),
            factor: check.factor,
            quantile: check.figure.tail(),
            scenario: experiment.scenario.clone(),
            comparisons,
            figures,
        }
    }

    /// The comparison of a simulated lock with a CPython.
    fn between(&self, [simulated, cpython]: [usize; 2]) -> Option<&ComparisonReport> {
        self.comparisons.iter().find(|c| (c.simulated, c.cpython) == (simulated, cpython))
    }

    /// A figure of this check, for people.
    fn words(&self, value: f64) -> String {
        match self.unit.as_str() {
            "s" => crate::text::duration::duration(value),
            "1/s" => format!("{}/s", crate::text::figure::figure(value)),
            _ => format!("{value:.2}"),
        }
    }

    /// The bound of the ratio, for people: `10 %`, or `× 2`.
    fn bound(&self) -> String {
        if self.factor < 2.0 { percent(self.factor - 1.0) } else { format!("× {}", self.factor) }
    }
}

impl FigureReport {
    fn of(estimate: &Estimate, count: usize) -> Self {
        let Estimate { value, low, high, coverage } = *estimate;
        Self { value, low, high, coverage, count }
    }
}

impl ConvoyReport {
    fn of(contestant: usize, convoy: &Convoy) -> Self {
        let Convoy { hogs, base: base_s, wait: wait_s, measured } = *convoy;
        let predicted = [1.0, 2.0].map(|waits| convoy.with_waits(waits));
        Self { contestant, hogs, base_s, wait_s, predicted, measured, waits: convoy.waits() }
    }
}

/// Doubts figures of too few repetitions for an interval.
fn few(repetitions: Repetitions) -> Option<DoubtReport> {
    (repetitions.done < ENOUGH).then(|| DoubtReport {
        kind: "few-repetitions".into(),
        message: format!(
            "{} of {ENOUGH} repetitions: intervals hold the true ratio less often than 93 %",
            repetitions.done
        ),
        advice: format!("let it run to its end, with --reps {ENOUGH} or more"),
        lane: None,
    })
}

/// The result of the run, a sentence for each pair.
fn sentence(contestants: &[ContestantReport], checks: &[CheckReport]) -> String {
    let simulated = contestants.iter().filter(|c| c.simulated).count();
    let mut sentences = Vec::new();
    for (place, contestant) in contestants.iter().enumerate().filter(|(_, c)| !c.simulated) {
        for s in contestants.iter().enumerate().filter(|(_, c)| c.simulated).map(|(s, _)| s) {
            let found: Vec<Verdict> =
                checks.iter().filter_map(|check| Some(check.between([s, place])?.verdict)).collect();
            if found.is_empty() {
                continue;
            }
            let count = |verdict| found.iter().filter(|v| **v == verdict).count();
            let who = contestants.get(s).map_or("", |c| c.label.as_str());
            let who = if simulated > 1 { format!(" of the {who}") } else { String::new() };
            sentences.push(format!(
                "Checks{who} against {}: {} of {} agree, {} differ, {} unclear.",
                contestant.label,
                count(Verdict::Agree),
                found.len(),
                count(Verdict::Differ),
                count(Verdict::Unclear)
            ));
        }
    }
    if !sentences.is_empty() {
        return sentences.join(" ");
    }
    let why = contestants.iter().find_map(|c| Some(format!("{} {}", c.label, c.fault.as_ref()?)));
    let why = why.unwrap_or_else(|| "no CPython was measured".into());
    format!("Nothing could be compared: {why}. The figures of the simulated lock stand alone.")
}

#[cfg(test)]
mod tests;
