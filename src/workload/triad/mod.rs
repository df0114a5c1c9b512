//! The triad of three arrays, `a[i] = b[i] + s * c[i]`: work that waits for memory.
//!
//! Two operations for 24 bytes: a core does the arithmetic long before memory has brought the numbers. Workers then
//! share what the memory can carry, not what the cores can compute, and adding workers stops to help when it is full,
//! often far below the number of cores. It is the fourth kernel of the benchmark STREAM
//! (<https://www.cs.virginia.edu/stream/>), in double precision as there.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Sweeps once over three arrays of `size` elements each, with a factor of the task's own, and adds up some of the
/// written elements.
///
/// The arrays are in the worker's task context: they are not shared, and exist before the worker is ready. Their
/// numbers are whole and small, so that every sum is exact in any order and any language.
#[derive(Debug)]
pub(crate) struct Triad;

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

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let mut random = StdRng::seed_from_u64(parameters.seed ^ u64::from(task).rotate_left(32));
        Value::Pair(random.random_range(1..FACTORS), parameters.size)
    }

    fn prepare(parameters: &TaskParameters, task_context: &TaskContext) -> Result<(), TaskError> {
        task_context.with_arrays(parameters.size, |_| ())
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

#[cfg(test)]
mod tests;
