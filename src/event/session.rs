//! Facts about a session as a whole: its phase, its end, doubts about it, and the machine's capacity.

use serde::{Deserialize, Serialize};

use super::LaneId;

/// A phase of a race between its lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Reading the machine's state before our own work starts.
    Probing,
    /// Measuring the size of a task and the speed of one worker.
    Calibrating,
    /// Spinning to measure how many cores the machine gives right now.
    Spinning,
    /// Lanes are running.
    Racing,
}

/// The end of a race.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Every lane ran to its end.
    Finished,
    /// The user stopped it.
    Stopped,
    /// It could not continue; the sentence gives the reason.
    Failed(String),
}

/// A named reason not to trust a measurement, with advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Its name, one word, e.g. `short-run`, `capacity`; `probe::doubts` lists them all.
    pub kind: String,
    /// The observation, with its figure.
    pub message: String,
    /// Advice.
    pub advice: String,
    /// The lane it concerns; `None` for the whole race.
    pub lane: Option<LaneId>,
}

/// The machine's capacity, measured by a short spin on one and on all cores of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// Work done by all cores at once, in multiples of one core's work.
    pub cores: f64,
    /// Number of cores the spin ran on.
    pub of: u16,
    /// Whether it was measured before the lane ran, or after it.
    pub before: bool,
}
