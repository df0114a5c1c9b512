//! A sweep, as it is to be made.

use std::path::PathBuf;
use std::time::Duration;

use super::{LookSettings, LowerLayers, SettingError, beside_result, file, is_headless};
use crate::cli::{ScaleArgs, ScalingResultArgs};
use crate::input::is_stream;
use crate::python;
use crate::report::UnknownFormat;
use crate::scaling::output::{FORMATS, ScalingFormat};
use crate::scaling::report::Mode;
use crate::scaling::sweep::Choices;
use crate::scaling::sweep::choices::{REPETITIONS, Workers};
use crate::text::look::Look;

/// A sweep, as it is to be made.
#[derive(Debug, Clone)]
pub struct ScaleSettings {
    /// What is measured; of a sweep that goes on, repetitions and budget alone.
    pub choices: Choices,
    /// The repetitions, where they were said.
    pub repetitions: Option<u32>,
    /// The budget, where it was said.
    pub budget: Option<Duration>,
    /// The file it goes on from.
    pub resume: Option<PathBuf>,
    /// The file it is saved in.
    pub save: Option<PathBuf>,
    /// Where the result goes.
    pub result: ScalingResult,
    /// How the screen looks.
    pub look: LookSettings,
}

/// Where a result of scaling goes.
#[derive(Debug, Clone)]
pub struct ScalingResult {
    /// Whether there is no screen.
    pub headless: bool,
    /// How it is written.
    pub format: &'static dyn ScalingFormat,
    /// The file it goes to; `None` for standard output.
    pub output: Option<PathBuf>,
    /// What the terminal it is read on can do.
    pub look: Look,
    /// Whether doubts make the program fail.
    pub strict: bool,
}

impl ScaleSettings {
    /// What these arguments mean here.
    ///
    /// # Errors
    /// When the format does not exist, or a file is named that is none.
    pub fn of(args: ScaleArgs, lower: LowerLayers) -> Result<Self, SettingError> {
        if args.resume.as_deref().is_some_and(is_stream) {
            return Err(SettingError::Resume);
        }
        let save = beside_result("--save", args.save)?;
        let look = LookSettings::of_theme(&args.theme_choice, lower);
        let workers = match (args.all, args.workers.is_empty()) {
            (true, _) => Workers::All,
            (false, true) => Workers::Doubling,
            (false, false) => Workers::These(args.workers),
        };
        Ok(Self {
            choices: Choices {
                lanes: args.lanes,
                workloads: args.workloads,
                workers,
                mode: if args.weak { Mode::Weak } else { Mode::Strong },
                repetitions: args.reps.unwrap_or(REPETITIONS),
                budget: args.budget,
                tasks: args.tasks,
                size: args.size,
                chunk: args.chunk,
                seed: args.seed,
                interval: args.switch_interval,
                python: args.python.as_deref().map(python::find),
                name: args.name,
            },
            repetitions: args.reps,
            budget: args.budget,
            save: save.or_else(|| args.resume.clone()),
            resume: args.resume,
            result: ScalingResult::of(args.result, &look)?,
            look,
        })
    }
}

impl ScalingResult {
    pub(super) fn of(args: ScalingResultArgs, look: &LookSettings) -> Result<Self, UnknownFormat> {
        let (headless, output) = (is_headless(args.headless), file(args.output));
        Ok(Self {
            headless,
            format: FORMATS.by_name(&args.format)?,
            look: Look {
                colour: output.is_none() && !headless && look.colour,
                ascii: look.ascii,
                ..Look::default()
            },
            output,
            strict: args.strict,
        })
    }
}
