use super::*;

const HANG: FaultPlan = FaultPlan { fault: Fault::Hang, worker: None, at: None };

fn chunk(first: u32, len: u32) -> Chunk {
    Chunk { first, step: 2, len, attempt: 1, careful: false, fault: None }
}

/// Tasks 0, 2, 4, then 10 and 12.
fn outstanding() -> OutstandingTasks {
    let mut tasks = OutstandingTasks::default();
    tasks.give(chunk(0, 3), None, Some(Nanos(7)));
    tasks.give(chunk(10, 2), None, None);
    tasks
}

fn counts(tasks: &OutstandingTasks) -> (usize, usize, u32, u32) {
    (tasks.chunks(), tasks.in_hand(), tasks.given(), tasks.executed())
}

#[test]
fn impossible_messages_are_refused_and_change_nothing() {
    let mut tasks = outstanding();
    assert!(!tasks.begin(2, 1) && !tasks.begin(10, 1), "not its next task");
    assert!(!tasks.begin(0, 2), "not this attempt");
    for (first, attempt, count) in [(2, 1, 1), (10, 1, 1), (0, 2, 1), (0, 1, 0), (0, 1, 4)] {
        assert_eq!(tasks.finish(first, attempt, count), None, "{count} from {first}, attempt {attempt}");
    }
    assert_eq!(tasks.take_back(0), None, "not its last chunk");
    assert_eq!((counts(&tasks), tasks.running()), ((2, 5, 5, 0), None));
    let mut none = OutstandingTasks::default();
    assert!(!none.begin(0, 1) && none.finish(0, 1, 1).is_none() && none.take_back(0).is_none());
}

#[test]
fn tasks_begin_and_finish_in_order() {
    let mut tasks = outstanding();
    assert!(tasks.begin(0, 1));
    assert_eq!(tasks.running(), Some((0, 1)));
    assert_eq!(tasks.finish(0, 1, 2), Some((2, Some(Nanos(7)))));
    assert_eq!((counts(&tasks), tasks.running()), ((2, 3, 5, 2), None));
    assert_eq!(tasks.finish(0, 1, 1), None, "a result for the second time");
    assert!(tasks.finish(4, 1, 1).is_some());
    assert_eq!(counts(&tasks), (1, 2, 5, 3));
    assert!(tasks.is_in_a_task(true) && !tasks.is_in_a_task(false), "only tiny ones are not announced");
    assert_eq!(tasks.take_back(10), Some((chunk(10, 2), None)));
    assert_eq!(counts(&tasks), (0, 0, 3, 3), "what was taken back was not given");
}

#[test]
fn a_fault_is_at_work_from_the_beginning_of_its_task_to_its_end() {
    let mut tasks = OutstandingTasks::default();
    tasks.give(Chunk { fault: Some(Fault::Hang), ..chunk(0, 2) }, Some(HANG), None);
    assert!(tasks.will_end_it());
    assert_eq!((tasks.fault_at_work(), tasks.plans().count()), (None, 1), "on its way");
    assert!(tasks.begin(0, 1));
    assert_eq!((tasks.fault_at_work(), tasks.plans().count()), (Some(Fault::Hang), 0), "it happens");
    tasks.finish(0, 1, 1);
    assert!(!tasks.will_end_it() && tasks.fault_at_work().is_none());
}

#[test]
fn what_is_lost_is_told_apart_by_what_had_begun() {
    let mut tasks = outstanding();
    tasks.give(Chunk { fault: Some(Fault::Hang), ..chunk(20, 1) }, Some(HANG), None);
    let (lost, plans) = tasks.lose();
    let hang = Chunk { fault: Some(Fault::Hang), ..chunk(20, 1) };
    assert_eq!(lost, LostTasks { begun: None, others: vec![chunk(0, 3), chunk(10, 2), hang] });
    assert_eq!((plans, tasks.in_hand(), tasks.chunks()), (vec![HANG], 0, 0));
    let mut tasks = outstanding();
    tasks.finish(0, 1, 2);
    tasks.begin(4, 1);
    let lost = tasks.lose().0;
    assert_eq!(lost, LostTasks { begun: Some((4, 1)), others: vec![chunk(10, 2)] });
}
