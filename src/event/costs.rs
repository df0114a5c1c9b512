//! Costs of executing tasks in worker processes, each part measured separately.

use serde::{Deserialize, Serialize};

use super::Nanos;

/// Costs of worker processes, measured on the pool's own workers right after their last result, and the wall time
/// they predict.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Median time from starting a worker process until it is ready.
    pub start: Nanos,
    /// Median time from sending a message to a sleeping worker until the answer arrives.
    pub round_trip: Nanos,
    /// Time per message and its answer, with many in flight at once.
    pub per_message: Nanos,
    /// Time per byte there and back, in nanoseconds, beyond the message that carries it.
    pub per_byte: f64,
    /// A worker's mean time per task besides the task itself, in the run that was measured.
    pub overhead: Nanos,
    /// Mean duration of a task.
    pub task: Nanos,
    /// The smallest chunk whose messages cost less than 5 % of its tasks' time: `per_message / (5 % × task)`, at
    /// least 1; `None` where tasks took no time that could be measured.
    pub break_even_chunk: Option<u32>,
    /// Wall time predicted from these parts: see [`crate::pool`] for the sum.
    pub predicted: Nanos,
    /// Memory that a worker shares with no other process, in bytes, the mean; `None` where the system does not report
    /// it.
    pub private: Option<u64>,
    /// Its memory with each shared page divided by the number of processes sharing it (PSS), in bytes, the mean.
    pub proportional: Option<u64>,
}
