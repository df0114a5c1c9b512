//! Settings of a comparison.

use std::path::PathBuf;

use super::scale::ScalingResult;
use super::{LookSettings, LowerLayers};
use crate::cli::{ByArg, CompareArgs};
use crate::report::UnknownFormat;
use crate::scaling::compare::Threshold;
use crate::scaling::figure::FigureOptions;

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
    /// Thresholds below which the comparison fails.
    pub thresholds: Vec<Threshold>,
    /// Whether the CSV has points instead of ratios.
    pub points: bool,
    /// Choices for the figure of the SVG.
    pub figure: FigureOptions,
    /// Destination of the result.
    pub result: ScalingResult,
    /// Whether there is a screen, and no option asks for a text instead.
    pub on_screen: bool,
    /// Look of the screen.
    pub look: LookSettings,
}

/// Arguments of a comparison that do not fit together.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareSettingError {
    /// The format does not exist.
    #[error(transparent)]
    Format(#[from] UnknownFormat),
    /// An option of one format with another.
    #[error("{option} needs --format {needed}, and the format is {format}")]
    Option {
        /// The option.
        option: &'static str,
        /// The format that has it.
        needed: &'static str,
        /// The chosen format.
        format: &'static str,
    },
}

impl CompareSettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When the format does not exist, or an option belongs to another.
    pub(crate) fn of(args: CompareArgs, lower: LowerLayers) -> Result<Self, CompareSettingError> {
        let look = LookSettings::of_theme(&args.theme_choice, lower);
        let wants_screen = args.wants_screen();
        let figure =
            FigureOptions { panels: args.panel, metrics: args.metric, width: args.width, bare: args.no_text };
        let result = ScalingResult::of(args.result, &look)?;
        check_options(&figure, args.points, result.format.name())?;
        Ok(Self {
            on_screen: wants_screen && !result.headless,
            thresholds: args.fail_below,
            points: args.points,
            figure,
            files: args.files,
            with: args.with,
            by: args.by,
            force: args.force,
            result,
            look,
        })
    }
}

/// Refuses an option that the format would ignore.
fn check_options(
    figure: &FigureOptions,
    points: bool,
    format: &'static str,
) -> Result<(), CompareSettingError> {
    let of_svg = [
        ("--panel", !figure.panels.is_empty()),
        ("--metric", !figure.metrics.is_empty()),
        ("--width", figure.width.is_some()),
        ("--no-text", figure.bare),
    ];
    let of_svg = of_svg.map(|(option, given)| (option, given, "svg"));
    let of_csv = [("--points", points, "csv")];
    for (option, given, needed) in of_svg.into_iter().chain(of_csv) {
        if given && needed != format {
            return Err(CompareSettingError::Option { option, needed, format });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_its_format_would_ignore_is_refused() {
        let narrow = FigureOptions { width: Some(300), ..FigureOptions::default() };
        let refused = check_options(&narrow, false, "text").unwrap_err().to_string();
        assert_eq!(refused, "--width needs --format svg, and the format is text");
        assert!(check_options(&narrow, false, "svg").is_ok());
        let refused = check_options(&FigureOptions::default(), true, "svg").unwrap_err().to_string();
        assert_eq!(refused, "--points needs --format csv, and the format is svg");
        assert!(check_options(&FigureOptions::default(), true, "csv").is_ok());
    }
}
