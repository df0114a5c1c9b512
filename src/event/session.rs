//! What is said of a session as a whole: what it is busy with, how it ended, why not to trust it, and what the machine
//! could give.

use serde::{Deserialize, Serialize};

use super::LaneId;

/// What a race is busy with between its lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Looking at the machine before anything of ours runs.
    Probing,
    /// Finding the size of a task and the speed of one worker.
    Calibrating,
    /// Spinning to see how many cores the machine gives right now.
    Spinning,
    /// Lanes are running.
    Racing,
}

/// How a race ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Every lane ran to its end.
    Finished,
    /// The user stopped it.
    Stopped,
    /// It could not go on; the sentence says why.
    Failed(String),
}

/// A named reason not to trust a measurement, with advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Its name in a word, e.g. `short-run`, `capacity`; all of them stand in [`crate::probe::doubts`].
    pub kind: String,
    /// What was seen, with the number in it.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// The lane it concerns; `None` for the whole race.
    pub lane: Option<LaneId>,
}

/// What the machine could give, by a short spin on one and on all cores of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// How many times one core's work all cores did at once.
    pub cores: f64,
    /// On how many cores the spin ran.
    pub of: u16,
    /// Whether it was taken before the lane ran, or after it.
    pub before: bool,
}
