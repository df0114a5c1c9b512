//! Putting a result where it was asked for.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use super::CommandError;
use crate::model::Model;
use crate::report::{Report, doubts_text};
use crate::settings::ResultSettings;
use crate::sys::signals::Signal;
use crate::sys::stdio;
use crate::text::escape::{visible, visible_lines};
use crate::written::Complaint;

/// Writes the report of `model`: the result to its file or standard output,
/// the doubts to standard error as well when the result goes where nobody looks now.
/// Returns the exit code that the result deserves.
fn report(model: &Model, settings: &ResultSettings) -> Result<u8, CommandError> {
    let report = Report::of(model);
    // A result that is read right here carries its doubts itself.
    let elsewhere = settings.output.is_some() || !io::stdout().is_terminal();
    if elsewhere {
        // Whoever reads standard error may have seen enough as well: `2>&1 | head -1`.
        say_lines(&doubts_text(&report));
    }
    write(&settings.format.render(&report), settings.output.as_deref())?;
    Ok(report.exit_code(settings.strict))
}

/// The last words of a session that a signal may have ended, and the exit code of both. After a hang-up nobody
/// is there to read them, which is no failure.
pub(super) fn conclude(
    model: &Model,
    settings: &ResultSettings,
    ended_by: Option<Signal>,
) -> Result<u8, CommandError> {
    match (report(model, settings), ended_by) {
        (Err(_), Some(Signal::Hup)) => Ok(Signal::Hup.exit_code()),
        (reported, ended_by) => reported.map(|code| ended_by.map_or(code, Signal::exit_code)),
    }
}

/// Finds out before a race whether its result can be written after it. A file that is there stays as it is.
pub(super) fn check(file: Option<&Path>) -> Result<(), CommandError> {
    let Some(path) = file else { return Ok(()) };
    let there = path.exists();
    File::options().append(true).create(true).open(path).map_err(|error| cannot_write(path, &error))?;
    if !there {
        // Should it be gone already, so much the better.
        let _ = std::fs::remove_file(path);
    }
    Ok(())
}

/// Says on standard error what was wrong with the settings, a line each. The program goes on without them.
pub(super) fn complain(complaints: &[Complaint]) {
    for complaint in complaints {
        warn(&complaint.to_string());
    }
}

/// Says something on standard error that does not end the program.
pub(super) fn warn(message: &str) {
    say(&format!("warning: {message}"));
}

/// Writes a line to standard error, with its end.
pub(super) fn say(line: &str) {
    say_lines(&(visible(line).into_owned() + "\n"));
}

/// Writes lines to standard error, hidden characters escaped; where nobody listens nothing is lost.
fn say_lines(text: &str) {
    let _ = stdio::stderr().write_all(visible_lines(text).as_bytes());
}

pub(super) fn cannot_write(path: &Path, error: &io::Error) -> CommandError {
    CommandError::Input(format!("cannot write {}: {error}", path.display()))
}

/// Writes `text` to a file, or to standard output. A reader that has seen enough is no error.
pub(super) fn write(text: &str, file: Option<&Path>) -> Result<(), CommandError> {
    let Some(path) = file else {
        return match stdio::stdout().write_all(text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(CommandError::System(format!("cannot write to standard output: {error}")))
            }
            _ => Ok(()),
        };
    };
    std::fs::write(path, text).map_err(|error| cannot_write(path, &error))
}
