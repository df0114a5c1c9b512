//! Circuit breaker of respawns: never an endless respawn, and never a lane that fails while workers of it live.
//!
//! Failures are counted per worker slot, in a row and close to each other; a process that does a task, or lives for
//! long enough, ends its slot's row. A slot that failed [`MOST`] times in a row is tried again at the longest pause,
//! as long as another slot is promising. When none is, no process is started any more.

use crate::event::Nanos;

/// Failures in a row after which a slot is no longer promising by itself.
pub(super) const MOST: u32 = 5;

/// Pause after the first failure of a row; each further one doubles it.
const FIRST_PAUSE: Nanos = Nanos::from_millis(10);

/// Longest pause between two processes of one slot.
const LONGEST_PAUSE: Nanos = Nanos::from_millis(1_000);

/// A failure that comes this long after the last one of its slot begins a new row.
const FORGOTTEN_AFTER: Nanos = Nanos::from_millis(60_000);

/// Counts processes that ended young without having executed anything, by worker slot.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    slots: Vec<Row>,
    /// Reason of the last failure, and the length of its slot's row.
    last: String,
    broken: bool,
}

/// Failures of one slot in a row.
#[derive(Debug, Default, Clone, Copy)]
struct Row {
    failures: u32,
    last: Nanos,
}

impl Breaker {
    /// Counts a failed process of `slot`; returns the pause before the next.
    pub(super) fn fail(&mut self, slot: usize, now: Nanos, reason: &str) -> Nanos {
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, Row::default());
        }
        let row = &mut self.slots[slot];
        if now - row.last >= FORGOTTEN_AFTER {
            row.failures = 0;
        }
        (row.failures, row.last) = (row.failures.saturating_add(1), now);
        self.last = format!("{reason} ({} in a row came to nothing)", row.failures);
        Nanos(FIRST_PAUSE.0 << (row.failures - 1).min(10)).min(LONGEST_PAUSE)
    }

    /// Ends the row of `slot`: a process of it has done a task, or lived for long, so that its start was worth it.
    pub(super) fn succeed(&mut self, slot: usize) {
        if let Some(row) = self.slots.get_mut(slot) {
            *row = Row::default();
        }
    }

    /// Whether `slot` has failed so often in a row that its next process is not waited for.
    pub(super) fn is_given_up(&self, slot: usize) -> bool {
        self.slots.get(slot).is_some_and(|row| row.failures >= MOST)
    }

    /// Trips the breaker: no slot is promising, and no process is started any more.
    pub(super) fn trip(&mut self) {
        self.broken = true;
    }

    /// The reason why no process is started any more, if the breaker has tripped.
    pub(super) fn broken(&self) -> Option<&str> {
        self.broken.then_some(self.last.as_str())
    }
}

#[cfg(test)]
mod tests;
