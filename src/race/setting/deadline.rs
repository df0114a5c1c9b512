//! The time that a task may take in a worker process; `None`: as long as it takes.

use super::{Choices, Setting, typed};

/// The deadline of a task.
pub(crate) struct Deadline;

impl Setting for Deadline {
    fn flag(&self) -> &'static str {
        "deadline"
    }

    fn placeholder(&self) -> &'static str {
        "T"
    }

    fn help(&self) -> String {
        "How long a task may take in a worker process, e.g. 2s, 500ms: then its worker is ended and the task tried again; \
         with --command the task fails, with --call the lane does (default: as long as it takes)"
            .into()
    }

    fn example(&self) -> &'static str {
        "1500ms"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.deadline = Some(typed::deadline(text)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.deadline.iter().map(|deadline| format!("{}s", deadline.as_secs_f64())).collect()
    }
}
