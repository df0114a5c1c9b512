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

/// All execution models, in the order in which a person meets them.
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

/// What a lane has to do.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its place in the race.
    pub lane: LaneId,
    /// The tasks.
    pub spec: Spec,
    /// How many workers execute them.
    pub workers: u16,
    /// Tasks handed to a worker at a time.
    pub chunk: u32,
    /// The dial of the switch interval, for lanes with a lock.
    pub interval: Interval,
    /// The CPUs its workers are confined to; empty for all.
    pub cpus: Vec<u16>,
    /// The program that worker processes and clients run: this one.
    pub program: PathBuf,
    /// The interpreter, for lanes of real CPython.
    pub python: Option<PythonPlan>,
    /// Faults that are done to its worker processes.
    pub faults: Vec<FaultPlan>,
    /// How long a task may take in one of them; `None`: as long as it takes.
    pub deadline: Option<Duration>,
    /// After how many tasks each of them is replaced by a fresh one; `None`: never.
    pub recycle: Option<u32>,
    /// The CPU quota in cores that everything runs under; `None` where there is none.
    pub quota: Option<f64>,
    /// Takes orders for its pool, if it is one, while it runs.
    pub remote: Remote,
}

/// What a lane works in: where it tells what happens, and whether it should go on.
#[derive(Debug, Clone)]
pub struct Context {
    /// Where events go.
    pub emitter: Emitter,
    /// When requested, workers take no further task.
    pub stop: Stop,
}

/// Why a lane could not run.
#[derive(Debug, thiserror::Error)]
pub enum LaneError {
    /// A thread could not be started.
    #[error("cannot start thread {worker} of {of}: {source}")]
    Thread {
        /// Which.
        worker: u16,
        /// Of how many.
        of: u16,
        /// Why not.
        source: std::io::Error,
    },
    /// The thread that tells how far the workers are could not be started.
    #[error("cannot start the thread that watches the workers: {0}")]
    Watch(std::io::Error),
    /// A worker could not be confined to the lane's CPUs.
    #[error("cannot confine a worker to CPUs {cpus:?}: {reason}")]
    Confine {
        /// The CPUs.
        cpus: Vec<u16>,
        /// Why not.
        reason: String,
    },
    /// A worker could not get what its tasks need.
    #[error("worker {worker} cannot begin: {source}")]
    Prepare {
        /// Which.
        worker: u16,
        /// What is missing.
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

    /// What it is, in words.
    fn label(&self) -> &'static str;

    /// What it shows, in half a sentence for the menu.
    fn about(&self) -> &'static str;

    /// So many of its workers, as a sentence names them, e.g. `2 worker processes`.
    fn phrase(&self, workers: u16) -> String;

    /// Whether its workers are processes.
    fn processes(&self) -> bool {
        false
    }

    /// Whether faults can be done to its workers: they are processes of this program, owned by a pool of it.
    fn supports_fault_injection(&self) -> bool {
        false
    }

    /// Whether its workers share a lock.
    fn locked(&self) -> bool {
        false
    }

    /// How Python runs its tasks, for lanes of real CPython.
    fn python(&self) -> Option<PythonMode> {
        None
    }

    /// The most workers it can have.
    fn most_workers(&self) -> u16 {
        MOST_WORKERS
    }

    /// Executes all tasks. Says `LaneStarted`, `WorkerReady`, `LaneReady`, slices and progress on the way;
    /// the outcome is returned and said by the race.
    ///
    /// # Errors
    /// When it cannot run at all. Tasks that fail are part of the outcome.
    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError>;
}

/// More workers than this are a mistake of typing.
pub const MOST_WORKERS: u16 = 1024;

/// The lane with this name.
#[must_use]
pub fn by_kind(kind: &str) -> Option<&'static dyn Lane> {
    LANES.iter().find(|lane| lane.kind() == kind).copied()
}

/// The lane that everything else is measured against: one thread.
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

/// The names of the lanes to whose workers faults can be done.
#[must_use]
pub fn names_of_faulty() -> String {
    joined(|lane| lane.supports_fault_injection())
}

fn joined(which: impl Fn(&dyn Lane) -> bool) -> String {
    LANES.iter().filter(|lane| which(**lane)).map(|lane| lane.kind()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
