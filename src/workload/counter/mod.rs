//! A counter that all tasks increment: shows the value of a shared memory, and its cost.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Increments two counters `size` times each: one by a load, an addition and a store, the other atomically.
///
/// Threads without a lock lose increments of the first: two of them load the same number, and both store the same
/// successor. Under a lock none is lost, since a thread releases it only between two rounds. Processes lose none
/// either, but each counts in a memory of its own. The result of a task is the number of increments it made; the
/// counters' final readings differ between lanes and are a finding, not a result.
#[derive(Debug)]
pub(crate) struct Counter;

impl Workload for Counter {
    const NAME: &'static str = "counter";
    const ABOUT: &'static str =
        "increment a shared counter: computes, holds the lock; without it updates get lost";
    const UNIT: &'static str = "rounds";
    const TASKS: u32 = 64;
    const SIZE: u64 = 1_000_000;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, _task: u32) -> Value {
        Value::Int(parameters.size)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Int(rounds) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        let memory = task_context.memory();
        for _ in 0..rounds {
            memory.increment_plainly();
            memory.increment_atomically();
            interpreter.checkpoint();
        }
        task_context.count(rounds);
        Ok(Value::Int(rounds.wrapping_mul(2)))
    }
}

#[cfg(test)]
mod tests;
