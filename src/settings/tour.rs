//! Settings of the tour.

use std::path::PathBuf;

use super::{LookSettings, LowerLayers, file, is_headless};
use crate::cli::{TourArgs, TourFormat};

/// Settings of the tour.
#[derive(Debug, Clone)]
pub(crate) struct TourSettings {
    /// Action of the command.
    pub action: TourAction,
    /// The scenes that take part.
    pub part: TourPart,
    /// The user's own scenes, a file or a folder; `None` for the shipped ones.
    pub scenes: Option<PathBuf>,
    /// File of the asciicast.
    pub cast: Option<PathBuf>,
    /// Seed of all races; `None` for that of each scene.
    pub seed: Option<u64>,
    /// Whether there is no screen.
    pub headless: bool,
    /// Whether the result is JSON.
    pub json: bool,
    /// Its file; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Look of the screen.
    pub look: LookSettings,
}

/// Action on the scenes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TourAction {
    /// Their names and ideas are listed.
    List,
    /// This file or folder is checked.
    Check(PathBuf),
    /// Each is run before the talk; its recording is also written to this folder.
    Rehearse(Option<PathBuf>),
    /// Scenes are played by keys.
    Play,
    /// Scenes advance by themselves.
    Auto,
    /// A talk in another terminal is followed.
    Notes,
}

/// The scenes that take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TourPart {
    /// All.
    All,
    /// One.
    Only(String),
    /// One and those after it.
    From(String),
}

impl TourSettings {
    /// Resolves these arguments.
    #[must_use]
    pub(crate) fn of(args: TourArgs, lower: LowerLayers) -> Self {
        let headless = is_headless(!args.wants_screen());
        let part = match (args.scene, args.from) {
            (Some(name), _) => TourPart::Only(name),
            (None, Some(name)) => TourPart::From(name),
            (None, None) => TourPart::All,
        };
        let action = match args.check {
            Some(file) => TourAction::Check(file),
            None if args.list => TourAction::List,
            None if args.rehearse => TourAction::Rehearse(args.keep),
            None if args.notes => TourAction::Notes,
            None if args.auto => TourAction::Auto,
            None => TourAction::Play,
        };
        Self {
            action,
            part,
            scenes: args.scenes,
            cast: args.cast,
            seed: args.seed,
            headless,
            json: args.format == TourFormat::Json,
            output: file(args.output),
            look: LookSettings::of_theme(&args.theme_choice, lower),
        }
    }
}
