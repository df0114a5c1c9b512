//! Errors of tasks.

/// Error for a task that could not be executed; the sentence gives the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TaskError(pub String);
