//! Content of the report: what a fidelity run measured, as its JSON has it.

use serde::{Deserialize, Serialize};

use crate::event::Tool;
use crate::fidelity::scenario::Scenario;
use crate::fidelity::verdict::Verdict;
use crate::report::{DoubtReport, MachineReport, OriginReport};
use crate::text::percent::percent;

/// Relative difference of two ratios that a reader notices.
const STUMBLE: f64 = 0.02;

/// Mark of a ratio that the medians beside it do not give.
pub(super) const OF_PAIRS: &str = "*";

/// Meaning of the mark.
pub(super) const ABOUT_PAIRS: &str = "* the median of the ratios of paired runs, which followed each other on the machine; \
     the figures beside it are medians of all runs, so their ratio is another one.";

/// The name and version of the JSON of a fidelity run.
pub(crate) const SCHEMA: &str = "coreograph.fidelity/1";

/// Result of a fidelity run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that measured.
    pub tool: Tool,
    /// When, where and by which command.
    #[serde(flatten)]
    pub origin: OriginReport,
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
pub(crate) struct Repetitions {
    /// Planned.
    pub wanted: u32,
    /// Done.
    pub done: u32,
}

/// A contestant that was measured, or was to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContestantReport {
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
pub(crate) struct CheckReport {
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
pub(crate) struct FigureReport {
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
pub(crate) struct ComparisonReport {
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

/// The convoy effect: requests per second = 1 / (base + r × wait), see [`Convoy`](crate::fidelity::findings::Convoy).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct ConvoyReport {
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

impl Report {
    /// Exit code of the program: 1 when a check differs or a CPython that took part failed, 3 when the figures carry
    /// doubts and `strict` forbids that, else 0.
    #[must_use]
    pub(crate) fn exit_code(&self, strict: bool) -> u8 {
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
    pub(super) fn pairs(&self) -> Vec<[usize; 2]> {
        let mut pairs: Vec<[usize; 2]> = Vec::new();
        for comparison in self.comparisons() {
            let pair = [comparison.simulated, comparison.cpython];
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs
    }

    /// The comparisons of all checks.
    pub(super) fn comparisons(&self) -> impl Iterator<Item = &ComparisonReport> {
        self.checks.iter().flat_map(|check| &check.comparisons)
    }

    /// Whether any check has a figure of the contestant at this index.
    pub(super) fn has_figures(&self, place: usize) -> bool {
        self.checks.iter().any(|check| matches!(check.figures.get(place), Some(Some(_))))
    }

    /// The name of the contestant at this index.
    pub(super) fn label(&self, place: usize) -> &str {
        self.contestants.get(place).map_or("", |contestant| &contestant.label)
    }
}

impl CheckReport {
    /// Whether the ratio of a comparison differs from that of the two figures beside it so far that a reader stumbles:
    /// it is the median of the ratios of paired runs, and they are medians of all runs.
    pub(super) fn is_of_pairs(&self, comparison: &ComparisonReport) -> bool {
        let figure = |place: usize| self.figures.get(place).copied().flatten().map(|figure| figure.value);
        let medians = figure(comparison.simulated).zip(figure(comparison.cpython));
        let ratios = medians.zip(comparison.ratio.filter(|_| self.quantile.is_none()));
        ratios.is_some_and(|((simulated, cpython), ratio)| {
            (simulated / cpython / ratio.value - 1.0).abs() > STUMBLE
        })
    }

    /// The comparison of a simulated lock with a CPython.
    pub(super) fn between(&self, [simulated, cpython]: [usize; 2]) -> Option<&ComparisonReport> {
        self.comparisons.iter().find(|c| (c.simulated, c.cpython) == (simulated, cpython))
    }

    /// A figure of this check, for people.
    pub(super) fn words(&self, value: f64) -> String {
        match self.unit.as_str() {
            "s" => crate::text::duration::duration(value),
            "1/s" => format!("{}/s", crate::text::figure::figure(value)),
            _ => format!("{value:.2}"),
        }
    }

    /// The bound of the ratio, for people: `10 %`, or `× 2`.
    pub(super) fn bound(&self) -> String {
        if self.factor < 2.0 { percent(self.factor - 1.0) } else { format!("× {}", self.factor) }
    }
}
