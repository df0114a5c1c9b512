//! What a pool and its worker processes say to each other.

use serde::{Deserialize, Serialize};

use crate::event::{Activity, Nanos, Slice};
use crate::meter::Books;
use crate::workload::{Findings, Spec, Value};

/// Both sides must speak the same; raised with every change of a message.
pub const PROTOCOL: u16 = 3;

/// One task for a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Which task.
    pub task: u32,
    /// The how manieth time it is tried, from 1.
    pub attempt: u16,
    /// Its argument.
    pub argument: Value,
}

/// What a worker must know before its first task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the pool.
    pub protocol: u16,
    /// The origin of the session's clock.
    pub origin: u64,
    /// What it will compute.
    pub spec: Spec,
    /// The CPUs it is confined to; empty for all.
    pub cpus: Vec<u16>,
}

/// From the pool to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToWorker {
    /// The first message.
    Hello(Hello),
    /// Work, to be done in this order.
    Tasks(Vec<Assignment>),
    /// No more work: close the books and leave.
    Bye,
}

/// From a worker to the pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromWorker {
    /// Ready for tasks.
    Ready {
        /// Its process.
        pid: u32,
        /// Its computing thread.
        tid: u32,
        /// Since when, on the session's clock.
        at: Nanos,
    },
    /// It cannot work; the sentence says why. It leaves.
    InitFailed(String),
    /// It begins a task.
    Started {
        /// Which task.
        task: u32,
        /// Which attempt.
        attempt: u16,
    },
    /// A task is done.
    Result {
        /// Which task.
        task: u32,
        /// Which attempt.
        attempt: u16,
        /// What came out.
        value: Value,
        /// How long it ran.
        took: Nanos,
    },
    /// A task panicked or refused its argument; the worker lives on.
    Failed {
        /// Which task.
        task: u32,
        /// Which attempt.
        attempt: u16,
        /// What happened.
        reason: String,
    },
    /// Observation: a stretch of its time that is over.
    Slice(Slice),
    /// Observation: what it has been doing since its last slice.
    Now {
        /// What it is doing.
        activity: Activity,
        /// Since when.
        since: Nanos,
    },
    /// Its last message.
    Bye {
        /// Its books.
        books: Books,
        /// CPU time of the whole process since its first task.
        cpu: Nanos,
        /// What it found out besides its results.
        findings: Findings,
    },
}
