//! What it costs to have one's tasks executed by processes, each part measured apart.

use serde::{Deserialize, Serialize};

use super::Nanos;

/// The price of processes, measured on the pool's own workers right after their last result, and what it predicts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// From starting a worker process until it is ready, the median.
    pub start: Nanos,
    /// From sending a message to a sleeping worker until its answer is here, the median.
    pub round_trip: Nanos,
    /// A message there and its answer, when many are under way at once.
    pub per_message: Nanos,
    /// A byte there and back, in nanoseconds, beyond the message that carries it.
    pub per_byte: f64,
    /// What a worker's time came to per task besides the task itself, in the run that was measured.
    pub overhead: Nanos,
    /// How long a task took, the mean.
    pub task: Nanos,
    /// The smallest chunk whose messages cost less than 5 % of its tasks' time: `per_message / (5 % × task)`, at
    /// least 1; `None` where tasks took no time that could be measured.
    pub break_even_chunk: Option<u32>,
    /// The wall time that these parts predict: see [`crate::pool`] for the sum.
    pub predicted: Nanos,
    /// Memory that a worker shares with nobody, in bytes, the mean; `None` where the system does not tell.
    pub private: Option<u64>,
    /// Its memory with each shared page divided by those who share it, in bytes, the mean.
    pub proportional: Option<u64>,
}
