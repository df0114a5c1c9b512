//! A number for each child, drawn by the program that starts it.

use rand::{SeedableRng, rngs::StdRng, seq::index};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Largest number that is drawn, and the number of tasks that have different ones.
const MOST: u32 = 1000;

/// Prints the number that it is given, `Number: 356`, and returns it: `Process(target=print_number, args=(n,))`.
///
/// The numbers are drawn from 1 to 1000 where the tasks are handed out, as a parent draws them for its children, and are
/// different ones for up to 1000 tasks. They depend on the seed and the task's number alone: two races with one seed draw
/// the same. Every race has a seed of its own unless it is given one.
#[derive(Debug)]
pub(crate) struct Number;

impl Workload for Number {
    const NAME: &'static str = "number";
    const ABOUT: &'static str =
        "each child is given a number from 1 to 1000 and prints it (--seed fixes them): no work at all";
    const UNIT: &'static str = "numbers";
    const TASKS: u32 = 4;
    const SIZE: u64 = 1;
    const SCALES: Scales = Scales::Nothing;
    const DRAWS: bool = true;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let most = MOST as usize;
        let order = index::sample(&mut StdRng::seed_from_u64(parameters.seed), most, most);
        Value::Int(order.index(task as usize % most) as u64 + 1)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Int(number) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        interpreter.blocking(|| task_context.say(&format!("Number: {number}")));
        Ok(Value::Int(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::interpreter::Bare;
    use crate::workload::task_context::CapturedLines;
    use crate::workload::{Kind, Spec};

    fn drawn(seed: u64, tasks: u32) -> Vec<u64> {
        let spec = Spec { seed, ..Spec::of(Kind::Number, tasks, 1) };
        let heard = CapturedLines::default();
        let task_context = TaskContext::for_test().with_voice(heard.line_sink());
        let draw = |task| match Number::run(&spec.argument(task), &task_context, &mut Bare) {
            Ok(Value::Int(number)) => number,
            other => panic!("{other:?}"),
        };
        let numbers: Vec<u64> = (0..tasks).map(draw).collect();
        let printed: Vec<String> = numbers.iter().map(|number| format!("Number: {number}")).collect();
        assert_eq!(heard.lines(), printed);
        numbers
    }

    #[test]
    fn the_seed_fixes_the_numbers() {
        assert_eq!(drawn(7, 20), drawn(7, 20));
        assert_ne!(drawn(7, 20), drawn(8, 20));
    }

    #[test]
    fn a_thousand_tasks_have_different_numbers() {
        let numbers = drawn(1, 1000);
        let different: std::collections::BTreeSet<_> = numbers.iter().collect();
        assert_eq!((different.first(), different.last(), different.len()), (Some(&&1), Some(&&1000), 1000));
        assert_eq!(drawn(1, 1001)[1000], numbers[0], "then they come again");
    }
}
