//! The options of `coreograph tour`.

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};

use super::ThemeArgs;
use super::listed::Listed;
use crate::tour::Scenes;

/// The talk: which scenes, and how they are played.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct TourArgs {
    /// The scene to play; all where none is named
    #[arg(value_name = "SCENE", value_parser = scene_parser(), hide_possible_values = true)]
    pub scene: Option<String>,
    /// Play from this scene on
    #[arg(long, value_name = "NAME", value_parser = scene_parser(), hide_possible_values = true, conflicts_with = "scene")]
    pub from: Option<String>,
    /// List the scenes
    #[arg(long, group = "what")]
    pub list: bool,
    /// Run every scene on this machine before the talk: a table of what each does here, and a recording of each to fall back
    /// on. Exits with 1 when one would not do
    #[arg(long, group = "what")]
    pub rehearse: bool,
    /// Also write the recordings of the rehearsal to this folder, small and with their list, as those that are part of the
    /// program: for its developers, who keep them in assets/takes
    #[arg(long, value_name = "FOLDER", requires = "rehearse")]
    pub keep: Option<PathBuf>,
    /// Play by itself, with pauses of fixed length
    #[arg(long, group = "what")]
    pub auto: bool,
    /// Check the file of a scene, or a folder of them: every error with line and column, and what is accepted
    #[arg(long, value_name = "FILE", group = "what", conflicts_with_all = ["scene", "from", "scenes"])]
    pub check: Option<PathBuf>,
    /// Follow a talk that runs in another terminal: notes, next scene, clock and votes
    #[arg(long, group = "what")]
    pub notes: bool,
    /// Scenes of your own in place of the shipped ones: a file, or a folder of files
    #[arg(long, value_name = "PATH")]
    pub scenes: Option<PathBuf>,
    /// Write the session as an asciicast, with a marker at each question, prediction, start and verdict
    #[arg(long, value_name = "FILE")]
    pub cast: Option<PathBuf>,
    /// Seed of everything that can be fixed (default: that of each scene)
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// No screen: question, prediction and verdict of each scene on standard output, progress on standard error
    #[arg(long)]
    pub headless: bool,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = TourFormat::Text)]
    pub format: TourFormat,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How it looks
    #[command(flatten)]
    pub theme_choice: ThemeArgs,
}

/// How the tour writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TourFormat {
    /// for people
    Text,
    /// for programs
    Json,
}

impl TourArgs {
    /// Whether these arguments ask for a screen, where there is one.
    pub(crate) fn wants_screen(&self) -> bool {
        let text = self.list || self.rehearse || self.check.is_some();
        !text && !self.headless && self.output.is_none() && self.format == TourFormat::Text
    }
}

/// The parser of a scene's name: which there are is known later, since they may be the user's own.
fn scene_parser() -> impl TypedValueParser<Value = String> {
    Listed::new(Scenes::shipped_names(), |name: &str| Ok::<_, String>(name.into()))
}
