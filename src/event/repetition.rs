//! Repetitions: the lanes of a race run several times, so that a figure has an interval.

use serde::{Deserialize, Serialize};

use super::LaneId;

/// The number of times that the lanes are planned to run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Repetitions {
    /// Repetitions that are made in any case, 1 or more.
    pub planned: u32,
    /// Time in seconds, from the start of the session, up to which more are made while a median is not settled;
    /// `None`: no more are made.
    pub budget_s: Option<f64>,
}

impl Default for Repetitions {
    /// Once.
    fn default() -> Self {
        Self { planned: 1, budget_s: None }
    }
}

impl Repetitions {
    /// Whether the lanes may run more than once.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.planned > 1 || self.budget_s.is_some()
    }
}

/// A repetition that begins: all lanes run once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repetition {
    /// Its number, starting at 1.
    pub number: u32,
    /// The lanes in the order in which they run; without meaning where they run at once.
    pub order: Vec<LaneId>,
}
