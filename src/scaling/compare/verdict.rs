//! Verdict of a comparison, in sentences: each of them true, with its number.

use super::matching::Matched;
use super::mean::{Mean, Means};
use super::ratios::{Ratio, RatioKind, Ratios, by_distance};
use super::subject::ComparedMachine;
use super::words::{basis, clause, interval, range, short_names};
use crate::scaling::analysis;
use crate::text::words::{capital, counted};

/// The order of the sentences about two machines.
const KINDS: [RatioKind; 3] = [RatioKind::Whole, RatioKind::Core, RatioKind::Scaling];

/// The headline of a subject: how many times as fast as the first it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Headline {
    /// Name of the subject.
    pub name: String,
    /// The geometric mean that it tells; `None` where no ratio is known.
    pub times: Option<f64>,
    /// Whether that is significant.
    pub significant: bool,
    /// The headline: a short sentence with both names.
    pub sentence: String,
    /// Basis of the figure and its interval, and the range of the curves; no sentences.
    pub basis: Vec<String>,
}

/// The headline of each subject but the first.
pub(super) fn headlines(
    subjects: &[ComparedMachine],
    matched: &[Matched],
    means: &[Option<Means>],
) -> Vec<Headline> {
    let [first, others @ ..] = subjects else { return Vec::new() };
    let told = |(place, other): (usize, &ComparedMachine)| {
        let means = means.get(place).and_then(Option::as_ref);
        headline(&first.name, &other.name, place, matched, means)
    };
    (1..).zip(others).map(told).collect()
}

fn headline(first: &str, other: &str, place: usize, matched: &[Matched], means: Option<&Means>) -> Headline {
    let known = |kind| Some((kind, *means?.of_kind(kind)?));
    // Where no machine has a CPU for each of its workers, one worker is all there is to compare.
    let mean = known(RatioKind::Whole).or_else(|| known(RatioKind::Core));
    let ratios = matched.iter().filter_map(|matched| matched.ratios.get(place)?.as_ref());
    let ratios: Vec<&Ratio> = ratios.flat_map(Ratios::all).collect();
    let sentence = match mean {
        _ if !ratios.iter().any(|ratio| ratio.significant) => format!(
            "No significant difference between {first} and {other} ({} looked at).",
            counted_were(ratios.len())
        ),
        Some((RatioKind::Core, core)) if core.significant => {
            format!("One core of {other} is {:.2} times as fast as one of {first}.", core.of_ratios.value)
        }
        Some((_, whole)) if whole.significant => {
            format!("{other} is {:.2} times as fast as {first}.", whole.of_ratios.value)
        }
        _ => format!("No significant difference on the whole between {first} and {other}."),
    };
    Headline {
        name: other.into(),
        times: mean.map(|(_, mean)| mean.of_ratios.value),
        significant: mean.is_some_and(|(_, mean)| mean.significant),
        sentence,
        basis: mean.map_or_else(Vec::new, |(kind, mean)| {
            std::iter::once(basis(&mean)).chain(spread(kind, place, matched)).collect()
        }),
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
    headlines: &[Headline],
) -> Vec<String> {
    let mut said: Vec<String> = headlines.iter().map(|headline| headline.sentence.clone()).collect();
    if let [first, others @ ..] = subjects {
        for (place, other) in (1..).zip(others) {
            let means = means.get(place).and_then(Option::as_ref);
            said.extend(pair(first, other, place, matched, means));
        }
    }
    for subject in subjects.iter().filter(|subject| subject.is_simulated()) {
        said.push(format!("{} is a simulated machine: nothing of it was measured.", subject.name));
    }
    for subject in subjects {
        if let Some(imported) = subject.reports.iter().find_map(|report| report.imported.as_ref()) {
            let (name, source) = (&subject.name, imported.source());
            said.push(format!("{name} is {source}: it was not measured by this program."));
        }
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
/// `None` where no curve differs significantly.
fn about(
    kind: RatioKind,
    [first, other]: [&str; 2],
    place: usize,
    matched: &[Matched],
    mean: &Mean,
) -> Option<String> {
    if !ratios(kind, place, matched).iter().any(|(_, ratio)| ratio.significant) {
        return None;
    }
    let said = clause(kind, other, mean.of_ratios.value, first);
    // A name keeps its letters.
    let said = if kind == RatioKind::Scaling { said } else { capital(&said) };
    let chance = if mean.significant { "" } else { " on the whole, which is not significant" };
    let spread = spread(kind, place, matched).map(|spread| format!("; {spread}")).unwrap_or_default();
    Some(format!("{said}{chance} ({}){spread}.", basis(mean)))
}

/// The range of single curves; `None` where there is one.
fn spread(kind: RatioKind, place: usize, matched: &[Matched]) -> Option<String> {
    let all = ratios(kind, place, matched);
    if all.len() < 2 {
        return None;
    }
    let figures: Vec<(String, f64)> =
        all.iter().map(|(name, ratio)| (name.clone(), ratio.of_medians.value)).collect();
    let significant = all.iter().filter(|(_, ratio)| ratio.significant).count();
    let some = if significant == all.len() {
        String::new()
    } else {
        format!(", significant on {significant} of {}", all.len())
    };
    Some(format!("single curves range {}{some}", range(&figures)?))
}

/// The ratios of this kind with the names of their curves.
fn ratios(kind: RatioKind, place: usize, matched: &[Matched]) -> Vec<(String, &Ratio)> {
    let named = short_names(matched).into_iter().zip(matched);
    named
        .filter_map(|(name, matched)| Some((name, matched.ratios.get(place)?.as_ref()?.of_kind(kind)?)))
        .collect()
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
