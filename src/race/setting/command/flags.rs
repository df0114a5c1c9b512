//! Whether a shell reads the user's command, and whether its failures count.

use super::super::{Arity, Choices, Setting};
use crate::race::choices::CommandChoice;

/// Whether a shell reads it.
pub(crate) struct Shell;

/// Whether exit codes other than 0 are results.
pub(crate) struct IgnoreFailure;

/// Puts `yes` or `no` into a field of the command.
fn set(choices: &mut Choices, text: &str, put: fn(&mut CommandChoice, bool)) -> Result<(), String> {
    let on = match text {
        "yes" | "true" => true,
        "no" | "false" => false,
        _ => return Err("accepted: yes, no".into()),
    };
    if on || choices.command.is_some() {
        put(choices.command.get_or_insert_default(), on);
    }
    Ok(())
}

fn values(choices: &Choices, is_on: fn(&CommandChoice) -> bool) -> Vec<String> {
    choices.command.iter().filter(|command| is_on(command)).map(|_| "yes".into()).collect()
}

impl Setting for Shell {
    fn flag(&self) -> &'static str {
        "shell"
    }

    fn placeholder(&self) -> &'static str {
        "yes|no"
    }

    fn help(&self) -> String {
        "Let a shell (sh -c) read --command, --setup, --prepare and --cleanup; otherwise their words are passed on as they are"
            .into()
    }

    fn example(&self) -> &'static str {
        "yes"
    }

    fn arity(&self) -> Arity {
        Arity::Flag
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        set(choices, text, |command, on| command.shell = on)
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        values(choices, |command| command.shell)
    }
}

impl Setting for IgnoreFailure {
    fn flag(&self) -> &'static str {
        "ignore-failure"
    }

    fn placeholder(&self) -> &'static str {
        "yes|no"
    }

    fn help(&self) -> String {
        "Count runs of --command that end with another exit code than 0 as done".into()
    }

    fn example(&self) -> &'static str {
        "yes"
    }

    fn arity(&self) -> Arity {
        Arity::Flag
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        set(choices, text, |command, on| command.ignore_failure = on)
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        values(choices, |command| command.ignore_failure)
    }
}
