//! A task so small that handing it out is all the work.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Squares the task's number.
#[derive(Debug)]
pub(crate) struct Square;

impl Workload for Square {
    const NAME: &'static str = "square";
    const ABOUT: &'static str = "square a number: tiny tasks, where handing out costs more than the work";
    const UNIT: &'static str = "numbers";
    const TASKS: u32 = 1_000_000;
    const SIZE: u64 = 1;
    const SCALES: Scales = Scales::Tasks;

    fn argument(_parameters: &TaskParameters, task: u32) -> Value {
        Value::Int(u64::from(task))
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Int(n) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        interpreter.checkpoint();
        Ok(Value::Int(n.wrapping_mul(n)))
    }
}
