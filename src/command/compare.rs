//! `coreograph compare`: machines side by side, from saved reports; on a screen, or as text.

use super::error::CommandError;
use super::look::look;
use super::output;
use super::signals::{listen, signal_of};
use crate::cli::ByArg;
use crate::scaling::Report;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::figure::UnknownPanel;
use crate::scaling::gather::gather;
use crate::scaling::library;
use crate::scaling::output::{SweepSummary, picture_of_comparison, picture_of_sweep, points};
use crate::settings::CompareSettings;
use crate::text::look::Look;
use crate::ui::scaling::{self, ChartSet};

/// Number of reports from which on machines with the same CPU are grouped by default.
const MANY: usize = 9;

/// Exit code when the interval of a ratio lies below its threshold.
const FAILED_BELOW: u8 = 4;

pub(super) fn run(settings: &CompareSettings) -> Result<u8, CommandError> {
    let mut reports = gathered(settings)?;
    output::check(settings.result.output.as_deref())?;
    match reports.len() {
        0 => Err(CommandError::Input(format!(
            "nothing to compare: name reports that coreograph scale --save wrote, folders of them, or machines of the \
             library (--with {})",
            library::names()
        ))),
        1 => {
            let (_, report) = reports.remove(0);
            alone(settings, &report)
        }
        _ => beside(settings, reports),
    }
}

/// All named reports, those of the library after those of files.
fn gathered(settings: &CompareSettings) -> Result<Vec<(String, Report)>, CommandError> {
    let gathered = gather(&settings.files).map_err(CommandError::input)?;
    let mut reports = gathered.reports;
    for name in &settings.with {
        reports.push((name.clone(), library::by_name(name).map_err(CommandError::input)?));
    }
    output::report_diagnostics(&settings.look.diagnostics);
    for wrong in &gathered.passed_over {
        output::warn(&wrong.to_string());
    }
    Ok(reports)
}

/// Shows one report by itself.
fn alone(settings: &CompareSettings, report: &Report) -> Result<u8, CommandError> {
    if !settings.thresholds.is_empty() {
        return Err(CommandError::Input(
            "--fail-below compares: name at least two reports, the first is what the others are compared with".into(),
        ));
    }
    let told = SweepSummary::of(report);
    let picture = picture(settings, || picture_of_sweep(&told, &settings.figure))?;
    let text = |look| picture.clone().unwrap_or_else(|| settings.result.format.sweep(&told, look));
    conclude(settings, &ChartSet::of_report(report), &text, told.is_doubted())
}

/// Shows several side by side; exits with 4 where a threshold is not reached.
fn beside(settings: &CompareSettings, reports: Vec<(String, Report)>) -> Result<u8, CommandError> {
    let by = match settings.by {
        Some(ByArg::Cpu) => By::Cpu,
        None if reports.len() >= MANY => By::Cpu,
        Some(ByArg::Machine) | None => By::Machine,
    };
    let subjects = ComparedMachine::group(reports, by);
    let comparison = Comparison::of(subjects, settings.force).map_err(CommandError::input)?;
    // A threshold of something that was not measured is refused before anything is written.
    let mut failures = Vec::new();
    for threshold in &settings.thresholds {
        failures.extend(threshold.failures(&comparison).map_err(CommandError::input)?);
    }
    let picture = picture(settings, || picture_of_comparison(&comparison, &settings.figure))?;
    let text = |look| match &picture {
        Some(picture) => picture.clone(),
        None if settings.points => points(&comparison),
        None => settings.result.format.comparison(&comparison, look),
    };
    let reports = comparison.subjects.iter().flat_map(|subject| &subject.reports);
    let doubted = settings.result.strict && reports.map(SweepSummary::of).any(|told| told.is_doubted());
    let code = conclude(settings, &ChartSet::of_comparison(&comparison), &text, doubted)?;
    for failure in &failures {
        output::say(&format!("fail: {failure}"));
    }
    // A measurement with doubts neither passes nor fails a check.
    Ok(if code == 0 && !failures.is_empty() { FAILED_BELOW } else { code })
}

/// The picture with the choices of the command line; `None` where there are none.
fn picture(
    settings: &CompareSettings,
    draw: impl FnOnce() -> Result<String, UnknownPanel>,
) -> Result<Option<String>, CommandError> {
    let chosen = !settings.figure.is_default();
    chosen.then(draw).transpose().map_err(CommandError::input)
}

/// Shows the charts where there is a screen, and writes the result.
fn conclude(
    settings: &CompareSettings,
    charts: &ChartSet,
    text: &dyn Fn(Look) -> String,
    doubted: bool,
) -> Result<u8, CommandError> {
    let mut ended_by = None;
    if settings.on_screen {
        let cause = scaling::compare(charts.clone(), look(&settings.look), &listen()?)
            .map_err(|error| CommandError::System(error.to_string()))?;
        ended_by = signal_of(cause);
    }
    let file = settings.result.output.as_deref();
    let look = Look { columns: output::columns(file), ..settings.result.look };
    output::write(&text(look), file)?;
    let code = if settings.result.strict && doubted { 3 } else { 0 };
    Ok(ended_by.map_or(code, crate::sys::signals::Signal::exit_code))
}
