//! Standard streams of a worker.

use serde::{Deserialize, Serialize};

/// The standard stream to which a worker printed a line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    #[default]
    Err,
}
