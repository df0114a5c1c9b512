//! Every task is in exactly one place, whatever happens to it.

use super::*;
use crate::workload::Value;
use proptest::prelude::*;

const DEATH: PendingReplacement = PendingReplacement { dead: 40, at: Nanos(9) };

/// A worker dies in the middle of this task and attempt.
fn crash(task_queue: &mut TaskQueue, begun: (u32, u16), blame: bool) {
    let lost = LostTasks { begun: Some(begun), others: Vec::new() };
    task_queue.on_crash(lost, blame, DEATH, "it kills");
}

fn firsts(chunks: &[Chunk]) -> Vec<(u32, u32)> {
    chunks.iter().map(|h| (h.first, h.len)).collect()
}

#[test]
fn long_tasks_go_out_two_chunks_at_a_time_and_tiny_ones_ahead() {
    let mut task_queue = TaskQueue::new(100_000, 1, 3, Vec::new());
    assert_eq!(firsts(&task_queue.hand_out(0, 0, 2, None)), [(0, 3)], "nothing is known yet: one chunk");
    task_queue.learn(1, Nanos::from_millis(50));
    assert_eq!(
        firsts(&task_queue.hand_out(0, 0, 2, None)),
        [(3, 3), (6, 3)],
        "one to execute, one behind it"
    );
    assert!(task_queue.hand_out(0, 6, 2, None).is_empty());
    assert_eq!(firsts(&task_queue.hand_out(0, 3, 2, None)), [(9, 3)]);
    assert_eq!(firsts(&task_queue.hand_out(0, 0, 2, Some(2))), [(12, 2)], "no more than may be");
    (0..400).for_each(|_| task_queue.learn(1, Nanos(1)));
    let ahead: u32 = task_queue.hand_out(0, 0, 2, None).iter().map(|h| h.len).sum();
    assert!((5_000..=10_003).contains(&ahead), "a millisecond of the cheapest tasks: {ahead}");
}

#[test]
fn each_worker_has_its_role_until_its_queue_is_empty() {
    let mut task_queue = TaskQueue::new(7, 2, 2, Vec::new());
    let tasks = |task_queue: &mut TaskQueue, worker| {
        let chunks = task_queue.hand_out(worker, 0, 3, None);
        let list = |h: &Chunk| (0..h.len).map(|n| h.first + n * h.step).collect::<Vec<_>>();
        chunks.iter().flat_map(list).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&mut task_queue, 0), [0, 2]);
    assert_eq!(tasks(&mut task_queue, 1), [1, 3]);
    assert_eq!(tasks(&mut task_queue, 2), [4, 6]);
    let lost = Chunk { first: 2, step: 2, len: 1, attempt: 1, careful: false, fault: None };
    task_queue.give_back(lost, false);
    assert_eq!(tasks(&mut task_queue, 0), [2, 5], "returned tasks go first; it helps out");
}

#[test]
fn suspects_go_out_one_by_one_and_who_killed_three_workers_is_given_up() {
    let mut task_queue = TaskQueue::new(6, 1, 6, Vec::new());
    let chunk = task_queue.hand_out(0, 0, 2, None)[0];
    assert_eq!(chunk.len, 6);
    task_queue.give_back(chunk, true);
    let alone = task_queue.hand_out(0, 0, 2, None);
    assert!(alone.len() == 1 && alone[0].len == 1 && alone[0].careful && alone[0].attempt == 1);
    assert!(task_queue.hand_out(1, 1, 2, None).is_empty(), "not to a worker that has work");
    for attempt in 2..=3 {
        crash(&mut task_queue, (0, attempt - 1), true);
        let again = task_queue.hand_out(0, 0, 2, None)[0];
        assert_eq!((again.first, again.attempt, again.careful), (0, attempt, true));
    }
    crash(&mut task_queue, (0, 3), false);
    assert_eq!(task_queue.quarantined(), [0u32; 0], "that was not its fault");
    let again = task_queue.hand_out(0, 0, 2, None)[0];
    crash(&mut task_queue, (0, again.attempt), true);
    assert_eq!((task_queue.retried(), task_queue.quarantined()), (3, &[0][..]));
    let reason = "it took 3 workers with it, the last one so: it kills";
    assert_eq!(task_queue.take(0), Some(Err(reason.into())));
    assert_eq!(task_queue.counts(), (0, 1));
}

#[test]
fn tasks_lost_with_a_worker_wait_in_their_order_and_the_begun_one_first() {
    let mut task_queue = TaskQueue::new(9, 1, 2, Vec::new());
    task_queue.learn(1, Nanos::from_millis(50));
    let mut others = task_queue.hand_out(0, 0, 2, None);
    assert_eq!(firsts(&others), [(0, 2), (2, 2)]);
    others[0].advance(1);
    task_queue.on_crash(LostTasks { begun: Some((0, 1)), others }, true, DEATH, "it kills");
    assert_eq!((task_queue.out(), task_queue.waiting(), task_queue.has_lost()), (0, 9, true));
    assert_eq!(firsts(&task_queue.hand_out(0, 0, 2, None)), [(0, 1)], "alone");
    assert_eq!((task_queue.take_lost(1), task_queue.take_lost(0)), (None, Some(DEATH)));
    assert_eq!(firsts(&task_queue.hand_out(1, 0, 2, None)), [(1, 1), (2, 2), (4, 2)]);
    let others = task_queue.hand_out(2, 0, 2, None);
    assert_eq!(firsts(&others), [(6, 2), (8, 1)]);
    task_queue.on_crash(LostTasks { begun: None, others }, true, DEATH, "it kills");
    assert_eq!(firsts(&task_queue.hand_out(2, 0, 2, None)), [(6, 1)], "all of them are suspect");
    assert_eq!(task_queue.retried(), 1);
}

#[test]
fn the_totals_of_losses_outlive_a_list_and_nothing_else_does() {
    let mut task_queue = TaskQueue::new(2, 1, 1, Vec::new());
    task_queue.hand_out(0, 0, 1, None);
    crash(&mut task_queue, (0, 1), true);
    task_queue.hand_out(0, 0, 1, None);
    task_queue.settle(0, Ok(Value::Int(1)));
    assert_eq!(task_queue.end(), [Some(Ok(Value::Int(1))), None]);
    assert_eq!((task_queue.counts(), task_queue.retried(), task_queue.has_lost()), ((0, 0), 1, true));
    task_queue.begin(3, 1, 1, Vec::new());
    assert_eq!((task_queue.waiting(), task_queue.retried(), task_queue.has_lost()), (3, 1, false));
}

#[test]
fn a_poisoned_task_goes_alone_with_its_poison() {
    let mut task_queue = TaskQueue::new(10, 1, 4, vec![2]);
    assert_eq!(firsts(&task_queue.hand_out(0, 0, 2, None)), [(0, 2)], "up to it");
    assert!(task_queue.hand_out(0, 1, 2, None).is_empty(), "not behind others");
    let poisoned = task_queue.hand_out(1, 0, 2, None);
    assert_eq!((poisoned[0].first, poisoned[0].len, poisoned[0].fault), (2, 1, Some(Fault::Poison(2))));
    assert_eq!(firsts(&task_queue.hand_out(0, 0, 2, None)), [(3, 4)]);
}

proptest! {
    /// Whatever happens to tasks that are out, each one ends exactly once, in its own place.
    #[test]
    fn every_task_ends_exactly_once(
        tasks in 0u32..300,
        queues in 1u32..4,
        workers in 1usize..5,
        chunk in 1u32..20,
        poisoned in proptest::collection::vec(0u32..300, 0..3),
        fates in proptest::collection::vec((0usize..5, 0u8..6), 1..400),
    ) {
        let mut task_queue = TaskQueue::new(tasks, queues, chunk, poisoned);
        task_queue.note_order();
        let mut hands: Vec<VecDeque<Chunk>> = vec![VecDeque::new(); workers];
        let mut given_back = 0;
        for (worker, fate) in fates.iter().cycle().take(40_000) {
            if task_queue.is_over() {
                break;
            }
            let hand = &mut hands[worker % workers];
            let in_hand = hand.iter().map(|h| h.len as usize).sum();
            hand.extend(task_queue.hand_out(worker % workers, in_hand, workers, None));
            let Some(mut chunk) = hand.pop_front() else { continue };
            task_queue.learn(1, Nanos(u64::from(chunk.first) * 1000));
            let one = Chunk { len: 1, ..chunk };
            match fate {
                0 => task_queue.settle(one.first, Err("failed".into())),
                1 | 2 if given_back < 500 => {
                    given_back += 1;
                    task_queue.give_back(chunk, *fate == 2);
                    continue;
                }
                3 => crash(&mut task_queue, (one.first, one.attempt), true),
                _ => task_queue.settle(one.first, Ok(Value::Int(u64::from(one.first)))),
            }
            (chunk.first, chunk.len) = (chunk.first + chunk.step, chunk.len - 1);
            if chunk.len > 0 {
                hand.push_front(chunk);
            }
        }
        // Those that were never asked for again come back, and no worker is left.
        hands.into_iter().flatten().for_each(|chunk| task_queue.give_back(chunk, false));
        task_queue.give_up("nobody");
        prop_assert!(task_queue.is_over());
        let (done, failed) = task_queue.counts();
        prop_assert_eq!(done + failed, tasks as usize);
        let mut order: Vec<u32> = std::iter::from_fn(|| task_queue.next_ended()).collect();
        order.sort_unstable();
        prop_assert_eq!(order, (0..tasks).collect::<Vec<_>>());
        for (task, outcome) in task_queue.end().into_iter().enumerate() {
            match outcome {
                Some(Ok(value)) => prop_assert_eq!(value, Value::Int(task as u64)),
                Some(Err(_)) => {}
                None => prop_assert!(false, "task {} has no end", task),
            }
        }
    }
}
