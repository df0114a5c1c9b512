//! Reasons why a screen ends, or why there is none.

use std::io;

use crate::sys::signals::Signal;

/// Reason why a screen ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The viewer quit.
    Quit,
    /// A signal, or a key that stands for one.
    Signal(Signal),
}

/// Reason why there is no screen.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UiError {
    /// The terminal could not be entered.
    #[error("the terminal cannot be used: {0}; --headless runs without one")]
    Enter(#[source] io::Error),
    /// The keyboard cannot be read.
    #[error("cannot start the thread that reads the keyboard: {0}; --headless runs without one")]
    Keyboard(#[source] io::Error),
    /// The terminal could not be drawn on.
    #[error("the terminal does not take any more output: {0}")]
    Draw(#[source] io::Error),
}
