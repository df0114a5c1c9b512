//! The names and the time of a lane, in the words that every page has for them.
//!
//! The name is that of `--lanes`, and stands first wherever the lane is shown; the description follows where there is
//! room. The time is the wall time, from the first task to the last result: the start is no part of it, and is named
//! where it is shown.

use crate::event::Nanos;
use crate::model::Model;
use crate::model::lane::{Lane, LaneState};
use crate::model::plausible::Figure;
use crate::model::score::Score;
use crate::text::duration::duration;
use crate::text::words::{heading, lane_alone};

/// Shortest start that is shown beside a wall time: half of the last digit of that.
const SHOWN: Nanos = Nanos::from_millis(5);

/// Names of a lane: with its description, and alone. That it is simulated stands in both.
#[must_use]
pub(super) fn names(model: &Model, lane: &Lane) -> [String; 2] {
    let name = model.name_of(lane);
    let label = &lane.plan.label;
    [format!("{name}  {}", heading(label)), lane_alone(&name, label)]
}

/// The wall time of a lane so far, or that of its whole run; `None` where the recorded one is impossible.
#[must_use]
pub(super) fn time(model: &Model, lane: &Lane) -> Option<String> {
    let seconds = Score::wall_of(model, lane).unwrap_or_default().secs();
    let stands = lane.finished.is_some() || lane.state == LaneState::Ending;
    let told = if stands { format!("{seconds:.2} s") } else { format!("{seconds:.1} s") };
    (!lane.withholds(&[Figure::Wall])).then_some(told)
}

/// The time of a lane that has all its results: with its state, and alone.
#[must_use]
pub(super) fn ending(model: &Model, lane: &Lane) -> [String; 3] {
    let Some(time) = time(model, lane) else { return ["ending", "ending", "ending"].map(String::from) };
    [format!("{time}, ending"), format!("{time}, ending"), time]
}

/// The time of a finished lane: with its start, at length, and alone.
#[must_use]
pub(super) fn done(model: &Model, lane: &Lane) -> [String; 3] {
    let Some(time) = time(model, lane) else { return ["done", "done", "done"].map(String::from) };
    let (done, start) = (format!("done in {time}"), Score::start_of(model, lane));
    let with =
        if start < SHOWN { done.clone() } else { format!("{done} + {} start", duration(start.secs())) };
    [with, done, time]
}

#[cfg(test)]
mod tests;
