//! A comparison, as it is to be made.

use std::path::PathBuf;

use super::scale::ScalingResult;
use super::{LookSettings, LowerLayers};
use crate::cli::{ByArg, CompareArgs};
use crate::report::UnknownFormat;

/// A comparison, as it is to be made.
#[derive(Debug, Clone)]
pub struct CompareSettings {
    /// Files and folders.
    pub files: Vec<PathBuf>,
    /// Machines of the library.
    pub with: Vec<String>,
    /// What stands beside each other, where it was said.
    pub by: Option<ByArg>,
    /// Whether reports that differ in their work are compared all the same.
    pub force: bool,
    /// Where the result goes.
    pub result: ScalingResult,
    /// Whether there is a screen, and nothing was said that asks for a text instead.
    pub on_screen: bool,
    /// How the screen looks.
    pub look: LookSettings,
}

impl CompareSettings {
    /// What these arguments mean here.
    ///
    /// # Errors
    /// When the format does not exist.
    pub fn of(args: CompareArgs, lower: LowerLayers) -> Result<Self, UnknownFormat> {
        let look = LookSettings::of_theme(&args.theme_choice, lower);
        let to_stdout = args.result.output.is_none();
        let result = ScalingResult::of(args.result, &look)?;
        Ok(Self {
            on_screen: !result.headless && to_stdout && result.format.name() == "text",
            files: args.files,
            with: args.with,
            by: args.by,
            force: args.force,
            result,
            look,
        })
    }
}
