//! The operating-system primitives under the lock: a mutex with a condition variable.
//!
//! Kept behind this small seam because the platform's wake-up order is part of a GIL's behaviour: CPython
//! stands on the platform's own mutex and condition variable, and another implementation of the two can be
//! put here without touching the protocol. This one is std's.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Some state, and a place to wait until it changes.
#[derive(Debug, Default)]
pub(super) struct Monitor<T> {
    state: Mutex<T>,
    changed: Condvar,
}

impl<T> Monitor<T> {
    /// The state, for this thread alone.
    ///
    /// A panic of another holder leaves the state as it was: every change here is a single assignment.
    pub(super) fn enter(&self) -> MutexGuard<'_, T> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes one waiter, if there is one.
    pub(super) fn signal(&self) {
        self.changed.notify_one();
    }

    /// Lets go of the state until somebody signals.
    pub(super) fn wait<'a>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, but no longer than `limit`; says whether the time ran out.
    pub(super) fn wait_for<'a>(
        &self,
        guard: MutexGuard<'a, T>,
        limit: Duration,
    ) -> (MutexGuard<'a, T>, bool) {
        let (guard, result) = self.changed.wait_timeout(guard, limit).unwrap_or_else(PoisonError::into_inner);
        (guard, result.timed_out())
    }
}
