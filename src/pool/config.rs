//! The terms on which a pool works: what it is made of, what it tells, what can go wrong, what is left of it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::remote::Remote;
use crate::clock::Clock;
use crate::event::{Activity, Fault, FaultPlan, Nanos, Obituary, Slice, Stream};
use crate::sys::stop::Stop;
use crate::time_account::TimeAccount;
use crate::workload::{Findings, Spec, Value};

/// So many times a task is tried before it is given up, when each attempt takes its worker with it.
pub const ATTEMPTS: u16 = 3;

/// What a pool is made of.
#[derive(Debug, Clone)]
pub struct Config {
    /// The program that is started as a worker: this one.
    pub program: PathBuf,
    /// How many workers.
    pub workers: u16,
    /// The function that they execute: that of this workload.
    pub spec: Spec,
    /// The CPUs they are confined to; empty for all.
    pub cpus: Vec<u16>,
    /// The session's clock.
    pub clock: Clock,
    /// When this is requested the pool kills its workers and returns what it has.
    pub stop: Stop,
    /// An argument that each worker calls the function with once before its first task.
    pub initialiser: Option<Value>,
    /// After how many tasks a worker is replaced by a fresh one; `None`: never.
    pub recycle: Option<u32>,
    /// How long a task may take; `None`: as long as it takes. Time in which its worker is stopped on demand, or together
    /// with this program, does not count.
    pub deadline: Option<Duration>,
    /// Workers are started when there is work for them, not with the pool.
    pub on_demand: bool,
    /// Whether workers tell what they do, slice by slice.
    pub watched: bool,
    /// Faults that happen on demand.
    pub faults: Vec<FaultPlan>,
    /// Takes orders from other threads.
    pub remote: Remote,
}

impl Config {
    /// A pool of so many workers that execute the function of `spec`.
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

/// What a pool tells while it works.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A worker is ready.
    Ready {
        /// Its process.
        pid: u32,
        /// Its computing thread.
        tid: u32,
        /// Since when.
        at: Nanos,
    },
    /// A stretch of a worker's time.
    Slice(Slice),
    /// What a worker has been doing since its last slice.
    Now(Activity, Nanos),
    /// A line a worker printed.
    Line {
        /// Its process.
        pid: u32,
        /// Where it was printed.
        stream: Stream,
        /// The line, without its end.
        line: String,
    },
    /// A fault that was asked for is done to a worker.
    FaultInjected {
        /// Its process.
        pid: u32,
        /// What is done.
        fault: Fault,
    },
    /// A worker is stopped, or goes on.
    Halted(bool),
    /// A worker ended before it was told to.
    Death(Box<Obituary>),
    /// A worker ended as it was told to.
    Exit {
        /// Its process.
        pid: u32,
        /// Signal or exit code.
        exit: String,
        /// Tasks it executed.
        tasks: u32,
    },
    /// Another process is ready in the place of one that died.
    Replaced {
        /// The process that died.
        dead: u32,
        /// The one in its place.
        pid: u32,
        /// From the death, or its notice, until the other was ready.
        after: Nanos,
    },
    /// A task that was lost with a worker is handed out again.
    Rerun {
        /// The process with which it was lost.
        dead: u32,
        /// The task.
        task: u32,
        /// Which attempt this is.
        attempt: u16,
        /// From the death, or its notice, until now.
        after: Nanos,
    },
}

/// Why a pool could not work.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    /// A worker could not be started.
    #[error("cannot start worker {worker} ({program}): {source}")]
    Spawn {
        /// Which.
        worker: u16,
        /// What was to be started.
        program: String,
        /// Why not.
        source: io::Error,
    },
    /// A worker was started, again and again, but did not become ready.
    #[error("worker {worker} did not become ready: {reason}")]
    NotReady {
        /// Which.
        worker: u16,
        /// Why not, the last time.
        reason: String,
    },
    /// The system does not let the pool wait for its workers.
    #[error("cannot wait for the workers' messages: {0}")]
    Wait(io::Error),
    /// The pool was closed before: it takes no more work.
    #[error("the pool is closed: it takes no more work")]
    Closed,
    /// The pool was not closed: its workers would not leave.
    #[error("the pool is still open: close it before joining it")]
    Open,
    /// The pool was stopped while the task was under way.
    #[error("the pool was stopped before the task had an end")]
    Stopped,
}

/// What is left of a worker when the pool has closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Remains {
    /// Its last process.
    pub pid: u32,
    /// The computing thread of that.
    pub tid: u32,
    /// Tasks it executed, all its processes together.
    pub tasks: u32,
    /// Its books; time between two of its processes is `spawn`. Of a process that took them with it: what was seen.
    pub books: TimeAccount,
    /// CPU time of its processes.
    pub cpu: Nanos,
    /// How the last of them ended, e.g. `exit 0`.
    pub exit: String,
    /// What it found out besides its results; one that died took that with it.
    pub findings: Findings,
}

impl Remains {
    /// One process after another in the same place.
    pub(super) fn followed_by(self, later: Self) -> Self {
        let gap = later.books.opened - self.books.closed;
        let mut time = self.books.time;
        time += &later.books.time;
        time[Activity::Spawn] += gap;
        // The clocks of two processes may differ by a read: what adds up is what counts.
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
