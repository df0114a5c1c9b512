//! Recordings: a session's events in a file, written while it runs and played again later.
//!
//! A recording is lines of JSON: a header, then one event per line in the order in which the live sinks
//! saw them. Its file may be compressed with xz.
//!
//! ```text
//! {"schema":"coreograph.recording/1","tool":{"version":"0.1.0","profile":"release"},"recorded":"2026-05-04T09:30:00Z"}
//! {"at":0,"plan":{...}}
//! {"at":1200450,"phase":"probing"}
//! ```
//!
//! [`Recorder`] is a sink, [`Replay`] a source; what stands between them is the file alone. So a recording
//! of a machine with 128 cores plays on a laptop, and a dashboard cannot tell it from the race itself.

#[cfg(test)]
mod arbitrary;

mod compressed;
mod pace;
mod read;
mod replay;
mod write;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use pace::{Due, Pace, SPEEDS};
pub use read::{Cut, Recording};
pub use replay::Replay;
pub use write::Recorder;

use crate::event::Tool;
use crate::input::name;

/// The name and version of this format. The version grows when an older program could misread the file.
pub const SCHEMA: &str = "coreograph.recording/1";

/// The longest line a recording may have, in bytes. No event comes near it; a file without line ends must
/// not fill the memory.
pub const MAX_LINE: usize = 16 << 20;

/// The first line of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that wrote it.
    pub tool: Tool,
    /// Time of recording, by the wall clock: RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
}

impl Header {
    /// The header of a recording that this program begins now.
    #[must_use]
    pub fn now() -> Self {
        Self { schema: SCHEMA.into(), tool: Tool::this(), recorded: crate::date::now() }
    }
}

/// Error of writing or reading a recording. Each message names the file, and the line where there is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The file could not be opened for writing.
    #[error("cannot record to {}: {reason}", path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The file could not be written to; it holds what came before.
    #[error("cannot go on recording to {}: {reason}; it keeps what was recorded until then", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The file could not be opened or read.
    #[error("cannot read {}: {reason}", name(path))]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The file is something else.
    #[error(
        "{}, line 1: this is not a Coreograph recording (no header with \"schema\": \"{SCHEMA}\"){found}",
        name(path)
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Description of its content: empty, or a remark that begins with a colon.
        found: String,
    },
    /// The file is a recording in another version of the format.
    #[error(
        "{}, line 1: this is a recording of schema \"{schema}\"; this version of Coreograph understands \"{SCHEMA}\"",
        name(path)
    )]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// The schema it names.
        schema: String,
    },
    /// A line is not what the format requires there.
    #[error("{}, line {line}: {reason}", name(path))]
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Expected and actual content.
        reason: String,
    },
}

impl RecordError {
    fn broken(path: &Path, line: usize, reason: impl Into<String>) -> Self {
        Self::Broken { path: path.into(), line, reason: reason.into() }
    }
}
