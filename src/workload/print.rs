//! A line from each child: the traditional first program with processes.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Prints `Child process running with arg: …` and returns the argument: a text common to all tasks, or the task's
/// number.
///
/// Printing is a system call, so an interpreter releases its lock meanwhile.
#[derive(Debug)]
pub(crate) struct Print;

impl Workload for Print {
    const NAME: &'static str = "print";
    const ABOUT: &'static str = "each child prints a line with its argument (--arg): no work at all";
    const UNIT: &'static str = "lines";
    const TASKS: u32 = 4;
    const SIZE: u64 = 1;
    const SCALES: Scales = Scales::Nothing;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        Value::Text(parameters.arg.map_or_else(|| task.to_string(), Into::into))
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Text(text) = argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        let line = format!("Child process running with arg: {text}");
        interpreter.blocking(|| task_context.say(&line));
        Ok(argument.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::interpreter::Bare;
    use crate::workload::task_context::CapturedLines;
    use crate::workload::{Kind, Spec};

    #[test]
    fn each_task_prints_its_argument() {
        let spec = |arg: Option<&str>| Spec { arg: arg.map(Into::into), ..Spec::of(Kind::Print, 2, 1) };
        for (arg, expected) in [(None, "1"), (Some("Test Case 1"), "Test Case 1")] {
            let heard = CapturedLines::default();
            let task_context = TaskContext::for_test().with_voice(heard.line_sink());
            let result = Print::run(&spec(arg).argument(1), &task_context, &mut Bare);
            assert_eq!(result, Ok(Value::Text(expected.into())));
            assert_eq!(heard.lines(), [format!("Child process running with arg: {expected}")]);
        }
    }
}
