//! Signals that end a command.

use crossbeam_channel::Receiver;

use super::error::CommandError;
use crate::sys::signals::{self, Signal};
use crate::ui;

/// Listens for the signals that end the program.
///
/// # Errors
/// When the system does not let it.
pub(super) fn listen() -> Result<Receiver<Signal>, CommandError> {
    signals::listen().map_err(|error| CommandError::System(format!("cannot listen for signals: {error}")))
}

/// The signal that ended a dashboard, if any.
pub(super) fn signal_of(cause: ui::Cause) -> Option<Signal> {
    match cause {
        ui::Cause::Quit => None,
        ui::Cause::Signal(signal) => Some(signal),
    }
}
