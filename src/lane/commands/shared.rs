//! State that all workers of a lane of commands share.

use crate::event::CommandPlan;
use crate::external::command_line::CommandLine;
use crate::lane::queues::Queues;
use crate::lane::{Context, Job};

/// State that all workers of the lane share.
pub(super) struct Commands<'a> {
    pub(super) job: &'a Job,
    pub(super) context: &'a Context,
    pub(super) command: &'a CommandPlan,
    pub(super) line: CommandLine,
    /// Mark of the processes of its runs.
    pub(super) mark: String,
    pub(super) queues: Queues,
    /// Number of workers that a run has itself, at least 1.
    pub(super) places: u32,
}
