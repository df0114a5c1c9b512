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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ms(n: u64) -> Nanos {
        Nanos::from_millis(n)
    }

    /// A pace at recorded length 10 s, and a function from milliseconds to made-up moments.
    fn pace(speed: f64) -> (Pace, impl Fn(u64) -> Instant) {
        let base = Instant::now();
        (Pace::new(ms(10_000), speed, base), move |n| base + Duration::from_millis(n))
    }

    #[test]
    fn time_runs_at_its_speed_and_stops_at_the_end() {
        let (pace, after) = pace(2.0);
        assert_eq!(pace.at(after(0)), ms(0));
        assert_eq!(pace.at(after(1500)), ms(3000));
        assert_eq!(pace.at(after(60_000)), ms(10_000));
    }

    #[test]
    fn an_event_is_due_when_its_time_has_come() {
        let (pace, after) = pace(0.5);
        assert_eq!(pace.due(ms(0), after(0)), Due::Now);
        assert_eq!(pace.due(ms(100), after(0)), Due::In(Duration::from_millis(200)));
        assert_eq!(pace.due(ms(100), after(150)), Due::In(Duration::from_millis(50)));
        assert_eq!(pace.due(ms(100), after(200)), Due::Now);
        assert_eq!(pace.due(ms(40), after(200)), Due::Now, "a late one follows at once");
    }

    #[test]
    fn a_pause_takes_no_time() {
        let (mut pace, after) = pace(1.0);
        pace.set_paused(true, after(1000));
        assert_eq!(pace.at(after(9000)), ms(1000));
        assert_eq!(pace.due(ms(1001), after(9000)), Due::Paused);
        assert_eq!(pace.due(ms(1000), after(9000)), Due::Now, "what was due before the pause still is");
        pace.set_paused(true, after(9500));
        pace.set_paused(false, after(10_000));
        assert_eq!(pace.at(after(10_500)), ms(1500));
    }

    #[test]
    fn a_new_speed_holds_from_now_on() {
        let (mut pace, after) = pace(1.0);
        pace.set_speed(4.0, after(1000));
        assert_eq!(pace.at(after(2000)), ms(5000));
        pace.set_paused(true, after(2000));
        pace.set_speed(0.5, after(3000));
        assert_eq!(pace.at(after(3000)), ms(5000), "also during a pause");
        pace.set_paused(false, after(4000));
        assert_eq!(pace.at(after(6000)), ms(6000));
        pace.seek(ms(0), after(7000));
        assert_eq!(pace.at(after(8000)), ms(500));
    }

    #[test]
    fn a_seek_keeps_speed_and_pause_and_ends_at_the_end() {
        let (mut pace, after) = pace(2.0);
        pace.seek(ms(4000), after(1000));
        assert_eq!(pace.at(after(1500)), ms(5000));
        pace.set_paused(true, after(1500));
        pace.seek(ms(1000), after(2000));
        assert_eq!((pace.at(after(9000)), pace.is_paused()), (ms(1000), true));
        pace.seek(ms(99_000), after(9000));
        assert_eq!(pace.at(after(9000)), pace.end());
    }

    #[test]
    fn the_time_since_the_end_is_real_time() {
        let (mut pace, after) = pace(2.0);
        assert_eq!(pace.since_end(after(4999)), None);
        assert_eq!(pace.since_end(after(6000)), Some(Duration::from_secs(1)));
        pace.set_paused(true, after(6000));
        assert_eq!(pace.since_end(after(7000)), None);
    }

    #[test]
    fn nonsense_speeds_are_brought_within_reason() {
        for (asked, got) in [(0.0, 0.01), (-3.0, 0.01), (f64::NAN, 1.0), (f64::INFINITY, 1000.0), (2.5, 2.5)]
        {
            let (mut pace, after) = pace(asked);
            assert!((pace.speed() - got).abs() < f64::EPSILON, "{asked}: {}", pace.speed());
            pace.set_speed(asked, after(0));
            assert!((pace.speed() - got).abs() < f64::EPSILON, "{asked}: {}", pace.speed());
        }
    }

    proptest! {
        /// Whatever is done to it, recorded time never runs backwards, and what is due comes to pass.
        #[test]
        fn never_backwards(steps in proptest::collection::vec((0u64..5000, 0u8..4, 0.001f64..2000.0), 1..40)) {
            let (mut pace, after) = pace(1.0);
            let (mut real, mut last) = (0, ms(0));
            for (step, act, speed) in steps {
                real += step;
                let now = after(real);
                prop_assert!(pace.at(now) >= last);
                last = pace.at(now);
                match act {
                    0 => pace.set_paused(true, now),
                    1 => pace.set_paused(false, now),
                    2 => pace.set_speed(speed, now),
                    _ => {}
                }
                prop_assert_eq!(pace.at(now), last, "a change of pace is no jump");
                if let Due::In(wait) = pace.due(ms(10_000), now) {
                    let then = pace.at(now + wait);
                    prop_assert!(ms(10_000) - then < Nanos::from_micros(1), "{:?}", then);
                }
            }
        }
    }
}
