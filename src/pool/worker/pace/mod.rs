//! Number of tasks that a worker takes at once.
//!
//! Reading the clock before and after every task, and announcing its beginning, costs more than a tiny task itself;
//! of long ones every beginning must be known at once. So tasks are taken in *strides*: about [`STRIDE`] of work, one
//! single task when it is longer than that.

use crate::event::Nanos;

/// Approximate duration of a stride.
const STRIDE: Nanos = Nanos::from_micros(50);

/// Length from which on a task is announced before it begins, at the price of one write to the socket.
const SLOW: Nanos = Nanos::from_micros(200);

/// Most tasks in a stride: their results fill a message of a few dozen KiB.
const LONGEST: u32 = 4096;

/// A worker's estimate of the length of its tasks.
#[derive(Debug)]
pub(super) struct Pace {
    stride: u32,
    /// Mean duration of a task in the last stride.
    each: Option<Nanos>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { stride: 1, each: None }
    }
}

impl Pace {
    /// Number of tasks to take now.
    pub(super) fn stride(&self) -> u32 {
        self.stride
    }

    /// Whether the next task may take so long that it must be announced first. An unknown one counts as slow.
    pub(super) fn is_slow(&self) -> bool {
        self.each.is_none_or(|each| each >= SLOW)
    }

    /// Updates the estimate with `tasks` tasks that `took` this time.
    pub(super) fn learn(&mut self, tasks: u32, took: Nanos) {
        let each = Nanos(took.0 / u64::from(tasks.max(1)));
        let fitting = u32::try_from(STRIDE.0 / each.0.max(1)).unwrap_or(LONGEST);
        // It grows with care and shrinks at once.
        self.stride = fitting.min(self.stride.saturating_mul(2)).clamp(1, LONGEST);
        self.each = Some(each);
    }
}

#[cfg(test)]
mod tests;
