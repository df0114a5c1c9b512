//! The terms on which a pool works: what it is made of, what it tells, what can go wrong, what is left of it.

use std::io;
use std::path::PathBuf;

use super::wire::WireError;
use crate::clock::Clock;
use crate::event::{Activity, Nanos, Slice};
use crate::meter::Books;
use crate::sys::stop::Stop;
use crate::workload::{Findings, Spec};

/// What a pool is made of.
#[derive(Debug, Clone)]
pub struct Config {
    /// The program that is started as a worker: this one.
    pub program: PathBuf,
    /// How many workers.
    pub workers: u16,
    /// What they will compute.
    pub spec: Spec,
    /// Tasks in one message.
    pub chunk: u32,
    /// The CPUs they are confined to; empty for all.
    pub cpus: Vec<u16>,
    /// The session's clock.
    pub clock: Clock,
    /// When this is requested the pool kills its workers and returns what it has.
    pub stop: Stop,
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
    /// A line a worker wrote to its standard error.
    Line(String),
    /// A worker ended before it was told to.
    Death {
        /// Its process.
        pid: u32,
        /// Signal or exit code.
        cause: String,
        /// The task it was executing.
        task: Option<u32>,
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
    /// A worker started, but did not become ready.
    #[error("worker {worker} did not become ready: {reason}")]
    NotReady {
        /// Which.
        worker: u16,
        /// Why not.
        reason: String,
    },
    /// A message could not be sent.
    #[error("cannot speak with worker {worker}: {source}")]
    Send {
        /// Which.
        worker: u16,
        /// Why not.
        source: WireError,
    },
}

/// What is left of a worker when the pool has closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Remains {
    /// Its process.
    pub pid: u32,
    /// Its computing thread.
    pub tid: u32,
    /// Tasks it executed.
    pub tasks: u32,
    /// Its books. Of a worker that took them with it: what was seen of it.
    pub books: Books,
    /// CPU time of its process, or of its computing as far as it was seen.
    pub cpu: Nanos,
    /// How it ended, e.g. `exit 0`.
    pub exit: String,
    /// What it found out besides its results; one that died took that with it.
    pub findings: Findings,
}
