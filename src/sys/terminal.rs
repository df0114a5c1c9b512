//! Size of the terminal behind a stream.

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

/// Columns and rows of the terminal that standard output leads to, likewise.
#[must_use]
pub(crate) fn stdout_size() -> Option<(u16, u16)> {
    size(&io::stdout())
}

fn columns(stream: &(impl IsTerminal + std::os::fd::AsFd)) -> Option<usize> {
    size(stream).map(|(columns, _)| columns.into())
}

fn size(stream: &(impl IsTerminal + std::os::fd::AsFd)) -> Option<(u16, u16)> {
    let size = stream.is_terminal().then(|| rustix::termios::tcgetwinsize(stream).ok()).flatten()?;
    Some((size.ws_col, size.ws_row)).filter(|(columns, _)| *columns > 0)
}
