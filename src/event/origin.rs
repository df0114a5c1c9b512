//! Origin of a session: when, where and by which command it was measured.

use serde::{Deserialize, Serialize};

use super::Fingerprint;

/// When, where and by which command a session was measured.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// Its start, RFC 3339 in UTC; `None` where the clock is not set.
    pub when: Option<String>,
    /// The command line of the program, its name first. On the dashboard settings may have been changed since.
    pub argv: Vec<String>,
    /// The machine; its name is that of the host.
    pub fingerprint: Fingerprint,
}
