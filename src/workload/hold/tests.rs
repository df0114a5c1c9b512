use super::*;
use crate::workload::Spec;
use crate::workload::interpreter::Bare;

/// Counts the checkpoints it passes.
#[derive(Default)]
struct Counting(u32);

impl Interpreter for Counting {
    fn checkpoint(&mut self) {
        self.0 += 1;
    }

    fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R {
        call()
    }

    fn native<R>(&mut self, call: impl FnOnce() -> R) -> R {
        call()
    }
}

#[test]
fn sums_are_those_of_gauss() {
    let sum =
        |first, steps| Hold::run(&Value::Pair(first, steps), &TaskContext::for_test(), &mut Bare).unwrap();
    assert_eq!(sum(0, 101), Value::Int(5050));
    assert_eq!(sum(1000, 1000), Value::Int(1_499_500));
    assert_eq!(sum(u64::MAX, 2), Value::Int(u64::MAX), "it wraps around");
    assert_eq!(sum(7, 0), Value::Int(0));
}

#[test]
fn the_lock_is_looked_at_once_however_long_it_is() {
    for steps in [0, 1, 100_000] {
        let mut counting = Counting::default();
        Hold::run(&Value::Pair(1, steps), &TaskContext::for_test(), &mut counting).unwrap();
        assert_eq!(counting.0, 1);
    }
}

#[test]
fn it_begins_below_a_million_or_so() {
    let spec = Spec::of(crate::workload::Kind::Hold, 9, 5);
    let firsts: Vec<u64> = (0..9)
        .map(|task| match spec.argument(task) {
            Value::Pair(first, 5) if first < 1 << 20 => first,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(firsts.iter().any(|first| *first != firsts[0]), "{firsts:?}");
}
