//! Width of the terminal behind a stream.

use std::io::{self, IsTerminal};

/// Columns of the terminal that standard output leads to; `None` where it leads elsewhere, or the terminal does not
/// report them.
#[must_use]
pub(crate) fn stdout_columns() -> Option<usize> {
    columns(&io::stdout())
}

/// Columns of the terminal that standard error leads to, likewise.
#[must_use]
pub(crate) fn stderr_columns() -> Option<usize> {
    columns(&io::stderr())
}

fn columns(stream: &(impl IsTerminal + std::os::fd::AsFd)) -> Option<usize> {
    let size = stream.is_terminal().then(|| rustix::termios::tcgetwinsize(stream).ok()).flatten()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}
