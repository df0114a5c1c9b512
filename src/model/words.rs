//! Phrases about the model that several of its sentences need.

use super::Model;
use super::lane::Lane;
use crate::event::Repetition;

/// The repetition that runs: `repetition 3 of 7`, without the number of those planned where a budget makes more. `None`
/// where the lanes run once, and at the end.
#[must_use]
pub(crate) fn repetition(model: &Model) -> Option<String> {
    let Repetition { number, .. } = model.repetition.as_ref().filter(|_| !model.is_over())?;
    let planned = model.plan.as_ref()?.repetitions.planned;
    let of = if *number <= planned { format!(" of {planned}") } else { String::new() };
    Some(format!("repetition {number}{of}"))
}

/// Note that a lane has tasks of a size for its own language; `None` where they are the race's, as when the user
/// chose it.
#[must_use]
pub(crate) fn size_of_its_own(model: &Model, lane: &Lane) -> Option<String> {
    let calibration = lane.calibration?;
    if model.calibration.is_some_and(|race| (race.tasks, race.size) == (calibration.tasks, calibration.size))
    {
        return None;
    }
    let unit = &model.plan.as_ref()?.workload.unit;
    Some(if Some(calibration.tasks) == model.tasks() {
        format!("tasks calibrated for Python ({} {unit} each)", calibration.size)
    } else {
        format!("tasks calibrated for Python ({} of them)", calibration.tasks)
    })
}
