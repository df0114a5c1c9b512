use super::*;
use crate::workload::arrays::{BLOCK, PERIOD_B, PERIOD_C, PLACES};
use crate::workload::interpreter::Bare;
use crate::workload::{Kind, Spec};

fn spec(size: u64) -> Spec {
    Spec { seed: 5, ..Spec::of(Kind::Triad, 3, size) }
}

/// The same in whole numbers, place by place.
fn expected(factor: u64, size: u64) -> u64 {
    let element = |place: u64| place % PERIOD_B + factor * (place % PERIOD_C);
    let step = usize::try_from(size.div_ceil(PLACES as u64).max(1)).unwrap();
    (0..size).step_by(step).chain(size.checked_sub(1)).map(element).sum()
}

#[test]
fn the_sum_is_that_of_whole_numbers() {
    for size in [0, 1, 2, 1023, 1024, 1025, 4095, 4096, 4097, 100_000] {
        for factor in [1, 7, FACTORS - 1] {
            let sum = Triad::run(&Value::Pair(factor, size), &TaskContext::for_test(), &mut Bare);
            assert_eq!(sum, Ok(Value::Int(expected(factor, size))), "{factor} x {size}");
        }
    }
}

#[test]
fn nothing_of_one_sweep_is_left_in_the_next() {
    let task_context = TaskContext::for_test();
    spec(5000).prepare(&task_context).unwrap();
    let run = |size, task| Triad::run(&spec(size).argument(task), &task_context, &mut Bare).unwrap();
    let first = run(5000, 0);
    assert_ne!(run(5000, 1), first, "every task has a factor of its own");
    assert_ne!(run(700, 0), first, "another size has arrays of its own");
    assert_eq!(run(5000, 0), first);
}

#[test]
fn the_lock_is_looked_at_once_a_block() {
    struct Counting(u32);
    impl Interpreter for Counting {
        fn checkpoint(&mut self) {
            self.0 += 1;
        }
        fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R {
            call()
        }
        fn native<R>(&mut self, _call: impl FnOnce() -> R) -> R {
            panic!("it lets go of the lock")
        }
    }
    let mut counting = Counting(0);
    Triad::run(&Value::Pair(1, 2 * BLOCK as u64 + 1), &TaskContext::for_test(), &mut counting).unwrap();
    assert_eq!(counting.0, 3);
}

#[test]
fn arrays_that_no_memory_holds_are_refused_before_the_work() {
    for size in [u64::MAX, u64::MAX / 8, 1 << 61] {
        let message = spec(size).prepare(&TaskContext::for_test()).unwrap_err().to_string();
        assert!(message.contains("there is no room for three arrays"), "{message}");
    }
}
