//! The processes that a pool starts are the same program again: this is where they begin.

use std::ffi::OsString;
use std::process::ExitCode;

use super::worker;
use crate::workload::client;

/// Serves as what the pool has started this process for, and returns its exit code; `None` for a process that was
/// started by anything else.
///
/// A program whose executable is a pool's [`Config::program`](super::Config::program) calls it first of all in its
/// `main`, as one that uses Python's `multiprocessing` calls `freeze_support`:
///
/// ```no_run
/// # use std::process::ExitCode;
/// fn main() -> ExitCode {
///     if let Some(code) = coreograph::pool::serve() {
///         return code;
///     }
///     // The program itself.
/// #   ExitCode::SUCCESS
/// }
/// ```
#[must_use]
pub fn serve() -> Option<ExitCode> {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    match Role::of(&words)? {
        Role::Worker => Some(worker::main()),
        Role::LeftBehind => {
            worker::linger();
            Some(ExitCode::SUCCESS)
        }
        Role::EchoClient { port, lines } => Some(client::main(port, lines)),
    }
}

/// Role of a process that a pool started.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    /// It executes tasks.
    Worker,
    /// It is the child that an injected fault leaves behind.
    LeftBehind,
    /// It sends requests to a worker, which listens on this port, over so many connections.
    EchoClient { port: u16, lines: u16 },
}

impl Role {
    /// The role that the command line names, without the program's own name.
    fn of(arguments: &[&str]) -> Option<Self> {
        match *arguments {
            [worker::SUBCOMMAND] => Some(Self::Worker),
            [worker::CHILD] => Some(Self::LeftBehind),
            [client::SUBCOMMAND, port, lines] => {
                Some(Self::EchoClient { port: port.parse().ok()?, lines: lines.parse().ok()? })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
