//! The contract of a workload: a function and its arguments.

use super::interpreter::{Bare, Interpreter};
use super::parameters::TaskParameters;
use super::task_context::TaskContext;
use super::task_error::TaskError;
use super::value::Value;
use crate::reactor::Reactor;

/// The setting that makes a workload take longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scales {
    /// The size of each task: time grows in proportion.
    Size,
    /// The number of tasks: a task has only one size.
    Tasks,
    /// None: it is run for its output, and its duration is meaningless. It is never calibrated.
    Nothing,
}

/// One kind of work: a function and its arguments.
pub trait Workload {
    /// Its name on the command line, on the screen and in reports.
    const NAME: &'static str;
    /// Its effect on lock and cores, in half a sentence.
    const ABOUT: &'static str;
    /// Unit of its size.
    const UNIT: &'static str;
    /// Default number of tasks.
    const TASKS: u32;
    /// Default size of a task.
    const SIZE: u64;
    /// The setting that a calibration changes.
    const SCALES: Scales;
    /// Whether its time is spent waiting, so that it takes as long in any language.
    const WAITS: bool = false;
    /// Whether every language reaches the same results.
    const PORTABLE: bool = true;
    /// Whether its results are random: a race without a given seed draws one.
    const DRAWS: bool = false;
    /// Whether arguments and results have as many bytes as the size says.
    const BULKY: bool = false;
    /// Bytes in every worker's task context for each unit of the size.
    const DESK_BYTES: u64 = 0;

    /// The argument of one task, by its number from 0.
    fn argument(parameters: &TaskParameters, task: u32) -> Value;

    /// The same, where it is so large that there may be no room for it.
    ///
    /// # Errors
    /// When there is none.
    fn try_argument(parameters: &TaskParameters, task: u32) -> Result<Value, TaskError> {
        Ok(Self::argument(parameters, task))
    }

    /// Recipe from which another language makes the argument: the argument itself, unless that is too large to be
    /// written as text.
    #[must_use]
    fn recipe(parameters: &TaskParameters, task: u32) -> Value {
        Self::argument(parameters, task)
    }

    /// Number of queues the tasks wait in, by their number modulo that of the queues. Workers are spread over them,
    /// and help out elsewhere when their own is empty.
    #[must_use]
    fn queues(_parameters: &TaskParameters) -> u32 {
        1
    }

    /// Puts everything that the tasks need into a worker's task context, before the worker reports ready.
    ///
    /// # Errors
    /// The reason why it is not available here.
    fn prepare(_parameters: &TaskParameters, _task_context: &TaskContext) -> Result<(), TaskError> {
        Ok(())
    }

    /// Executes a task.
    ///
    /// # Errors
    /// When the argument is not one that [`Workload::argument`] makes, or what the task needs has gone.
    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError>;

    /// Executes a task in an event loop, which goes on with others while this one waits. A task without
    /// await points blocks the loop to its end.
    ///
    /// # Errors
    /// As of [`Workload::run`].
    fn run_async(
        argument: &Value,
        task_context: &TaskContext,
        _reactor: &Reactor,
    ) -> impl Future<Output = Result<Value, TaskError>> {
        async { Self::run(argument, task_context, &mut Bare) }
    }
}
