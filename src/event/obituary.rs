//! What is known of a worker process that ended before it was told to.

use serde::{Deserialize, Serialize};

use super::Nanos;

/// An obituary: who died, of what, in the middle of what, and what is left.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obituary {
    /// Its process.
    pub pid: u32,
    /// Signal or exit code, or what it sent that nobody could believe, in words.
    pub cause: String,
    /// The task it was executing, if any is known.
    pub task: Option<u32>,
    /// The attempt number of that task, starting at 1.
    #[serde(default)]
    pub attempt: Option<u16>,
    /// Other tasks that lay at it and had not been begun as far as is known: they wait again.
    #[serde(default)]
    pub returned: u32,
    /// From its death until the pool noticed; `None` where nobody knows when it died.
    #[serde(default)]
    pub noticed_after: Option<Nanos>,
    /// How long it had lived.
    #[serde(default)]
    pub uptime: Nanos,
    /// Tasks it had executed.
    #[serde(default)]
    pub tasks: u32,
    /// CPU time of its process; `None` where the system does not tell.
    #[serde(default)]
    pub cpu: Option<Nanos>,
    /// The most memory it had resident, in bytes; `None` where the system does not tell.
    #[serde(default)]
    pub peak_rss: Option<u64>,
    /// The last lines on its standard error.
    #[serde(default)]
    pub last_lines: Vec<String>,
}
