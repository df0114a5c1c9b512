//! Rust's own primitives: on Linux a futex-based mutex and condition variable, not those of the C library.

use std::fmt::Debug;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Monitor, Platform};

/// `std::sync::Mutex` and `Condvar`.
#[derive(Debug)]
pub struct Standard;

impl Platform for Standard {
    const NAME: &'static str = "std";
    type Monitor<T: Debug + Send + 'static> = StandardMonitor<T>;
}

/// A monitor of Rust's own primitives.
#[derive(Debug)]
pub struct StandardMonitor<T> {
    state: Mutex<T>,
    changed: Condvar,
}

impl<T: Debug + Send + 'static> Monitor<T> for StandardMonitor<T> {
    type Guard<'a> = MutexGuard<'a, T>;

    fn new(state: T) -> Self {
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// A panic of another holder leaves the state as it was: every change to it here is a few assignments.
    fn enter(&self) -> MutexGuard<'_, T> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn signal(&self) {
        self.changed.notify_one();
    }

    fn wait<'a>(&'a self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for<'a>(&'a self, guard: MutexGuard<'a, T>, limit: Duration) -> (MutexGuard<'a, T>, bool) {
        let (guard, result) = self.changed.wait_timeout(guard, limit).unwrap_or_else(PoisonError::into_inner);
        (guard, result.timed_out())
    }
}
