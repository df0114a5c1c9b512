//! Outcomes of tasks.

use super::task_error::TaskError;
use super::value::Value;

/// Outcome of a task: its result, or the reason why there is none.
pub type TaskOutcome = Result<Value, String>;

/// Outcome of a task that was run under `sys::panics::catch`.
///
/// # Errors
/// The reason why there is no result, in a sentence.
pub fn outcome_of<T>(ended: Result<Result<T, TaskError>, String>) -> Result<T, String> {
    match ended {
        Ok(outcome) => outcome.map_err(|refusal| refusal.to_string()),
        Err(panic) => Err(format!("the task panicked: {panic}")),
    }
}
