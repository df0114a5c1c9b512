//! The contract of a family of primitives: a mutex with a condition to wait on.

use std::fmt::Debug;
use std::ops::DerefMut;
use std::time::Duration;

/// A family of primitives.
pub trait Platform: Debug + Send + Sync + 'static {
    /// Its name in reports.
    const NAME: &'static str;
    /// Its mutex with a condition.
    type Monitor<T: Debug + Send + 'static>: Monitor<T>;
}

/// State that one thread at a time may see, and a place to wait until it changes.
pub trait Monitor<T>: Debug + Send + Sync {
    /// The right to see the state, until it is dropped.
    type Guard<'a>: DerefMut<Target = T>
    where
        Self: 'a;

    /// A monitor of `state`.
    fn new(state: T) -> Self;

    /// The state, for this thread alone.
    fn enter(&self) -> Self::Guard<'_>;

    /// Wakes one waiter, if there is one.
    fn signal(&self);

    /// Releases the state until another thread signals, or wakes spuriously.
    fn wait<'a>(&'a self, guard: Self::Guard<'a>) -> Self::Guard<'a>;

    /// The same, but no longer than `limit`; returns whether the time ran out.
    fn wait_for<'a>(&'a self, guard: Self::Guard<'a>, limit: Duration) -> (Self::Guard<'a>, bool);
}
