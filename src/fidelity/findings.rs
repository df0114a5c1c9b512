//! Findings so far: the raw numbers of every turn, by experiment and contestant.

use std::collections::BTreeMap;

use super::check::Check;
use super::reading::Figure;
use super::scenario::{Raw, Scenario};
use super::schedule::{News, Plan};
use crate::statistics::{Estimate, LEVEL, LEVEL_OF_EACH, mean, median};

/// A contestant that is, or was to be, measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name: `simulated GIL`, `CPython 3.11.7`, or the interpreter's path when it never replied.
    pub label: String,
    /// Path of its program; `None` for the simulated lock.
    pub program: Option<String>,
    /// Reason why it has no figures, or no more of them.
    pub fault: Option<String>,
}

/// Raw numbers of all contestants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Findings {
    /// The plan of the run.
    pub plan: Plan,
    /// All contestants, in the order of the turns' indices; after them those that could not take part.
    pub entries: Vec<Entry>,
    /// By experiment, contestant, repetition.
    raw: BTreeMap<(usize, usize, u32), Raw>,
}

impl Findings {
    /// Findings without any numbers.
    #[must_use]
    pub(crate) fn new(plan: Plan, entries: Vec<Entry>) -> Self {
        Self { plan, entries, raw: BTreeMap::new() }
    }

    /// Takes in a message.
    pub(crate) fn see(&mut self, news: News) {
        match news {
            News::Begun(_) => {}
            News::Measured(turn, raw) => {
                self.raw.insert((turn.experiment, turn.contestant, turn.repetition), raw);
            }
            News::Out { contestant, reason } => {
                if let Some(entry) = self.entries.get_mut(contestant) {
                    entry.fault = Some(reason);
                }
            }
        }
    }

    /// Number of repetitions with any numbers.
    #[must_use]
    pub(crate) fn repetitions(&self) -> u32 {
        self.raw.keys().map(|(_, _, repetition)| repetition + 1).max().unwrap_or(0)
    }

    /// A contestant's figure: the median over its repetitions, or the quantile of all its waits.
    #[must_use]
    pub(crate) fn figure(&self, experiment: usize, contestant: usize, check: &Check) -> Option<Estimate> {
        if let Some(q) = check.figure.tail() {
            return Estimate::of_quantile(self.pooled(experiment, contestant, check.figure), q, LEVEL);
        }
        let runs = self.runs(experiment, contestant);
        Estimate::of_median(runs.filter_map(|(_, raw)| check.figure.of(raw)))
    }

    /// Number of values behind a figure: repetitions, or waits.
    #[must_use]
    pub(crate) fn count(&self, experiment: usize, contestant: usize, figure: Figure) -> usize {
        match figure.tail() {
            Some(_) => self.pooled(experiment, contestant, figure).len(),
            None => self.runs(experiment, contestant).filter(|(_, raw)| figure.of(raw).is_some()).count(),
        }
    }

    /// One contestant's figure over another's: the median of the ratios of their repetitions, each of two consecutive
    /// runs; for a tail the ratio of the quantiles of all waits.
    #[must_use]
    pub(crate) fn ratio(
        &self,
        experiment: usize,
        [this, other]: [usize; 2],
        check: &Check,
    ) -> Option<Estimate> {
        if let Some(q) = check.figure.tail() {
            let of = |contestant| {
                Estimate::of_quantile(self.pooled(experiment, contestant, check.figure), q, LEVEL_OF_EACH)
            };
            return of(this)?.over(&of(other)?);
        }
        let pair = |(repetition, raw): (u32, &Raw)| {
            let beside = self.raw.get(&(experiment, other, repetition))?;
            Some(check.figure.of(raw)? / check.figure.of(beside)?)
        };
        Estimate::of_median(self.runs(experiment, this).filter_map(pair))
    }

    /// The convoy beside this many hogs.
    #[must_use]
    pub(crate) fn convoy(&self, contestant: usize, hogs: u32) -> Option<Convoy> {
        let rate = |hogs| {
            let experiment =
                self.place(|s| matches!(s, Scenario::Echo { hogs: h, call_us: 0, .. } if *h == hogs))?;
            let runs = self.runs(experiment, contestant);
            median(runs.filter_map(|(_, raw)| Figure::Requests.of(raw)))
        };
        let wake = self.place(|s| matches!(s, Scenario::Wake { hogs: h, call_us: 0, .. } if *h == hogs))?;
        let wait = mean(&self.pooled(wake, contestant, Figure::Wait(0.5)))?;
        let base = 1.0 / rate(0)?;
        Some(Convoy { hogs, base, wait, measured: rate(hogs)? })
    }

    fn place(&self, wanted: impl Fn(&Scenario) -> bool) -> Option<usize> {
        self.plan.experiments.iter().position(|e| wanted(&e.scenario))
    }

    fn runs(&self, experiment: usize, contestant: usize) -> impl Iterator<Item = (u32, &Raw)> {
        let all = (experiment, contestant, 0)..=(experiment, contestant, u32::MAX);
        self.raw.range(all).map(|((_, _, repetition), raw)| (*repetition, raw))
    }

    fn pooled(&self, experiment: usize, contestant: usize, figure: Figure) -> Vec<f64> {
        self.runs(experiment, contestant).flat_map(|(_, raw)| figure.samples(raw)).collect()
    }
}

/// The convoy effect on a server: requests per second = 1 / (base + r × wait), with r waits for the lock a request.
///
/// An echo takes its lock back twice a request, after receiving and after sending. But sending is so short that it
/// often has the lock again before a hog has woken up: so r is not given but found, and lies between one and two
/// beside one hog. Beside several a wait after a short call may differ from the wait after a sleep that it is
/// measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Convoy {
    /// Number of hogs.
    pub hogs: u32,
    /// Time of a request without hogs, s.
    pub base: f64,
    /// Mean wait for the lock of a thread that slept, beside as many hogs, s.
    pub wait: f64,
    /// Measured rate, requests/s.
    pub measured: f64,
}

impl Convoy {
    /// Requests per second with `waits` waits a request.
    #[must_use]
    pub(crate) fn with_waits(&self, waits: f64) -> f64 {
        1.0 / (self.base + waits * self.wait)
    }

    /// Number of waits a request that explains the measured rate; `None` when there is nothing to wait for.
    #[must_use]
    pub(crate) fn waits(&self) -> Option<f64> {
        (self.wait > 0.0).then(|| (1.0 / self.measured - self.base) / self.wait)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::check;
    use super::super::schedule::Turn;
    use super::*;

    const MS: u64 = 1_000_000;

    /// Findings of both of two contestants in `families`, each raw number from `raw(scenario, contestant,
    /// repetition)`.
    pub(in super::super) fn made_up(
        families: &[&str],
        repetitions: u32,
        raw: impl Fn(&Scenario, usize, u64) -> Raw,
    ) -> Findings {
        let wanted = |e: &check::Experiment| e.checks.iter().any(|c| families.contains(&c.family));
        let experiments = check::all().into_iter().filter(wanted).collect();
        let plan = Plan { experiments, repetitions, seed: 1 };
        let entry = |label: &str, program: Option<&str>| Entry {
            label: label.into(),
            program: program.map(Into::into),
            fault: None,
        };
        let entries = vec![entry("simulated GIL", None), entry("CPython 3.11.7", Some("/usr/bin/python3"))];
        let mut findings = Findings::new(plan.clone(), entries);
        for turn in plan.turns(2) {
            let scenario = &plan.experiments[turn.experiment].scenario;
            findings.see(News::Measured(turn, raw(scenario, turn.contestant, u64::from(turn.repetition))));
        }
        findings
    }

    #[test]
    fn ratios_are_of_runs_that_followed_each_other() {
        // Both get slower from repetition to repetition; CPython always takes twice as long.
        let findings = made_up(&["native"], 5, |_, contestant, repetition| {
            Raw::Walls(vec![100 * MS * (1 + contestant as u64), 10 * MS * (1 + repetition)])
        });
        let check = &findings.plan.experiments[0].checks[0];
        let ratio = findings.ratio(0, [0, 1], check).unwrap();
        assert_eq!((ratio.value, ratio.low, ratio.high), (0.5, 0.5, 0.5));
        let own = findings.figure(0, 0, check).unwrap();
        assert!(own.low < own.value && own.value < own.high, "{own:?}");
        assert_eq!((findings.count(0, 0, check.figure), findings.repetitions()), (5, 5));
    }

    #[test]
    fn tails_are_of_all_waits() {
        let findings = made_up(&["wake"], 5, |_, contestant, repetition| Raw::Waits {
            waits: (1..=200).map(|i| (i + repetition) * MS * (1 + contestant as u64)).collect(),
            calls: vec![],
        });
        let tail =
            findings.plan.experiments[0].checks.iter().find(|c| c.figure == Figure::Wait(0.99)).unwrap();
        assert_eq!(findings.count(0, 0, tail.figure), 1000);
        let ratio = findings.ratio(0, [0, 1], tail).unwrap();
        assert!((ratio.value - 0.5).abs() < 1e-9 && ratio.low < 0.5 && ratio.high > 0.5, "{ratio:?}");
        assert!(ratio.coverage >= LEVEL, "{ratio:?}");
    }

    #[test]
    fn the_convoy_is_predicted_from_base_and_wait() {
        let findings = made_up(&["wake", "echo"], 5, |scenario, _, _| match scenario {
            Scenario::Echo { hogs: 0, .. } => Raw::Replies(vec![MS; 10]),
            Scenario::Echo { .. } => Raw::Replies(vec![11 * MS; 10]),
            _ => Raw::Waits { waits: vec![4 * MS, 6 * MS], calls: vec![] },
        });
        let convoy = findings.convoy(0, 2).unwrap();
        assert!((convoy.measured - 1.0 / 0.011).abs() < 1e-9);
        assert!((convoy.with_waits(2.0) - convoy.measured).abs() < 1e-9, "{convoy:?}");
        assert!((convoy.waits().unwrap() - 2.0).abs() < 1e-9);
        assert_eq!(findings.convoy(0, 3), None);
    }

    #[test]
    fn a_contestant_that_is_out_keeps_what_it_has() {
        let mut findings = made_up(&["native"], 3, |_, _, _| Raw::Walls(vec![2, 1]));
        findings.see(News::Begun(Turn { repetition: 0, experiment: 0, contestant: 1 }));
        findings.see(News::Out { contestant: 1, reason: "tired".into() });
        assert_eq!(findings.entries[1].fault.as_deref(), Some("tired"));
        assert!(findings.ratio(0, [0, 1], &findings.plan.experiments[0].checks[0]).is_some());
    }
}
