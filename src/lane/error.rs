//! Errors of lanes.

use crate::pool::PoolError;
use crate::python::PythonError;
use crate::workload::TaskError;

/// Error for a lane that could not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LaneError {
    /// A thread could not be started.
    #[error("cannot start thread {worker} of {of}: {source}")]
    Thread {
        /// The worker.
        worker: u16,
        /// Number of workers to start.
        of: u16,
        /// The cause.
        source: std::io::Error,
    },
    /// The watch thread, which reports the workers' progress, could not be started.
    #[error("cannot start the thread that watches the workers: {0}")]
    Watch(std::io::Error),
    /// A worker could not be confined to the lane's CPUs.
    #[error("cannot confine a worker to CPUs {cpus:?}: {reason}")]
    Confine {
        /// The CPUs.
        cpus: Vec<u16>,
        /// The cause.
        reason: String,
    },
    /// A worker could not get what its tasks need.
    #[error("worker {worker} cannot begin: {source}")]
    Prepare {
        /// The worker.
        worker: u16,
        /// The cause.
        source: TaskError,
    },
    /// The event loop of a thread failed.
    #[error("the event loop cannot wait for its sockets: {0}")]
    EventLoop(std::io::Error),
    /// A worker thread ended by a panic outside any task.
    #[error("worker {0} panicked outside any task: a defect of this program")]
    Panicked(u16),
    /// The lane itself panicked.
    #[error("the lane panicked: {0}; a defect of this program")]
    Defect(String),
    /// A command of the user's cannot be run.
    #[error("{0}")]
    Command(String),
    /// The pool could not work.
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// Python could not work.
    #[error(transparent)]
    Python(#[from] PythonError),
}
