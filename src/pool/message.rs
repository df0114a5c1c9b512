//! Messages between a pool and its worker processes.
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
//!          ◀────────────────────── BYE          with its time account; then it leaves
//! ```

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::values::Values;
use super::wire::Message;
use crate::event::{Activity, Fault, Nanos, Slice};
use crate::time_account::TimeAccount;
use crate::workload::{Findings, Spec, Value};

/// Version of the messages; both sides must have the same. Raised with every change of a message.
pub const PROTOCOL: u16 = 4;

/// A chunk of tasks for a worker: `first`, `first + step`, … one for each argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The first of its tasks.
    pub first: u32,
    /// Distance from one of its tasks to the next.
    pub step: u32,
    /// The attempt number, starting at 1.
    pub attempt: u16,
    /// They were lost with a worker, and which of them was to blame is unknown: send STARTED before each.
    pub careful: bool,
    /// Fault to inject with the first of them.
    pub fault: Option<Fault>,
    /// Their arguments.
    pub arguments: Values,
}

/// Everything a worker must know before its first task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the pool.
    pub protocol: u16,
    /// The origin of the session's clock.
    pub origin: u64,
    /// The workload it will compute.
    pub spec: Spec,
    /// The CPUs it is confined to; empty for all.
    pub cpus: Vec<u16>,
    /// Argument with which the function is called once before all tasks, like Python's `initializer`.
    pub initialiser: Option<Value>,
    /// Whether it reports its activities, slice by slice.
    pub watched: bool,
}

/// From the pool to a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToWorker {
    /// The first message.
    Hello(Box<Hello>),
    /// Work, to be done in this order.
    Tasks(Batch),
    /// Give back this number of chunks that were not begun, the last ones first.
    Recall(u32),
    /// Send these bytes back.
    Ping(ByteBuf),
    /// No more work: close the time account and leave.
    Bye,
}

/// From a worker to the pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromWorker {
    /// Ready for tasks.
    Ready {
        /// Its process id.
        pid: u32,
        /// Id of its computing thread.
        tid: u32,
        /// Time at which it became ready, on the session's clock.
        at: Nanos,
    },
    /// It cannot work, and leaves; the sentence gives the reason.
    InitFailed(String),
    /// It begins a task.
    Started {
        /// The task.
        task: u32,
        /// The attempt number, starting at 1.
        attempt: u16,
    },
    /// The next tasks of a chunk are done.
    Results {
        /// The first of them.
        first: u32,
        /// The attempt number, starting at 1.
        attempt: u16,
        /// Their results.
        values: Values,
        /// Their duration, all together.
        took: Nanos,
    },
    /// A task panicked or refused its argument; the worker lives on.
    Failed {
        /// The task.
        task: u32,
        /// The attempt number, starting at 1.
        attempt: u16,
        /// The reason.
        reason: String,
    },
    /// Chunks that it gives back, by their first tasks, the last ones first.
    Returned(Vec<u32>),
    /// The bytes of a PING.
    Pong(ByteBuf),
    /// Observation: a completed period of its time.
    Slice(Slice),
    /// Observation: its activity since its last slice.
    Now {
        /// The activity.
        activity: Activity,
        /// Its start.
        since: Nanos,
    },
    /// Its last message.
    Bye {
        /// Its time account.
        books: TimeAccount,
        /// CPU time of the whole process since its first task.
        cpu: Nanos,
        /// Its findings besides its results.
        findings: Findings,
    },
}

/// Size from which on the bytes of a PING travel as a large value does, in bytes.
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
