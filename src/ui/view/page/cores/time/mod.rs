//! The session's time on one axis, from the first lane's start to the last lane's end, and the part of it that is
//! shown.
//!
//! The window of the other views is in lanes' own time. Here several lanes share one axis, so stretch and cursor
//! belong to the focused lane, from its start on.

use crate::event::{Nanos, Schedule};
use crate::model::Model;
use crate::model::lane::Lane;
use crate::ui::scale;
use crate::ui::state::Seen;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::axis::round_up;

/// Time between two lanes in turns, in which the machine is measured, s.
const BETWEEN: f64 = 0.6;
/// Factor for room at the end of a session that is over.
const MARGIN: f64 = 1.01;

/// The time on the axis. All moments are on the session's clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Session {
    /// The first lane's start: zero of the axis.
    pub(super) origin: Nanos,
    /// The newest moment that has anything to show.
    pub(super) end: Nanos,
    /// The part that is shown.
    pub(super) seen: Seen,
    /// The moment under the cursor.
    pub(super) cursor: Option<Nanos>,
}

impl Session {
    pub(super) fn of(ctx: &DrawContext) -> Self {
        let (model, window) = (ctx.model, &ctx.state.window);
        let started = model.lanes.iter().filter_map(|lane| lane.started);
        let origin = started.min().unwrap_or(model.now);
        let finished = model.lanes.iter().filter_map(|lane| lane.finished).max();
        let end = finished.filter(|_| model.is_over()).unwrap_or(model.now);
        let focus = model.lanes.get(ctx.state.selection.focus_in(model)).and_then(|lane| lane.started);
        let all = Seen { from: origin, length: span(model, end - origin) };
        let seen = match focus.filter(|_| window.factor() > 1) {
            Some(started) => {
                let seen = ctx.seen();
                Seen { from: started + seen.from, ..seen }
            }
            None => all,
        };
        let cursor = window.cursor().zip(focus).map(|(at, started)| started + at);
        Self { origin, end, seen, cursor }
    }
}

/// The lane that ran at a moment, and its start: the focused one before others; between lanes the earlier one.
pub(super) fn lane_at(ctx: &DrawContext, at: Nanos) -> Option<(usize, Nanos)> {
    let lanes = &ctx.model.lanes;
    let focus = ctx.state.selection.focus_in(ctx.model);
    let begun = |lane: &usize| lanes.get(*lane)?.started.filter(|started| *started <= at);
    let runs = |lane: &usize| lanes.get(*lane).is_some_and(|lane| ran(lane, at));
    let running = std::iter::once(focus).chain(0..lanes.len()).find(runs);
    let before = || (0..lanes.len()).filter(|lane| begun(lane).is_some()).max_by_key(begun);
    let lane = running.or_else(before)?;
    Some((lane, begun(&lane)?))
}

/// Whether a lane ran at a moment.
pub(super) fn ran(lane: &Lane, at: Nanos) -> bool {
    lane.started.is_some_and(|started| started <= at) && at < lane.end(Nanos(u64::MAX))
}

/// Length of the axis: as the calibration predicts, so that nothing moves while lanes run; the next round step when
/// they outgrow that; the actual time when all is over.
fn span(model: &Model, known: Nanos) -> Nanos {
    let known = known.secs();
    let planned = foretold(model);
    Nanos::from_secs_f64(if model.is_over() && known > 0.0 {
        known * MARGIN
    } else if known > planned {
        round_up(known * 1.02)
    } else {
        planned
    })
    .max(Nanos(1))
}

fn foretold(model: &Model) -> f64 {
    let lanes = model.lanes.iter().map(|lane| scale::foretold(model, lane));
    let in_turns = model.plan.as_ref().is_none_or(|plan| plan.schedule == Schedule::Turns);
    let planned = if in_turns {
        lanes.sum::<f64>() + BETWEEN * model.lanes.len().saturating_sub(1) as f64
    } else {
        lanes.fold(0.0, f64::max)
    };
    if planned > 0.0 { planned.max(0.05) } else { 10.0 }
}

#[cfg(test)]
mod tests;
