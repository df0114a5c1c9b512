//! Pace of a replay: the due times of events, from real time, a speed and pauses. Pure.

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use crate::event::Nanos;

/// Range of replay speeds, in multiples of the recorded speed.
pub const SPEEDS: RangeInclusive<f64> = 0.01..=1000.0;

/// Recorded time as it passes in a replay.
///
/// It runs `speed` times as fast as real time, stands still during a pause, and stops at the end of the
/// recording. Real time is always handed in, so a test needs no clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// A real time, and the recorded time at that point. Moved only when the pace changes, so that no rounding adds
    /// up.
    anchor: (Instant, Nanos),
    speed: f64,
    paused: bool,
    end: Nanos,
}

/// Due time of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Already.
    Now,
    /// After this much real time, if the pace stays as it is.
    In(Duration),
    /// Not before the pause is over.
    Paused,
}

impl Pace {
    /// The pace of a recording of length `end` that begins to play at `now`.
    #[must_use]
    pub fn new(end: Nanos, speed: f64, now: Instant) -> Self {
        Self { anchor: (now, Nanos::ZERO), speed: within(speed), paused: false, end }
    }

    /// The recorded time at the real time `now`.
    #[must_use]
    pub fn at(&self, now: Instant) -> Nanos {
        let (then, time) = self.anchor;
        if self.paused {
            return time;
        }
        let passed = now.saturating_duration_since(then).as_secs_f64() * self.speed;
        (time + Nanos::from_secs_f64(passed)).min(self.end)
    }

    /// Due time of `time`, seen from `now`.
    #[must_use]
    pub fn due(&self, time: Nanos, now: Instant) -> Due {
        let left = time.min(self.end) - self.at(now);
        if left == Nanos::ZERO {
            return Due::Now;
        }
        if self.paused {
            return Due::Paused;
        }
        // At least a nanosecond: a wait rounded to zero would spin.
        let wait = Duration::try_from_secs_f64(left.secs() / self.speed).unwrap_or(Duration::MAX);
        Due::In(wait.max(Duration::from_nanos(1)))
    }

    /// Goes to the recorded time `time`, at most the end; speed and pause stay as they are.
    pub fn seek(&mut self, time: Nanos, now: Instant) {
        self.anchor = (now, time.min(self.end));
    }

    /// Length of the recording.
    #[must_use]
    pub fn end(&self) -> Nanos {
        self.end
    }

    /// Real time since the end was reached; `None` before it, and during a pause.
    #[must_use]
    pub fn since_end(&self, now: Instant) -> Option<Duration> {
        let (then, time) = self.anchor;
        if self.paused {
            return None;
        }
        let passed = now.saturating_duration_since(then);
        let needed = Duration::try_from_secs_f64((self.end - time).secs() / self.speed).ok()?;
        passed.checked_sub(needed)
    }

    /// Whether it is paused.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Pauses, or continues from the same recorded time.
    pub fn set_paused(&mut self, paused: bool, now: Instant) {
        self.anchor = (now, self.at(now));
        self.paused = paused;
    }

    /// Speed in multiples of the recorded one.
    #[must_use]
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Changes the speed from now on. It is kept within [`SPEEDS`].
    pub fn set_speed(&mut self, speed: f64, now: Instant) {
        self.anchor = (now, self.at(now));
        self.speed = within(speed);
    }
}

fn within(speed: f64) -> f64 {
    if speed.is_nan() { 1.0 } else { speed.clamp(*SPEEDS.start(), *SPEEDS.end()) }
}

#[cfg(test)]
mod tests;
