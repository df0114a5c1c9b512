//! A pool's configuration, notices, errors and remains.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::remote::Remote;
use crate::clock::Clock;
use crate::event::{Activity, Fault, FaultPlan, Nanos, Obituary, Slice, Stream};
use crate::sys::stop::Stop;
use crate::time_account::TimeAccount;
use crate::workload::{Findings, Spec, Value};

/// Number of attempts at a task before it is given up, when each attempt ends its worker.
pub const ATTEMPTS: u16 = 3;

/// Configuration of a pool.
#[derive(Debug, Clone)]
pub struct Config {
    /// The program that is started as a worker: this one.
    pub program: PathBuf,
    /// Number of workers.
    pub workers: u16,
    /// The function that they execute: that of this workload.
    pub spec: Spec,
    /// The CPUs they are confined to; empty for all.
    pub cpus: Vec<u16>,
    /// The session's clock.
    pub clock: Clock,
    /// Stop flag: when it is requested the pool kills its workers and returns the results so far.
    pub stop: Stop,
    /// Argument with which each worker calls the function once before its first task.
    pub initialiser: Option<Value>,
    /// Number of tasks after which a worker is replaced by a fresh one; `None`: never.
    pub recycle: Option<u32>,
    /// Time limit of a task; `None`: unlimited. Time in which its worker is stopped by fault injection, or together
    /// with this program, does not count.
    pub deadline: Option<Duration>,
    /// Whether workers are started when there is work for them, not with the pool.
    pub on_demand: bool,
    /// Whether workers report their activities, slice by slice.
    pub watched: bool,
    /// Faults to inject.
    pub faults: Vec<FaultPlan>,
    /// Receives commands from other threads.
    pub remote: Remote,
}

impl Config {
    /// A pool of `workers` workers that execute the function of `spec`.
    #[must_use]
    pub fn new(program: PathBuf, workers: u16, spec: Spec) -> Self {
        Self {
            program,
            workers,
            spec,
            cpus: Vec::new(),
            clock: Clock::start(),
            stop: Stop::default(),
            initialiser: None,
            recycle: None,
            deadline: None,
            on_demand: false,
            watched: true,
            faults: Vec::new(),
            remote: Remote::default(),
        }
    }
}

/// Notice of an event in a pool.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A process is started for a worker.
    Spawned {
        /// Its process id.
        pid: u32,
        /// Time of its start.
        at: Nanos,
    },
    /// A worker is ready.
    Ready {
        /// Its process id.
        pid: u32,
        /// Id of its computing thread.
        tid: u32,
        /// Time at which it became ready.
        at: Nanos,
    },
    /// A completed period of a worker's time.
    Slice(Slice),
    /// A worker's activity since its last slice, and its start.
    Now(Activity, Nanos),
    /// A line that a worker printed.
    Line {
        /// Its process id.
        pid: u32,
        /// The stream it was printed to.
        stream: Stream,
        /// The line, without its line feed.
        line: String,
    },
    /// Tasks are handed to a worker together: `first`, `first + step`, … Told of lists of at most
    /// [`FOLLOWED`](crate::event::EventKind::FOLLOWED) tasks by a pool that is watched.
    Chunk {
        /// The first of the tasks.
        first: u32,
        /// Distance from one task to the next.
        step: u32,
        /// Number of tasks.
        count: u32,
    },
    /// A task has ended, told of the same lists.
    Result {
        /// The task.
        task: u32,
        /// The beginning of its result; `None` where it failed.
        value: Option<String>,
    },
    /// A planned or requested fault is injected into a worker.
    FaultInjected {
        /// Its process id.
        pid: u32,
        /// The fault.
        fault: Fault,
    },
    /// A worker is stopped, or continued.
    Halted(bool),
    /// A worker ended unexpectedly.
    Death(Box<Obituary>),
    /// A worker ended on request.
    Exit {
        /// Its process id.
        pid: u32,
        /// Signal or exit code, in words.
        exit: String,
        /// Tasks it executed.
        tasks: u32,
        /// CPU time that it and its children used; `None` where the end of the process could not be awaited.
        cpu: Option<Nanos>,
    },
    /// A replacement process for one that died is ready.
    Replaced {
        /// Process id of the dead one.
        dead: u32,
        /// Process id of its replacement.
        pid: u32,
        /// Time from the death, or its detection, until the replacement was ready.
        after: Nanos,
    },
    /// A task that was lost with a worker is handed out again.
    Rerun {
        /// Process id of the worker with which it was lost.
        dead: u32,
        /// The task.
        task: u32,
        /// The attempt number, starting at 1.
        attempt: u16,
        /// Time from the death, or its detection, until now.
        after: Nanos,
    },
}

/// Error of a pool.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    /// A worker could not be started.
    #[error("cannot start worker {worker} ({program}): {source}")]
    Spawn {
        /// The worker.
        worker: u16,
        /// The program to be started.
        program: String,
        /// The cause.
        source: io::Error,
    },
    /// A worker was started repeatedly, but did not become ready.
    #[error("worker {worker} did not become ready: {reason}")]
    NotReady {
        /// The worker.
        worker: u16,
        /// Reason of the last failure.
        reason: String,
    },
    /// Waiting for the workers failed.
    #[error("cannot wait for the workers' messages: {0}")]
    Wait(io::Error),
    /// The pool is closed: it takes no more work.
    #[error("the pool is closed: it takes no more work")]
    Closed,
    /// The pool was not closed: its workers would not leave.
    #[error("the pool is still open: close it before joining it")]
    Open,
    /// The pool was stopped during the task.
    #[error("the pool was stopped before the task had an end")]
    Stopped,
}

/// Remains of a worker after the pool has closed: its accounts and totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Remains {
    /// Id of its last process.
    pub pid: u32,
    /// Id of the computing thread of that.
    pub tid: u32,
    /// Tasks executed by all its processes together.
    pub tasks: u32,
    /// Its time account; time between two of its processes is `spawn`. For a process that died: as seen by the pool.
    pub books: TimeAccount,
    /// CPU time of its processes.
    pub cpu: Nanos,
    /// The end of the last of them, e.g. `exit 0`.
    pub exit: String,
    /// Its findings besides its results; those of a dead process are lost.
    pub findings: Findings,
}

impl Remains {
    /// Adds a later process in the same place.
    pub(super) fn followed_by(self, later: Self) -> Self {
        let gap = later.books.opened - self.books.closed;
        let mut time = self.books.time;
        time += &later.books.time;
        time[Activity::Spawn] += gap;
        // The clocks of two processes may differ by a read: the sum is what must be right.
        let closed = self.books.opened + time.total();
        let books =
            TimeAccount { opened: self.books.opened, closed, time, cpu: self.books.cpu + later.books.cpu };
        Self {
            tasks: self.tasks.saturating_add(later.tasks),
            books,
            cpu: self.cpu + later.cpu,
            findings: self.findings.joined(later.findings),
            ..later
        }
    }
}
