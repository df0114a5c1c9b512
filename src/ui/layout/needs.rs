//! Contents that the layout of the race has to fit.

use super::output::Output;
use crate::model::Model;
use crate::ui::lanes::{cores_of, workers_of};
use crate::ui::state::UiState;

/// Contents that the layout has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each says of something else whether it needs room")]
pub(crate) struct Needs {
    /// Number of lanes.
    pub lanes: usize,
    /// Number of workers of the largest lane.
    pub workers: usize,
    /// Number of cores of the lane with the most.
    pub cores: usize,
    /// Highest core number.
    pub top_core: usize,
    /// Whether some lane's workers are processes, which have memory of their own.
    pub processes: bool,
    /// Index of the focused lane.
    pub focus: usize,
    /// Two lanes to be larger than the others when not all fit.
    pub together: Option<[usize; 2]>,
    /// Whether the focused lane has the whole screen.
    pub zoom: bool,
    /// Whether figures and marks are to be large, and words few.
    pub present: bool,
    /// Whether some lane has a lock.
    pub locked: bool,
    /// Height of the printed lines.
    pub output: Output,
}

impl Needs {
    /// Needs of `model`, seen through `state`; with few words and large figures if `present`.
    #[must_use]
    pub(crate) fn of(model: &Model, state: &UiState, present: bool) -> Self {
        let cores = |lane| cores_of(model, lane);
        Self {
            lanes: model.lanes.len(),
            workers: (0..model.lanes.len()).map(|i| workers_of(model, i)).max().unwrap_or(0),
            cores: (0..model.lanes.len()).map(|i| cores(i).len()).max().unwrap_or(0),
            top_core: (0..model.lanes.len()).flat_map(cores).max().unwrap_or(0),
            processes: model.lanes.iter().any(|l| l.plan.processes),
            focus: state.selection.focus_in(model),
            together: state.selection.together(model),
            zoom: state.is_zoomed(),
            present,
            locked: model.lanes.iter().any(|l| l.plan.locked),
            output: Output::of(model, state),
        }
    }
}
