use super::*;
use crate::event;
use crate::workload::interpreter::Bare;
use crate::workload::{Interpreter, Memory};
use std::path::Path;
use std::sync::Arc;

#[test]
fn alone_it_loses_nothing() {
    let task_context = TaskContext::for_test();
    for _ in 0..3 {
        assert_eq!(Counter::run(&Value::Int(100), &task_context, &mut Bare), Ok(Value::Int(200)));
    }
    let counter = task_context.clear().counter;
    assert_eq!(counter, Some(event::Counter { made: 300, plain: 300, atomic: 300 }));
}

#[test]
fn who_never_counted_has_nothing_to_tell() {
    assert_eq!(TaskContext::for_test().clear(), crate::workload::Findings::default());
}

/// Two tasks that take turns at every checkpoint, in one memory and each in its own.
#[test]
fn one_memory_adds_up_and_two_do_not() {
    let shared = Arc::<Memory>::default();
    let count = |memory: &Arc<Memory>| {
        let task_context = TaskContext::new(Arc::clone(memory), Path::new(""));
        Counter::run(&Value::Int(10), &task_context, &mut Bare).unwrap();
        task_context.clear().counter.unwrap()
    };
    count(&shared);
    assert_eq!(count(&shared), event::Counter { made: 10, plain: 20, atomic: 20 });
    assert_eq!(count(&Arc::default()), event::Counter { made: 10, plain: 10, atomic: 10 });
}

/// Under a lock another thread gets in at checkpoints alone, so never between a load and its store.
#[test]
fn whoever_gets_in_at_a_checkpoint_loses_nothing() {
    struct Meddler(Arc<Memory>);
    impl Interpreter for Meddler {
        fn checkpoint(&mut self) {
            self.0.increment_plainly();
            self.0.increment_atomically();
        }
        fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R {
            call()
        }
        fn native<R>(&mut self, call: impl FnOnce() -> R) -> R {
            call()
        }
    }
    let memory = Arc::<Memory>::default();
    let task_context = TaskContext::new(Arc::clone(&memory), Path::new(""));
    Counter::run(&Value::Int(50), &task_context, &mut Meddler(Arc::clone(&memory))).unwrap();
    let counter = memory.counter(50);
    assert_eq!((counter.plain, counter.atomic), (100, 100), "two counted, and nothing is lost");
}
