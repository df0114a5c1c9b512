//! The tasks of an event loop, and the queue of those that are ready.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use crate::sys::panics;

/// Polls futures on the thread that owns it, in the order in which they were woken.
///
/// A future that panics ends with the panic's message and affects no other.
pub(crate) struct Executor<'t, T> {
    places: Vec<Option<Running<'t, T>>>,
    free: Vec<usize>,
    ready: Arc<Ready>,
}

struct Running<'t, T> {
    name: u32,
    future: Pin<Box<dyn Future<Output = T> + 't>>,
    waker: Waker,
}

/// Indices of the tasks that are ready. One that is woken twice stands here twice, which costs a poll.
#[derive(Debug, Default)]
struct Ready(Mutex<VecDeque<usize>>);

impl Ready {
    fn list(&self) -> MutexGuard<'_, VecDeque<usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waker of a task: adds it to the ready ones.
struct Wakeup {
    place: usize,
    ready: Arc<Ready>,
}

impl Wake for Wakeup {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.ready.list().push_back(self.place);
    }
}

impl<T> Default for Executor<'_, T> {
    fn default() -> Self {
        Self { places: Vec::new(), free: Vec::new(), ready: Arc::default() }
    }
}

impl<'t, T> Executor<'t, T> {
    /// Adds a task, which is ready at once. `name` comes back with its result.
    pub(crate) fn spawn(&mut self, name: u32, future: impl Future<Output = T> + 't) {
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        let waker = Waker::from(Arc::new(Wakeup { place, ready: Arc::clone(&self.ready) }));
        self.places[place] = Some(Running { name, future: Box::pin(future), waker });
        self.ready.list().push_back(place);
    }

    /// Number of tasks that have not ended.
    #[must_use]
    pub(crate) fn in_flight(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Whether some task is ready.
    #[must_use]
    pub(crate) fn has_ready(&self) -> bool {
        !self.ready.list().is_empty()
    }

    /// Runs every task that is ready now, one after another, and passes on the results of those that end. Tasks that
    /// are woken meanwhile have their turn at the next call. Ends early when `go_on` returns false.
    pub(crate) fn run_ready(
        &mut self,
        go_on: impl Fn() -> bool,
        mut ended: impl FnMut(u32, Result<T, String>),
    ) {
        let mut turn = std::mem::take(&mut *self.ready.list());
        while let Some(place) = turn.pop_front() {
            if !go_on() {
                turn.push_front(place);
                break;
            }
            if let Some((name, outcome)) = self.poll(place) {
                ended(name, outcome);
            }
        }
        let mut ready = self.ready.list();
        turn.into_iter().rev().for_each(|place| ready.push_front(place));
    }

    /// Polls one task; returns its result when it has ended. A late wake finds no task.
    fn poll(&mut self, place: usize) -> Option<(u32, Result<T, String>)> {
        let task = self.places[place].as_mut()?;
        let name = task.name;
        let outcome = match panics::catch(|| task.future.as_mut().poll(&mut Context::from_waker(&task.waker)))
        {
            Ok(Poll::Pending) => return None,
            Ok(Poll::Ready(result)) => Ok(result),
            Err(panic) => Err(panic),
        };
        self.places[place] = None;
        self.free.push(place);
        Some((name, outcome))
    }
}

#[cfg(test)]
mod tests;
