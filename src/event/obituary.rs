//! Everything known of a worker process that ended unexpectedly.

use serde::{Deserialize, Serialize};

use super::Nanos;

/// The report on a dead worker process: cause of death, interrupted task, totals.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obituary {
    /// Its process id.
    pub pid: u32,
    /// Signal, exit code or the invalid message it sent, in words.
    pub cause: String,
    /// The task it was executing, if any is known.
    pub task: Option<u32>,
    /// The attempt number of that task, starting at 1.
    #[serde(default)]
    pub attempt: Option<u16>,
    /// Number of other tasks assigned to it and, as far as known, not begun: they return to the queue.
    #[serde(default)]
    pub returned: u32,
    /// Time from its death to its detection by the pool; `None` where the time of death is unknown.
    #[serde(default)]
    pub noticed_after: Option<Nanos>,
    /// Its lifetime.
    #[serde(default)]
    pub uptime: Nanos,
    /// Number of tasks it had executed.
    #[serde(default)]
    pub tasks: u32,
    /// CPU time of its process; `None` where the system does not report it.
    #[serde(default)]
    pub cpu: Option<Nanos>,
    /// Peak resident memory, in bytes; `None` where the system does not report it.
    #[serde(default)]
    pub peak_rss: Option<u64>,
    /// The last lines on its standard error.
    #[serde(default)]
    pub last_lines: Vec<String>,
}
