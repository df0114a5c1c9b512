//! The Mandelbrot set, a row a task: pure computation of uneven length, for rows through the set cost most.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Sums the iterations of one row of an image that is `size` points wide and as many rows high as there
/// are tasks.
#[derive(Debug)]
pub(crate) struct Mandelbrot;

/// Iterations after which a point that has not escaped counts as inside.
const LIMIT: u64 = 256;

impl Workload for Mandelbrot {
    const NAME: &'static str = "mandelbrot";
    const ABOUT: &'static str = "rows of the Mandelbrot set: computes, uneven tasks, holds the lock";
    const UNIT: &'static str = "points";
    const TASKS: u32 = 96;
    const SIZE: u64 = 10_000;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let rows = u64::from(parameters.tasks.max(1));
        Value::Triple(u64::from(task) * stride(rows) % rows, rows, parameters.size)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Triple(row, rows, width) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        let imaginary = 2.5 * (row as f64 + 0.5) / rows.max(1) as f64 - 1.25;
        let mut sum = 0;
        for column in 0..width {
            let real = 3.0 * (column as f64 + 0.5) / width as f64 - 2.25;
            sum += escape(real, imaginary, interpreter);
            interpreter.checkpoint();
        }
        Ok(Value::Int(sum))
    }
}

/// Rows are taken in steps of about the golden ratio of their number, so that any share of the tasks is about
/// that share of the work: otherwise the cheap rows at the edge come first, and a lane looks half as fast
/// again as it is. The step has no divisor in common with `rows`, so every row comes once.
fn stride(rows: u64) -> u64 {
    let golden = rows * 618 / 1000;
    (golden.max(1)..=rows).find(|step| gcd(*step, rows) == 1).unwrap_or(1)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Iterations of z → z² + c until |z| > 2, at most [`LIMIT`].
#[inline(always)]
fn escape<I: Interpreter>(real: f64, imaginary: f64, interpreter: &mut I) -> u64 {
    let (mut x, mut y) = (0.0, 0.0);
    let mut iterations = 0;
    while iterations < LIMIT && x * x + y * y <= 4.0 {
        (x, y) = (x * x - y * y + real, 2.0 * x * y + imaginary);
        iterations += 1;
        interpreter.checkpoint();
    }
    iterations
}

#[cfg(test)]
mod tests;
