//! Settings of a tour.

use std::path::PathBuf;

use super::{LookSettings, LowerLayers, file, is_headless};
use crate::cli::TourArgs;
use crate::report::{Format, UnknownFormat};
use crate::tour::report::{FORMATS, TourReport};

/// What is done with the scenes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TourTask {
    /// They are shown.
    Give,
    /// They are listed.
    List,
    /// The files here are checked.
    Check(PathBuf),
    /// They are run, and their recordings are kept; also in a folder, if there is one.
    Rehearse(Option<PathBuf>),
    /// Another talk is followed: the newest, or that of a process.
    Follow(Option<u32>),
}

/// Settings of a tour.
#[derive(Debug, Clone)]
pub(crate) struct TourSettings {
    /// What is done.
    pub task: TourTask,
    /// The one scene.
    pub scene: Option<String>,
    /// The first scene.
    pub from: Option<String>,
    /// A file of scenes, or a folder of them; `None` for the shipped ones.
    pub scenes: Option<PathBuf>,
    /// Whether it advances by itself.
    pub auto: bool,
    /// File of the cast.
    pub cast: Option<PathBuf>,
    /// Seed of all races.
    pub seed: Option<u64>,
    /// Whether there is no screen.
    pub headless: bool,
    /// Format of the verdicts.
    pub format: &'static dyn Format<TourReport>,
    /// Their file; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Look of the screen.
    pub look: LookSettings,
}

impl TourSettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When the format does not exist.
    pub(crate) fn of(args: TourArgs, lower: LowerLayers) -> Result<Self, UnknownFormat> {
        let task = match args {
            TourArgs { list: true, .. } => TourTask::List,
            TourArgs { check: Some(path), .. } => TourTask::Check(path),
            TourArgs { rehearse: true, keep, .. } => TourTask::Rehearse(keep),
            TourArgs { notes: Some(pid), .. } => TourTask::Follow(pid),
            _ => TourTask::Give,
        };
        Ok(Self {
            task,
            scene: args.scene,
            from: args.from,
            scenes: args.scenes,
            auto: args.auto,
            cast: args.cast,
            seed: args.seed,
            headless: is_headless(args.headless),
            format: FORMATS.by_name(&args.format)?,
            output: file(args.output),
            look: LookSettings::of_theme(&args.theme_choice, lower),
        })
    }
}
