//! The commands: each connects a source of events with its sinks, and ends with an exit code.

mod compare;
mod completions;
mod doctor;
mod error;
mod export;
mod fidelity;
mod follow;
mod imported;
mod look;
mod man;
mod output;
mod perform;
mod race;
mod recording;
mod replay;
mod scale;
mod setup;
mod signals;
mod stage;
mod talk;
mod tour;
#[cfg(test)]
mod words;

use std::process::ExitCode;

pub(crate) use error::CommandError;

use crate::cli::Command;
use crate::settings::layers::Resolved;
use crate::settings::screen;
use crate::settings::{
    CompareSettings, FidelitySettings, LowerLayers, RaceSettings, ReplaySettings, ScaleSettings, TourSettings,
};

/// Whether a command draws a screen by default and was not told otherwise.
fn expects_a_screen(command: &Command) -> bool {
    match command {
        Command::Race(args) => !args.result.headless,
        Command::Replay(args) => !args.result.headless,
        Command::Scale(args) => args.wants_screen(),
        Command::Compare(args) => args.wants_screen(),
        Command::Tour(args) => args.wants_screen(),
        _ => false,
    }
}

/// Reports why the command ends. If the message cannot be written the exit code is still set.
pub(crate) fn say_error(error: &CommandError) {
    output::error(&error.to_string());
}

/// Runs the resolved command; returns the program's exit code.
///
/// # Errors
/// When it cannot be done; the message names the error and what is accepted.
pub(crate) fn run(given: Resolved) -> Result<ExitCode, CommandError> {
    let Resolved { cli, diagnostics, file, theme_at } = given;
    let lower = LowerLayers { diagnostics, file, theme_at };
    let command = cli.command.unwrap_or(Command::Race(cli.race));
    if expects_a_screen(&command)
        && let Some(obstacle) = screen::obstacle().filter(|obstacle| obstacle.is_told())
    {
        output::say(&format!("headless: {obstacle}"));
    }
    match command {
        Command::Race(args) => {
            let settings = RaceSettings::of(args, lower).map_err(CommandError::input)?;
            race::run(&settings).map(ExitCode::from)
        }
        Command::Scale(args) => {
            let settings = ScaleSettings::of(*args, lower).map_err(CommandError::input)?;
            let ended = match &settings.from {
                Some(file) => imported::run(file, &settings),
                None => scale::run(&settings),
            };
            ended.map(ExitCode::from)
        }
        Command::Compare(args) => {
            let settings = CompareSettings::of(args, lower).map_err(CommandError::input)?;
            compare::run(&settings).map(ExitCode::from)
        }
        Command::Tour(args) => tour::run(&TourSettings::of(args, lower)).map(ExitCode::from),
        Command::Replay(args) => {
            let settings = ReplaySettings::of(args, lower).map_err(CommandError::input)?;
            replay::run(&settings).map(ExitCode::from)
        }
        Command::Export(args) => export::run(&args, lower).map(ExitCode::from),
        Command::Fidelity(args) => {
            let settings = FidelitySettings::of(args, lower).map_err(CommandError::input)?;
            fidelity::run(&settings).map(ExitCode::from)
        }
        Command::Doctor(args) => doctor::run(&args, lower).map(ExitCode::from),
        Command::Config(args) => setup::config(&args).map(ExitCode::from),
        Command::Completions(args) => completions::run(&args).map(ExitCode::from),
        Command::Man(args) => man::run(&args).map(ExitCode::from),
    }
}
