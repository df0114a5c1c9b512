//! Verdict of a comparison, in sentences: each of them true, with its number.

use super::matching::Matched;
use super::mean::{Mean, Means};
use super::ratios::{Ratio, RatioKind, by_distance};
use super::subject::ComparedMachine;
use super::words::{basis, clause, interval, range, short_names};
use crate::scaling::analysis;
use crate::text::words::{capital, counted};

/// The order of the sentences about two machines.
const KINDS: [RatioKind; 3] = [RatioKind::Whole, RatioKind::Core, RatioKind::Scaling];

/// A short sentence about each subject but the first: how many times as fast it is.
pub(super) fn headlines(
    subjects: &[ComparedMachine],
    matched: &[Matched],
    means: &[Option<Means>],
) -> Vec<String> {
    let [first, others @ ..] = subjects else { return Vec::new() };
    let told = |(place, other): (usize, &ComparedMachine)| {
        let means = means.get(place).and_then(Option::as_ref);
        headline(&first.name, &other.name, means, &judged(matched, place))
    };
    (1..).zip(others).map(told).collect()
}

/// All ratios of the subject at this index.
fn judged(matched: &[Matched], place: usize) -> Vec<&Ratio> {
    let ratios = matched.iter().filter_map(|matched| matched.ratios.get(place)?.as_ref());
    ratios.flat_map(|ratios| ratios.all()).collect()
}

fn headline(first: &str, other: &str, means: Option<&Means>, ratios: &[&Ratio]) -> String {
    let mean = |kind| means.and_then(|means| means.of_kind(kind));
    if !ratios.iter().any(|ratio| ratio.significant) {
        return format!(
            "No significant difference between {first} and {other} ({} looked at).",
            counted_were(ratios.len())
        );
    }
    match (mean(RatioKind::Whole), mean(RatioKind::Core)) {
        (Some(whole), _) if whole.significant => {
            format!("{other} is {:.2} times as fast as {first}.", whole.of_ratios.value)
        }
        (None, Some(core)) if core.significant => {
            format!("One core of {other} is {:.2} times as fast as one of {first}.", core.of_ratios.value)
        }
        _ => format!("No significant difference on the whole between {first} and {other}."),
    }
}

/// `1 ratio was` or `27 ratios were`.
fn counted_were(ratios: usize) -> String {
    format!("{} {}", counted(ratios, "ratio"), if ratios == 1 { "was" } else { "were" })
}

/// The sentences, the most important first.
pub(super) fn verdict(
    subjects: &[ComparedMachine],
    matched: &[Matched],
    means: &[Option<Means>],
    headlines: &[String],
) -> Vec<String> {
    let mut said = headlines.to_vec();
    if let [first, others @ ..] = subjects {
        for (place, other) in (1..).zip(others) {
            let means = means.get(place).and_then(Option::as_ref);
            said.extend(pair(first, other, place, matched, means));
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

/// The sentences on the subject at this index against the first; none where nothing differs.
fn pair(
    first: &ComparedMachine,
    other: &ComparedMachine,
    place: usize,
    matched: &[Matched],
    means: Option<&Means>,
) -> Vec<String> {
    let about =
        |kind: &RatioKind| about(*kind, [&first.name, &other.name], place, matched, means?.of_kind(*kind)?);
    let mut said: Vec<String> = KINDS.iter().filter_map(about).collect();
    if !said.is_empty() {
        said.extend(most(first, other, place, matched));
    }
    said
}

/// One of the three questions over all curves: the geometric mean with its interval, and the range of the curves.
fn about(
    kind: RatioKind,
    [first, other]: [&str; 2],
    place: usize,
    matched: &[Matched],
    mean: &Mean,
) -> Option<String> {
    let ratio = |matched: &Matched| matched.ratios.get(place)?.as_ref()?.of_kind(kind).cloned();
    let all: Vec<(String, Ratio)> = short_names(matched)
        .into_iter()
        .zip(matched)
        .filter_map(|(name, matched)| Some((name, ratio(matched)?)))
        .collect();
    let significant = all.iter().filter(|(_, ratio)| ratio.significant).count();
    if significant == 0 {
        return None;
    }
    let said = clause(kind, other, mean.of_ratios.value, first);
    // A name keeps its letters.
    let said = if kind == RatioKind::Scaling { said } else { capital(&said) };
    let said = if mean.significant {
        format!("{said} ({})", basis(mean))
    } else {
        format!("{said} on the whole, which is not significant ({})", basis(mean))
    };
    if all.len() == 1 {
        return Some(format!("{said}."));
    }
    let figures: Vec<(String, f64)> =
        all.iter().map(|(name, ratio)| (name.clone(), ratio.of_medians.value)).collect();
    let some = if significant == all.len() {
        String::new()
    } else {
        format!(", significant on {significant} of {}", all.len())
    };
    Some(format!("{said}; single curves range {}{some}.", range(&figures)?))
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
        "They differ most in {} on {}: {} with {} does {:.2} times what {} does with {a} ({}).",
        matched.lane,
        matched.workload.name,
        other.name,
        counted(b, "worker"),
        ratio.of_medians.value,
        first.name,
        interval(&ratio.of_medians)
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
