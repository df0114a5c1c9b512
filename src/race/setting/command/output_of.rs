//! The task whose output is kept.

use super::super::{Choices, Setting, typed};

/// The number of the task.
pub(crate) struct OutputOf;

impl Setting for OutputOf {
    fn flag(&self) -> &'static str {
        "output-of"
    }

    fn help(&self) -> String {
        "Keep what the run of task N of --command prints (page 6, and output in the JSON); that of others is discarded".into()
    }

    fn example(&self) -> &'static str {
        "0"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let task: u32 = typed::whole(text, 0..=i64::from(u32::MAX))?;
        choices.command.get_or_insert_default().output_of = Some(task);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.command.iter().filter_map(|command| command.output_of).map(|task| task.to_string()).collect()
    }
}
