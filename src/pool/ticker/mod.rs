//! The intervals at which a pool checks what no pipe reports.

use std::time::{Duration, Instant};

use crate::event::Nanos;

/// Interval between two ticks.
pub(super) const TICK: Duration = Duration::from_millis(20);

/// Ticks between two reads of a worker's memory: ten reads a second.
const MEASURED_EVERY: usize = 5;

/// Most time that one tick counts against a deadline: when this program was stopped itself, no task hung.
const LONGEST_TICK: Nanos = Nanos::from_millis(100);

/// Time of the last tick, and the number of ticks.
#[derive(Debug)]
pub(super) struct Ticker {
    last: Instant,
    count: usize,
}

impl Ticker {
    /// The first tick is due one interval from now.
    pub(super) fn start() -> Self {
        Self { last: Instant::now(), count: 0 }
    }

    /// Time until the next tick is due.
    pub(super) fn remaining(&self) -> Duration {
        TICK.saturating_sub(self.last.elapsed())
    }

    /// Begins the next tick, if it is due; returns the time that it counts against deadlines.
    pub(super) fn tick(&mut self) -> Option<Nanos> {
        self.tick_after(self.last.elapsed())
    }

    fn tick_after(&mut self, elapsed: Duration) -> Option<Nanos> {
        if elapsed < TICK {
            return None;
        }
        self.last = Instant::now();
        self.count += 1;
        Some(Nanos::from(elapsed).min(LONGEST_TICK))
    }

    /// The one of `workers` workers whose memory is read at this tick, round-robin: to read that of all would cost
    /// more the more there are.
    pub(super) fn measured(&self, workers: usize) -> Option<usize> {
        self.count.is_multiple_of(MEASURED_EVERY).then(|| self.count / MEASURED_EVERY % workers.max(1))
    }
}

#[cfg(test)]
mod tests;
