//! `coreograph completions`: what a shell needs to complete commands, options and their values.
//!
//! Commands, options and single values are what `clap_complete` writes. What it leaves out is added for each shell: values
//! behind the last comma of a list, the values of arguments in fish, and all values in PowerShell and Elvish. Hidden
//! options are not offered.

mod bash;
mod elvish;
mod fish;
mod powershell;
mod values;
mod zsh;

use clap::CommandFactory;
use clap_complete::Shell;

use self::values::{shown, values};
use super::error::CommandError;
use super::output;
use crate::cli::{Cli, CompletionsArgs};

/// Writes the completions for a shell to standard output.
pub(super) fn run(args: &CompletionsArgs) -> Result<u8, CommandError> {
    output::write(&script(args.shell), None)?;
    Ok(0)
}

/// The completions for a shell.
fn script(shell: Shell) -> String {
    let mut command = shown(&Cli::command());
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut command, "coreograph", &mut text);
    let (text, values) = (String::from_utf8_lossy(&text).into_owned(), values(&command));
    match shell {
        Shell::Bash => bash::complete(&text, &values),
        Shell::Zsh => zsh::complete(&text, &values),
        Shell::Fish => fish::complete(&text, &values),
        Shell::PowerShell => powershell::complete(&text, &values),
        Shell::Elvish => elvish::complete(&text, &values),
        _ => text,
    }
}

#[cfg(test)]
mod tests;
