//! Several machines on one chart.

use crossbeam_channel::Receiver;

use super::chart_set::{ChartSet, Grouping, Ratio, Ratios};
use super::screen::ScalingScreen;
use crate::scaling::chart::{Chart, Charts, by_machine};
use crate::scaling::compare::{self, ComparedMachine, Comparison, Matched, RatioKind};
use crate::sys::signals::Signal;
use crate::text::words::clause;
use crate::ui::shell;
use crate::ui::shell::{Cause, Options, UiError};

impl ChartSet {
    /// Machines side by side: a chart for each lane and workload, with a curve for each machine; and for each machine
    /// a chart with all that is compared of it.
    #[must_use]
    pub(crate) fn of_comparison(comparison: &Comparison) -> Self {
        let headlines = comparison.headlines.iter().map(|headline| clause(&headline.sentence).to_string());
        let Charts { curves, charts } = Charts::of_comparison(comparison);
        let by_machine = Grouping::of("by machine", by_machine(&charts));
        let means = means(comparison);
        let ratios = comparison.matched.iter().zip(&charts);
        let ratios = ratios.map(|(found, chart)| Ratios { means: means.clone(), ..table(found, chart) });
        let by_work = Grouping {
            name: "by work",
            sentences: comparison.verdict.clone(),
            ratios: ratios.collect(),
            charts,
        };
        Self {
            title: headlines.collect(),
            headlines: comparison.headlines.clone(),
            simulated: comparison.subjects.iter().flat_map(|s| &s.reports).any(|r| r.simulated.is_some()),
            imported: comparison.subjects.iter().any(ComparedMachine::is_imported),
            warnings: Vec::new(),
            notes: notes(comparison),
            curves,
            groupings: vec![by_work, by_machine],
            doubts: Vec::new(),
        }
    }
}

/// Ratios of the machines on a chart.
fn table(found: &Matched, chart: &Chart) -> Ratios {
    let rows = chart.members.iter().map(|member| ratios(found, member.look)).collect();
    Ratios { heads: heads(found), rows, means: Vec::new() }
}

/// Rows of geometric means: one for each machine but the first, none where there is one chart.
fn means(comparison: &Comparison) -> Vec<(String, Vec<Option<Ratio>>)> {
    if comparison.matched.len() < 2 {
        return Vec::new();
    }
    let several = comparison.subjects.len() > 2;
    let shown = |mean: &compare::Mean| Ratio { value: mean.of_ratios, significant: mean.significant };
    let rows = comparison.subjects.iter().zip(&comparison.means).filter_map(|(subject, means)| {
        let means = means.as_ref()?;
        let name = if several { format!("mean of all, {}", subject.name) } else { "geometric mean".into() };
        Some((name, RatioKind::ALL.map(|kind| means.of_kind(kind).map(shown)).into()))
    });
    rows.collect()
}

/// The questions, with the number of workers where it is the same for all.
fn heads(found: &Matched) -> Vec<[String; 2]> {
    let mut counts: Vec<u32> = found
        .ratios
        .iter()
        .flatten()
        .filter_map(|ratios| Some(ratios.scaling.as_ref()?.workers[1]))
        .collect();
    counts.dedup();
    let scaling = match counts[..] {
        [workers] => format!("scaling at {workers}"),
        _ => "scaling".into(),
    };
    vec![
        ["one core".into(), "one core".into()],
        [scaling, "scaling".into()],
        ["whole machine".into(), "whole".into()],
    ]
}

/// Ratios of the machine at this index.
fn ratios(found: &Matched, place: usize) -> Vec<Option<Ratio>> {
    let shown = |ratio: &compare::Ratio| Ratio { value: ratio.of_medians, significant: ratio.significant };
    let of = |ratio: fn(&compare::Ratios) -> Option<&compare::Ratio>| {
        found.ratios.get(place).and_then(Option::as_ref).and_then(ratio).map(shown)
    };
    vec![
        of(|ratios| ratios.core.as_ref()),
        of(|ratios| ratios.scaling.as_ref()),
        of(|ratios| ratios.whole.as_ref()),
    ]
}

/// Notes on what was not compared, and what differs.
fn notes(comparison: &Comparison) -> Vec<String> {
    let differing = comparison
        .differences
        .iter()
        .map(|difference| format!("{} differs: {}.", difference.field, difference.values.join(" / ")));
    let left_out = comparison.left_out.iter().map(|what| format!("Not compared: {what}."));
    let forced = comparison.matched.iter().filter_map(|found| found.forced.as_ref());
    forced.map(|what| format!("Compared all the same: {what}.")).chain(left_out).chain(differing).collect()
}

/// Shows machines side by side, or one alone, until the viewer quits or a signal comes.
///
/// When it returns, in whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on.
pub(crate) fn compare(set: ChartSet, options: Options, signals: &Receiver<Signal>) -> Result<Cause, UiError> {
    let tui = shell::enter()?;
    shell::run(tui, &mut ScalingScreen::new(None, set), options, signals)
}
