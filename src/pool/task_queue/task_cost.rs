//! The cost of a list's tasks as measured so far: it decides how many of them are queued at a worker.

use crate::event::Nanos;

/// Amount of work queued at a worker, by its expected duration.
const AHEAD: Nanos = Nanos::from_millis(1);

/// Most bytes queued at a worker, unless one chunk has more: they would only wait in front of its socket, in memory
/// that is cold when their turn comes.
const AHEAD_BYTES: u64 = 2 << 20;

/// Least assumed duration of a task, its handling included.
const CHEAPEST_TASK: Nanos = Nanos(100);

/// Duration and message size of a task.
#[derive(Debug, Default)]
pub(super) struct TaskCost {
    /// Moving average of the duration; `None` before the first result.
    mean: Option<Nanos>,
    /// Message size per task of the last chunk sent, in bytes.
    bytes: u64,
}

impl TaskCost {
    /// Updates the moving average of the duration.
    pub(super) fn learn(&mut self, tasks: u32, took: Nanos) {
        let each = Nanos(took.0 / u64::from(tasks.max(1))).max(CHEAPEST_TASK);
        let moved = |mean: Nanos| Nanos(mean.0 - mean.0 / 16 + each.0 / 16);
        self.mean = Some(self.mean.map_or(each, moved));
    }

    /// Updates the message size.
    pub(super) fn learn_bytes(&mut self, tasks: u32, bytes: u64) {
        self.bytes = bytes / u64::from(tasks.max(1));
    }

    /// Whether tasks are so short that their beginnings are not announced.
    pub(super) fn is_tiny(&self) -> bool {
        self.mean.is_some_and(|mean| mean < AHEAD)
    }

    /// Number of tasks that keep a worker busy for a while; `None` while nothing is known.
    pub(super) fn ahead(&self) -> Option<usize> {
        let ahead = usize::try_from(AHEAD.0 / self.mean?.0.max(1)).unwrap_or(0);
        Some(ahead.min(usize::try_from(AHEAD_BYTES / self.bytes.max(1)).unwrap_or(usize::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_millisecond_of_tasks_is_ahead_or_two_megabytes() {
        let mut cost = TaskCost::default();
        assert_eq!((cost.ahead(), cost.is_tiny()), (None, false), "nothing is known");
        cost.learn(10, Nanos::from_micros(100));
        assert_eq!((cost.ahead(), cost.is_tiny()), (Some(100), true));
        cost.learn_bytes(2, 2 << 20);
        assert_eq!(cost.ahead(), Some(2), "a megabyte each");
        (0..200).for_each(|_| cost.learn(1, Nanos::from_millis(5)));
        assert_eq!((cost.ahead(), cost.is_tiny()), (Some(0), false));
    }
}
