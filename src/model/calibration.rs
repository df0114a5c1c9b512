//! Calibration: the size of the tasks, and the time of one worker alone.

use crate::event::Nanos;

/// The settled size of the workload, and the predicted time of one worker alone for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calibration {
    /// Number of tasks.
    pub tasks: u32,
    /// Size of one task.
    pub size: u64,
    /// Predicted time of one worker without a lock for all tasks.
    pub solo: Nanos,
    /// Duration of the workload's run in the calibration itself.
    pub sample: Nanos,
}
