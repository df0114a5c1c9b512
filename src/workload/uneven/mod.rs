//! Tasks of very unequal length: most are short, a few are as long as hundreds of others together.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload, primes};

/// Counts primes, like `primes`, in `size` numbers times a factor that is drawn for each task by a power law.
///
/// The factor is Pareto's: a task is longer than `x` units with a probability of `x` to the power of −1.2, cut
/// off at 400. Half of the tasks are shorter than 1.8 units, one in sixteen is longer than ten, and the longest
/// hundredth is more than a quarter of all work. Handing out large chunks of such a list keeps one worker busy while
/// the others have nothing left to do. The order is as drawn.
#[derive(Debug)]
pub(crate) struct Uneven;

/// The exponent of the power law: a mean exists (it takes more than 1), and the tail is heavy.
const EXPONENT: f64 = 1.2;

/// The longest task in units, so that no single one decides the race.
const LONGEST: f64 = 400.0;

/// Factors are whole thousandths: no machine's rounding of powers can reach what is computed.
const THOUSAND: f64 = 1000.0;

impl Workload for Uneven {
    const NAME: &'static str = "uneven";
    const ABOUT: &'static str = "count primes in ranges of power-law length: large chunks leave workers idle";
    const UNIT: &'static str = "numbers";
    const TASKS: u32 = 1000;
    const SIZE: u64 = 200;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let mut random = StdRng::seed_from_u64(parameters.seed ^ u64::from(task).rotate_left(32));
        let factor = thousandths(random.random());
        let count = u128::from(parameters.size) * u128::from(factor) / 1000;
        let first = primes::BASE + random.random_range(0..1_000_000);
        Value::Pair(first, u64::try_from(count).unwrap_or(u64::MAX).max(1))
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(first, count) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        Ok(Value::Int(primes::count(first, first.saturating_add(count), interpreter)))
    }
}

/// Pareto's factor in thousandths, from 1000 on, for a number drawn evenly from 0 up to 1: the inverse of its
/// distribution, (1 − u)^(−1/1.2).
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at least a thousand, at most as many times the longest"
)]
fn thousandths(evenly: f64) -> u64 {
    let factor = (1.0 - evenly).powf(-1.0 / EXPONENT).min(LONGEST);
    (factor * THOUSAND).round() as u64
}

#[cfg(test)]
mod tests;
