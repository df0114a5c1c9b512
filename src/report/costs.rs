//! Costs of processes in a lane.

use serde::{Deserialize, Serialize};

use crate::event::Costs;

/// Costs of processes, each part measured apart; the unit of a time is in its name.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CostsReport {
    /// From starting a worker process until it is ready, the median.
    pub start_ms: f64,
    /// From sending a message to a sleeping worker until its reply has arrived, the median.
    pub round_trip_us: f64,
    /// Time of a message and its reply, when many are in flight at once.
    pub per_message_us: f64,
    /// Time of a byte there and back, beyond the message that carries it.
    pub per_byte_ns: Option<f64>,
    /// Time of a worker per task besides the task itself.
    pub overhead_us: f64,
    /// Time of a task, the mean.
    pub task_us: f64,
    /// The smallest chunk whose messages cost less than 5 % of its tasks' time; `null` where tasks took no time that
    /// could be measured.
    pub break_even_chunk: Option<u32>,
    /// Wall time that these parts predict.
    pub predicted_wall_s: f64,
    /// Memory that a worker does not share, in bytes, the mean.
    pub memory_private: Option<u64>,
    /// Its memory with each shared page divided by the number of sharing processes, in bytes, the mean.
    pub memory_proportional: Option<u64>,
}

impl CostsReport {
    pub(super) fn of(costs: &Costs) -> Self {
        Self {
            start_ms: costs.start.secs() * 1e3,
            round_trip_us: costs.round_trip.micros(),
            per_message_us: costs.per_message.micros(),
            per_byte_ns: Some(costs.per_byte).filter(|per_byte| per_byte.is_finite()),
            overhead_us: costs.overhead.micros(),
            task_us: costs.task.micros(),
            break_even_chunk: costs.break_even_chunk,
            predicted_wall_s: costs.predicted.secs(),
            memory_private: costs.private,
            memory_proportional: costs.proportional,
        }
    }
}
