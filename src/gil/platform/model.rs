//! Primitives whose every step is chosen by a scheduler: which thread goes on, which of several waiters a
//! signal wakes, whether a timed wait runs out first, whether a waiter wakes for no reason.
//!
//! Time does not pass here. A timed wait may run out at any step, which is what an interval that is short or
//! long against everything else comes to.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex as StdMutex, MutexGuard as StdGuard, PoisonError};
use std::time::Duration;

use shuttle::rand::{Rng, thread_rng};
use shuttle::sync::{Mutex, MutexGuard};

use super::{Monitor, Platform};

/// The model's primitives, to be used within `shuttle::check_random` and its like.
#[derive(Debug)]
pub(in crate::gil) struct Model;

impl Platform for Model {
    const NAME: &'static str = "model";
    type Monitor<T: Debug + Send + 'static> = ModelMonitor<T>;
}

/// One step of a thread: another thread that waits for its turn may run now.
pub(in crate::gil) fn step() {
    shuttle::thread::yield_now();
}

/// A monitor of the model.
#[derive(Debug)]
pub(in crate::gil) struct ModelMonitor<T> {
    state: Mutex<T>,
    /// The sleeping threads, by ticket. One step of the model touches it at a time, so it is never contended.
    sleepers: StdMutex<Sleepers>,
}

#[derive(Debug, Default)]
struct Sleepers {
    tickets: BTreeSet<u64>,
    next: u64,
}

/// The right to see the state.
pub(in crate::gil) struct ModelGuard<'a, T>(MutexGuard<'a, T>);

impl<T> ModelMonitor<T> {
    fn sleepers(&self) -> StdGuard<'_, Sleepers> {
        self.sleepers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sleeps until signalled. A thread that is not `patient` may also wake by itself, at any step; returns whether
    /// it did.
    fn sleep<'a>(&'a self, guard: ModelGuard<'a, T>, patient: bool) -> (ModelGuard<'a, T>, bool) {
        let ticket = {
            let mut sleepers = self.sleepers();
            sleepers.next += 1;
            let ticket = sleepers.next;
            sleepers.tickets.insert(ticket);
            ticket
        };
        drop(guard);
        let enough = loop {
            step();
            if !self.sleepers().tickets.contains(&ticket) {
                break false;
            }
            if !patient && thread_rng().gen_range(0..4) == 0 {
                self.sleepers().tickets.remove(&ticket);
                break true;
            }
        };
        let Ok(guard) = self.state.lock() else { panic!("another thread of the model has panicked") };
        (ModelGuard(guard), enough)
    }
}

impl<T: Debug + Send + 'static> Monitor<T> for ModelMonitor<T> {
    type Guard<'a> = ModelGuard<'a, T>;

    fn new(state: T) -> Self {
        Self { state: Mutex::new(state), sleepers: StdMutex::default() }
    }

    fn enter(&self) -> ModelGuard<'_, T> {
        let Ok(guard) = self.state.lock() else { panic!("another thread of the model has panicked") };
        ModelGuard(guard)
    }

    fn signal(&self) {
        let mut sleepers = self.sleepers();
        if !sleepers.tickets.is_empty() {
            let chosen = thread_rng().gen_range(0..sleepers.tickets.len());
            let ticket = sleepers.tickets.iter().nth(chosen).copied();
            sleepers.tickets.retain(|waiting| Some(*waiting) != ticket);
        }
    }

    /// Some waits end spuriously, as POSIX allows; the others only by a signal, so that a missing one is found.
    fn wait<'a>(&'a self, guard: ModelGuard<'a, T>) -> ModelGuard<'a, T> {
        let patient = thread_rng().gen_range(0..8) > 0;
        self.sleep(guard, patient).0
    }

    fn wait_for<'a>(&'a self, guard: ModelGuard<'a, T>, _limit: Duration) -> (ModelGuard<'a, T>, bool) {
        self.sleep(guard, false)
    }
}

impl<T> Deref for ModelGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for ModelGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
