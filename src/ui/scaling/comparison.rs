//! Several machines on one chart.

use crossbeam_channel::Receiver;

use super::exhibit::{Exhibit, Member, Ratio, Ratios, Subject, Trace, Way, place_of};
use super::sweep::lane;
use super::viewer::Viewer;
use crate::scaling::compare::{self, Comparison, Matched};
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
        for found in &comparison.matched {
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
            warnings: Vec::new(),
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
fn members(comparison: &Comparison, found: &Matched, traces: &mut Vec<Trace>) -> Vec<Member> {
    let mut members = Vec::new();
    for (place, subject) in comparison.subjects.iter().enumerate() {
        let Some((curve, report)) = comparison.curve(found, place).zip(subject.reports.first()) else {
            continue;
        };
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
fn name_of(found: &Matched) -> String {
    let forced = if found.forced.is_some() { " (forced)" } else { "" };
    format!("{}, {}{forced}", found.workload.name, lane(&found.lane, &found.label))
}

/// The questions; at how many workers, where that is the same for all.
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

/// The ratios of the machine at this place.
fn ratios(found: &Matched, place: usize) -> Vec<Option<Ratio>> {
    let shown = |ratio: &compare::Ratio| Ratio { value: ratio.ratio, significant: ratio.significant };
    let of = |ratio: fn(&compare::Ratios) -> Option<&compare::Ratio>| {
        found.ratios.get(place).and_then(Option::as_ref).and_then(ratio).map(shown)
    };
    vec![
        of(|ratios| ratios.core.as_ref()),
        of(|ratios| ratios.scaling.as_ref()),
        of(|ratios| ratios.whole.as_ref()),
    ]
}

/// What was not compared, and what differs.
fn notes(comparison: &Comparison) -> Vec<String> {
    let differing = comparison
        .differences
        .iter()
        .map(|difference| format!("{} differs: {}.", difference.field, difference.values.join(" / ")));
    let left_out = comparison.left_out.iter().map(|what| format!("Not compared: {what}."));
    let forced = comparison.matched.iter().filter_map(|found| found.forced.as_ref());
    forced.map(|what| format!("Compared all the same: {what}.")).chain(left_out).chain(differing).collect()
}

/// Shows machines side by side, or one alone, until the viewer leaves or a signal comes.
///
/// When it returns, on whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on.
pub fn compare(exhibit: Exhibit, options: Options, signals: &Receiver<Signal>) -> Result<Cause, UiError> {
    let screen = show::enter()?;
    show::on(screen, &mut Viewer::new(None, exhibit, options), signals)
}
