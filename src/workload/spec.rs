//! Specification of a list of tasks: the workload and its parameters.

use serde::{Deserialize, Serialize};

use super::Kind;
use super::interpreter::Interpreter;
use super::outcome::{TaskOutcome, outcome_of};
use super::parameters::TaskParameters;
use super::task_context::TaskContext;
use super::task_error::TaskError;
use super::value::Value;
use crate::event::{CallPlan, CommandPlan};
use crate::sys::panics;

/// Everything that fixes a workload's tasks: two lanes with equal specs compute the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// The workload.
    pub kind: Kind,
    /// Number of tasks.
    pub tasks: u32,
    /// The size of each.
    pub size: u64,
    /// The seed of their arguments.
    pub seed: u64,
    /// The percentage of its time that a task of `mixed` computes; `None`: some compute, some serve a client.
    #[serde(default)]
    pub share: Option<u8>,
    /// The text that tasks of `print` receive.
    #[serde(default)]
    pub arg: Option<String>,
    /// The user's function that tasks of `call` call.
    #[serde(default)]
    pub call: Option<CallPlan>,
    /// The user's command that tasks of `command` run.
    #[serde(default)]
    pub command: Option<CommandPlan>,
}

impl Spec {
    /// So many tasks of this size, with the seed 1 and nothing that only some workloads have.
    #[must_use]
    pub const fn of(kind: Kind, tasks: u32, size: u64) -> Self {
        Self { kind, tasks, size, seed: 1, share: None, arg: None, call: None, command: None }
    }

    /// Its parameters, without the workload.
    #[must_use]
    pub fn parameters(&self) -> TaskParameters<'_> {
        let Self { tasks, size, seed, share, ref arg, kind: _, call: _, command: _ } = *self;
        TaskParameters { tasks, size, seed, share, arg: arg.as_deref() }
    }

    /// The argument of one task, for tests and small sizes; executors use [`Spec::try_argument`].
    #[must_use]
    pub fn argument(&self, task: u32) -> Value {
        self.kind.argument(&self.parameters(), task)
    }

    /// The argument of one task.
    ///
    /// # Errors
    /// When there is no room for it.
    #[inline(always)]
    pub fn try_argument(&self, task: u32) -> Result<Value, TaskError> {
        self.kind.try_argument(&self.parameters(), task)
    }

    /// Recipe from which another language makes the argument.
    #[must_use]
    pub fn recipe(&self, task: u32) -> Value {
        self.kind.recipe(&self.parameters(), task)
    }

    /// Number of queues the tasks wait in; task `t` in the queue `t % queues`.
    #[must_use]
    pub fn queues(&self) -> u32 {
        self.kind.queues(&self.parameters()).max(1)
    }

    /// Puts everything that its tasks need into a worker's task context.
    ///
    /// # Errors
    /// The reason why it is not available here.
    pub fn prepare(&self, task_context: &TaskContext) -> Result<(), TaskError> {
        self.kind.prepare(&self.parameters(), task_context)
    }

    /// Executes a task, whatever its workload.
    ///
    /// # Errors
    /// The reason why there is no result, in a sentence: the task refused its argument, lacked something, or
    /// panicked.
    pub fn execute<I: Interpreter>(
        &self,
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> TaskOutcome {
        outcome_of(panics::catch(|| self.kind.run(argument, task_context, interpreter)))
    }
}
