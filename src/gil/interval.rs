//! The switch interval: time a thread may keep the lock while another waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// CPython's default switch interval (`sys.getswitchinterval()`).
pub const DEFAULT_INTERVAL: Duration = Duration::from_millis(5);

/// Shortest interval: CPython's floor.
const SHORTEST: Duration = Duration::from_micros(1);

/// The switch interval of all locks that share it, adjustable while they are in use (`sys.setswitchinterval()`).
/// Clones share one value.
#[derive(Debug, Clone)]
pub struct Interval(Arc<AtomicU64>);

impl Interval {
    /// An interval of this length.
    #[must_use]
    pub fn new(interval: Duration) -> Self {
        Self(Arc::new(AtomicU64::new(nanos(interval))))
    }

    /// Its current value, at least 1 µs.
    #[must_use]
    pub fn get(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }

    /// Sets it; a wait that is going on keeps the interval it began with.
    pub fn set(&self, interval: Duration) {
        self.0.store(nanos(interval), Ordering::Relaxed);
    }

    /// Its current value in microseconds.
    #[must_use]
    pub fn micros(&self) -> u64 {
        self.0.load(Ordering::Relaxed) / 1000
    }
}

impl Default for Interval {
    fn default() -> Self {
        Self::new(DEFAULT_INTERVAL)
    }
}

fn nanos(interval: Duration) -> u64 {
    u64::try_from(interval.max(SHORTEST).as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_are_one_dial_and_it_has_a_floor() {
        let (dial, clone) = (Interval::default(), Interval::default());
        let same = dial.clone();
        dial.set(Duration::ZERO);
        assert_eq!((same.get(), same.micros()), (Duration::from_micros(1), 1));
        assert_eq!(clone.get(), DEFAULT_INTERVAL, "another dial");
    }
}
