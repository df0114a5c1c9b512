use super::*;

#[test]
fn an_end_is_that_of_the_last_process_of_its_number() {
    let mut processes = Processes::default();
    for _ in 0..2 {
        processes.begin(WorkerId(0), 7, Nanos::ZERO);
        processes.end(WorkerId(0), 7, Some(Nanos::ZERO), "exit 0", Some(1));
    }
    processes.begin(WorkerId(1), 7, Nanos::ZERO);
    let ends: Vec<_> = processes.kept.iter().map(|p| (p.worker.0, p.exit.as_deref())).collect();
    assert_eq!(ends, [(0, Some("exit 0")), (0, Some("exit 0")), (1, None)]);
}

#[test]
fn who_was_never_ready_is_there_too() {
    let mut processes = Processes::default();
    processes.end(WorkerId(3), 9, Some(Nanos(5)), "exit 1", None);
    assert_eq!((processes.count(), processes.kept[0].worker), (1, WorkerId(3)));
}

#[test]
fn a_process_knows_its_start_and_its_end() {
    let mut processes = Processes::default();
    processes.spawn(WorkerId(0), 7, Nanos(10));
    processes.spawn(WorkerId(1), 8, Nanos(11));
    processes.begin(WorkerId(1), 8, Nanos(20));
    assert_eq!(processes.starting, [Starting { worker: WorkerId(0), pid: 7, at: Nanos(10) }]);
    processes.end(WorkerId(1), 8, Some(Nanos(30)), "exit 0", Some(1));
    processes.end(WorkerId(0), 7, Some(Nanos(31)), "exit 1", None);
    let times: Vec<_> = processes.kept.iter().map(|p| (p.spawned, p.ready, p.ended)).collect();
    assert_eq!(
        times,
        [(Some(Nanos(11)), Nanos(20), Some(Nanos(30))), (Some(Nanos(10)), Nanos(31), Some(Nanos(31))),]
    );
    assert!(processes.starting.is_empty());
}

#[test]
fn a_thousand_are_kept_and_the_rest_counted() {
    let mut processes = Processes::default();
    for pid in 0..1234 {
        processes.begin(WorkerId(0), pid, Nanos::ZERO);
        processes.end(WorkerId(0), pid, Some(Nanos::ZERO), "exit 0", Some(1));
    }
    assert_eq!((processes.kept.len(), processes.more, processes.count()), (KEPT, 234, 1234));
}
