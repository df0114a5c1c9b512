//! Lanes that reached different results for the same tasks.

use crate::event::LaneId;
use crate::model::lane::Lane;
use crate::model::repetition::Run;
use crate::model::state::Model;
use crate::workload::Kind;

/// The lanes that reached different results, and that in a sentence; `None` where all agree.
pub(super) fn disagreeing(model: &Model) -> Option<(Vec<LaneId>, String)> {
    let complete = || model.lanes.iter().filter(|l| model.is_complete(l));
    if let Some(astray) = complete().find(|l| is_astray(l)) {
        let fault = format!(
            "The {} lane reached other results than this program does for the same tasks.",
            model.name_of(astray)
        );
        return Some((vec![astray.plan.id], fault));
    }
    // Lanes with tasks of their own size have their own reference.
    let lanes: Vec<&Lane> = complete().filter(|l| l.calibration.is_none()).collect();
    let (first, other) = at_odds(&lanes, model.kind().is_none_or(Kind::portable))?;
    let agreement = other.outcome.as_ref().and_then(|outcome| outcome.agreement.as_ref());
    let tasks: Vec<String> =
        agreement.into_iter().flat_map(|found| &found.differ).map(ToString::to_string).collect();
    let those = match &tasks[..] {
        [] => "the same tasks".into(),
        [task] => format!("task {task}"),
        tasks => format!("tasks {}", tasks.join(", ")),
    };
    let fault = format!(
        "The lanes disagree: {} and {} reached different results for {those}.",
        model.name_of(first),
        model.name_of(other)
    );
    Some((vec![first.plan.id, other.plan.id], fault))
}

/// Lanes that reached different results, now or in an earlier repetition, in a sentence.
#[must_use]
pub(crate) fn disagreement(model: &Model) -> Option<String> {
    let differs = |run: &&Run| {
        let mut digests =
            run.lanes.iter().filter(|lane| lane.failed == 0).filter_map(|lane| lane.digest.as_ref());
        digests.next().is_some_and(|first| digests.any(|other| other != first))
    };
    let earlier = model.runs.iter().find(differs);
    let earlier =
        earlier.map(|run| format!("In repetition {} the lanes reached different results.", run.number));
    disagreeing(model).map(|(_, sentence)| sentence).or(earlier)
}

/// Whether a lane's results differ from those that this program reaches for its tasks.
fn is_astray(lane: &Lane) -> bool {
    let digest = lane.outcome.as_ref().map(|outcome| &outcome.digest);
    digest.zip(lane.reference.as_ref()).is_some_and(|(reached, expected)| reached != expected)
}

/// Two lanes that reached different results for the same tasks. Where results are not the same in every language,
/// only lanes of one family are compared.
fn at_odds<'a>(lanes: &[&'a Lane], portable: bool) -> Option<(&'a Lane, &'a Lane)> {
    let digest = |lane: &Lane| lane.outcome.as_ref().map(|outcome| outcome.digest.clone());
    let comparable = |a: &Lane, b: &Lane| portable || a.plan.family() == b.plan.family();
    lanes.iter().enumerate().find_map(|(place, first)| {
        let mut others = lanes[place + 1..].iter().filter(|other| comparable(first, other));
        others.find(|other| digest(other) != digest(first)).map(|other| (*first, *other))
    })
}
