//! Settings of a sweep.

use std::path::PathBuf;
use std::time::Duration;

use super::{LookSettings, LowerLayers, SettingError, beside_result, file, is_headless};
use crate::cli::{ScaleArgs, ScalingResultArgs};
use crate::input::is_stream;
use crate::python;
use crate::race::CallChoice;
use crate::report::UnknownFormat;
use crate::scaling::output::{FORMATS, ScalingFormat};
use crate::scaling::report::Mode;
use crate::scaling::sweep::Choices;
use crate::scaling::sweep::choices::Workers;
use crate::statistics::FEWEST;
use crate::text::look::Look;

/// Settings of a sweep.
#[derive(Debug, Clone)]
pub(crate) struct ScaleSettings {
    /// Its choices; of a resumed sweep, repetitions and budget alone.
    pub choices: Choices,
    /// Number of repetitions, if set.
    pub repetitions: Option<u32>,
    /// Budget, if set.
    pub budget: Option<Duration>,
    /// File of the sweep to resume.
    pub resume: Option<PathBuf>,
    /// File with numbers of another program, which are taken in place of a sweep.
    pub from: Option<PathBuf>,
    /// File in which it is saved.
    pub save: Option<PathBuf>,
    /// Destination of the result.
    pub result: ScalingResult,
    /// Look of the screen.
    pub look: LookSettings,
}

/// Destination and form of a result of scaling.
#[derive(Debug, Clone)]
pub(crate) struct ScalingResult {
    /// Whether there is no screen.
    pub headless: bool,
    /// Format of the result.
    pub format: &'static dyn ScalingFormat,
    /// Its file; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Capabilities of the terminal it is read on.
    pub look: Look,
    /// Whether doubts make the program fail.
    pub strict: bool,
}

impl ScaleSettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When the format does not exist, or a named file is none.
    pub(crate) fn of(args: ScaleArgs, lower: LowerLayers) -> Result<Self, SettingError> {
        if args.resume.as_deref().is_some_and(is_stream) {
            return Err(SettingError::Resume);
        }
        let wants_screen = args.wants_screen();
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
                call: args.call.map(|function| CallChoice { function, over: args.over, star: args.star }),
                deadline: args.command.deadline,
                command: args.command.choice(),
                workers,
                mode: if args.weak { Mode::Weak } else { Mode::Strong },
                repetitions: args.reps.unwrap_or(FEWEST),
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
            from: args.from,
            result: ScalingResult::of(ScalingResultArgs { headless: !wants_screen, ..args.result }, &look)?,
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
