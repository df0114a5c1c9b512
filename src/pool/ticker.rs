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
mod tests {
    use super::*;

    #[test]
    fn a_tick_counts_its_time_but_not_that_of_a_stop_of_the_program() {
        let mut ticker = Ticker::start();
        assert_eq!(ticker.tick_after(TICK / 2), None);
        assert_eq!(ticker.tick_after(TICK), Some(Nanos::from(TICK)));
        assert_eq!(ticker.tick_after(Duration::from_mins(1)), Some(LONGEST_TICK));
        assert!(ticker.remaining() <= TICK);
    }

    #[test]
    fn each_worker_in_turn_is_measured_at_every_fifth_tick() {
        let mut ticker = Ticker::start();
        let mut measured = Vec::new();
        for _ in 0..35 {
            ticker.tick_after(TICK);
            measured.extend(ticker.measured(3));
        }
        assert_eq!(measured, [1, 2, 0, 1, 2, 0, 1]);
    }
}
