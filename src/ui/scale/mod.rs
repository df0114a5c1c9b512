//! The one time scale of all lanes: the time that the width of a plot stands for.
//!
//! It is chosen from the calibration before the first lane starts, so that nothing moves while the lanes
//! run, and grows in steps of 1, 2, 5 only when a lane outgrows it.

use crate::event::Nanos;
use crate::model::Model;
use crate::model::lane::Lane;
use crate::ui::state::Extent;
use crate::ui::widget::axis::round_up;

/// Factor for start-up and for the calibration's error.
const MARGIN: f64 = 1.1;
/// Factor beyond the ideal for lanes that share the work.
const SHARED_MARGIN: f64 = 1.3;

/// Length of the axis, and how far the lanes have come on it; the present is that of the running lane, else of the
/// focused one.
#[must_use]
pub(crate) fn extent(model: &Model, focus: usize) -> Extent {
    let come = |lane: &Lane| lane.elapsed(model.now);
    let newest = model.lanes.iter().map(come).max().unwrap_or_default();
    let live = model.lanes.iter().filter(|lane| lane.is_live()).map(come).max();
    let present = live.or_else(|| model.lanes.get(focus).map(come)).unwrap_or(newest);
    Extent { span: span(model), newest, present }
}

/// The time that a plot's width stands for, unless the viewer stretches it.
#[must_use]
pub(crate) fn span(model: &Model) -> Nanos {
    let needed = model.lanes.iter().map(|l| l.elapsed(model.now).secs()).fold(0.0, f64::max);
    let planned = predicted(model);
    let outgrown = needed > planned;
    // Work that only waits takes far less than one worker's time; once it is known, show it large.
    let oversized = model.is_over() && needed > 0.0 && needed < planned / 2.0;
    Nanos::from_secs_f64(match (outgrown, oversized) {
        (true, _) => round_up(needed * 1.02),
        (_, true) => needed * MARGIN,
        _ => planned,
    })
}

/// The longest lane's time as the calibration predicts it; 10 s before there is a prediction.
fn predicted(model: &Model) -> f64 {
    if model.calibration.is_none() {
        return 10.0;
    }
    model.lanes.iter().map(|lane| foretold(model, lane)).fold(0.0, f64::max).max(0.05)
}

/// Seconds that the calibration predicts for a lane, with a margin; none without a calibration.
#[must_use]
pub(crate) fn foretold(model: &Model, lane: &Lane) -> f64 {
    let cores = model.plan.as_ref().map_or(1, |p| p.machine.usable_cpus).max(1);
    let plan = &lane.plan;
    let solo = model.calibration_of(lane).map_or(0.0, |calibration| calibration.solo.secs());
    if plan.locked || plan.workers <= 1 {
        solo * MARGIN
    } else {
        solo * SHARED_MARGIN / f64::from(plan.workers.min(cores))
    }
}

#[cfg(test)]
mod tests;
