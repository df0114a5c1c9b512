//! Task queues of a lane's threads.

use std::sync::atomic::{AtomicU32, Ordering};

/// Tasks in one or several queues, each with a counter of its next task. Task `t` waits in the queue `t % queues`; a
/// worker takes from its own queue, `worker % queues`, and from the others when that is empty.
#[derive(Debug)]
pub(super) struct Queues {
    tasks: u32,
    chunk: u32,
    next: Vec<AtomicU32>,
}

impl Queues {
    /// Tasks from 0 up to `tasks` in `queues` queues, taken `chunk` at a time.
    pub(super) fn new(tasks: u32, queues: u32, chunk: u32) -> Self {
        let next = (0..queues.max(1)).map(|_| AtomicU32::new(0)).collect();
        Self { tasks, chunk: chunk.max(1), next }
    }

    /// The next tasks for this worker, in ascending order; `None` when all are taken.
    pub(super) fn take(&self, worker: u16) -> Option<impl ExactSizeIterator<Item = u32> + Clone + use<>> {
        let queues = u32::try_from(self.next.len()).unwrap_or(1);
        let own = u32::from(worker) % queues;
        (0..queues).map(|step| (own + step) % queues).find_map(|queue| self.take_from(queue, queues))
    }

    fn take_from(
        &self,
        queue: u32,
        queues: u32,
    ) -> Option<impl ExactSizeIterator<Item = u32> + Clone + use<>> {
        // Task numbers of this queue: queue, queue + queues, queue + 2 queues, …
        let length = self.tasks.saturating_sub(queue).div_ceil(queues);
        let next = &self.next[queue as usize];
        // Checked first: an empty queue is tried often, and its counter must not wrap around.
        if next.load(Ordering::Relaxed) >= length {
            return None;
        }
        let first = next.fetch_add(self.chunk, Ordering::Relaxed);
        let places = first..first.saturating_add(self.chunk).min(length);
        (!places.is_empty()).then(|| places.map(move |place| queue + place * queues))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn take(queues: &Queues, worker: u16) -> Vec<u32> {
        queues.take(worker).into_iter().flatten().collect()
    }

    #[test]
    fn each_worker_has_its_role_until_its_queue_is_empty() {
        let queues = Queues::new(7, 2, 2);
        assert_eq!(take(&queues, 0), [0, 2]);
        assert_eq!(take(&queues, 1), [1, 3]);
        assert_eq!(take(&queues, 3), [5], "three odd tasks");
        assert_eq!(take(&queues, 1), [4, 6], "it helps out");
        assert_eq!((take(&queues, 0), take(&queues, 1)), (vec![], vec![]));
    }

    #[test]
    fn one_queue_is_taken_in_order() {
        let queues = Queues::new(5, 1, 3);
        assert_eq!((take(&queues, 9), take(&queues, 4)), (vec![0, 1, 2], vec![3, 4]));
    }

    proptest! {
        #[test]
        fn every_task_is_taken_once(tasks in 0u32..200, number in 1u32..5, chunk in 1u32..9, order: Vec<u16>) {
            let queues = Queues::new(tasks, number, chunk);
            let mut taken: Vec<u32> = order.iter().flat_map(|worker| take(&queues, *worker)).collect();
            while let Some(rest) = queues.take(0) {
                taken.extend(rest);
            }
            taken.sort_unstable();
            prop_assert!(taken.into_iter().eq(0..tasks));
        }
    }
}
