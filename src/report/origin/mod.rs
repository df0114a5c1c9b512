//! When, where and by which command a report was measured.

use serde::{Deserialize, Serialize};

use crate::event::{Fingerprint, Origin};
use crate::text::command::command_line;

/// When, where and by which command something was measured. All of it is `null` where a recording does not tell it.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct OriginReport {
    /// Its start, RFC 3339 in UTC.
    pub when: Option<String>,
    /// Name of the host.
    pub host: Option<String>,
    /// The command line, the program's name first.
    pub argv: Option<Vec<String>>,
    /// Everything that the machine's speed may depend on, as in the report of a sweep.
    pub fingerprint: Option<Fingerprint>,
}

impl OriginReport {
    /// Report on `origin`.
    #[must_use]
    pub(crate) fn of(origin: &Origin) -> Self {
        let Origin { when, argv, fingerprint } = origin.clone();
        Self {
            when,
            host: fingerprint.name.clone(),
            argv: Some(argv).filter(|argv| !argv.is_empty()),
            fingerprint: Some(fingerprint),
        }
    }

    /// Release of the kernel.
    #[must_use]
    pub(crate) fn kernel(&self) -> Option<&str> {
        self.fingerprint.as_ref()?.kernel.as_deref()
    }

    /// The command line as it can be typed.
    #[must_use]
    pub(crate) fn command(&self) -> Option<String> {
        self.argv.as_deref().map(command_line)
    }
}

#[cfg(test)]
mod tests;
