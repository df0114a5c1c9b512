//! Output of clap instead of a command: help, the version, or an error on the command line.
//!
//! It repeats the arguments, and help shows defaults from the configuration file. Both may contain characters that a
//! terminal takes for instructions, and clap writes them as they are; here they are shown escaped.

use std::ffi::OsString;
use std::io::Write;

use clap::CommandFactory;
use clap::builder::Styles;

use super::layers::{Variables, read_by};
use crate::cli::Cli;
use crate::sys::stderr::Stderr;
use crate::sys::stdio;
use crate::text::escape::{visible, visible_lines};
use crate::text::shorten::{is_long, shortened};

/// Writes clap's output for `arguments` in place of a command; returns the exit code.
#[must_use]
pub(crate) fn tell(error: &clap::Error, arguments: &[OsString], variables: &Variables) -> u8 {
    // If the output cannot be written the exit code is still set.
    let _ = match escaped(arguments, variables).or_else(|| long(error)) {
        Some(text) if error.use_stderr() => Stderr::for_words().write_all(shortened(&text).as_bytes()),
        Some(text) => stdio::stdout().write_all(text.as_bytes()),
        // In clap's own colours.
        None => error.print(),
    };
    u8::try_from(error.exit_code()).unwrap_or(2)
}

/// The message without colours when it repeats something too long to be read.
fn long(error: &clap::Error) -> Option<String> {
    Some(error.to_string()).filter(|text| error.use_stderr() && is_long(text))
}

/// The message with hidden characters escaped, without colours; `None` when it has none.
fn escaped(arguments: &[OsString], variables: &Variables) -> Option<String> {
    let shown: Vec<OsString> = arguments.iter().map(shown).collect();
    // An argument that is accepted only because it was escaped is not the cause of the error.
    let said = said(&shown, variables).or_else(|| said(arguments, variables))?;
    let text = visible_lines(&said).into_owned();
    (shown != arguments || text != said).then_some(text)
}

/// Output of clap for these arguments, without colours.
fn said(arguments: &[OsString], variables: &Variables) -> Option<String> {
    let command = Cli::command().styles(Styles::plain());
    read_by(&command, arguments, variables).err().map(|error| error.render().ansi().to_string())
}

/// An argument as it is shown, where it is text.
fn shown(argument: &OsString) -> OsString {
    argument.to_str().map_or_else(|| argument.clone(), |text| visible(text).into_owned().into())
}

#[cfg(test)]
mod tests;
