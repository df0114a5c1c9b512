//! The number of runs of the user's command before the first that is measured.

use super::super::{Choices, Setting, typed};

/// Most of them.
const MOST: i64 = 1000;

/// The number of runs.
pub(crate) struct Warmup;

impl Setting for Warmup {
    fn flag(&self) -> &'static str {
        "warmup"
    }

    fn help(&self) -> String {
        "Run --command so many times before the first run that is measured (default: 0)".into()
    }

    fn example(&self) -> &'static str {
        "2"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let warmup: u32 = typed::whole(text, 0..=MOST)?;
        if warmup > 0 || choices.command.is_some() {
            choices.command.get_or_insert_default().warmup = warmup;
        }
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        let runs = choices.command.iter().map(|command| command.warmup);
        runs.filter(|runs| *runs > 0).map(|runs| runs.to_string()).collect()
    }
}
