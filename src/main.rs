//! The program: parse, dispatch, exit code. Everything else is in the library.

use std::process::ExitCode;

use clap::Parser;
use coreograph::cli::Cli;
use coreograph::command;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match command::run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
