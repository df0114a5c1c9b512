//! Which tasks wait, which are out, and how those that came back ended: every task is in exactly one of
//! these places.
//!
//! Work is handed out in chunks. A worker is kept ahead by about a millisecond of it: enough that it never
//! waits for the next task of a stream of tiny ones, too little for one worker to hoard what another could
//! do. The estimate comes from how long tasks really take, so of long tasks a worker has one chunk at a time.

use std::collections::VecDeque;

use crate::event::Nanos;
use crate::workload::TaskOutcome;

/// How much work lies at a worker.
const AHEAD: Nanos = Nanos::from_millis(1);

/// No task costs less than this, its handling included.
const CHEAPEST_TASK: Nanos = Nanos(500);

/// The tasks of one `map`.
#[derive(Debug, Default)]
pub(super) struct Board {
    chunk: usize,
    /// The tasks that wait: task `t` in the queue `t % queues`. A worker is given tasks of its own queue, and of
    /// the others when that is empty.
    queues: Vec<VecDeque<u32>>,
    outcomes: Vec<Option<TaskOutcome>>,
    out: usize,
    done: usize,
    failed: usize,
    mean_task: Option<Nanos>,
}

impl Board {
    /// Tasks from 0 up to `tasks`, all waiting in so many queues, handed out `chunk` at a time.
    pub(super) fn new(tasks: u32, queues: u32, chunk: u32) -> Self {
        let step = queues.max(1);
        Self {
            chunk: chunk.max(1) as usize,
            queues: (0..step).map(|queue| (queue..tasks).step_by(step as usize).collect()).collect(),
            outcomes: vec![None; tasks as usize],
            ..Self::default()
        }
    }

    /// Whether no task waits and none is out.
    pub(super) fn is_over(&self) -> bool {
        self.waiting() == 0 && self.out == 0
    }

    /// Tasks done, and tasks failed.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.done, self.failed)
    }

    /// The chunks to send now to this worker, which has `in_hand` tasks and is one of `workers`; often none.
    pub(super) fn hand_out(&mut self, worker: usize, in_hand: usize, workers: usize) -> Vec<Vec<u32>> {
        let target = self.target(workers);
        // A worker is refilled when half of what should lie there is left, or when it has nothing at all.
        let enough = if target > self.chunk { in_hand > target / 2 } else { in_hand > 0 };
        if enough {
            return Vec::new();
        }
        let chunks = (target - in_hand).div_ceil(self.chunk);
        let chunks: Vec<Vec<u32>> = (0..chunks).map_while(|_| self.next_chunk(worker)).collect();
        self.out += chunks.iter().map(Vec::len).sum::<usize>();
        chunks
    }

    /// A task that was out has ended.
    pub(super) fn settle(&mut self, task: u32, outcome: TaskOutcome) {
        self.out -= 1;
        self.write_down(task, outcome);
    }

    /// A task that was out has not been begun, and waits again, before all others.
    pub(super) fn give_back(&mut self, task: u32) {
        self.out -= 1;
        let queue = task as usize % self.queues.len().max(1);
        if let Some(queue) = self.queues.get_mut(queue) {
            queue.push_front(task);
        }
    }

    /// Nobody is left to run what waits.
    pub(super) fn give_up(&mut self, reason: &str) {
        for task in self.queues.iter_mut().flat_map(std::mem::take).collect::<Vec<_>>() {
            self.write_down(task, Err(reason.into()));
        }
    }

    /// Keeps a moving average of how long tasks take.
    pub(super) fn learn(&mut self, took: Nanos) {
        let took = took.max(CHEAPEST_TASK);
        let moved = |mean: Nanos| Nanos(mean.0 - mean.0 / 16 + took.0 / 16);
        self.mean_task = Some(self.mean_task.map_or(took, moved));
    }

    /// How each task ended, in their order.
    pub(super) fn into_outcomes(self) -> Vec<Option<TaskOutcome>> {
        self.outcomes
    }

    /// How many tasks should lie at a worker.
    fn target(&self, workers: usize) -> usize {
        let Some(mean) = self.mean_task else { return self.chunk };
        let ahead = usize::try_from(AHEAD.0 / mean.0.max(1)).unwrap_or(0);
        // Near the end the rest is shared out evenly.
        ahead.min(self.waiting() / workers.max(1)).max(self.chunk)
    }

    fn next_chunk(&mut self, worker: usize) -> Option<Vec<u32>> {
        let queues = self.queues.len();
        let mut order = (0..queues).map(|step| (worker + step) % queues);
        let queue = order.find(|queue| !self.queues[*queue].is_empty())?;
        let queue = &mut self.queues[queue];
        Some(queue.drain(..self.chunk.min(queue.len())).collect())
    }

    /// How many tasks wait.
    fn waiting(&self) -> usize {
        self.queues.iter().map(VecDeque::len).sum()
    }

    fn write_down(&mut self, task: u32, outcome: TaskOutcome) {
        if let Some(place @ None) = self.outcomes.get_mut(task as usize) {
            *(if outcome.is_ok() { &mut self.done } else { &mut self.failed }) += 1;
            *place = Some(outcome);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Value;
    use proptest::prelude::*;

    #[test]
    fn long_tasks_go_out_one_chunk_at_a_time_and_tiny_ones_ahead() {
        let mut board = Board::new(10_000, 1, 3);
        assert_eq!(board.hand_out(0, 0, 2), [[0, 1, 2]], "nothing is known yet: one chunk");
        board.learn(Nanos::from_millis(50));
        assert!(board.hand_out(0, 1, 2).is_empty());
        assert_eq!(board.hand_out(0, 0, 2), [[3, 4, 5]]);
        (0..200).for_each(|_| board.learn(Nanos(1)));
        let ahead: usize = board.hand_out(0, 0, 2).iter().map(Vec::len).sum();
        assert!((1000..=2100).contains(&ahead), "a millisecond of the cheapest tasks: {ahead}");
    }

    #[test]
    fn each_worker_has_its_role_until_its_queue_is_empty() {
        let mut board = Board::new(7, 2, 2);
        assert_eq!(board.hand_out(0, 0, 3), [[0, 2]]);
        assert_eq!(board.hand_out(1, 0, 3), [[1, 3]]);
        assert_eq!(board.hand_out(2, 0, 3), [[4, 6]]);
        board.give_back(2);
        assert_eq!(board.hand_out(1, 0, 3), [[5]]);
        assert_eq!(board.hand_out(1, 0, 3), [[2]], "it helps out");
    }

    #[test]
    fn near_the_end_nobody_hoards() {
        let mut board = Board::new(100, 1, 1);
        board.learn(Nanos(1));
        let first: usize = board.hand_out(0, 0, 2).iter().map(Vec::len).sum();
        assert_eq!(first, 50);
    }

    proptest! {
        /// Whatever workers do with what they are given, every task ends in exactly one state.
        #[test]
        fn every_task_ends_once(
            tasks in 0u32..300,
            (queues, chunk) in (1u32..4, 1u32..20),
            workers in 1usize..5,
            fates in proptest::collection::vec((0usize..5, 0u8..4), 1..200),
        ) {
            let mut board = Board::new(tasks, queues, chunk);
            let mut hands: Vec<VecDeque<u32>> = vec![VecDeque::new(); workers];
            let mut given_back = 0;
            for (worker, fate) in fates.iter().cycle().take(20_000) {
                if board.is_over() {
                    break;
                }
                let hand = &mut hands[worker % workers];
                hand.extend(board.hand_out(worker % workers, hand.len(), workers).into_iter().flatten());
                let Some(task) = hand.pop_front() else { continue };
                board.learn(Nanos(u64::from(task) * 1000));
                match fate {
                    0 => board.settle(task, Err("failed".into())),
                    1 if given_back < 500 => {
                        given_back += 1;
                        board.give_back(task);
                    }
                    _ => board.settle(task, Ok(Value::Int(u64::from(task)))),
                }
            }
            // Those that were never asked for again come back, and nobody is left.
            hands.into_iter().flatten().for_each(|task| board.give_back(task));
            board.give_up("nobody");
            prop_assert!(board.is_over());
            let (done, failed) = board.counts();
            prop_assert_eq!(done + failed, tasks as usize);
            for (task, outcome) in board.into_outcomes().into_iter().enumerate() {
                match outcome {
                    Some(Ok(value)) => prop_assert_eq!(value, Value::Int(task as u64)),
                    Some(Err(_)) => {}
                    None => prop_assert!(false, "task {} has no end", task),
                }
            }
        }
    }
}
