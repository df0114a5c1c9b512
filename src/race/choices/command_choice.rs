//! A requested command.

use std::path::PathBuf;

use super::LaneChoice;

/// A command of the user's, in place of a workload.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct CommandChoice {
    /// The command with its placeholders; empty while only what belongs to it is given.
    pub text: String,
    /// Whether a shell reads it.
    pub shell: bool,
    /// The file with the items, one a line and task.
    pub items: Option<PathBuf>,
    /// Number of runs before the first that is measured.
    pub warmup: u32,
    /// Command that is run once before everything.
    pub setup: Option<String>,
    /// Command that is run before each time that a lane does its tasks.
    pub prepare: Option<String>,
    /// Command that is run once after everything.
    pub cleanup: Option<String>,
    /// Whether an exit code other than 0 is a result.
    pub ignore_failure: bool,
    /// The task whose output is kept.
    pub output_of: Option<u32>,
}

impl CommandChoice {
    /// The execution model of its lanes.
    pub(crate) const LANE: &'static str = "processes";

    /// The lanes of a command, unless others are chosen: one run at a time, and as many as there are workers.
    pub(super) fn lanes() -> Vec<LaneChoice> {
        let many = LaneChoice::of(Self::LANE);
        vec![LaneChoice { workers: Some(1), ..many.clone() }, many]
    }
}
