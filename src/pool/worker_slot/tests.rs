use super::*;
use crate::pool::task_queue::Chunk;
use std::path::Path;

const NOW: Nanos = Nanos::from_millis(5_000);

#[test]
fn the_tasks_of_all_processes_of_a_slot_are_summed() {
    let mut slot = WorkerSlot::default();
    for (process, tasks) in [(1u64, 3), (2, 4)] {
        slot.start(WorkerProcess::start(Path::new("/bin/sh")).unwrap(), NOW);
        let worker = slot.running_mut().unwrap();
        let chunk = Chunk { first: 0, step: 1, len: tasks, attempt: 1, careful: false, fault: None };
        worker.tasks_mut().give(chunk, None, None);
        worker.tasks_mut().finish(0, 1, tasks);
        assert_eq!(slot.executed(), if process == 1 { 3 } else { 7 }, "while it runs");
        let worker = slot.take_running().unwrap();
        slot.keep(worker.into_remains(None, format!("exit {process}"), NOW + Nanos(process)));
    }
    assert_eq!(slot.executed(), 7);
    let remains = slot.into_remains(NOW);
    assert_eq!((remains.tasks, remains.exit.as_str()), (7, "exit 2"));
}

#[test]
fn a_slot_is_vacant_until_a_process_is_planned() {
    let mut slot = WorkerSlot::default();
    assert!(slot.is_vacant() && !slot.is_coming());
    slot.schedule(NOW);
    assert!(!slot.is_vacant() && slot.is_coming());
    slot.start(WorkerProcess::start(Path::new("/bin/sh")).unwrap(), NOW);
    assert_eq!(slot.due(), None);
    assert!(!slot.is_vacant() && slot.is_coming(), "it is not ready");
    slot.running_mut().unwrap().welcome(9, NOW);
    assert!(!slot.is_vacant() && !slot.is_coming());
    let remains = WorkerSlot::default().into_remains(NOW);
    assert_eq!((remains.books.opened, remains.books.closed, remains.tasks), (NOW, NOW, 0));
}
