//! Several machines on one chart.

use crossbeam_channel::Receiver;

use super::exhibit::{Exhibit, Member, Ratio, Ratios, Subject, Trace, Way, place_of};
use super::sweep::lane;
use super::viewer::Viewer;
use crate::scaling::compare::{self, Comparison, Match};
use crate::sys::signals::Signal;
use crate::ui::app::Options;
use crate::ui::show::{self, Cause, UiError};

impl Exhibit {
    /// Machines side by side: a chart for each lane with its work, on it a curve for each machine; and for each machine a
    /// chart with all that is compared of it.
    #[must_use]
    pub fn of_comparison(comparison: &Comparison) -> Self {
        let names = comparison.subjects.iter().map(|subject| subject.name.clone());
        let (mut traces, mut by_work, mut by_machine) = (Vec::new(), Vec::new(), Vec::new());
        for found in &comparison.matches {
            let members = members(comparison, found, &mut traces);
            for member in &members {
                let own = place_of_machine(&mut by_machine, member);
                own.members.push(Member { name: name_of(found), place: own.members.len(), ..member.clone() });
            }
            let ratios = members.iter().map(|member| ratios(found, member.place)).collect();
            by_work.push(Subject {
                name: name_of(found),
                members,
                sentences: comparison.verdict.clone(),
                ratios: Some(Ratios { heads: heads(found), rows: ratios }),
            });
        }
        Self {
            title: std::iter::once("comparison".into()).chain(names).collect(),
            simulated: comparison.subjects.iter().flat_map(|s| &s.reports).any(|r| r.simulated.is_some()),
            warnings: comparison.warnings.clone(),
            notes: notes(comparison),
            traces,
            ways: vec![
                Way { name: "by work", subjects: by_work },
                Way { name: "by machine", subjects: by_machine },
            ],
            doubts: Vec::new(),
        }
    }
}

/// A curve for each machine that has one.
fn members(comparison: &Comparison, found: &Match, traces: &mut Vec<Trace>) -> Vec<Member> {
    let mut members = Vec::new();
    for (place, (subject, curve)) in comparison.subjects.iter().zip(&found.curves).enumerate() {
        let Some((curve, report)) = curve.as_ref().zip(subject.reports.first()) else { continue };
        members.push(Member { trace: traces.len(), name: subject.name.clone(), place });
        traces.push(Trace::new(
            curve.clone(),
            report.plan.workers_of(&curve.plan).collect(),
            &report.machine,
        ));
    }
    members
}

/// The chart of a machine, a new one where there is none so far.
fn place_of_machine<'a>(subjects: &'a mut Vec<Subject>, member: &Member) -> &'a mut Subject {
    let mut names: Vec<String> = subjects.iter().map(|subject| subject.name.clone()).collect();
    let place = place_of(&mut names, member.name.clone());
    if place == subjects.len() {
        subjects.push(Subject { name: member.name.clone(), ..Subject::default() });
    }
    &mut subjects[place]
}

/// What is compared.
fn name_of(found: &Match) -> String {
    let forced = if found.forced.is_some() { " (forced)" } else { "" };
    format!("{}, {}{forced}", found.plan.workload.name, lane(&found.plan))
}

/// The questions; at how many workers, where that is the same for all.
fn heads(found: &Match) -> Vec<[String; 2]> {
    let mut counts: Vec<u32> =
        found.ratios.iter().flatten().filter_map(|ratios| Some(ratios.scaling?.0)).collect();
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

/// The ratios of the machine at this place.
fn ratios(found: &Match, place: usize) -> Vec<Option<Ratio>> {
    let shown = |ratio: compare::Ratio| Ratio { value: ratio.value, significant: ratio.significant };
    let ratios = found.ratios.get(place).and_then(Option::as_ref);
    vec![
        ratios.map(|ratios| shown(ratios.core)),
        ratios.and_then(|ratios| Some(shown(ratios.scaling?.1))),
        ratios.and_then(|ratios| Some(shown(ratios.whole?.1))),
    ]
}

/// What was not compared, and what differs.
fn notes(comparison: &Comparison) -> Vec<String> {
    let differing = comparison
        .differences
        .iter()
        .map(|difference| format!("{} differs: {}.", difference.field, difference.values.join(" / ")));
    let left_out = comparison.left_out.iter().map(|what| format!("Not compared: {what}."));
    let forced = comparison.matches.iter().filter_map(|found| found.forced.as_ref());
    forced.map(|what| format!("Compared all the same: {what}.")).chain(left_out).chain(differing).collect()
}

/// Shows machines side by side until the viewer leaves or a signal comes.
///
/// When it returns, on whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on.
pub fn compare(
    comparison: &Comparison,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Cause, UiError> {
    let exhibit = Exhibit::of_comparison(comparison);
    let screen = show::enter()?;
    show::on(screen, &mut Viewer::new(None, exhibit, options), signals)
}
