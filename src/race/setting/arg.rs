//! The text that tasks of `print` print; `None`: the task's number.

use super::{Choices, Setting};

/// The text for `print`.
pub(crate) struct Text;

impl Setting for Text {
    fn flag(&self) -> &'static str {
        "arg"
    }

    fn placeholder(&self) -> &'static str {
        "TEXT"
    }

    fn help(&self) -> String {
        "The text that each task of print is given (default: the task's number)".into()
    }

    fn example(&self) -> &'static str {
        "a, text"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.arg = Some(text.into());
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.arg.iter().cloned().collect()
    }
}
