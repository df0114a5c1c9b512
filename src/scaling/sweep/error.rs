//! Requests of a sweep that cannot be carried out.

use crate::lane::{self, MOST_WORKERS};
use crate::race::{self, MOST_TASKS};

/// A request that cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PlanError {
    /// No such execution model.
    #[error("there is no lane {0:?}{question}accepted: {accepted}", accepted = lane::names(), question = lane::question_after(.0))]
    UnknownLane(String),
    /// Nothing to measure.
    #[error("a sweep needs at least one lane and one workload")]
    Nothing,
    /// The same twice.
    #[error("{0} is named twice")]
    Twice(String),
    /// A workload whose duration has no meaning.
    #[error("the workload {0} cannot be swept: how long it takes tells nothing")]
    Untimed(&'static str),
    /// An impossible number of workers.
    #[error("{0} workers: accepted is 1 to {MOST_WORKERS}")]
    Workers(u32),
    /// More tasks than possible, in a weak sweep with this many workers.
    #[error("{tasks} tasks for each of {workers} workers: accepted is {MOST_TASKS} in all")]
    Tasks {
        /// Number for each worker.
        tasks: u32,
        /// Largest number of workers.
        workers: u32,
    },
    /// A command that cannot be swept.
    #[error("{0}")]
    Command(String),
    /// An interpreter that cannot be used.
    #[error("{0}")]
    Python(String),
    /// An error that a race would have, too.
    #[error(transparent)]
    Race(#[from] race::PlanError),
}
