//! Verdict of a comparison, in sentences: each of them true, with its number.

use super::matching::Matched;
use super::ratios::{Ratio, Ratios, by_distance};
use super::subject::ComparedMachine;
use crate::scaling::analysis;
use crate::text::words::counted;

/// One of the three ratios, and the sentence about it: the other's name, how many times, the first's name.
struct Kind {
    of: fn(&Ratios) -> Option<&Ratio>,
    sentence: fn(&str, &str, &str) -> String,
}

const KINDS: [Kind; 3] = [
    Kind {
        of: |ratios| ratios.core.as_ref(),
        sentence: |other, times, first| {
            format!("One core of {other} does {times} times what one of {first} does")
        },
    },
    Kind {
        of: |ratios| ratios.scaling.as_ref(),
        sentence: |other, times, first| format!("{other} scales {times} times as well as {first}"),
    },
    Kind {
        of: |ratios| ratios.whole.as_ref(),
        sentence: |other, times, first| {
            format!("The whole of {other} does {times} times what the whole of {first} does")
        },
    },
];

/// The sentences, the most important first.
pub(super) fn verdict(subjects: &[ComparedMachine], matched: &[Matched]) -> Vec<String> {
    let mut said = Vec::new();
    if let [first, others @ ..] = subjects {
        for (place, other) in (1..).zip(others) {
            said.extend(pair(first, other, place, matched));
        }
    }
    for subject in subjects.iter().filter(|subject| subject.is_simulated()) {
        said.push(format!("{} is a simulated machine: nothing of it was measured.", subject.name));
    }
    said.extend(subjects.iter().filter_map(doubted));
    let forced = matched.iter().filter(|matched| matched.forced.is_some()).count();
    if forced > 0 {
        let curves = if forced == 1 { "One curve is".into() } else { format!("{forced} curves are") };
        said.push(format!(
            "{curves} compared by force, although the work differs: by units of work per second, which is fair only \
             where twice the size is twice the work."
        ));
    }
    said
}

/// The sentences on the subject at this index against the first.
fn pair(first: &ComparedMachine, other: &ComparedMachine, place: usize, matched: &[Matched]) -> Vec<String> {
    let ratios = |matched: &Matched| matched.ratios.get(place).cloned().flatten();
    let mut said: Vec<String> =
        KINDS.iter().filter_map(|kind| about(kind, first, other, place, matched)).collect();
    if said.is_empty() {
        let looked: usize = matched.iter().filter_map(ratios).map(|ratios| ratios.all().count()).sum();
        return vec![format!(
            "No significant difference between {} and {} ({looked} ratios were looked at).",
            first.name, other.name
        )];
    }
    said.extend(most(first, other, place, matched));
    said
}

/// One of the three ratios over all curves.
fn about(
    kind: &Kind,
    first: &ComparedMachine,
    other: &ComparedMachine,
    place: usize,
    matched: &[Matched],
) -> Option<String> {
    let all: Vec<&Ratio> =
        matched.iter().filter_map(|matched| (kind.of)(matched.ratios.get(place)?.as_ref()?)).collect();
    let mut found: Vec<f64> =
        all.iter().filter(|ratio| ratio.significant).map(|ratio| ratio.of_medians.value).collect();
    found.sort_by(f64::total_cmp);
    let (low, high) = (found.first()?, found.last()?);
    let range = if found.len() == 1 { format!("{low:.2}") } else { format!("{low:.2} to {high:.2}") };
    let count = match (found.len(), all.len()) {
        (_, 1) => String::new(),
        (some, of) if some == of => format!(" (on all {of} curves)"),
        (some, of) => format!(" (on {some} of {of} curves; no significant difference on the others)"),
    };
    Some(format!("{}{count}.", (kind.sentence)(&other.name, &range, &first.name)))
}

/// The curve in which the two differ most.
fn most(
    first: &ComparedMachine,
    other: &ComparedMachine,
    place: usize,
    matched: &[Matched],
) -> Option<String> {
    let whole = |matched: &Matched| matched.ratios.get(place)?.as_ref()?.whole.clone();
    let found = matched.iter().filter_map(|matched| Some((matched, whole(matched)?)));
    let found: Vec<(&Matched, Ratio)> = found.filter(|(_, ratio)| ratio.significant).collect();
    if found.len() < 2 {
        return None;
    }
    let (matched, ratio) =
        found.into_iter().max_by(|(_, a), (_, b)| by_distance(a.of_medians.value, b.of_medians.value))?;
    let [a, b] = ratio.workers;
    Some(format!(
        "They differ most in {} on {}: {} with {} does {:.2} times what {} does with {a} ({:.2} to {:.2}).",
        matched.lane,
        matched.workload.name,
        other.name,
        counted(b, "worker"),
        ratio.of_medians.value,
        first.name,
        ratio.of_medians.low,
        ratio.of_medians.high
    ))
}

/// Doubts about a subject, by kinds.
fn doubted(subject: &ComparedMachine) -> Option<String> {
    let mut kinds: Vec<String> = Vec::new();
    for report in &subject.reports {
        let whole = report.doubts.iter().map(|doubt| doubt.kind.clone());
        let curves = analysis::curves(report);
        let points = curves.iter().flat_map(|curve| &curve.points).flat_map(|point| &point.doubts);
        for kind in whole.chain(points.map(|about| about.doubt.kind.clone())) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    (!kinds.is_empty()).then(|| format!("{} carries doubts: {}.", subject.name, kinds.join(", ")))
}
