//! The options of `coreograph tour`.

use std::path::PathBuf;

use clap::Args;

use super::ThemeArgs;
use super::values::format_parser;
use crate::tour::report::FORMATS;

/// Choices of a tour.
#[derive(Debug, Args)]
pub(crate) struct TourArgs {
    /// The one scene to show, by its name (default: all of them)
    #[arg(value_name = "SCENE", conflicts_with = "from")]
    pub scene: Option<String>,
    /// Begin with this scene
    #[arg(long, value_name = "SCENE")]
    pub from: Option<String>,
    /// List the scenes
    #[arg(long, conflicts_with_all = ["check", "rehearse", "notes"])]
    pub list: bool,
    /// Check a scene's file, or a folder of them, and say what is wrong with line and column
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rehearse", "notes"])]
    pub check: Option<PathBuf>,
    /// Run every scene on this machine, keep what it recorded for the talk, and say which scenes will do
    #[arg(long, conflicts_with = "notes")]
    pub rehearse: bool,
    /// With --rehearse: also write the recordings into this folder, as those that are part of the program
    #[arg(long, value_name = "FOLDER", requires = "rehearse", hide = true)]
    pub keep: Option<PathBuf>,
    /// Advance without a presenter: a question stays 4 s, a verdict 5 s
    #[arg(long)]
    pub auto: bool,
    /// Your own scenes: a file, or a folder of them in the order of their names
    #[arg(long, value_name = "PATH")]
    pub scenes: Option<PathBuf>,
    /// Show the notes of the talk that runs in another terminal (the newest, or that of the process PID), and steer it
    #[arg(long, value_name = "PID", num_args = 0..=1)]
    pub notes: Option<Option<u32>>,
    /// Write an asciicast of the talk, with a mark at each question, prediction, start and verdict
    #[arg(long, value_name = "FILE")]
    pub cast: Option<PathBuf>,
    /// Seed of all races (default: the scenes' own)
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// No screen: the verdicts on standard output, progress on standard error
    #[arg(long)]
    pub headless: bool,
    /// How the verdicts are written
    #[arg(long, help = format_help(), value_name = "FORMAT", default_value = "text", value_parser = format_parser(&FORMATS), hide_possible_values = true)]
    pub format: String,
    /// Write the verdicts to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How it looks
    #[command(flatten)]
    pub theme_choice: ThemeArgs,
}

impl TourArgs {
    /// Whether it draws a screen by default and was not told otherwise.
    #[must_use]
    pub(crate) fn wants_screen(&self) -> bool {
        let elsewhere = self.list || self.check.is_some() || self.rehearse || self.notes.is_some();
        !self.headless && !elsewhere
    }
}

fn format_help() -> String {
    format!("How the verdicts are written: {}", FORMATS.names())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn read(words: &[&str]) -> Result<TourArgs, clap::Error> {
        let words = ["coreograph", "tour"].iter().chain(words);
        Cli::try_parse_from(words).map(|cli| match cli.command {
            Some(Command::Tour(args)) => args,
            _ => panic!("it is a tour"),
        })
    }

    #[test]
    fn a_tour_has_a_scene_or_a_beginning_and_does_one_thing() {
        let args = read(&["convoy", "--auto"]).expect("it is accepted");
        assert_eq!((args.scene.as_deref(), args.auto, args.wants_screen()), (Some("convoy"), true, true));
        assert!(read(&["convoy", "--from", "killed"]).is_err());
        for elsewhere in [&["--list"][..], &["--check", "a.toml"], &["--rehearse"], &["--notes"]] {
            assert!(!read(elsewhere).expect("it is accepted").wants_screen(), "{elsewhere:?}");
        }
        for two in [&["--list", "--rehearse"][..], &["--notes", "--rehearse"], &["--keep", "x"]] {
            assert!(read(two).is_err(), "{two:?}");
        }
    }

    #[test]
    fn notes_follow_the_newest_talk_or_that_of_a_process() {
        assert_eq!(read(&["--notes"]).expect("notes").notes, Some(None));
        assert_eq!(read(&["--notes", "4711"]).expect("notes").notes, Some(Some(4711)));
        assert_eq!(read(&[]).expect("a talk").notes, None);
    }
}
