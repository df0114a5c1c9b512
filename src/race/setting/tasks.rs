//! The number of tasks; `None`: the workload's default.

use super::{Choices, Setting, typed};
use crate::race::MOST_TASKS;

/// The number of tasks.
pub(crate) struct Tasks;

impl Setting for Tasks {
    fn flag(&self) -> &'static str {
        "tasks"
    }

    fn help(&self) -> String {
        "Number of tasks (default: as the workload likes)".into()
    }

    fn example(&self) -> &'static str {
        "7"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.tasks = Some(typed::whole(text, 1..=MOST_TASKS.into())?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.tasks.iter().map(ToString::to_string).collect()
    }
}
