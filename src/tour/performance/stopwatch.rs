//! The time a scene takes, without those in which the whole program stood still.

use std::time::{Duration, Instant};

/// Longest time between two looks that counts as a whole: a longer one held a stop of the program.
const LONGEST_GAP: Duration = Duration::from_millis(500);

/// A stopwatch that is looked at many times a second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopwatch {
    looked: Instant,
    spent: Duration,
}

impl Stopwatch {
    /// A stopwatch that begins at `now`.
    pub(super) fn start(now: Instant) -> Self {
        Self { looked: now, spent: Duration::ZERO }
    }

    /// The time spent until `now`.
    pub(super) fn look(&mut self, now: Instant) -> Duration {
        self.spent += now.saturating_duration_since(self.looked).min(LONGEST_GAP);
        self.looked = now;
        self.spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_of_the_program_does_not_count() {
        let began = Instant::now();
        let mut stopwatch = Stopwatch::start(began);
        let at = |ms| began + Duration::from_millis(ms);
        assert_eq!(stopwatch.look(at(50)), Duration::from_millis(50));
        assert_eq!(stopwatch.look(at(300_050)), Duration::from_millis(550));
        assert_eq!(stopwatch.look(at(300_100)), Duration::from_millis(600));
    }
}
