//! The program: parse, dispatch, exit code. Everything else is in the library.

use std::ffi::OsString;
use std::process::ExitCode;

use coreograph::command;
use coreograph::settings::layers::{self, Variables};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let variables = if layers::is_ours(&arguments) { Variables::new() } else { layers::variables() };
    let given = layers::read(&arguments, &variables).unwrap_or_else(|error| command::refuse(&error));
    match command::run(given) {
        Ok(code) => code,
        Err(error) => {
            command::say_error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
