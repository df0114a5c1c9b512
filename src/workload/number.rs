//! A random number from each child, drawn in the child.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Draws a number from 1 to 1000, prints it, and returns it.
///
/// The number depends on the seed and the task's number alone, not on the worker or the time: two races with one seed
/// draw the same numbers. Every race has a seed of its own unless it is given one. Another language draws other
/// numbers from the same seed, because its generator is another.
#[derive(Debug)]
pub(crate) struct Number;

impl Workload for Number {
    const NAME: &'static str = "number";
    const ABOUT: &'static str =
        "each child draws a number from 1 to 1000 and prints it (--seed fixes them): no work at all";
    const UNIT: &'static str = "numbers";
    const TASKS: u32 = 4;
    const SIZE: u64 = 1;
    const SCALES: Scales = Scales::Nothing;
    const PORTABLE: bool = false;
    const DRAWS: bool = true;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        Value::Pair(parameters.seed, task.into())
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(seed, task) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        let drawn = StdRng::seed_from_u64(seed ^ task.rotate_left(32)).random_range(1..=1000);
        interpreter.blocking(|| task_context.say(&drawn.to_string()));
        Ok(Value::Int(drawn))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::interpreter::Bare;
    use crate::workload::task_context::CapturedLines;
    use crate::workload::{Kind, Spec};

    fn drawn(seed: u64, tasks: u32) -> Vec<u64> {
        let spec = Spec {
            kind: Kind::Number,
            tasks,
            size: 1,
            seed,
            share: None,
            arg: None,
            call: None,
            command: None,
        };
        let heard = CapturedLines::default();
        let task_context = TaskContext::for_test().with_voice(heard.line_sink());
        let draw = |task| match Number::run(&spec.argument(task), &task_context, &mut Bare) {
            Ok(Value::Int(number)) => number,
            other => panic!("{other:?}"),
        };
        let numbers: Vec<u64> = (0..tasks).map(draw).collect();
        let printed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        assert_eq!(heard.lines(), printed, "the number alone, one a line");
        numbers
    }

    #[test]
    fn the_seed_fixes_the_numbers() {
        assert_eq!(drawn(7, 20), drawn(7, 20));
        assert_ne!(drawn(7, 20), drawn(8, 20));
    }

    #[test]
    fn all_numbers_can_be_drawn_and_no_others() {
        let numbers = drawn(1, 20_000);
        assert!(numbers.iter().all(|n| (1..=1000).contains(n)));
        // Of 1000 numbers about two in a thousand million are missed by 20,000 draws.
        let different: std::collections::BTreeSet<_> = numbers.iter().collect();
        assert_eq!((different.first(), different.last(), different.len()), (Some(&&1), Some(&&1000), 1000));
    }
}
