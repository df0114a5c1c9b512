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
mod tests {
    use super::*;
    use crate::workload::{Kind, Spec};
    use proptest::prelude::*;

    /// The lengths of all tasks in thousandths of a unit.
    fn lengths(tasks: u32, seed: u64) -> Vec<u64> {
        let spec = Spec { seed, ..Spec::of(Kind::Uneven, tasks, 1000) };
        let length = |task| match spec.argument(task) {
            Value::Pair(_, count) => count,
            other => panic!("{other:?}"),
        };
        (0..tasks).map(length).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn lengths_follow_the_law_and_the_seed(seed: u64) {
            let tasks = 20_000;
            let mut drawn = lengths(tasks, seed);
            prop_assert_eq!(&drawn, &lengths(tasks, seed));
            prop_assert_ne!(&drawn, &lengths(tasks, seed ^ 1));
            drawn.sort_unstable();
            prop_assert!(drawn[0] >= 1000 && drawn[drawn.len() - 1] <= 400_000);
            let longer = |than: f64| {
                drawn.iter().filter(|length| **length as f64 > than).count() as f64 / f64::from(tasks)
            };
            // x to the power of −1.2, within five standard deviations of so many draws.
            for units in [1.782, 5.0, 17.82, 100.0] {
                let law = f64::powf(units, -EXPONENT);
                let deviation = (law * (1.0 - law) / f64::from(tasks)).sqrt();
                let seen = longer(units * THOUSAND);
                prop_assert!((seen - law).abs() < 5.0 * deviation, "{units} units: {seen} instead of {law}");
            }
        }
    }

    /// If two workers take the next task whenever they have done one, they end at about the same time with the
    /// default list: an imbalance is the fault of the dispatch, not of the list.
    #[test]
    fn the_usual_list_can_be_balanced() {
        let mut busy = [0u64; 2];
        for length in lengths(Uneven::TASKS, 1) {
            *busy.iter_mut().min().unwrap() += length;
        }
        let [one, other] = busy.map(|time| time as f64);
        assert!((one / other - 1.0).abs() < 0.01, "{busy:?}");
    }

    #[test]
    fn a_task_is_never_empty_and_never_endless() {
        let extreme = |size| Spec::of(Kind::Uneven, 1, size);
        assert!(matches!(extreme(0).argument(0), Value::Pair(_, 1)));
        assert!(matches!(extreme(u64::MAX).argument(0), Value::Pair(_, u64::MAX)));
        assert_eq!(thousandths(0.0), 1000);
        assert_eq!(thousandths(1.0), 400_000);
    }
}
