//! The program: parse, dispatch, exit code. Everything else is in the library.

use std::ffi::OsString;
use std::process::ExitCode;

use coreograph::command;
use coreograph::settings::layers::{self, Variables};
use coreograph::settings::refusal;

fn main() -> ExitCode {
    coreograph::sys::c::reset_signals();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let variables = if layers::is_ours(&arguments) { Variables::new() } else { layers::variables() };
    let given = match layers::read(&arguments, &variables) {
        Ok(given) => given,
        Err(error) => return ExitCode::from(refusal::tell(&error, &arguments, &variables)),
    };
    match command::run(given) {
        Ok(code) => code,
        Err(error) => {
            command::say_error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
