use super::*;
use proptest::prelude::*;

fn take(queues: &Queues, worker: u16) -> Vec<u32> {
    queues.take(worker).into_iter().flatten().collect()
}

#[test]
fn each_worker_has_its_role_until_its_queue_is_empty() {
    let queues = Queues::new(7, 2, 2);
    assert_eq!(take(&queues, 0), [0, 2]);
    assert_eq!(take(&queues, 1), [1, 3]);
    assert_eq!(take(&queues, 3), [5], "three odd tasks");
    assert_eq!(take(&queues, 1), [4, 6], "it helps out");
    assert_eq!((take(&queues, 0), take(&queues, 1)), (vec![], vec![]));
}

#[test]
fn one_queue_is_taken_in_order() {
    let queues = Queues::new(5, 1, 3);
    assert_eq!((take(&queues, 9), take(&queues, 4)), (vec![0, 1, 2], vec![3, 4]));
}

proptest! {
    #[test]
    fn every_task_is_taken_once(tasks in 0u32..200, number in 1u32..5, chunk in 1u32..9, order: Vec<u16>) {
        let queues = Queues::new(tasks, number, chunk);
        let mut taken: Vec<u32> = order.iter().flat_map(|worker| take(&queues, *worker)).collect();
        while let Some(rest) = queues.take(0) {
            taken.extend(rest);
        }
        taken.sort_unstable();
        prop_assert!(taken.into_iter().eq(0..tasks));
    }
}
