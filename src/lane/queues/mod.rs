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
    #[inline(always)]
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
mod tests;
