use super::*;
use crate::workload::interpreter::Bare;

#[test]
fn pieces_do_not_change_the_digest() {
    let task_context = TaskContext::for_test();
    for size in [0, 8, 1024, 1025, 5000] {
        let argument = Value::Pair(3, size);
        let whole = hash::Hash::run(&argument, &task_context, &mut Bare);
        assert_eq!(HashSmall::run(&argument, &task_context, &mut Bare), whole, "{size}");
    }
}

/// Every piece is hashed under the lock, and followed by a checkpoint.
#[test]
fn no_piece_is_hashed_without_the_lock() {
    struct Strict(u32);
    impl Interpreter for Strict {
        fn checkpoint(&mut self) {
            self.0 += 1;
        }
        fn blocking<R>(&mut self, _call: impl FnOnce() -> R) -> R {
            panic!("it blocks")
        }
        fn native<R>(&mut self, _call: impl FnOnce() -> R) -> R {
            panic!("it lets go of the lock")
        }
    }
    let mut strict = Strict(0);
    HashSmall::run(&Value::Pair(1, 10 * 1024 + 1), &TaskContext::for_test(), &mut strict).unwrap();
    assert_eq!(strict.0, 11);
}
