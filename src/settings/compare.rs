//! Settings of a comparison.

use std::path::PathBuf;

use super::scale::ScalingResult;
use super::{LookSettings, LowerLayers};
use crate::cli::{ByArg, CompareArgs};
use crate::report::UnknownFormat;

/// Settings of a comparison.
#[derive(Debug, Clone)]
pub(crate) struct CompareSettings {
    /// Files and folders.
    pub files: Vec<PathBuf>,
    /// Machines of the library.
    pub with: Vec<String>,
    /// Grouping of reports, if set.
    pub by: Option<ByArg>,
    /// Whether reports that differ in their work are compared all the same.
    pub force: bool,
    /// Destination of the result.
    pub result: ScalingResult,
    /// Whether there is a screen, and no option asks for a text instead.
    pub on_screen: bool,
    /// Look of the screen.
    pub look: LookSettings,
}

impl CompareSettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When the format does not exist.
    pub(crate) fn of(args: CompareArgs, lower: LowerLayers) -> Result<Self, UnknownFormat> {
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
