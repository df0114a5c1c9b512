//! The options of a sweep of a command of the user's.

use std::time::Duration;

use clap::Args;

use super::values::checked;
use crate::race::CommandChoice;
use crate::race::setting::command::Command;
use crate::race::setting::typed;

/// A command of the user's, in place of a workload.
#[derive(Debug, Args)]
pub(crate) struct CommandArgs {
    /// A command of yours in their place: with {N} in it a program that scales by itself, run once for each number of workers;
    /// without it N copies run at once
    #[arg(long, value_name = "'WORDS {N}'", conflicts_with_all = ["workloads", "lanes", "size", "call", "chunk", "python"], value_parser = checked::<Command>)]
    pub command: Option<String>,
    /// Let a shell (sh -c) read --command, --setup, --prepare and --cleanup; otherwise their words are passed on as they are
    #[arg(long, requires = "command")]
    pub shell: bool,
    /// Run --command so many times, with one worker, before the first run that is measured
    #[arg(long, value_name = "N", requires = "command", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub warmup: u32,
    /// Command to run once before all runs of --command
    #[arg(long, value_name = "WORDS", requires = "command")]
    pub setup: Option<String>,
    /// Command to run before each run that is measured; {N} in it is the number of workers
    #[arg(long, value_name = "WORDS", requires = "command")]
    pub prepare: Option<String>,
    /// Command to run once after all runs of --command
    #[arg(long, value_name = "WORDS", requires = "command")]
    pub cleanup: Option<String>,
    /// Count runs of --command that end with another exit code than 0 as done; otherwise the first one ends the sweep
    #[arg(long, requires = "command")]
    pub ignore_failure: bool,
    /// How long a run of --command may take, e.g. 2s, 500ms (default: as long as it takes)
    #[arg(long, value_name = "T", requires = "command", value_parser = typed::deadline)]
    pub deadline: Option<Duration>,
}

impl CommandArgs {
    /// The command, where there is one.
    pub(crate) fn choice(self) -> Option<CommandChoice> {
        let Self { command, shell, warmup, setup, prepare, cleanup, ignore_failure, deadline: _ } = self;
        Some(CommandChoice {
            text: command?,
            shell,
            warmup,
            setup,
            prepare,
            cleanup,
            ignore_failure,
            ..CommandChoice::default()
        })
    }
}
