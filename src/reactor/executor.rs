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
mod tests {
    use super::super::Reactor;
    use super::*;
    use std::time::Duration;

    /// Runs all tasks to their end; returns their outcomes, in the order of their ends.
    fn run(reactor: &Reactor, mut executor: Executor<'_, u64>) -> Vec<(u32, Result<u64, String>)> {
        let mut ended = Vec::new();
        while executor.in_flight() > 0 {
            executor.run_ready(|| true, |name, result| ended.push((name, result)));
            if !executor.has_ready() && executor.in_flight() > 0 {
                reactor.wait(Duration::from_secs(10)).unwrap();
            }
        }
        ended
    }

    #[test]
    fn who_waits_shorter_ends_first_and_none_holds_up_another() {
        let (reactor, mut executor) = (Reactor::default(), Executor::default());
        for (name, millis) in [(0, 30), (1, 0), (2, 10), (3, 20)] {
            let reactor = &reactor;
            executor.spawn(name, async move {
                reactor.sleep(Duration::from_millis(millis)).await;
                millis
            });
        }
        assert_eq!(executor.in_flight(), 4);
        let order: Vec<u32> = run(&reactor, executor).into_iter().map(|(name, _)| name).collect();
        assert_eq!(order, [1, 2, 3, 0]);
    }

    #[test]
    fn a_panic_ends_its_own_task_alone() {
        let (reactor, mut executor) = (Reactor::default(), Executor::default());
        executor.spawn(0, async {
            reactor.sleep(Duration::from_millis(1)).await;
            panic!("in a task");
        });
        executor.spawn(1, async {
            reactor.sleep(Duration::from_millis(2)).await;
            7
        });
        let ended = run(&reactor, executor);
        let (0, Err(panic)) = &ended[0] else { panic!("{ended:?}") };
        assert!(panic.starts_with("in a task"), "{panic}");
        assert_eq!(ended[1], (1, Ok(7)));
    }

    #[test]
    fn places_are_used_again_and_late_wakes_find_nobody() {
        let mut executor = Executor::default();
        for round in 0..100 {
            executor.spawn(round, async move { u64::from(round) });
            // The task is ready twice; it has ended when its second turn comes.
            executor.ready.list().push_back(0);
            let mut ended = Vec::new();
            executor.run_ready(|| true, |name, result| ended.push((name, result)));
            assert_eq!(ended, [(round, Ok(u64::from(round)))]);
        }
        assert_eq!((executor.places.len(), executor.in_flight()), (1, 0));
    }

    #[test]
    fn a_stop_is_heeded_between_two_tasks() {
        let done = std::cell::Cell::new(0);
        let mut executor = Executor::default();
        for name in 0..10 {
            let done = &done;
            executor.spawn(name, async move { done.set(done.get() + 1) });
        }
        executor.run_ready(|| done.get() < 3, |_, _| {});
        assert_eq!((done.get(), executor.in_flight()), (3, 7));
        executor.run_ready(|| true, |_, _| {});
        assert_eq!((done.get(), executor.in_flight()), (10, 0), "no task was forgotten");
    }
}
