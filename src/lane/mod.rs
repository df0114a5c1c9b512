//! How tasks are executed: one file per execution model, behind one trait, in one list.
//!
//! A new lane is one new file here and one line in [`LANES`].

mod aggregate;
mod asynchronous;
mod gil;
mod interpreters;
mod pool;
mod processes;
mod python;
mod queues;
mod quiet;
mod sequential;
mod task_feed;
mod threads;
mod worker_processes;
mod worker_threads;

use std::path::PathBuf;
use std::time::Duration;

use crate::emitter::Emitter;
use crate::event::{FaultPlan, LaneId, Outcome, PythonPlan};
use crate::gil::Interval;
use crate::pool::{PoolError, Remote};
use crate::python::{PythonError, PythonMode};
use crate::sys::stop::Stop;
use crate::workload::{Spec, TaskError};

pub use quiet::quietly;

/// All execution models, in the order in which the user meets them.
pub static LANES: &[&dyn Lane] = &[
    &sequential::Sequential,
    &threads::Threads,
    &gil::Gil,
    &interpreters::Interpreters,
    &asynchronous::Async,
    &pool::Pool,
    &processes::Processes,
    &python::Python(PythonMode::Sequential),
    &python::Python(PythonMode::Threads),
    &python::Python(PythonMode::Pool),
    &python::Python(PythonMode::Executor),
];

/// A lane's job: its tasks and settings.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its index in the race.
    pub lane: LaneId,
    /// The tasks.
    pub spec: Spec,
    /// Number of workers.
    pub workers: u16,
    /// Number of tasks handed to a worker at a time.
    pub chunk: u32,
    /// The switch interval, for lanes with a lock.
    pub interval: Interval,
    /// The CPUs its workers are confined to; empty for all.
    pub cpus: Vec<u16>,
    /// The program that worker processes and clients run: this one.
    pub program: PathBuf,
    /// The interpreter, for lanes of real CPython.
    pub python: Option<PythonPlan>,
    /// Faults to inject into its worker processes.
    pub faults: Vec<FaultPlan>,
    /// Time limit of a task in one of them; `None`: unlimited.
    pub deadline: Option<Duration>,
    /// Number of tasks after which each of them is replaced by a fresh one; `None`: never.
    pub recycle: Option<u32>,
    /// The CPU quota in cores that everything runs under; `None` where there is none.
    pub quota: Option<f64>,
    /// Receives requests for its pool, if it has one, while it runs.
    pub remote: Remote,
}

/// A lane's surroundings: where its events go, and its stop flag.
#[derive(Debug, Clone)]
pub struct Context {
    /// Where events go.
    pub emitter: Emitter,
    /// When requested, workers take no further task.
    pub stop: Stop,
}

/// Error for a lane that could not run.
#[derive(Debug, thiserror::Error)]
pub enum LaneError {
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
    /// The pool could not work.
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// Python could not work.
    #[error(transparent)]
    Python(#[from] PythonError),
}

/// An execution model.
pub trait Lane: Sync {
    /// Its name on the command line and in reports.
    fn kind(&self) -> &'static str;

    /// Its description.
    fn label(&self) -> &'static str;

    /// Subject of the demonstration, in half a sentence for the menu.
    fn about(&self) -> &'static str;

    /// `workers` of its workers, as a sentence names them, e.g. `2 worker processes`.
    fn phrase(&self, workers: u16) -> String;

    /// Whether its workers are processes.
    fn processes(&self) -> bool {
        false
    }

    /// Whether faults can be injected into its workers: they are processes of this program, owned by its pool.
    fn supports_fault_injection(&self) -> bool {
        false
    }

    /// Whether its workers share a lock.
    fn locked(&self) -> bool {
        false
    }

    /// Python's execution model, for lanes of real CPython.
    fn python(&self) -> Option<PythonMode> {
        None
    }

    /// The most workers it can have.
    fn most_workers(&self) -> u16 {
        MOST_WORKERS
    }

    /// Executes all tasks. Emits `LaneStarted`, `WorkerReady`, `LaneReady`, slices and progress on the way; the
    /// outcome is returned, and emitted by the race.
    ///
    /// # Errors
    /// When it cannot run at all. Tasks that fail are part of the outcome.
    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError>;
}

/// Upper limit of workers: more are a mistake of typing.
pub const MOST_WORKERS: u16 = 1024;

/// The lane with this name.
#[must_use]
pub fn by_kind(kind: &str) -> Option<&'static dyn Lane> {
    LANES.iter().find(|lane| lane.kind() == kind).copied()
}

/// The lane of one thread, the baseline of all others.
#[must_use]
pub fn baseline() -> &'static dyn Lane {
    &sequential::Sequential
}

/// All names, for a message.
#[must_use]
pub fn names() -> String {
    joined(|_| true)
}

/// The names of the lanes of real CPython.
#[must_use]
pub fn names_of_python() -> String {
    joined(|lane| lane.python().is_some())
}

/// The names of the lanes that support fault injection.
#[must_use]
pub fn names_of_faulty() -> String {
    joined(|lane| lane.supports_fault_injection())
}

fn joined(which: impl Fn(&dyn Lane) -> bool) -> String {
    LANES.iter().filter(|lane| which(**lane)).map(|lane| lane.kind()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
