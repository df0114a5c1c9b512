//! The Mandelbrot set, a row a task: pure computation of uneven length, for rows through the set cost most.

use super::{Interpreter, Scales, Spec, TaskError, Value, Workload};

/// Sums the iterations of one row of an image that is `size` points wide and as many rows high as there
/// are tasks.
#[derive(Debug)]
pub struct Mandelbrot;

/// A point that has not escaped after so many iterations counts as inside.
const LIMIT: u64 = 256;

impl Workload for Mandelbrot {
    const NAME: &'static str = "mandelbrot";
    const ABOUT: &'static str = "rows of the Mandelbrot set: computes, uneven tasks, holds the lock";
    const UNIT: &'static str = "points";
    const TASKS: u32 = 96;
    const SIZE: u64 = 10_000;
    const SCALES: Scales = Scales::Size;

    fn argument(spec: &Spec, task: u32) -> Value {
        Value::Triple(u64::from(task), u64::from(spec.tasks), spec.size)
    }

    fn run<I: Interpreter>(argument: &Value, interpreter: &mut I) -> Result<Value, TaskError> {
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

/// Iterations of z → z² + c until |z| > 2, at most [`LIMIT`].
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
mod tests {
    use super::*;
    use crate::workload::interpreter::Bare;

    #[test]
    fn known_points() {
        assert_eq!(escape(0.0, 0.0, &mut Bare), LIMIT);
        assert_eq!(escape(-1.0, 0.0, &mut Bare), LIMIT);
        assert_eq!(escape(2.0, 2.0, &mut Bare), 1);
    }

    #[test]
    fn the_image_is_symmetric_about_the_real_axis() {
        let row = |i| Mandelbrot::run(&Value::Triple(i, 10, 100), &mut Bare).unwrap();
        assert_eq!(row(2), row(7));
        assert_ne!(row(0), row(4));
    }
}
