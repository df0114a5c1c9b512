//! A requested lane.

use crate::python::StartMethod;

/// A requested lane: `gil`, `gil:4` with its own number of workers, `py-pool:spawn` with a start method of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LaneChoice {
    /// The execution model.
    pub kind: String,
    /// Its number of workers, when it differs from the race's.
    pub workers: Option<u16>,
    /// The start method of its worker processes, for lanes of real CPython; `None`: Python's own.
    pub method: Option<StartMethod>,
}

impl LaneChoice {
    /// A lane with the race's number of workers.
    #[must_use]
    pub(crate) fn of(kind: &str) -> Self {
        Self { kind: kind.into(), workers: None, method: None }
    }
}
