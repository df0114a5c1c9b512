//! A requested lane.

/// A requested lane: `gil`, or `gil:4` with its own number of workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LaneChoice {
    /// The execution model.
    pub kind: String,
    /// Its number of workers, when it differs from the race's.
    pub workers: Option<u16>,
}

impl LaneChoice {
    /// A lane with the race's number of workers.
    #[must_use]
    pub(crate) fn of(kind: &str) -> Self {
        Self { kind: kind.into(), workers: None }
    }
}
