//! The speaker's screen on a terminal.

use std::io;

use crossbeam_channel::Receiver;

use super::screen::NotesScreen;
use crate::sys::signals::Signal;
use crate::tour::notes::NotesClient;
use crate::ui::shell;
use crate::ui::shell::{Cause, Options, UiError};

/// Reason why there are no notes.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotesError {
    /// The system has no thread for the connection.
    #[error("cannot start the thread that follows the talk: {0}")]
    Thread(#[source] io::Error),
    /// There is no terminal to show them on.
    #[error("notes need a terminal: {0}")]
    Terminal(#[source] io::Error),
    /// The terminal fails.
    #[error(transparent)]
    Screen(UiError),
}

/// Follows the talk in the process `pid`, or the newest one, until the viewer quits or a signal comes. The talk goes on.
///
/// When it returns, in whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on, or the system refuses a thread.
pub(crate) fn follow(
    pid: Option<u32>,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Cause, NotesError> {
    let tui = shell::enter().map_err(|error| match error {
        UiError::Enter(error) => NotesError::Terminal(error),
        error => NotesError::Screen(error),
    })?;
    let client = NotesClient::start(pid).map_err(NotesError::Thread)?;
    shell::run(tui, &mut NotesScreen::new(&client, pid), options, signals).map_err(NotesError::Screen)
}
