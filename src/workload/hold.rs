//! A long call of C code that keeps the lock, like `sort`, `re`, big integers or JSON in Python.

use std::hint::black_box;

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Sums `size` numbers in one call, during which no request for the lock is noticed; only after it.
///
/// In Python it is `sum(range(first, first + size))`. However short the switch interval is, a thread that waits for
/// the lock waits for the end of the call.
#[derive(Debug)]
pub(crate) struct Hold;

impl Workload for Hold {
    const NAME: &'static str = "hold";
    const ABOUT: &'static str = "sum numbers in one long C call: computes, keeps the lock to its end";
    const UNIT: &'static str = "steps";
    const TASKS: u32 = 200;
    const SIZE: u64 = 10_000_000;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let mut random = StdRng::seed_from_u64(parameters.seed ^ u64::from(task).rotate_left(32));
        Value::Pair(random.random_range(0..1 << 20), parameters.size)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(first, steps) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        let sum = sum(first, steps);
        interpreter.checkpoint();
        Ok(Value::Int(sum))
    }
}

/// Adds up one number after another: the optimiser, which knows Gauss's formula, must not see through it.
fn sum(first: u64, steps: u64) -> u64 {
    (0..steps).fold(0, |sum, step| sum.wrapping_add(black_box(first.wrapping_add(step))))
}

#[cfg(test)]
mod tests {
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
        let sum = |first, steps| {
            Hold::run(&Value::Pair(first, steps), &TaskContext::for_test(), &mut Bare).unwrap()
        };
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
}
