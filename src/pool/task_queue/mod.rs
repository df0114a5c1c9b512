//! The task queue: waiting tasks, tasks that are out, and outcomes. Every task is in exactly one of these places.
//!
//! Work is handed out in chunks. A worker is kept ahead by about a millisecond of it, and by one chunk at least:
//! enough that it never waits for the next task of a stream of tiny ones. Tasks queued at a busy worker while another
//! is idle are recalled.

mod chunk;
mod losses;
mod outcomes;
mod task_cost;

use std::collections::VecDeque;

pub(super) use self::chunk::{Chunk, LostTasks};

use self::losses::Losses;
use self::outcomes::Outcomes;
use self::task_cost::TaskCost;
use super::config::ATTEMPTS;
use super::pending_replacement::PendingReplacement;
use super::values::Values;
use crate::event::{Fault, Nanos};
use crate::workload::TaskOutcome;

/// The tasks of one `map`, or of another verb.
#[derive(Debug, Default)]
pub(super) struct TaskQueue {
    chunk: u32,
    /// Tasks that were never handed out: task `t` in the queue `t % queues`. A worker is given tasks of its own
    /// queue, and of the others when that is empty.
    queues: Vec<Queue>,
    /// Tasks that came back without an outcome; they go out before the others.
    returned: VecDeque<Chunk>,
    outcomes: Outcomes,
    out: usize,
    cost: TaskCost,
    losses: Losses,
    poisoned: Vec<u32>,
}

/// Tasks `next`, `next + step`, … that were never handed out.
#[derive(Debug, Clone, Copy)]
struct Queue {
    next: u32,
    step: u32,
    left: u32,
}

impl TaskQueue {
    /// Tasks from 0 up to `tasks`, all waiting in `queues` queues, handed out `chunk` at a time. Each of `poisoned`
    /// kills the worker that executes it.
    pub(super) fn new(tasks: u32, queues: u32, chunk: u32, poisoned: Vec<u32>) -> Self {
        let step = queues.max(1);
        let queue = |next: u32| Queue { next, step, left: tasks.saturating_sub(next).div_ceil(step) };
        Self {
            chunk: chunk.max(1),
            queues: (0..step).map(queue).collect(),
            outcomes: Outcomes::of(tasks),
            poisoned,
            ..Self::default()
        }
    }

    /// Begins the next list, as [`TaskQueue::new`]. Only the totals of tasks retried and quarantined go on.
    pub(super) fn begin(&mut self, tasks: u32, queues: u32, chunk: u32, poisoned: Vec<u32>) {
        let mut losses = std::mem::take(&mut self.losses);
        losses.next_list();
        *self = Self { losses, ..Self::new(tasks, queues, chunk, poisoned) };
    }

    /// Keeps the order in which tasks end from now on, for [`TaskQueue::next_ended`].
    pub(super) fn note_order(&mut self) {
        self.outcomes.note_order();
    }

    /// Whether no task waits and none is out.
    pub(super) fn is_over(&self) -> bool {
        self.out == 0 && self.waiting() == 0
    }

    /// Number of waiting tasks.
    pub(super) fn waiting(&self) -> usize {
        let queued: u64 = self.queues.iter().map(|queue| u64::from(queue.left)).sum();
        let returned: u64 = self.returned.iter().map(|chunk| u64::from(chunk.len)).sum();
        usize::try_from(queued + returned).unwrap_or(usize::MAX)
    }

    /// Number of tasks that are out.
    pub(super) fn out(&self) -> usize {
        self.out
    }

    /// Numbers of tasks done, and tasks failed.
    pub(super) fn counts(&self) -> (usize, usize) {
        self.outcomes.counts()
    }

    /// The chunks to send now to this worker, which has `in_hand` tasks and is one of `workers`; often none. `most`
    /// limits the number of tasks.
    pub(super) fn hand_out(
        &mut self,
        worker: usize,
        in_hand: usize,
        workers: usize,
        most: Option<u32>,
    ) -> Vec<Chunk> {
        let target = self.target(workers);
        // A worker is refilled when half of its target is left.
        if in_hand > target / 2 && in_hand > 0 {
            return Vec::new();
        }
        let (mut room, mut most) = (target.saturating_sub(in_hand).max(1), most.unwrap_or(u32::MAX));
        let mut chunks = Vec::new();
        while room > 0 && most > 0 {
            let alone = in_hand == 0 && chunks.is_empty();
            let Some(chunk) = self.next_handout(worker, alone, most) else { break };
            room = room.saturating_sub(chunk.len as usize);
            most -= chunk.len;
            self.out += chunk.len as usize;
            chunks.push(chunk);
            if chunk.careful || chunk.fault.is_some() {
                break;
            }
        }
        chunks
    }

    /// A task that was out has ended.
    pub(super) fn settle(&mut self, task: u32, outcome: TaskOutcome) {
        self.out -= 1;
        self.outcomes.write_down(task, outcome);
    }

    /// Tasks that were out have ended well: `first`, `first + step`, …
    pub(super) fn settle_row(&mut self, first: u32, step: u32, values: Values) {
        self.out -= values.len();
        for (place, value) in (0u32..).zip(values) {
            self.outcomes.write_down(first.wrapping_add(step.wrapping_mul(place)), Ok(value));
        }
    }

    /// Takes back tasks that were not begun; they wait again, before all others. When their worker died, and which of
    /// them was to blame is unknown, they are `suspect` and go out one by one.
    pub(super) fn give_back(&mut self, chunk: Chunk, suspect: bool) {
        self.out -= chunk.len as usize;
        if !suspect {
            self.returned.push_front(Chunk { fault: None, ..chunk });
            return;
        }
        for first in chunk.tasks().rev() {
            self.returned.push_front(Chunk { first, len: 1, careful: true, fault: None, ..chunk });
        }
    }

    /// Takes back the tasks of a worker that died for this `cause`; they wait again. The one it had begun is given up
    /// when it is to `blame` for the last time. Where it is unknown which one it had begun, all are suspect.
    pub(super) fn on_crash(&mut self, lost: LostTasks, blame: bool, death: PendingReplacement, cause: &str) {
        let suspect = blame && lost.begun.is_none();
        lost.others.into_iter().rev().for_each(|chunk| self.give_back(chunk, suspect));
        let Some((task, attempt)) = lost.begun else { return };
        if self.losses.record(task, blame, death) {
            let attempt = attempt.saturating_add(1);
            self.out -= 1;
            let chunk = Chunk { first: task, step: 1, len: 1, attempt, careful: true, fault: None };
            self.returned.push_front(chunk);
        } else {
            self.settle(task, Err(format!("it took {ATTEMPTS} workers with it, the last one so: {cause}")));
        }
    }

    /// Whether a task that was lost with a worker has not been handed out again.
    pub(super) fn has_lost(&self) -> bool {
        self.losses.has_lost()
    }

    /// Takes the death with which this task was lost, when it is handed out again.
    pub(super) fn take_lost(&mut self, task: u32) -> Option<PendingReplacement> {
        self.losses.take(task)
    }

    /// Number of tasks that wait, or waited, a second time because a worker died with them; of all lists.
    pub(super) fn retried(&self) -> u32 {
        self.losses.retried()
    }

    /// Tasks given up because every worker that executed them died; of all lists.
    pub(super) fn quarantined(&self) -> &[u32] {
        self.losses.quarantined()
    }

    /// Fails all waiting tasks: no worker is left to run them.
    pub(super) fn give_up(&mut self, reason: &str) {
        for task in self.take_waiting() {
            self.outcomes.write_down(task, Err(reason.into()));
        }
    }

    /// Abandons the rest: waiting tasks will never go out, and have no outcome.
    pub(super) fn abandon(&mut self) {
        self.take_waiting();
    }

    /// Whether tasks are so short that their beginnings are not announced.
    pub(super) fn is_of_tiny_tasks(&self) -> bool {
        self.cost.is_tiny()
    }

    /// Updates the moving average of the tasks' duration.
    pub(super) fn learn(&mut self, tasks: u32, took: Nanos) {
        self.cost.learn(tasks, took);
    }

    /// Takes the outcome of this task, if it has ended.
    pub(super) fn take(&mut self, task: u32) -> Option<TaskOutcome> {
        self.outcomes.take(task)
    }

    /// The next task that ended, in the order of their ends; see [`TaskQueue::note_order`].
    pub(super) fn next_ended(&mut self) -> Option<u32> {
        self.outcomes.next_ended()
    }

    /// Updates the message size per task.
    pub(super) fn learn_bytes(&mut self, tasks: u32, bytes: u64) {
        self.cost.learn_bytes(tasks, bytes);
    }

    /// Ends the list; returns the outcomes of all tasks, in task order.
    pub(super) fn end(&mut self) -> Vec<Option<TaskOutcome>> {
        let list = std::mem::take(self);
        self.losses = list.losses;
        list.outcomes.into_places()
    }

    /// Number of tasks that should be queued at a worker.
    fn target(&self, workers: usize) -> usize {
        let chunk = self.chunk as usize;
        let Some(ahead) = self.cost.ahead() else { return chunk };
        // Near the end the rest is shared out evenly. One chunk waits behind the one being executed.
        ahead.min(self.waiting() / workers.max(1)).max(2 * chunk)
    }

    /// The next chunk for this worker; one with a suspect goes only to a worker that has nothing else.
    fn next_handout(&mut self, worker: usize, alone: bool, most: u32) -> Option<Chunk> {
        if let Some(front) = self.returned.front_mut() {
            let front_alone = front.careful || self.poisoned.contains(&front.first);
            if front_alone && !alone {
                return None;
            }
            let mut chunk = *front;
            chunk.len = chunk.len.min(most);
            let rest = front.len - chunk.len;
            (front.first, front.len) = (front.first + chunk.len * front.step, rest);
            if rest == 0 {
                self.returned.pop_front();
            }
            return Some(self.poison(chunk));
        }
        let queues = self.queues.len();
        let mut order = (0..queues).map(|step| (worker + step) % queues.max(1));
        let queue = order.find(|queue| self.queues[*queue].left > 0)?;
        let Queue { next: first, step, left } = self.queues[queue];
        let len = self.up_to_poison(first, step, self.chunk.min(left).min(most));
        if self.poisoned.contains(&first) && !alone {
            return None;
        }
        self.queues[queue] =
            Queue { next: first.wrapping_add(len.wrapping_mul(step)), step, left: left - len };
        Some(self.poison(Chunk { first, step, len, attempt: 1, careful: false, fault: None }))
    }

    /// Number of these tasks that may go together: a poisoned one goes alone.
    fn up_to_poison(&self, first: u32, step: u32, len: u32) -> u32 {
        if self.poisoned.contains(&first) {
            return 1;
        }
        let places =
            self.poisoned.iter().filter(|task| **task > first && (**task - first).is_multiple_of(step));
        places.map(|task| (task - first) / step).fold(len, u32::min)
    }

    fn poison(&self, chunk: Chunk) -> Chunk {
        let fault = self.poisoned.contains(&chunk.first).then_some(Fault::Poison(chunk.first));
        Chunk { fault, ..chunk }
    }

    fn take_waiting(&mut self) -> Vec<u32> {
        let queued =
            self.queues.iter_mut().map(|queue| std::mem::replace(queue, Queue { left: 0, ..*queue }));
        let queued = queued.map(|queue| (queue.next, queue.step, queue.left));
        let returned = std::mem::take(&mut self.returned).into_iter();
        let all: Vec<_> = queued.chain(returned.map(|h| (h.first, h.step, h.len))).collect();
        all.into_iter().flat_map(|(first, step, len)| (0..len).map(move |n| first + n * step)).collect()
    }
}

#[cfg(test)]
mod tests;
