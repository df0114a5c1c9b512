//! The program from its start to its exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::settings::{layers, refusal};
use crate::{command, pool, sys};

/// Runs the program `coreograph` with the arguments of this process, and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    sys::c::reset_signals();
    // First, since a worker takes no settings and has to start quickly.
    if let Some(code) = pool::serve() {
        return code;
    }
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let variables = layers::variables();
    let given = match layers::read(&arguments, &variables) {
        Ok(given) => given,
        Err(error) => return ExitCode::from(refusal::tell(&error, &arguments, &variables)),
    };
    let ended = command::run(given);
    // A session that was left may still have a run of a command.
    sys::process_groups::end_all();
    match ended {
        Ok(code) => code,
        Err(error) => {
            command::say_error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
