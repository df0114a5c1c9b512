//! The user's command in a report: what was run, each run, and what all runs used.

use serde::{Deserialize, Serialize};

use crate::event::{CommandPlan, Execution, Usage};
use crate::model::lane::Lane;
use crate::text::bytes::memory;
use crate::text::duration::duration;
use crate::text::words::counted;

/// A command of the user's.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CommandReport {
    /// The command as it was typed, with its placeholders.
    pub text: String,
    /// Whether a shell reads it.
    pub shell: bool,
    /// The file with the items; `null` where there are none.
    pub items: Option<String>,
    /// Number of runs before the first that was measured.
    pub warmup: u32,
    /// Command that was run once before everything.
    pub setup: Option<String>,
    /// Command that was run before each time that a lane did its tasks.
    pub prepare: Option<String>,
    /// Command that was run once after everything.
    pub cleanup: Option<String>,
    /// Whether an exit code other than 0 is a result.
    pub ignore_failure: bool,
    /// The task whose output was kept.
    pub output_of: Option<u32>,
}

/// One run of a command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ExecutionReport {
    /// The task.
    pub task: u32,
    /// The worker in whose turn it ran.
    pub worker: u16,
    /// Exit code or signal: `exit 0`, `signal 9 (SIGKILL)`.
    pub exit: String,
    /// Time from the request to start it until it had ended.
    pub wall_s: f64,
    /// The resources that it used.
    #[serde(flatten)]
    pub usage: UsageReport,
}

/// Resources that one run, or all runs of a lane, used: the programs with their children that they waited for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct UsageReport {
    /// CPU time in all.
    pub cpu_s: f64,
    /// CPU time in the programs' own code.
    pub user_s: f64,
    /// CPU time in the kernel on their behalf.
    pub system_s: f64,
    /// Largest resident memory of a process, bytes; `null` where it is not known.
    pub peak_rss: Option<u64>,
    /// Number of times that they gave up their core by waiting.
    pub waits: u64,
    /// Number of times that the kernel took their core away.
    pub preemptions: u64,
}

impl CommandReport {
    pub(super) fn of(command: &CommandPlan) -> Self {
        let CommandPlan { text, shell, items_from, warmup, setup, prepare, cleanup, .. } = command.clone();
        let (ignore_failure, output_of) = (command.ignore_failure, command.output_of);
        Self { text, shell, items: items_from, warmup, setup, prepare, cleanup, ignore_failure, output_of }
    }

    /// The command in words, with the number of its runs: `gzip -kc {item}, 64 runs, items from files.txt`.
    pub(super) fn words(&self, tasks: Option<u32>) -> String {
        let runs = tasks.map_or_else(String::new, |tasks| format!(", {}", counted(tasks, "run")));
        let items = self.items.as_ref().map_or_else(String::new, |file| format!(", items from {file}"));
        let shell = if self.shell { ", read by a shell" } else { "" };
        format!("{}{runs}{items}{shell}", self.text)
    }
}

impl ExecutionReport {
    pub(super) fn of(execution: &Execution) -> Self {
        Self {
            task: execution.task,
            worker: execution.worker.0,
            exit: execution.exit.clone(),
            wall_s: execution.wall.secs(),
            usage: UsageReport::of(&execution.usage),
        }
    }
}

impl UsageReport {
    pub(super) fn of(usage: &Usage) -> Self {
        let Usage { user, system, peak_rss, waits, preemptions } = *usage;
        let cpu_s = usage.cpu().secs();
        Self { cpu_s, user_s: user.secs(), system_s: system.secs(), peak_rss, waits, preemptions }
    }

    /// The same in words.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        let most =
            self.peak_rss.map_or_else(String::new, |peak| format!("; at most {} of memory", memory(peak)));
        let (cpu, system) = (duration(self.cpu_s), duration(self.system_s));
        let (waits, taken) = (counted(self.waits, "wait"), counted(self.preemptions, "preemption"));
        format!("{cpu} of CPU time, {system} of it in the kernel{most}; {waits}, {taken}")
    }
}

/// The runs of a lane, where there are few enough of them, and what all of them used.
pub(super) fn of_lane(lane: &Lane) -> (Option<Vec<ExecutionReport>>, Option<UsageReport>) {
    let outcome = lane.outcome.as_ref();
    let executions = outcome.and_then(|outcome| outcome.executions.as_ref());
    let executions = executions.map(|all| all.iter().map(ExecutionReport::of).collect());
    (executions, outcome.and_then(|outcome| outcome.usage.as_ref()).map(UsageReport::of))
}

#[cfg(test)]
mod tests;
