//! Output of results and messages.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use super::error::CommandError;
use super::follow::exit_code;
use crate::model::Model;
use crate::report::{RaceSummary, Report, doubts_text, session_text};
use crate::settings::ResultSettings;
use crate::sys::signals::Signal;
use crate::sys::stderr::Stderr;
use crate::sys::stdio;
use crate::sys::terminal;
use crate::text::escape::{visible, visible_lines};
use crate::text::look::{COLUMNS, Look};
use crate::text::shorten::shortened;
use crate::text::traceback;
use crate::toml_document::Diagnostic;

/// Writes the report of `model`: the result to its file or standard output, and the doubts to standard error as well
/// when the result is not read right here. Returns the exit code for the result.
fn report(model: &Model, settings: &ResultSettings) -> Result<u8, CommandError> {
    let report = Report::of(model);
    // A result that people read includes its doubts: where both streams end in one place it tells them.
    let read = matches!(settings.format.name(), "text" | "markdown");
    let here = io::stdout().is_terminal() || (read && stdio::is_one_place());
    if settings.output.is_some() || !here {
        // A reader of standard error may have seen enough as well: `2>&1 | head -1`.
        say_lines(&doubts_text(&report, terminal::stderr_columns().unwrap_or(COLUMNS)));
    }
    let look = Look { columns: columns(settings.output.as_deref()), ..Look::default() };
    write(&settings.format.render(&report, look), settings.output.as_deref())?;
    Ok(report.exit_code(settings.strict))
}

/// Sums up the races of a session, where there were several: a line each, on standard error, since the result of the last
/// one stands alone on standard output.
pub(super) fn sum_up(races: &[RaceSummary]) {
    say_lines(&session_text(races, terminal::stderr_columns().unwrap_or(COLUMNS)));
}

/// Width of a text for this file or for standard output: that of the terminal that it is read on.
pub(super) fn columns(file: Option<&Path>) -> usize {
    let terminal = if file.is_some() { None } else { terminal::stdout_columns() };
    terminal.unwrap_or(COLUMNS)
}

/// Reports the result of a session; returns the exit code for it and for the signal that may have ended it.
pub(super) fn conclude(
    model: &Model,
    settings: &ResultSettings,
    ended_by: Option<Signal>,
) -> Result<u8, CommandError> {
    exit_code(report(model, settings), ended_by)
}

/// Checks before the measurement that its result can be written after it. An existing file stays as it is; a pipe or
/// a device is opened when there is something to write.
pub(super) fn check(file: Option<&Path>) -> Result<(), CommandError> {
    let Some(path) = file else { return Ok(()) };
    let there = std::fs::metadata(path);
    if there.as_ref().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return Ok(());
    }
    let opened = File::options().append(true).create(true).open(path);
    opened.map_err(|error| CommandError::Input(cannot_write(path, &error)))?;
    if there.is_err() && std::fs::symlink_metadata(path).is_ok_and(|there| there.is_file()) {
        // It may be gone already, which is fine.
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}

/// Reports errors of the settings on standard error, a line each. The program continues without those settings.
pub(super) fn report_diagnostics(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        warn(&diagnostic.to_string());
    }
}

/// Reports on standard error why the program ends, or would without a worse error.
pub(super) fn error(message: &str) {
    let message = shortened(message);
    let (said, traceback) = traceback::split(&message);
    say(&format!("error: {said}"));
    traceback.into_iter().for_each(say);
}

/// Reports something on standard error that does not end the program.
pub(super) fn warn(message: &str) {
    say(&format!("warning: {}", shortened(message)));
}

/// Writes a line to standard error, with its end.
pub(super) fn say(line: &str) {
    say_lines(&(visible(line).into_owned() + "\n"));
}

/// Writes lines to standard error, hidden characters escaped; does not wait long for a reader.
pub(super) fn say_lines(text: &str) {
    let _ = Stderr::for_words().write_all(visible_lines(text).as_bytes());
}

/// Message for a file that could not be written.
pub(super) fn cannot_write(path: &Path, error: &io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}

/// Writes a result to its file, or to standard output. A reader that has seen enough is no error.
///
/// # Errors
/// When it could not be written there. Then nothing is lost: the result goes to standard output.
pub(super) fn write(text: &str, file: Option<&Path>) -> Result<(), CommandError> {
    let Some(path) = file else { return to_stdout(text) };
    std::fs::write(path, text).map_err(|error| {
        let told = cannot_write(path, &error);
        CommandError::System(match to_stdout(text) {
            Ok(()) => format!("{told}; the result is on standard output instead"),
            Err(also) => format!("{told}; {also}"),
        })
    })
}

fn to_stdout(text: &str) -> Result<(), CommandError> {
    match stdio::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(CommandError::System(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Exit code of a command whose result is written, unless something else failed: each failure is reported, and the
/// last of them is the command's.
///
/// # Errors
/// The last of `failures`, else the error in `told`.
pub(super) fn ended(
    told: Result<u8, CommandError>,
    failures: impl IntoIterator<Item = CommandError>,
) -> Result<u8, CommandError> {
    failures.into_iter().fold(told, |ended, failure| {
        if let Err(earlier) = &ended {
            error(&earlier.to_string());
        }
        Err(failure)
    })
}
