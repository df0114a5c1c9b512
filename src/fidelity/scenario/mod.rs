//! Scenarios that both sides run, and the raw numbers of a run.
//!
//! A [`Scenario`] is a few lines of program that exist twice, once in Rust under the simulated lock
//! ([`super::simulated`]) and once in Python (`assets/python/fidelity.py`). Both note the same moments, and neither
//! side computes anything from them: [`super::reading`] alone turns [`Raw`] numbers into figures.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// CPython's default switch interval.
pub(crate) const USUAL_US: u64 = 5_000;

/// A few threads with something to do, for a set time. As JSON: `{"hogs": {"interval_us": 5000, …}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scenario {
    /// Threads that do nothing but read the clock, each noting the stretches in which it ran.
    Hogs {
        /// Switch interval, µs.
        interval_us: u64,
        /// Number of threads.
        hogs: u32,
        /// Duration, ms.
        ms: u64,
    },
    /// The same amount of work by different numbers of threads, or under different switch intervals.
    Work {
        /// SHA-256 over blocks of 1 MiB, which releases the lock; else a loop, which does not.
        native: bool,
        /// Amount: the work of one thread in this time, ms.
        ms: u64,
        /// Divisions of the work, one after another.
        legs: Vec<Leg>,
    },
    /// A thread that sleeps repeatedly for one to two milliseconds, beside hogs.
    Wake {
        /// Switch interval, µs.
        interval_us: u64,
        /// Number of hogs.
        hogs: u32,
        /// Length of the hogs' calls into C, which keep the lock, µs; 0 for hogs without calls.
        call_us: u64,
        /// Duration, ms.
        ms: u64,
    },
    /// A thread that answers a client on a loopback socket, beside hogs.
    Echo {
        /// Switch interval, µs.
        interval_us: u64,
        /// Number of hogs.
        hogs: u32,
        /// As in `Wake`.
        call_us: u64,
        /// Duration, ms.
        ms: u64,
    },
}

/// A division of work among threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Leg {
    /// Number of threads.
    pub threads: u32,
    /// Switch interval, µs.
    pub interval_us: u64,
}

/// Raw numbers of one run of a scenario, ns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Raw {
    /// For each hog, the stretches in which it ran: first and last reading of a clock that all share. Between two
    /// stretches it missed at least [`GAP_NS`].
    Stretches(Vec<Vec<(u64, u64)>>),
    /// For each leg, the time from the first thread's start to the last one's end.
    Walls(Vec<u64>),
    /// Wake-ups beside hogs.
    Waits {
        /// For each sleep, the delay between its requested end and the thread's next run.
        waits: Vec<u64>,
        /// CPU time of each of the hogs' calls into C.
        calls: Vec<u64>,
    },
    /// For each request, the time until its reply, as the client measured it.
    Replies(Vec<u64>),
}

/// Gap between two rounds of a hog from which on it was not running: far more than a round takes, far less than the
/// shortest slice.
pub(crate) const GAP_NS: u64 = 200_000;

impl Scenario {
    /// Approximate duration.
    #[must_use]
    pub(crate) fn estimate(&self) -> Duration {
        // Threads start and end, and a last wait beside hogs may exceed the time.
        const AROUND_MS: u64 = 20;
        let ms = match self {
            Self::Work { ms, legs, native: false } => legs.iter().map(|leg| leg.weight() * ms / 2).sum(),
            Self::Work { ms, legs, native: true } => ms * legs.len() as u64,
            Self::Hogs { ms, .. } | Self::Wake { ms, .. } | Self::Echo { ms, .. } => *ms,
        };
        Duration::from_millis(ms + AROUND_MS)
    }

    /// Longest wait for it: far more than it takes on the busiest of machines.
    #[must_use]
    pub(crate) fn deadline(&self) -> Duration {
        Duration::from_secs(20) + 20 * self.estimate()
    }

    /// The same scenario in `share` of its time.
    #[must_use]
    pub(crate) fn shortened(mut self, share: f64) -> Self {
        let (Self::Hogs { ms, .. } | Self::Work { ms, .. } | Self::Wake { ms, .. } | Self::Echo { ms, .. }) =
            &mut self;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive factor of a small number"
        )]
        let shorter = (*ms as f64 * share).round() as u64;
        *ms = shorter.max(1);
        self
    }
}

impl Leg {
    /// Factor for runs in which the lock was never to be passed on, which take longer. In halves.
    const fn weight(self) -> u64 {
        match self.interval_us {
            0..50 => 6,
            50..500 => 3,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests;
