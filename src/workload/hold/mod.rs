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
mod tests;
