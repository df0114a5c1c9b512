//! Every task is in exactly one place, whatever happens to it.

use super::*;
use crate::workload::Value;
use proptest::prelude::*;

fn firsts(handouts: &[Handout]) -> Vec<(u32, u32)> {
    handouts.iter().map(|h| (h.first, h.len)).collect()
}

#[test]
fn long_tasks_go_out_two_chunks_at_a_time_and_tiny_ones_ahead() {
    let mut board = Board::new(100_000, 1, 3, Vec::new());
    assert_eq!(firsts(&board.hand_out(0, 0, 2, None)), [(0, 3)], "nothing is known yet: one chunk");
    board.learn(1, Nanos::from_millis(50));
    assert_eq!(firsts(&board.hand_out(0, 0, 2, None)), [(3, 3), (6, 3)], "one to execute, one behind it");
    assert!(board.hand_out(0, 6, 2, None).is_empty());
    assert_eq!(firsts(&board.hand_out(0, 3, 2, None)), [(9, 3)]);
    assert_eq!(firsts(&board.hand_out(0, 0, 2, Some(2))), [(12, 2)], "no more than may be");
    (0..400).for_each(|_| board.learn(1, Nanos(1)));
    let ahead: u32 = board.hand_out(0, 0, 2, None).iter().map(|h| h.len).sum();
    assert!((5_000..=10_003).contains(&ahead), "a millisecond of the cheapest tasks: {ahead}");
}

#[test]
fn each_worker_has_its_role_until_its_queue_is_empty() {
    let mut board = Board::new(7, 2, 2, Vec::new());
    let tasks = |board: &mut Board, worker| {
        let handouts = board.hand_out(worker, 0, 3, None);
        let list = |h: &Handout| (0..h.len).map(|n| h.first + n * h.step).collect::<Vec<_>>();
        handouts.iter().flat_map(list).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&mut board, 0), [0, 2]);
    assert_eq!(tasks(&mut board, 1), [1, 3]);
    assert_eq!(tasks(&mut board, 2), [4, 6]);
    let lost = Handout { first: 2, step: 2, len: 1, attempt: 1, careful: false, fault: None };
    board.give_back(lost, false);
    assert_eq!(tasks(&mut board, 0), [2, 5], "who came back goes first; it helps out");
}

#[test]
fn suspects_go_out_one_by_one_and_who_killed_three_workers_is_given_up() {
    let mut board = Board::new(6, 1, 6, Vec::new());
    let chunk = board.hand_out(0, 0, 2, None)[0];
    assert_eq!(chunk.len, 6);
    board.give_back(chunk, true);
    let alone = board.hand_out(0, 0, 2, None);
    assert!(alone.len() == 1 && alone[0].len == 1 && alone[0].careful && alone[0].attempt == 1);
    assert!(board.hand_out(1, 1, 2, None).is_empty(), "not to somebody who has work");
    for attempt in 2..=3 {
        assert!(board.mourn(0, attempt - 1, true, "it kills"));
        let again = board.hand_out(0, 0, 2, None)[0];
        assert_eq!((again.first, again.attempt, again.careful), (0, attempt, true));
    }
    assert!(board.mourn(0, 3, false, "it was killed by somebody"), "that is not its fault");
    let again = board.hand_out(0, 0, 2, None)[0];
    assert!(!board.mourn(0, again.attempt, true, "it kills"));
    assert_eq!(board.take(0), Some(Err("it kills".into())));
    assert_eq!(board.counts(), (0, 1));
}

#[test]
fn a_poisoned_task_goes_alone_with_its_poison() {
    let mut board = Board::new(10, 1, 4, vec![2]);
    assert_eq!(firsts(&board.hand_out(0, 0, 2, None)), [(0, 2)], "up to it");
    assert!(board.hand_out(0, 1, 2, None).is_empty(), "not behind others");
    let poisoned = board.hand_out(1, 0, 2, None);
    assert_eq!((poisoned[0].first, poisoned[0].len, poisoned[0].fault), (2, 1, Some(Fault::Poison(2))));
    assert_eq!(firsts(&board.hand_out(0, 0, 2, None)), [(3, 4)]);
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
        let mut board = Board::new(tasks, queues, chunk, poisoned);
        board.note_order();
        let mut hands: Vec<VecDeque<Handout>> = vec![VecDeque::new(); workers];
        let mut given_back = 0;
        for (worker, fate) in fates.iter().cycle().take(40_000) {
            if board.is_over() {
                break;
            }
            let hand = &mut hands[worker % workers];
            let in_hand = hand.iter().map(|h| h.len as usize).sum();
            hand.extend(board.hand_out(worker % workers, in_hand, workers, None));
            let Some(mut chunk) = hand.pop_front() else { continue };
            board.learn(1, Nanos(u64::from(chunk.first) * 1000));
            let one = Handout { len: 1, ..chunk };
            match fate {
                0 => board.settle(one.first, Err("failed".into())),
                1 | 2 if given_back < 500 => {
                    given_back += 1;
                    board.give_back(chunk, *fate == 2);
                    continue;
                }
                3 => drop(board.mourn(one.first, one.attempt, true, "it kills")),
                _ => board.settle(one.first, Ok(Value::Int(u64::from(one.first)))),
            }
            (chunk.first, chunk.len) = (chunk.first + chunk.step, chunk.len - 1);
            if chunk.len > 0 {
                hand.push_front(chunk);
            }
        }
        // Those that were never asked for again come back, and nobody is left.
        hands.into_iter().flatten().for_each(|chunk| board.give_back(chunk, false));
        board.give_up("nobody");
        prop_assert!(board.is_over());
        let (done, failed) = board.counts();
        prop_assert_eq!(done + failed, tasks as usize);
        let mut order: Vec<u32> = std::iter::from_fn(|| board.next_ended()).collect();
        order.sort_unstable();
        prop_assert_eq!(order, (0..tasks).collect::<Vec<_>>());
        for (task, outcome) in board.into_outcomes().into_iter().enumerate() {
            match outcome {
                Some(Ok(value)) => prop_assert_eq!(value, Value::Int(task as u64)),
                Some(Err(_)) => {}
                None => prop_assert!(false, "task {} has no end", task),
            }
        }
    }
}
