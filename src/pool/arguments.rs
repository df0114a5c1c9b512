//! The arguments of a verb's tasks.

use crate::workload::{Spec, Value};

/// The arguments of a verb: one for each task, created when their task is handed out.
pub trait Arguments {
    /// Number of tasks.
    fn tasks(&self) -> u32;

    /// The argument of one task, by its number from 0.
    fn argument(&self, task: u32) -> Value;

    /// The same, where it is so large that there may be no room for it.
    ///
    /// # Errors
    /// When there is no room for it, in a sentence.
    fn try_argument(&self, task: u32) -> Result<Value, String> {
        Ok(self.argument(task))
    }

    /// Number of queues the tasks wait in; see [`Spec::queues`].
    fn queues(&self) -> u32 {
        1
    }
}

impl Arguments for Spec {
    fn tasks(&self) -> u32 {
        self.tasks
    }

    fn argument(&self, task: u32) -> Value {
        Self::argument(self, task)
    }

    fn try_argument(&self, task: u32) -> Result<Value, String> {
        Self::try_argument(self, task).map_err(|error| error.to_string())
    }

    fn queues(&self) -> u32 {
        Self::queues(self)
    }
}

impl Arguments for Vec<Value> {
    fn tasks(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    fn argument(&self, task: u32) -> Value {
        self[task as usize].clone()
    }
}

/// Python's default chunk size of `map`: ⌈tasks / (4 × workers)⌉, so that each worker gets four chunks
/// (`multiprocessing/pool.py`, `Pool._map_async`). At least 1.
#[must_use]
pub fn default_chunk(tasks: u32, workers: u16) -> u32 {
    tasks.div_ceil(4 * u32::from(workers.max(1))).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c "…"` with `Pool._map_async`'s own lines: `chunksize, extra = divmod(len(iterable), len(pool) * 4);
    /// if extra: chunksize += 1`.
    #[test]
    fn the_default_chunk_is_pythons() {
        for (tasks, workers, chunk) in
            [(10, 4, 1), (16, 4, 1), (17, 4, 2), (1_000_000, 2, 125_000), (9, 2, 2), (100, 3, 9)]
        {
            assert_eq!(default_chunk(tasks, workers), chunk, "{tasks} on {workers}");
        }
        assert_eq!(default_chunk(0, 4), 1);
    }
}
