//! Errors of commands, and their exit codes.

use crate::race::RaceError;

/// A command that could not do what was requested.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// Invalid input.
    #[error("{0}")]
    Input(String),
    /// An error of the system.
    #[error("{0}")]
    System(String),
}

impl CommandError {
    /// An error of the input.
    pub(crate) fn input(error: impl std::fmt::Display) -> Self {
        Self::Input(error.to_string())
    }

    /// Exit code, for scripts.
    #[must_use]
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::System(_) => 1,
        }
    }
}

impl From<RaceError> for CommandError {
    fn from(error: RaceError) -> Self {
        Self::System(error.to_string())
    }
}
