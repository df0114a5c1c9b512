//! Counting primes by trial division: pure computation, every step in the interpreter.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Counts the primes in a range of `size` numbers.
///
/// All ranges lie just above a hundred million, where the square root up to which one must divide hardly
/// changes, so tasks are of equal length by construction and not by accident.
#[derive(Debug)]
pub(crate) struct Primes;

/// Start of the ranges, before the seed moves them by up to a million.
pub(super) const BASE: u64 = 100_000_000;

impl Workload for Primes {
    const NAME: &'static str = "primes";
    const ABOUT: &'static str = "count primes by trial division: computes, holds the lock";
    const UNIT: &'static str = "numbers";
    const TASKS: u32 = 64;
    const SIZE: u64 = 20_000;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let (from, until) = range(parameters, task);
        Value::Pair(from, until)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(from, until) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        Ok(Value::Int(count(from, until, interpreter)))
    }
}

/// The numbers of one task: consecutive ranges.
pub(super) fn range(parameters: &TaskParameters, task: u32) -> (u64, u64) {
    let first = BASE + StdRng::seed_from_u64(parameters.seed).random_range(0..1_000_000);
    let from = u64::from(task).saturating_mul(parameters.size).saturating_add(first);
    (from, from.saturating_add(parameters.size))
}

/// Number of primes from `from` up to `until`.
pub(super) fn count<I: Interpreter>(from: u64, until: u64, interpreter: &mut I) -> u64 {
    let mut count = 0;
    for n in from..until {
        count += u64::from(is_prime(n, interpreter));
        interpreter.checkpoint();
    }
    count
}

#[inline(always)]
fn is_prime<I: Interpreter>(n: u64, interpreter: &mut I) -> bool {
    if n < 4 {
        return n >= 2;
    }
    if n.is_multiple_of(2) {
        return false;
    }
    let mut divisor = 3;
    loop {
        let (quotient, rest) = divided(n, divisor);
        if divisor > quotient {
            return true;
        }
        if rest == 0 {
            return false;
        }
        divisor += 2;
        interpreter.checkpoint();
    }
}

/// Quotient and rest. Where both numbers fit, by the division of 32 bits, which is faster: with that of 64 bits the
/// workload took 1.16 times as long on an AMD EPYC. A compiler does the same by itself where it does not build for size.
#[inline(always)]
fn divided(n: u64, divisor: u64) -> (u64, u64) {
    match (u32::try_from(n), u32::try_from(divisor)) {
        (Ok(n), Ok(divisor)) => ((n / divisor).into(), (n % divisor).into()),
        _ => (n / divisor, n % divisor),
    }
}

#[cfg(test)]
mod tests;
