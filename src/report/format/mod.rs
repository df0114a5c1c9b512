//! The formats a result can be written in. Each is a file, and a line in the list of its kind of result: of races here,
//! of fidelity runs in `fidelity::report`, of sweeps and comparisons in `scaling::output`.

use std::fmt;

use crate::text::look::Look;
use crate::text::nearest::question_after;

/// The name of a format.
pub(crate) trait Named: fmt::Debug + Sync {
    /// Its name for `--format`.
    fn name(&self) -> &'static str;
}

/// A format of results of type `R`.
pub(crate) trait Format<R>: Named {
    /// The result in this format, with a line end after its last line.
    fn render(&self, result: &R, look: Look) -> String;
}

/// The formats of one kind of result, the default first.
#[derive(Debug)]
pub(crate) struct Formats<F: ?Sized + 'static>(pub &'static [&'static F]);

/// A format that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {typed:?}{}accepted: {accepted}", question_after(.typed, .accepted.split(", ")))]
pub(crate) struct UnknownFormat {
    /// The name that was given.
    pub typed: String,
    /// The names that exist.
    pub accepted: String,
}

impl<F: Named + ?Sized> Formats<F> {
    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static F> {
        self.0.iter().copied()
    }

    /// Their names, separated by commas.
    #[must_use]
    pub(crate) fn names(&self) -> String {
        self.iter().map(Named::name).collect::<Vec<_>>().join(", ")
    }

    /// The format with this name.
    ///
    /// # Errors
    /// When there is none; the message lists the existing ones.
    pub(crate) fn by_name(&self, name: &str) -> Result<&'static F, UnknownFormat> {
        let found = self.iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat { typed: name.into(), accepted: self.names() })
    }
}

#[cfg(test)]
mod tests;
