//! What a pool and its worker processes say to each other.
//!
//! ```text
//! pool                               worker
//!   HELLO  ──────────────────────────▶          once, and the answer is READY or INIT_FAILED
//!   TASKS  ──────────────────────────▶          one chunk; several may be under way
//!          ◀────────────────── STARTED          before a task that may take long, or that is suspected
//!          ◀────────── RESULTS, FAILED          in the order of the tasks
//!   RECALL ──────────────────────────▶          give back chunks that you have not begun
//!          ◀───────────────── RETURNED
//!   PING   ──────────────────────────▶
//!          ◀───────────────────── PONG          as many bytes, for measuring
//!          ◀─────────────── SLICE, NOW          observation
//!   BYE    ──────────────────────────▶
//!          ◀────────────────────── BYE          with its books; then it leaves
//! ```

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::values::Values;
use super::wire::Message;
use crate::event::{Activity, Fault, Nanos, Slice};
use crate::time_account::TimeAccount;
use crate::workload::{Findings, Spec, Value};

/// Both sides must speak the same; raised with every change of a message.
pub const PROTOCOL: u16 = 4;

/// A chunk of tasks for a worker: `first`, `first + step`, … one for each argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The first of its tasks.
    pub first: u32,
    /// From one of its tasks to the next.
    pub step: u32,
    /// The attempt number, starting at 1.
    pub attempt: u16,
    /// They were lost with a worker, and nobody knows whether one of them was to blame: say STARTED before each.
    pub careful: bool,
    /// What goes wrong with the first of them, on demand.
    pub fault: Option<Fault>,
    /// Their arguments.
    pub arguments: Values,
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
    /// An argument that the function is called with once before all tasks, as Python's `initializer` is.
    pub initialiser: Option<Value>,
    /// Whether it shall tell what it does, slice by slice.
    pub watched: bool,
}

/// From the pool to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToWorker {
    /// The first message.
    Hello(Hello),
    /// Work, to be done in this order.
    Tasks(Batch),
    /// Give back so many chunks that were not begun, the last ones first.
    Recall(u32),
    /// Send these bytes back.
    Ping(ByteBuf),
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
    /// The next tasks of a chunk are done.
    Results {
        /// The first of them.
        first: u32,
        /// Which attempt.
        attempt: u16,
        /// What came out of each.
        values: Values,
        /// How long they ran, all together.
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
    /// Chunks that it gives back, by their first tasks, the last ones first.
    Returned(Vec<u32>),
    /// What a PING brought.
    Pong(ByteBuf),
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
        books: TimeAccount,
        /// CPU time of the whole process since its first task.
        cpu: Nanos,
        /// What it found out besides its results.
        findings: Findings,
    },
}

/// From which size on the bytes of a PING travel as a large value does.
const LARGE_PING: usize = 32 << 10;

impl Message for ToWorker {
    fn detach(&mut self) -> Option<Vec<u8>> {
        match self {
            Self::Tasks(batch) => batch.arguments.detach(),
            Self::Ping(bytes) if bytes.len() >= LARGE_PING => Some(std::mem::take(bytes).into_vec()),
            _ => None,
        }
    }

    fn attach(&mut self, bytes: Option<Vec<u8>>) -> bool {
        match (self, bytes) {
            (Self::Tasks(batch), bytes) => batch.arguments.attach(bytes),
            (Self::Ping(place), Some(bytes)) => {
                *place = ByteBuf::from(bytes);
                true
            }
            (_, bytes) => bytes.is_none(),
        }
    }
}

impl Message for FromWorker {
    fn detach(&mut self) -> Option<Vec<u8>> {
        match self {
            Self::Results { values, .. } => values.detach(),
            Self::Pong(bytes) if bytes.len() >= LARGE_PING => Some(std::mem::take(bytes).into_vec()),
            _ => None,
        }
    }

    fn attach(&mut self, bytes: Option<Vec<u8>>) -> bool {
        match (self, bytes) {
            (Self::Results { values, .. }, bytes) => values.attach(bytes),
            (Self::Pong(place), Some(bytes)) => {
                *place = ByteBuf::from(bytes);
                true
            }
            (_, bytes) => bytes.is_none(),
        }
    }
}
