//! Input of a lane: its job, and the place where its events go.

use std::path::PathBuf;
use std::time::Duration;

use crate::emitter::Emitter;
use crate::event::{FaultPlan, LaneId, PythonPlan};
use crate::gil::Interval;
use crate::pool::Remote;
use crate::python::StartMethod;
use crate::sys::stop::Stop;
use crate::workload::Spec;

/// A lane's job: its tasks and settings.
#[derive(Debug, Clone)]
pub(crate) struct Job {
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
    /// Whether other lanes run on the same CPUs meanwhile.
    pub shared: bool,
    /// The program that worker processes and clients run: this one.
    pub program: PathBuf,
    /// The interpreter, for lanes of real CPython.
    pub python: Option<PythonPlan>,
    /// The start method of its worker processes, for lanes of real CPython with a function of the user's.
    pub method: Option<StartMethod>,
    /// File of the race in which the first lane leaves the results of the user's function.
    pub reference: PathBuf,
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
pub(crate) struct Context {
    /// Where events go.
    pub emitter: Emitter,
    /// When requested, workers take no further task.
    pub stop: Stop,
}
