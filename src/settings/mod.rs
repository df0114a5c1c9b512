//! Settings: the meaning of the command line.
//!
//! The command line knows strings and flags; here they become choices of a race and destinations of its result, with
//! the defaults that depend on where the program runs. Options that are not on the command line may be in the
//! configuration file or in the environment: see [`layers`].

mod check;
mod compare;
pub(crate) mod home;
pub(crate) mod layers;
mod look;
pub(crate) mod refusal;
mod scale;
pub(crate) mod screen;
pub(crate) mod template;
mod tour;

use std::path::PathBuf;

use crate::cli::{FidelityArgs, PrimitiveArg, RaceArgs, ReplayArgs, ResultArgs};
use crate::fidelity::Primitive;
use crate::fidelity::check::choose;
use crate::fidelity::schedule::Plan;
use crate::input::is_stream;
use crate::race::Choices;
use crate::report::{self, Format, UnknownFormat};
use crate::statistics;
use crate::text::look::Look;
use crate::toml_document::Diagnostic;

pub(crate) use compare::CompareSettings;
pub(crate) use look::{LookSettings, LowerLayers, is_utf8, of_picture, variable};
pub(crate) use scale::ScaleSettings;
pub(crate) use tour::{TourAction, TourPart, TourSettings};

/// Time of one worker alone on the dashboard, s: enough to watch.
const DASHBOARD_SECONDS: f64 = 4.0;

/// Time of one worker alone headless, s: enough to measure.
const HEADLESS_SECONDS: f64 = 2.0;

/// Destination and form of a result.
#[derive(Debug, Clone)]
pub(crate) struct ResultSettings {
    /// Format of the result.
    pub format: &'static dyn Format<report::Report>,
    /// Its file; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Whether doubts make the program fail.
    pub strict: bool,
}

/// Settings of a race.
#[derive(Debug, Clone)]
pub(crate) struct RaceSettings {
    /// Choices of the race.
    pub choices: Choices,
    /// Whether there is no dashboard.
    pub headless: bool,
    /// File in which its events are recorded.
    pub record: Option<PathBuf>,
    /// Destination of the result.
    pub result: ResultSettings,
    /// Look of the dashboard.
    pub look: LookSettings,
}

/// Settings of a replay.
#[derive(Debug, Clone)]
pub(crate) struct ReplaySettings {
    /// The recording.
    pub file: PathBuf,
    /// Speed relative to the original.
    pub speed: f64,
    /// Whether there is no dashboard.
    pub headless: bool,
    /// Destination of the result.
    pub result: ResultSettings,
    /// Look of the dashboard.
    pub look: LookSettings,
}

/// Settings of a fidelity run.
#[derive(Debug, Clone)]
pub(crate) struct FidelitySettings {
    /// Its plan.
    pub plan: Plan,
    /// Number of repetitions, if set.
    pub repetitions: Option<u32>,
    /// Whether it is a quick run.
    pub quick: bool,
    /// The interpreters, if set.
    pub pythons: Vec<std::ffi::OsString>,
    /// The primitives of the simulated locks.
    pub primitives: Vec<Primitive>,
    /// Format of the result.
    pub format: &'static dyn Format<crate::fidelity::Report>,
    /// Its file; `None` for standard output.
    pub output: Option<PathBuf>,
    /// Capabilities of the terminal it is read on.
    pub look: Look,
    /// Whether doubts make the program fail.
    pub strict: bool,
    /// Whether progress is written in lines even on a terminal.
    pub headless: bool,
    /// Errors in file, environment and theme.
    pub diagnostics: Vec<Diagnostic>,
}

impl FidelitySettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When a check or the format does not exist.
    pub(crate) fn of(args: FidelityArgs, lower: LowerLayers) -> Result<Self, String> {
        let experiments = choose(&args.checks, args.quick).map_err(|error| error.to_string())?;
        let look = LookSettings::of(&args.look, lower);
        let output = file(args.output);
        let looked_at = output.is_none() && !is_headless(args.headless);
        Ok(Self {
            plan: Plan { experiments, repetitions: statistics::FEWEST, seed: args.seed },
            repetitions: args.reps,
            quick: args.quick,
            pythons: args.python,
            primitives: primitives(args.primitive),
            format: crate::fidelity::report::FORMATS
                .by_name(&args.format)
                .map_err(|error| error.to_string())?,
            output,
            look: Look { colour: looked_at && look.colour, ascii: look.ascii, ..Look::default() },
            strict: args.strict,
            headless: args.headless,
            diagnostics: look.diagnostics,
        })
    }
}

impl RaceSettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When a value or the format is not accepted, or a recording is to go to standard output.
    pub(crate) fn of(args: RaceArgs, lower: LowerLayers) -> Result<Self, SettingError> {
        let headless = is_headless(args.result.headless);
        let mut choices = args.settings.choices().map_err(SettingError::Value)?;
        let usual = if headless { HEADLESS_SECONDS } else { DASHBOARD_SECONDS };
        choices.seconds = choices.seconds.or_usual(usual);
        Ok(Self {
            choices,
            headless,
            record: beside_result("--record", args.record)?,
            result: ResultSettings::of(args.result)?,
            look: LookSettings::of(&args.look, lower),
        })
    }
}

impl ReplaySettings {
    /// Resolves these arguments.
    ///
    /// # Errors
    /// When the format does not exist.
    pub(crate) fn of(args: ReplayArgs, lower: LowerLayers) -> Result<Self, UnknownFormat> {
        Ok(Self {
            file: args.file,
            speed: args.speed,
            headless: is_headless(args.result.headless),
            result: ResultSettings::of(args.result)?,
            look: LookSettings::of(&args.look, lower),
        })
    }
}

impl ResultSettings {
    fn of(args: ResultArgs) -> Result<Self, UnknownFormat> {
        Ok(Self {
            format: report::FORMATS.by_name(&args.format)?,
            output: file(args.output),
            strict: args.strict,
        })
    }
}

/// File of a result; `None` for standard output, which `-` stands for.
#[must_use]
pub(crate) fn file(typed: Option<PathBuf>) -> Option<PathBuf> {
    typed.filter(|path| !is_stream(path))
}

/// A file beside the result; standard output is for the result alone.
fn beside_result(option: &str, typed: Option<PathBuf>) -> Result<Option<PathBuf>, SettingError> {
    match typed {
        Some(path) if is_stream(&path) => Err(SettingError::Stream(option.into())),
        path => Ok(path),
    }
}

/// An invalid command line that clap accepts.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingError {
    /// A format of results.
    #[error(transparent)]
    Format(#[from] UnknownFormat),
    /// A value of a setting of races.
    #[error("{0}")]
    Value(String),
    /// `-` where a file has to be.
    #[error(
        "{0} -: standard output carries the result alone, so this needs a file; accepted is its name (./- for a file that \
         is called -), and --format json writes all figures to standard output"
    )]
    Stream(String),
    /// A sweep that is to resume from standard input.
    #[error(
        "--resume -: a sweep goes on in the file that it was saved in, which standard input is not; accepted is the name \
         of a file"
    )]
    Resume,
}

/// Whether a command runs without a screen.
fn is_headless(asked: bool) -> bool {
    asked || screen::obstacle().is_some()
}

fn primitives(typed: PrimitiveArg) -> Vec<Primitive> {
    match typed {
        PrimitiveArg::Native => vec![Primitive::Native],
        PrimitiveArg::Std => vec![Primitive::Standard],
        PrimitiveArg::Both => vec![Primitive::Native, Primitive::Standard],
    }
}
