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
mod tests;
