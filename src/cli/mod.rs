//! The command line's grammar.
//!
//! Only the form is checked here, value by value; how the values fit together is decided in
//! [`crate::settings`].

mod command;
mod compare;
#[cfg(test)]
mod documented;
mod exit_codes;
mod fidelity;
mod listed;
mod look;
mod race;
mod recording;
mod scale;
mod setup;
mod tour;
mod values;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::event::Tool;
use crate::lane;

pub(crate) use compare::{ByArg, CompareArgs};
#[cfg(test)]
pub(crate) use exit_codes::EXIT_CODES;
pub(crate) use fidelity::{FidelityArgs, PrimitiveArg};
pub(crate) use look::{LookArgs, ResultArgs, ThemeArgs};
pub(crate) use race::RaceArgs;
pub(crate) use recording::{ExportArgs, ExportKind, ReplayArgs};
pub(crate) use scale::{ScaleArgs, ScalingResultArgs};
#[cfg(test)]
pub(crate) use setup::COMMANDS;
pub(crate) use setup::{CompletionsArgs, ConfigArgs, DoctorArgs, DoctorFormat, ManArgs};
pub(crate) use tour::{TourArgs, TourFormat};

/// Watch the same work run under several execution models.
#[derive(Debug, Parser)]
#[command(
    name = "coreograph",
    version,
    long_version = long_version(),
    about = "Watch the same work run under several execution models: one thread, threads under a \
             Python-style lock, worker processes",
    after_help = after_help(),
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Cli {
    /// What to do; a race when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The configuration file (default: config.toml in the folder that coreograph doctor names)
    #[arg(long, value_name = "FILE", global = true, display_order = 900)]
    pub config: Option<PathBuf>,
    /// The race's choices.
    #[command(flatten)]
    pub race: RaceArgs,
}

/// The version with what this build is and what it can do: for a report of a defect.
fn long_version() -> String {
    let Tool { version, profile } = Tool::this();
    let (system, cpu) = (std::env::consts::OS, std::env::consts::ARCH);
    let processes = if cfg!(target_os = "linux") { "single workers, cores and programs" } else { "cores" };
    format!(
        "{version}\nbuild: {profile}\nplatform: {system} {cpu}\nlanes: {}\nmeasured from outside: {processes}",
        lane::names()
    )
}

/// Text below the options in the help of the whole program.
fn after_help() -> String {
    format!(
        "Without a command: the dashboard, threads under one lock against worker processes.\n\
         Without a terminal on standard input and output every command runs headless.\n\
         Every option of what runs or draws can also be set in the configuration file (see coreograph config) and, \
         above that, by an environment variable: --switch-interval by COREOGRAPH_SWITCH_INTERVAL.\n\
         {}",
        exit_codes::sentence()
    )
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Race lanes against each other, on the dashboard or headless
    Race(RaceArgs),
    /// Sweep the number of workers: how this machine scales, and why not N times
    Scale(Box<ScaleArgs>),
    /// Machines side by side, from reports that scale saved
    Compare(CompareArgs),
    /// The talk: scenes with a question, a prediction, a race and a verdict
    Tour(TourArgs),
    /// Play a recording
    Replay(ReplayArgs),
    /// Make a picture of a recording
    Export(ExportArgs),
    /// The simulated GIL beside the CPython found here
    Fidelity(FidelityArgs),
    /// What this machine and this terminal can show, and what would spoil a measurement
    Doctor(DoctorArgs),
    /// Write a configuration file with every setting in it, explained
    Config(ConfigArgs),
    /// Write the completions for a shell
    Completions(CompletionsArgs),
    /// Write a man page
    Man(ManArgs),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
