//! The tasks of a lane one by one, where it has few: which worker was handed which, and what arrived when.
//!
//! A worker is handed a chunk while it executes another one, and works through its chunks in order. So a chunk begins
//! when it is handed over or when the worker's last result before it arrived, whichever is later, and ends with the result
//! of its last task. A chunk that the worker gave back, or that it died with, is handed out again: the later one counts.

use crate::event::{EventKind, Nanos, WorkerId};

/// Most tasks in all chunks that are kept: each handed out four times. More come only from many deaths.
const HANDED_OUT: u32 = 4 * EventKind::FOLLOWED;

/// A chunk that was handed to a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowedChunk {
    /// Time at which it was handed over.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// Its first task.
    pub first: u32,
    /// Distance from one of its tasks to the next.
    pub step: u32,
    /// Number of tasks.
    pub count: u32,
}

impl FollowedChunk {
    /// Its tasks.
    pub fn tasks(&self) -> impl Iterator<Item = u32> + use<> {
        let (first, step) = (self.first, self.step);
        (0..self.count).map(move |n| first.saturating_add(n.saturating_mul(step)))
    }
}

/// The end of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedResult {
    /// Time of its arrival.
    pub at: Nanos,
    /// The worker.
    pub worker: WorkerId,
    /// The task.
    pub task: u32,
    /// The beginning of its result; `None` where it failed.
    pub value: Option<String>,
}

/// A chunk in the time in which it was executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkRun {
    /// The chunk.
    pub chunk: FollowedChunk,
    /// Its begin.
    pub from: Nanos,
    /// The arrival of its last result; `None` while some are missing.
    pub until: Option<Nanos>,
    /// Number of its results.
    pub done: u32,
}

/// Chunks and results of a lane.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FollowedTasks {
    /// The chunks, in the order in which they were handed out.
    pub chunks: Vec<FollowedChunk>,
    /// The results, in order of arrival: at most one of each task, the first.
    pub results: Vec<FollowedResult>,
    /// Number of tasks in all chunks.
    handed_out: u32,
}

impl FollowedTasks {
    pub(super) fn hand_out(&mut self, at: Nanos, worker: WorkerId, (first, step): (u32, u32), count: u32) {
        if count <= HANDED_OUT.saturating_sub(self.handed_out) {
            self.handed_out += count;
            self.chunks.push(FollowedChunk { at, worker, first, step, count });
        }
    }

    pub(super) fn end(&mut self, at: Nanos, worker: WorkerId, task: u32, value: Option<String>) {
        let known = self.results.iter().any(|result| result.task == task);
        if known || self.results.len() >= EventKind::FOLLOWED as usize {
            return;
        }
        // Threads tell their results themselves: what is told first may have arrived second.
        let place = self.results.partition_point(|result| result.at <= at);
        self.results.insert(place, FollowedResult { at, worker, task, value });
    }

    /// Whether nothing is known of single tasks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty() && self.results.is_empty()
    }

    /// The result of this task.
    #[must_use]
    pub fn result_of(&self, task: u32) -> Option<&FollowedResult> {
        self.results.iter().find(|result| result.task == task)
    }

    /// The first result that arrived before that of an earlier task, and that task.
    #[must_use]
    pub fn first_overtaking(&self) -> Option<(u32, u32)> {
        let arrived = |place: usize| &self.results[place];
        (0..self.results.len()).find_map(|place| {
            let task = arrived(place).task;
            let overtaken = self.results[place + 1..].iter().map(|result| result.task).min()?;
            (overtaken < task).then_some((task, overtaken))
        })
    }

    /// The chunks of this worker in the time in which it executed them. Those that it gave back or died with, without a
    /// result, are left out.
    #[must_use]
    pub fn runs_of(&self, worker: WorkerId) -> Vec<ChunkRun> {
        let mut runs: Vec<ChunkRun> = Vec::new();
        let mut free = Nanos::ZERO;
        for (place, chunk) in self.chunks.iter().enumerate().filter(|(_, chunk)| chunk.worker == worker) {
            let results = || {
                let its = |task: u32| self.result_of(task).filter(|r| r.worker == worker && r.at >= chunk.at);
                chunk.tasks().filter_map(its)
            };
            let again =
                |task: u32| self.chunks[place + 1..].iter().any(|later| later.tasks().any(|t| t == task));
            let done = u32::try_from(results().count()).unwrap_or(u32::MAX);
            // Tasks that went out once more are no part of it.
            let kept: Vec<u32> = chunk.tasks().filter(|task| !again(*task)).collect();
            let Some(first) = kept.first().copied() else { continue };
            let from = chunk.at.max(free);
            let last = results().map(|result| result.at).max();
            free = free.max(last.unwrap_or_default());
            let until = last.filter(|_| done as usize >= kept.len());
            let count = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            runs.push(ChunkRun { chunk: FollowedChunk { first, count, ..*chunk }, from, until, done });
        }
        runs
    }
}

#[cfg(test)]
mod tests;
