//! Report on the messages between a lane and its worker processes.

use serde::{Deserialize, Serialize};

use super::percentiles::PercentilesReport;
use crate::event::IpcStats;

/// Messages between a lane and its worker processes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct IpcReport {
    /// Frames in both directions that carried tasks or results.
    pub messages: u64,
    /// Bytes written to the workers.
    pub bytes_out: u64,
    /// Bytes read from them.
    pub bytes_in: u64,
    /// Time from sending a task until its result has arrived, less the task's own time, µs.
    pub round_trip_us: PercentilesReport,
    /// Time from starting a worker process until it is ready, ms.
    pub spawn_ms: PercentilesReport,
    /// Time that the lane itself spent on serialising arguments and deserialising results.
    pub serialise_s: f64,
}

impl IpcReport {
    /// Report on `ipc`.
    pub(super) fn of(ipc: &IpcStats) -> Self {
        Self {
            messages: ipc.messages,
            bytes_out: ipc.bytes_out,
            bytes_in: ipc.bytes_in,
            round_trip_us: PercentilesReport::of(ipc.round_trip_us),
            spawn_ms: PercentilesReport::of(ipc.spawn_ms),
            serialise_s: ipc.serialise.secs(),
        }
    }
}
