//! A requested lane on its way into a plan.

use crate::event::PythonPlan;
use crate::lane::Lane;
use crate::race::choices::LaneChoice;

/// A requested lane, with the interpreter that it is to run.
pub(super) struct Entry {
    pub(super) choice: LaneChoice,
    pub(super) lane: &'static dyn Lane,
    pub(super) python: Option<PythonPlan>,
}
