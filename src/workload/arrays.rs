//! Three arrays of one worker, for `triad`: larger than any cache.

use std::hint::black_box;

use super::interpreter::Interpreter;
use super::task_error::TaskError;

/// Elements between two checkpoints: about 10 µs of work, and 96 KiB of the three arrays.
pub(super) const BLOCK: usize = 4096;

/// Number of elements read back, or one or two more: few enough to cost nothing, spread over the whole array.
pub(super) const PLACES: usize = 1024;

/// `b` counts up to this repeatedly, and `c` to [`PERIOD_C`]: both are prime, so pairs repeat after half a million.
pub(super) const PERIOD_B: u64 = 1021;

/// See [`PERIOD_B`].
pub(super) const PERIOD_C: u64 = 509;

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
    pub(super) fn sweep<I: Interpreter>(&mut self, factor: f64, interpreter: &mut I) {
        let sources = self.b.chunks(BLOCK).zip(self.c.chunks(BLOCK));
        for (a, (b, c)) in self.a.chunks_mut(BLOCK).zip(sources) {
            triad(a, b, c, factor);
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
    pub(super) fn sum(&self) -> u64 {
        let some = self.a.iter().step_by(self.a.len().div_ceil(PLACES).max(1));
        some.chain(self.a.last()).sum::<f64>() as u64
    }
}

/// `a[i] = b[i] + factor * c[i]`, eight elements at a time: one by one, as a compiler leaves it that builds for size,
/// this would take longer than the memory does.
fn triad(a: &mut [f64], b: &[f64], c: &[f64], factor: f64) {
    let (eights, rest) = a.as_chunks_mut::<8>();
    let ((b, b_rest), (c, c_rest)) = (b.as_chunks::<8>(), c.as_chunks::<8>());
    for (place, a) in eights.iter_mut().enumerate() {
        let (b, c) = (&b[place], &c[place]);
        *a = [
            b[0] + factor * c[0],
            b[1] + factor * c[1],
            b[2] + factor * c[2],
            b[3] + factor * c[3],
            b[4] + factor * c[4],
            b[5] + factor * c[5],
            b[6] + factor * c[6],
            b[7] + factor * c[7],
        ];
    }
    for (a, (b, c)) in rest.iter_mut().zip(b_rest.iter().zip(c_rest)) {
        *a = b + factor * c;
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
    use crate::workload::interpreter::Bare;

    #[test]
    fn every_element_is_written() {
        let mut arrays = Arrays::of(2 * BLOCK as u64 + 3).unwrap();
        arrays.sweep(3.0, &mut Bare);
        let right =
            |(place, a): (u64, &f64)| (*a - (place % PERIOD_B + 3 * (place % PERIOD_C)) as f64).abs() < 0.5;
        assert!((0..).zip(&arrays.a).all(right));
    }
}
