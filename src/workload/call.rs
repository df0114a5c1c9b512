//! A Python function of the user's (`--call`): executed by lanes of real CPython alone.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Calls a function of the user's with one argument a task. This program neither makes the arguments nor executes the
/// tasks: both are the interpreter's.
#[derive(Debug)]
pub(crate) struct Call;

impl Workload for Call {
    const NAME: &'static str = "call";
    const ABOUT: &'static str = "your own Python function (--call)";
    const UNIT: &'static str = "calls";
    const TASKS: u32 = 16;
    const SIZE: u64 = 1;
    const SCALES: Scales = Scales::Tasks;
    const PORTABLE: bool = false;

    fn argument(_parameters: &TaskParameters, task: u32) -> Value {
        Value::Int(task.into())
    }

    fn run<I: Interpreter>(
        _argument: &Value,
        _task_context: &TaskContext,
        _interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        Err(TaskError("a Python function runs in lanes of real CPython alone".into()))
    }
}
