//! A command of the user's: what is run, and what a run of it used.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Nanos, WorkerId};

/// A command of the user's: each task is one run of it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandPlan {
    /// The command as it was typed, with its placeholders: `gzip -kc {item}`.
    pub text: String,
    /// Whether a shell reads it (`sh -c`); otherwise its words are passed to the program as they are.
    #[serde(default)]
    pub shell: bool,
    /// Name of the file with the items, one a line; `None` where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items_from: Option<String>,
    /// The items by task. A recording does not contain them.
    #[serde(skip)]
    pub items: Arc<[String]>,
    /// Number of runs before the first that is measured.
    #[serde(default)]
    pub warmup: u32,
    /// Command that is run once before everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<String>,
    /// Command that is run before each time that a lane does its tasks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<String>,
    /// Command that is run once after everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleanup: Option<String>,
    /// Whether an exit code other than 0 is a result like any other.
    #[serde(default)]
    pub ignore_failure: bool,
    /// The task whose output is kept; that of others is discarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_of: Option<u32>,
    /// Number of workers that a run has itself: the value of its placeholder `{N}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_workers: Option<u32>,
}

/// One run of a command: how it ended, and what it and its children used that it waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// The task.
    pub task: u32,
    /// The worker in whose turn it ran.
    pub worker: WorkerId,
    /// Exit code or signal: `exit 0`, `signal 9 (SIGKILL)`.
    pub exit: String,
    /// Time from the request to start it until it had ended.
    pub wall: Nanos,
    /// The resources that it used.
    pub usage: Usage,
}

/// Resources of a process and of its children that it waited for, as the kernel accounts them (`wait4`).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// CPU time in the programs' own code.
    pub user: Nanos,
    /// CPU time in the kernel on their behalf.
    pub system: Nanos,
    /// Largest resident memory of one of the processes in bytes; `None` where it is not known because it was less than
    /// this program's own, which a child starts with.
    pub peak_rss: Option<u64>,
    /// Number of times that they gave up their core by waiting.
    pub waits: u64,
    /// Number of times that the kernel took their core away.
    pub preemptions: u64,
}

impl Usage {
    /// CPU time in all.
    #[must_use]
    pub fn cpu(&self) -> Nanos {
        self.user + self.system
    }
}

impl std::ops::AddAssign<&Usage> for Usage {
    /// Times and counts add up; of the memory the larger one stays.
    fn add_assign(&mut self, other: &Usage) {
        self.user += other.user;
        self.system += other.system;
        self.peak_rss = self.peak_rss.max(other.peak_rss);
        self.waits += other.waits;
        self.preemptions += other.preemptions;
    }
}

#[cfg(test)]
mod tests;
