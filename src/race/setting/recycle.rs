//! The number of tasks after which a worker process is replaced by a fresh one; `None`: never.

use super::{Choices, Setting, typed};

/// The tasks of a worker process.
pub(crate) struct Recycle;

impl Setting for Recycle {
    fn flag(&self) -> &'static str {
        "recycle"
    }

    fn help(&self) -> String {
        "Replace a worker process by a fresh one after so many tasks (default: never)".into()
    }

    fn example(&self) -> &'static str {
        "4"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.recycle = Some(typed::whole(text, 1..=u32::MAX.into())?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.recycle.iter().map(ToString::to_string).collect()
    }
}
