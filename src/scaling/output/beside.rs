//! Comparisons in every format: shared tables and sentences.

use super::sentences;
use crate::scaling::compare::{ComparedMachine, Comparison, Matched, Mean, Ratio, Ratios};
use crate::scaling::report::Mode;

/// One line of a comparison's table.
pub(super) struct Line {
    /// Lane and workload.
    pub(super) of: String,
    /// The subject.
    pub(super) subject: String,
    /// Its throughput with the most workers that it has CPUs for.
    pub(super) best: String,
    /// One core over one core.
    pub(super) core: String,
    /// Scaling over scaling.
    pub(super) scaling: String,
    /// Machine over machine.
    pub(super) whole: String,
}

/// The lines of all matches, subject by subject.
pub(super) fn lines(comparison: &Comparison) -> Vec<Line> {
    comparison.matched.iter().flat_map(|matched| lines_of(comparison, matched)).collect()
}

/// The lines of one match.
pub(super) fn lines_of(comparison: &Comparison, matched: &Matched) -> Vec<Line> {
    let subjects = comparison.subjects.iter().zip(&matched.ratios).enumerate();
    let lines = subjects.filter_map(|(place, (subject, ratios))| {
        let curve = comparison.curve(matched, place)?;
        let best = sentences::last_point(&curve)
            .map(|point| format!("{}/s with {}", rate(point.throughput.value), point.workers));
        let told = |of: &dyn Fn(&Ratios) -> Option<String>| {
            ratios.as_ref().map_or_else(|| "1".into(), |ratios| of(ratios).unwrap_or_default())
        };
        let at = |found: &Option<Ratio>| found.as_ref().map(|r| format!("{} {}", ratio(r), pair(r.workers)));
        Some(Line {
            of: name(matched),
            subject: subject.name.clone(),
            best: best.unwrap_or_default(),
            core: told(&|ratios| ratios.core.as_ref().map(ratio)),
            scaling: told(&|ratios| at(&ratios.scaling)),
            whole: told(&|ratios| at(&ratios.whole)),
        })
    });
    lines.collect()
}

/// The geometric means, a line for each subject but the first; none where there is one curve, whose ratios they are.
pub(super) fn means(comparison: &Comparison) -> Vec<Line> {
    if comparison.matched.len() < 2 {
        return Vec::new();
    }
    let told = |found: &Option<Mean>| found.as_ref().map(mean).unwrap_or_default();
    let lines = comparison.subjects.iter().zip(&comparison.means).filter_map(|(subject, means)| {
        let means = means.as_ref()?;
        Some(Line {
            of: MEAN.into(),
            subject: subject.name.clone(),
            best: String::new(),
            core: told(&means.core),
            scaling: told(&means.scaling),
            whole: told(&means.whole),
        })
    });
    lines.collect()
}

/// Name of the row of geometric means.
pub(super) const MEAN: &str = "geometric mean";

/// `1.52 (1.48 to 1.57)`, or `~` and the value where the difference is not significant.
fn mean(mean: &Mean) -> String {
    let value = &mean.of_ratios;
    if mean.significant { sentences::interval(value) } else { format!("~ ({:.2})", value.value) }
}

/// Numbers of workers of both sides.
fn pair([first, this]: [u32; 2]) -> String {
    if first == this { format!("at {first}") } else { format!("at {this} : {first}") }
}

/// Lane and workload in a few words.
pub(super) fn name(matched: &Matched) -> String {
    let forced = if matched.forced.is_some() { " (forced)" } else { "" };
    format!("{} on {}{forced}", matched.lane, matched.workload.name)
}

/// `1.52 (1.48 to 1.57)`, or `~` and the value where the difference is not significant.
pub(super) fn ratio(ratio: &Ratio) -> String {
    let value = &ratio.of_medians;
    if ratio.significant { sentences::interval(value) } else { format!("~ ({:.2})", value.value) }
}

/// A rate in three digits.
fn rate(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

/// Title: the subjects in a line.
pub(super) fn title(comparison: &Comparison) -> String {
    let names: Vec<&str> = comparison.subjects.iter().map(|subject| subject.name.as_str()).collect();
    let weak =
        comparison.subjects.iter().flat_map(|subject| &subject.reports).any(|r| r.plan.mode == Mode::Weak);
    let scaling = if weak { "weak scaling" } else { "strong scaling" };
    match names.split_last() {
        Some((last, [])) => format!("{last}: {scaling}"),
        Some((last, others)) => format!("{} and {last}: {scaling}", others.join(", ")),
        None => scaling.into(),
    }
}

/// Description of each subject, a line each.
pub(super) fn subjects(comparison: &Comparison) -> Vec<String> {
    let line = |subject: &ComparedMachine| match &subject.reports[..] {
        [one] => format!("{}: {}", subject.name, sentences::machine(one)),
        [first, ..] => {
            format!("{}: {} machines, {}", subject.name, subject.reports.len(), sentences::machine(first))
        }
        [] => subject.name.clone(),
    };
    comparison.subjects.iter().map(line).collect()
}

/// Explanation of the three ratios, for a reader who sees them for the first time.
pub(super) const LEGEND: &str = "one core: throughput of one worker; scaling: speed-up with as many workers; whole machine: \
     throughput with the most workers that each has CPUs for; all over the first machine. ~: no significant difference \
     (Mann-Whitney, all ratios considered). In brackets: the interval. Geometric mean: of all curves, each with the same \
     weight; its interval runs from the mean of the lower ends to that of the upper ends.";
