//! The tasks that a worker was given and has not done: what it may say about them, and what it may not.

use std::collections::VecDeque;

use super::task_queue::{Chunk, LostTasks};
use crate::event::{Fault, FaultPlan, Nanos};

/// Chunks that were sent to a worker and have not come back completely. A message about any task but the next one is
/// impossible, and the worker's fault.
#[derive(Debug, Default)]
pub(super) struct OutstandingTasks {
    /// In the order in which it will execute them.
    chunks: VecDeque<OutstandingChunk>,
    /// Number of tasks in them.
    in_hand: usize,
    /// Number of tasks that it was given.
    given: u32,
    /// Number of tasks that it executed.
    executed: u32,
}

#[derive(Debug)]
struct OutstandingChunk {
    /// The rest of it.
    left: Chunk,
    /// Whether the worker announced the first task of the rest.
    started: bool,
    /// When it was sent, if it was one task sent to an idle worker: then its round trip can be timed.
    timed_since: Option<Nanos>,
    /// Planned fault that was sent with its first task, until that begins.
    plan: Option<FaultPlan>,
}

impl OutstandingTasks {
    /// Number of tasks that it has not done.
    pub(super) fn in_hand(&self) -> usize {
        self.in_hand
    }

    /// Number of chunks that it has not done completely.
    pub(super) fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// Number of tasks that it was given and did not give back.
    pub(super) fn given(&self) -> u32 {
        self.given
    }

    /// Number of tasks that it executed, failed ones included.
    pub(super) fn executed(&self) -> u32 {
        self.executed
    }

    /// Records a chunk that was sent to it, with the fault planned for it.
    pub(super) fn give(&mut self, left: Chunk, plan: Option<FaultPlan>, timed_since: Option<Nanos>) {
        self.in_hand += left.len as usize;
        self.given = self.given.saturating_add(left.len);
        self.chunks.push_back(OutstandingChunk { left, started: false, timed_since, plan });
    }

    /// Records that it begins this task; false when that is impossible.
    pub(super) fn begin(&mut self, task: u32, attempt: u16) -> bool {
        match self.chunks.front_mut() {
            Some(chunk) if chunk.left.first == task && chunk.left.attempt == attempt => {
                chunk.started = true;
                chunk.plan = None;
                true
            }
            _ => false,
        }
    }

    /// Records the ends of its next `tasks` tasks, the first of which is `first`. Returns the distance from one to
    /// the next, and the time at which a lone one was sent. `None` when that is impossible.
    pub(super) fn finish(&mut self, first: u32, attempt: u16, tasks: u32) -> Option<(u32, Option<Nanos>)> {
        let chunk = self.chunks.front_mut()?;
        let left = &mut chunk.left;
        if left.first != first || left.attempt != attempt || tasks == 0 || tasks > left.len {
            return None;
        }
        let (step, since) = (left.step, chunk.timed_since);
        left.advance(tasks);
        (chunk.plan, chunk.started) = (None, false);
        if left.len == 0 {
            self.chunks.pop_front();
        }
        self.in_hand -= tasks as usize;
        self.executed = self.executed.saturating_add(tasks);
        Some((step, since))
    }

    /// Takes back the chunk that begins with this task, and the fault that was to come with it; `None` when that is
    /// impossible.
    pub(super) fn take_back(&mut self, first: u32) -> Option<(Chunk, Option<FaultPlan>)> {
        let last = self.chunks.pop_back_if(|chunk| chunk.left.first == first)?;
        self.in_hand -= last.left.len as usize;
        self.given -= last.left.len;
        Some((last.left, last.plan))
    }

    /// The task it is executing and the attempt number, as far as known.
    pub(super) fn running(&self) -> Option<(u32, u16)> {
        self.started().map(|chunk| (chunk.left.first, chunk.left.attempt))
    }

    /// Whether it is executing a task, as far as known: `tiny` ones are not announced.
    pub(super) fn is_in_a_task(&self, tiny: bool) -> bool {
        self.running().is_some() || tiny && self.in_hand > 0 && self.executed > 0
    }

    /// The injected fault that it is in the middle of.
    pub(super) fn fault_at_work(&self) -> Option<Fault> {
        self.started()?.left.fault
    }

    /// Whether a fault that ends it is on its way, or at work.
    pub(super) fn will_end_it(&self) -> bool {
        self.chunks.iter().any(|chunk| chunk.left.fault.is_some_and(Fault::ends_its_worker))
    }

    /// Planned faults that were sent to it, and whose tasks it has not begun.
    pub(super) fn plans(&self) -> impl Iterator<Item = FaultPlan> {
        self.chunks.iter().filter_map(|chunk| chunk.plan)
    }

    /// Takes what is lost with it; afterwards it has no tasks. The faults whose tasks it had not begun are still to
    /// happen.
    pub(super) fn lose(&mut self) -> (LostTasks, Vec<FaultPlan>) {
        let plans = self.chunks.iter().rev().filter_map(|chunk| chunk.plan).collect();
        let begun = self.running();
        let mut others: Vec<Chunk> = self.chunks.drain(..).map(|chunk| chunk.left).collect();
        if let Some(first) = others.first_mut().filter(|_| begun.is_some()) {
            first.advance(1);
        }
        others.retain(|chunk| chunk.len > 0);
        self.in_hand = 0;
        (LostTasks { begun, others }, plans)
    }

    fn started(&self) -> Option<&OutstandingChunk> {
        self.chunks.front().filter(|chunk| chunk.started)
    }
}

#[cfg(test)]
mod tests;
