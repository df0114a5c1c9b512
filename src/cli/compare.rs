//! The options of `coreograph compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ScalingResultArgs, ThemeArgs};

/// Choices of a comparison.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Reports that coreograph scale --save wrote, or folders of them; the first is what the others are compared with. One
    /// alone is shown by itself, and - is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A machine that was measured before, by its name in the library; may be given several times
    #[arg(long, help = with_help(), value_name = "NAME")]
    pub with: Vec<String>,
    /// What stands beside each other: each machine, or all machines with the same CPU as one (default: each machine, from
    /// nine on those with the same CPU)
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<ByArg>,
    /// Compare what can be compared of reports that differ in their work, and mark it
    #[arg(long)]
    pub force: bool,
    /// Where the result goes
    #[command(flatten)]
    pub result: ScalingResultArgs,
    /// How it looks
    #[command(flatten)]
    pub theme_choice: ThemeArgs,
}

/// What stands beside each other, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByArg {
    /// each machine
    Machine,
    /// all machines with the same CPU
    Cpu,
}

fn with_help() -> String {
    format!(
        "A machine that was measured before, by its name in the library: {}; may be given several times",
        crate::scaling::library::names()
    )
}
