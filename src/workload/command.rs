//! A command of the user's (`--command`): each task is a run of a program.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Runs a command of the user's, once a task. The lane starts the program; nothing is executed in this one.
#[derive(Debug)]
pub(crate) struct Command;

impl Workload for Command {
    const NAME: &'static str = "command";
    const ABOUT: &'static str = "your own command (--command)";
    const UNIT: &'static str = "runs";
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
        Err(TaskError("a command runs in the lane processes alone".into()))
    }
}
