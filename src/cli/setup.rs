//! The options of the commands that set the program up: `doctor`, `config`, `completions` and `man`.

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::LookArgs;
use super::listed::Listed;
use crate::text::nearest::question;

/// Looking at the machine and the terminal.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// How it is written
    #[arg(long, value_enum, default_value_t = DoctorFormat::Text)]
    pub format: DoctorFormat,
    /// Exit with 3 when something would spoil a measurement now
    #[arg(long)]
    pub strict: bool,
    /// How it looks
    #[command(flatten)]
    pub look: LookArgs,
}

/// How the doctor writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DoctorFormat {
    /// for people
    Text,
    /// for programs
    Json,
}

/// Writing a configuration file.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Where to write it; - is standard output (default: where the program looks for it)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

/// Writing completions.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// All commands, in the order of the help. They cannot be asked for here, where they are being defined.
pub(crate) const COMMANDS: [&str; 11] = [
    "race",
    "scale",
    "compare",
    "tour",
    "replay",
    "export",
    "fidelity",
    "doctor",
    "config",
    "completions",
    "man",
];

/// Writing man pages.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command whose page is written to standard output (default: the page of the program)
    #[arg(value_name = "COMMAND", value_parser = command_parser(), hide_possible_values = true)]
    pub command: Option<String>,
    /// Write the pages of the program and of all commands into this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

fn command_parser() -> impl TypedValueParser<Value = String> {
    Listed::new(COMMANDS.map(|name| (name, "")), |typed: &str| {
        let refusal = || format!("{}accepted: {}", question(typed, COMMANDS), COMMANDS.join(", "));
        COMMANDS.contains(&typed).then(|| typed.to_string()).ok_or_else(refusal)
    })
}
