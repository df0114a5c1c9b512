//! The one clock: nanoseconds since the session's start, the same in every worker process.
//!
//! On Unix the reading is raw `CLOCK_MONOTONIC`, which the kernel shares between all processes of a
//! boot. A worker process receives the session's origin in its HELLO and builds the same clock from it,
//! so a slice measured there lands on the right column here without any synchronisation protocol.
//! Elsewhere the wall clock at start-up anchors a monotonic reading; two processes then agree to
//! within the precision of that clock.

use crate::event::Nanos;

/// A clock that counts from a session's origin. Copies of it, in any process, read the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    origin: u64,
}

impl Clock {
    /// A clock whose zero is now.
    #[must_use]
    pub fn start() -> Self {
        Self { origin: raw_nanos() }
    }

    /// The clock of a session that started at the raw reading `origin` (from [`Clock::origin`]).
    #[must_use]
    pub fn with_origin(origin: u64) -> Self {
        Self { origin }
    }

    /// The raw reading at the session's start, from which a worker process builds this clock.
    #[must_use]
    pub fn origin(&self) -> u64 {
        self.origin
    }

    /// Time since the session's start. A reading before the origin is zero.
    #[must_use]
    pub fn now(&self) -> Nanos {
        Nanos(raw_nanos().saturating_sub(self.origin))
    }
}

/// Nanoseconds of `CLOCK_MONOTONIC`.
fn raw_nanos() -> u64 {
    let t = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    u64::try_from(t.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(t.tv_nsec).unwrap_or(0)
}

#[cfg(test)]
mod tests;
