//! The task queue: waiting tasks, tasks that are out, and outcomes. Every task is in exactly one of these places.
//!
//! Work is handed out in chunks. A worker is kept ahead by about a millisecond of it, and by one chunk at least:
//! enough that it never waits for the next task of a stream of tiny ones. Tasks queued at a busy worker while another
//! is idle are recalled.

use std::collections::{HashMap, VecDeque};

use super::config::ATTEMPTS;
use super::values::Values;
use crate::event::{Fault, Nanos};
use crate::workload::TaskOutcome;

/// Amount of work queued at a worker, by its expected duration.
const AHEAD: Nanos = Nanos::from_millis(1);

/// Most bytes queued at a worker, unless one chunk has more: they would only wait in front of its socket, in memory
/// that is cold when their turn comes.
const AHEAD_BYTES: u64 = 2 << 20;

/// Least assumed duration of a task, its handling included.
const CHEAPEST_TASK: Nanos = Nanos(100);

/// The tasks of one `map`, or of another verb.
#[derive(Debug, Default)]
pub(super) struct TaskQueue {
    chunk: u32,
    /// Tasks that were never handed out: task `t` in the queue `t % queues`. A worker is given tasks of its own
    /// queue, and of the others when that is empty.
    queues: Vec<Queue>,
    /// Tasks that came back without an outcome; they go out before the others.
    returned: VecDeque<Chunk>,
    outcomes: Vec<Option<TaskOutcome>>,
    /// Ended tasks in order of their ends, if that order is needed.
    ended: Option<VecDeque<u32>>,
    out: usize,
    done: usize,
    failed: usize,
    mean_task: Option<Nanos>,
    /// Message size per task of the last chunk sent, in bytes.
    task_bytes: u64,
    /// Number of deaths in the middle of a task that may have been to blame, by task.
    deaths: HashMap<u32, u16>,
    poisoned: Vec<u32>,
}

/// Tasks `next`, `next + step`, … that were never handed out.
#[derive(Debug, Clone, Copy)]
struct Queue {
    next: u32,
    step: u32,
    left: u32,
}

/// A chunk on its way to a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its first task.
    pub(super) first: u32,
    /// Distance from one of its tasks to the next.
    pub(super) step: u32,
    /// Number of tasks.
    pub(super) len: u32,
    /// The attempt number, starting at 1.
    pub(super) attempt: u16,
    /// Whether one of them may have killed a worker.
    pub(super) careful: bool,
    /// Fault to inject with the first of them.
    pub(super) fault: Option<Fault>,
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
            outcomes: std::iter::repeat_with(|| None).take(tasks as usize).collect(),
            poisoned,
            ..Self::default()
        }
    }

    /// Keeps the order in which tasks end from now on, for [`TaskQueue::next_ended`].
    pub(super) fn note_order(&mut self) {
        self.ended = Some(VecDeque::new());
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
        (self.done, self.failed)
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
        self.write_down(task, outcome);
    }

    /// Tasks that were out have ended well: `first`, `first + step`, …
    pub(super) fn settle_row(&mut self, first: u32, step: u32, values: Values) {
        self.out -= values.len();
        for (place, value) in (0u32..).zip(values) {
            self.write_down(first.wrapping_add(step.wrapping_mul(place)), Ok(value));
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
        for n in (0..chunk.len).rev() {
            let first = chunk.first + n * chunk.step;
            self.returned.push_front(Chunk { first, len: 1, careful: true, fault: None, ..chunk });
        }
    }

    /// Records that a worker died in the middle of this `attempt` at a task, which was out. The task waits again,
    /// unless it is to `blame` for the last time: then it is given up, and this is false.
    pub(super) fn on_crash(&mut self, task: u32, attempt: u16, blame: bool, reason: &str) -> bool {
        let deaths = self.deaths.entry(task).or_insert(0);
        *deaths += u16::from(blame);
        if *deaths >= ATTEMPTS {
            self.settle(task, Err(reason.into()));
            return false;
        }
        let attempt = attempt.saturating_add(1);
        self.out -= 1;
        self.returned.push_front(Chunk { first: task, step: 1, len: 1, attempt, careful: true, fault: None });
        true
    }

    /// Fails all waiting tasks: no worker is left to run them.
    pub(super) fn give_up(&mut self, reason: &str) {
        for task in self.take_waiting() {
            self.write_down(task, Err(reason.into()));
        }
    }

    /// Abandons the rest: waiting tasks will never go out, and have no outcome.
    pub(super) fn abandon(&mut self) {
        self.take_waiting();
    }

    /// Whether tasks are so short that their beginnings are not announced.
    pub(super) fn is_of_tiny_tasks(&self) -> bool {
        self.mean_task.is_some_and(|mean| mean < AHEAD)
    }

    /// Updates the moving average of the tasks' duration.
    pub(super) fn learn(&mut self, tasks: u32, took: Nanos) {
        let each = Nanos(took.0 / u64::from(tasks.max(1))).max(CHEAPEST_TASK);
        let moved = |mean: Nanos| Nanos(mean.0 - mean.0 / 16 + each.0 / 16);
        self.mean_task = Some(self.mean_task.map_or(each, moved));
    }

    /// Takes the outcome of this task, if it has ended.
    pub(super) fn take(&mut self, task: u32) -> Option<TaskOutcome> {
        self.outcomes.get_mut(task as usize)?.take()
    }

    /// The next task that ended, in the order of their ends; see [`TaskQueue::note_order`].
    pub(super) fn next_ended(&mut self) -> Option<u32> {
        self.ended.as_mut()?.pop_front()
    }

    /// Updates the message size per task.
    pub(super) fn learn_bytes(&mut self, tasks: u32, bytes: u64) {
        self.task_bytes = bytes / u64::from(tasks.max(1));
    }

    /// Outcomes of all tasks, in task order.
    pub(super) fn into_outcomes(self) -> Vec<Option<TaskOutcome>> {
        self.outcomes
    }

    /// Number of tasks that should be queued at a worker.
    fn target(&self, workers: usize) -> usize {
        let chunk = self.chunk as usize;
        let Some(mean) = self.mean_task else { return chunk };
        let ahead = usize::try_from(AHEAD.0 / mean.0.max(1)).unwrap_or(0);
        let ahead = ahead.min(usize::try_from(AHEAD_BYTES / self.task_bytes.max(1)).unwrap_or(usize::MAX));
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

    fn write_down(&mut self, task: u32, outcome: TaskOutcome) {
        if let Some(place @ None) = self.outcomes.get_mut(task as usize) {
            *(if outcome.is_ok() { &mut self.done } else { &mut self.failed }) += 1;
            *place = Some(outcome);
            self.ended.iter_mut().for_each(|ended| ended.push_back(task));
        }
    }
}

#[cfg(test)]
mod tests;
