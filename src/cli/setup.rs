//! The options of the commands that set the program up: `doctor`, `config` and `completions`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::Shell;

use super::LookArgs;

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
