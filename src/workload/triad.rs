//! The triad of three arrays, `a[i] = b[i] + s * c[i]`: work that waits for memory.
//!
//! Two operations for 24 bytes: a core does the arithmetic long before memory has brought the numbers. Workers then
//! share what the memory can carry, not what the cores can compute, and adding workers stops to help when it is full,
//! often far below the number of cores. It is the fourth kernel of the benchmark STREAM
//! (<https://www.cs.virginia.edu/stream/>), in double precision as there.

use std::hint::black_box;

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, Spec, TaskContext, TaskError, Value, Workload};

/// Sweeps once over three arrays of `size` elements each, with a factor of the task's own, and adds up some of the
/// written elements.
///
/// The arrays are in the worker's task context: they are not shared, and exist before the worker is ready. Their
/// numbers are whole and small, so that every sum is exact in any order and any language.
#[derive(Debug)]
pub struct Triad;

/// Elements between two checkpoints: about 10 µs of work, and 96 KiB of the three arrays.
const BLOCK: usize = 4096;

/// Number of elements read back, or one or two more: few enough to cost nothing, spread over the whole array.
const PLACES: usize = 1024;

/// `b` counts up to this repeatedly, and `c` to [`PERIOD_C`]: both are prime, so pairs repeat after half a million.
const PERIOD_B: u64 = 1021;
/// See [`PERIOD_B`].
const PERIOD_C: u64 = 509;

/// Upper limit of factors: with it no element reaches 2^30, and no sum 2^41; from 2^53 on they would not be exact.
const FACTORS: u64 = 1 << 20;

/// Bytes in a worker's task context for each element: one `f64` in each of three arrays.
const BYTES: u64 = 24;

impl Workload for Triad {
    const NAME: &'static str = "triad";
    const ABOUT: &'static str = "a = b + s * c over large arrays: waits for memory, holds the lock";
    const UNIT: &'static str = "elements";
    const TASKS: u32 = 256;
    /// 16 MiB an array and 48 MiB a worker: even one worker has more than the last cache of most processors gives it
    /// (32 MiB for eight cores of an AMD EPYC, 1.5 to 4 MiB for each core of an Intel Xeon), and a machine with 256
    /// cores needs 12 GiB for all of them.
    const SIZE: u64 = 2 << 20;
    const SCALES: Scales = Scales::Tasks;
    const DESK_BYTES: u64 = BYTES;

    fn argument(spec: &Spec, task: u32) -> Value {
        let mut random = StdRng::seed_from_u64(spec.seed ^ u64::from(task).rotate_left(32));
        Value::Pair(random.random_range(1..FACTORS), spec.size)
    }

    fn prepare(spec: &Spec, task_context: &TaskContext) -> Result<(), TaskError> {
        task_context.with_arrays(spec.size, |_| ())
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(factor, size) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        task_context.with_arrays(size, |arrays| {
            arrays.sweep(factor as f64, interpreter);
            Value::Int(arrays.sum())
        })
    }
}

/// The three arrays of one worker.
#[derive(Debug)]
pub(super) struct Arrays {
    a: Vec<f64>,
    b: Vec<f64>,
    c: Vec<f64>,
}

impl Arrays {
    /// Arrays of `elements` elements, with every page written to: memory that is only reserved would be allocated by
    /// the first sweep, page by page.
    ///
    /// # Errors
    /// When there is no room for them.
    pub(super) fn of(elements: u64) -> Result<Self, TaskError> {
        let counting = |period: u64| move |place: u64| (place % period) as f64;
        Ok(Self {
            a: array(elements, |_| 1.0)?,
            b: array(elements, counting(PERIOD_B))?,
            c: array(elements, counting(PERIOD_C))?,
        })
    }

    /// Number of elements of each.
    pub(super) fn elements(&self) -> u64 {
        self.a.len() as u64
    }

    /// Writes all of `a`.
    fn sweep<I: Interpreter>(&mut self, factor: f64, interpreter: &mut I) {
        let sources = self.b.chunks(BLOCK).zip(self.c.chunks(BLOCK));
        for (a, (b, c)) in self.a.chunks_mut(BLOCK).zip(sources) {
            for (a, (b, c)) in a.iter_mut().zip(b.iter().zip(c)) {
                *a = b + factor * c;
            }
            // Nearly all of it is never read: `black_box` keeps the optimiser from removing the writes.
            black_box(a);
            interpreter.checkpoint();
        }
    }

    /// The sum of some elements of `a`, the first and the last among them.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sums of whole numbers from 0 to 2^41"
    )]
    fn sum(&self) -> u64 {
        let some = self.a.iter().step_by(self.a.len().div_ceil(PLACES).max(1));
        some.chain(self.a.last()).sum::<f64>() as u64
    }
}

/// An array with a value for each place.
fn array(elements: u64, value: impl Fn(u64) -> f64) -> Result<Vec<f64>, TaskError> {
    let no_room = || {
        TaskError(format!(
            "there is no room for three arrays of {elements} elements; choose a smaller --size"
        ))
    };
    let mut array = Vec::new();
    let length = usize::try_from(elements).map_err(|_| no_room())?;
    array.try_reserve_exact(length).map_err(|_| no_room())?;
    array.extend((0..elements).map(value));
    Ok(array)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Kind;
    use crate::workload::interpreter::Bare;

    fn spec(size: u64) -> Spec {
        Spec { kind: Kind::Triad, tasks: 3, size, seed: 5, share: None, arg: None }
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
    fn every_element_is_written() {
        let mut arrays = Arrays::of(2 * BLOCK as u64 + 3).unwrap();
        arrays.sweep(3.0, &mut Bare);
        let right =
            |(place, a): (u64, &f64)| (*a - (place % PERIOD_B + 3 * (place % PERIOD_C)) as f64).abs() < 0.5;
        assert!((0..).zip(&arrays.a).all(right));
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
}
