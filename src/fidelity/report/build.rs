//! From the findings of a run to its report.

use super::content::{
    CheckReport, ComparisonReport, ContestantReport, ConvoyReport, FigureReport, Repetitions, Report, SCHEMA,
};
use crate::event::{Doubt, Machine, Origin, Tool};
use crate::fidelity::check::{Check, Experiment};
use crate::fidelity::findings::{Convoy, Entry, Findings};
use crate::fidelity::verdict::Verdict;
use crate::report::{DoubtReport, MachineReport, OriginReport};
use crate::statistics::Estimate;

/// Least number of repetitions whose interval has the usual coverage.
const ENOUGH: u32 = 5;

/// Facts about a run besides its findings.
#[derive(Debug)]
pub(crate) struct About<'a> {
    /// When, where and by which command.
    pub origin: &'a Origin,
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
    pub(crate) fn of(findings: &Findings, about: &About) -> Self {
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
            origin: OriginReport::of(about.origin),
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
}

impl ContestantReport {
    fn of(entry: &Entry) -> Self {
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
