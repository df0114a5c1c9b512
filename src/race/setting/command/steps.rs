//! Commands beside the measurement of the user's command.

use super::super::{Choices, Setting};
use crate::race::choices::CommandChoice;

/// The one that is run once before everything.
pub(crate) struct Setup;

/// The one that is run before each measured time.
pub(crate) struct Prepare;

/// The one that is run once after everything.
pub(crate) struct Cleanup;

fn set(
    choices: &mut Choices,
    text: &str,
    field: fn(&mut CommandChoice) -> &mut Option<String>,
) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("accepted: a program and its arguments".into());
    }
    *field(choices.command.get_or_insert_default()) = Some(text.into());
    Ok(())
}

fn values(choices: &Choices, field: fn(&CommandChoice) -> Option<&String>) -> Vec<String> {
    choices.command.iter().filter_map(field).cloned().collect()
}

impl Setting for Setup {
    fn flag(&self) -> &'static str {
        "setup"
    }

    fn placeholder(&self) -> &'static str {
        "WORDS"
    }

    fn help(&self) -> String {
        "Command to run once before all runs of --command".into()
    }

    fn example(&self) -> &'static str {
        "mkdir -p out"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        set(choices, text, |command| &mut command.setup)
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        values(choices, |command| command.setup.as_ref())
    }
}

impl Setting for Prepare {
    fn flag(&self) -> &'static str {
        "prepare"
    }

    fn placeholder(&self) -> &'static str {
        "WORDS"
    }

    fn help(&self) -> String {
        "Command to run before each time that a lane does its runs of --command".into()
    }

    fn example(&self) -> &'static str {
        "rm -f out.gz"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        set(choices, text, |command| &mut command.prepare)
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        values(choices, |command| command.prepare.as_ref())
    }
}

impl Setting for Cleanup {
    fn flag(&self) -> &'static str {
        "cleanup"
    }

    fn placeholder(&self) -> &'static str {
        "WORDS"
    }

    fn help(&self) -> String {
        "Command to run once after all runs of --command".into()
    }

    fn example(&self) -> &'static str {
        "rm -r out"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        set(choices, text, |command| &mut command.cleanup)
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        values(choices, |command| command.cleanup.as_ref())
    }
}
