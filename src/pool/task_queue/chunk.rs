//! Chunks of tasks, and what of them is lost with a worker.

use crate::event::Fault;

/// A chunk on its way to a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pool) struct Chunk {
    /// Its first task.
    pub(in crate::pool) first: u32,
    /// Distance from one of its tasks to the next.
    pub(in crate::pool) step: u32,
    /// Number of tasks.
    pub(in crate::pool) len: u32,
    /// The attempt number, starting at 1.
    pub(in crate::pool) attempt: u16,
    /// Whether one of them may have killed a worker.
    pub(in crate::pool) careful: bool,
    /// Fault to inject with the first of them.
    pub(in crate::pool) fault: Option<Fault>,
}

impl Chunk {
    /// Its tasks.
    pub(in crate::pool) fn tasks(self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator {
        (0..self.len).map(move |place| self.first.wrapping_add(self.step.wrapping_mul(place)))
    }

    /// Takes its next `tasks` tasks off, with the fault: it came with the first of them.
    pub(in crate::pool) fn advance(&mut self, tasks: u32) {
        self.first = self.first.wrapping_add(self.step.wrapping_mul(tasks));
        self.len -= tasks;
        self.fault = None;
    }
}

/// Tasks that were out with a worker that died.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::pool) struct LostTasks {
    /// The task that it had begun, and the attempt number, where that is known.
    pub(in crate::pool) begun: Option<(u32, u16)>,
    /// The others, in the order in which it would have executed them.
    pub(in crate::pool) others: Vec<Chunk>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_gives_off_its_first_tasks_and_their_fault() {
        let fault = Some(Fault::Hang);
        let mut chunk = Chunk { first: 4, step: 3, len: 4, attempt: 2, careful: false, fault };
        assert_eq!(chunk.tasks().collect::<Vec<_>>(), [4, 7, 10, 13]);
        chunk.advance(2);
        assert_eq!(chunk, Chunk { first: 10, len: 2, fault: None, ..chunk });
        assert_eq!(chunk.tasks().collect::<Vec<_>>(), [10, 13]);
    }
}
