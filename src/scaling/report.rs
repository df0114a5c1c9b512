//! Report of a sweep: the machine, the plan, and every raw run. `coreograph.scaling/1` is this as JSON.
//!
//! All times are seconds, all sizes bytes. Nothing here is computed: medians, speed-ups and fits are functions of a
//! report, see [`analysis`](super::analysis).

use serde::{Deserialize, Serialize};

use super::swept_call::SweptCall;
use super::swept_command::SweptCommand;
use crate::event::{CallPlan, Doubt, Fingerprint, PythonPlan, Tool};
use crate::probe::counters::Counters;
use crate::workload::Kind;

/// Seconds by activity.
pub(crate) use crate::report::TimeReport as Times;

/// The name and version of the file.
pub(crate) const SCHEMA: &str = "coreograph.scaling/1";

/// Report of a sweep, complete or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that measured.
    pub tool: Tool,
    /// Start of the sweep, RFC 3339 in UTC; `None` where the clock is not set.
    #[serde(default)]
    pub started: Option<String>,
    /// Name of the host; the machine may have been given another name. `None` in older files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The command line, the program's name first; `None` in older files. A sweep that was resumed has the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub argv: Option<Vec<String>>,
    /// Formula of the runs, where nothing was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simulated: Option<String>,
    /// Origin of the runs, where another program measured them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Imported>,
    /// The machine.
    pub machine: Fingerprint,
    /// Plan of the sweep.
    pub plan: SweepPlan,
    /// Runs in the order in which they were made.
    pub runs: Vec<Run>,
    /// Duration so far, rests and all sessions included, s.
    pub spent_s: f64,
    /// Whether it ran to its end.
    pub complete: bool,
    /// Doubts about the sweep as a whole; those about single runs follow from their counters.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// Origin of a report that was read from a file of numbers: this program measured nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Imported {
    /// Name of the format, e.g. `CSV`.
    pub format: String,
    /// Name of the file, without its folder.
    pub file: String,
    /// Gaps of the file and assumptions, a clause each.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Whether the times follow from rates: how long a run took is not known then.
    #[serde(default)]
    pub rates: bool,
}

impl Imported {
    /// File and format, e.g. `from numbers.csv (CSV)`.
    #[must_use]
    pub(crate) fn source(&self) -> String {
        format!("from {} ({})", self.file, self.format)
    }
}

/// Whether the work is constant or grows with the workers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Constant work for any number of workers: how much sooner is it done?
    #[default]
    Strong,
    /// N times the work for N workers: how much more is done?
    Weak,
}

impl Mode {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
        }
    }
}

/// Plan of a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SweepPlan {
    /// Whether the work is constant or grows with the workers.
    pub mode: Mode,
    /// The numbers of workers, ascending, each once. A curve has no points for more than its lane can have.
    pub workers: Vec<u32>,
    /// Least number of repetitions of every point.
    pub repetitions: u32,
    /// Time budget, s; the time left after the repetitions goes to the points that are least settled.
    pub budget_s: Option<f64>,
    /// Seed of the order of runs.
    pub seed: u64,
    /// The switch interval of lanes with a lock, in microseconds.
    pub interval_us: u64,
    /// Longest time that a run of a command of the user's may take, s; `None`: as long as it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_s: Option<f64>,
    /// The curves, each measured for each number of workers.
    pub curves: Vec<CurvePlan>,
}

/// A lane and its workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct CurvePlan {
    /// The execution model: `pool`, `threads`, `gil` …
    pub lane: String,
    /// Description, e.g. `threads, simulated GIL`.
    pub label: String,
    /// Its workload.
    pub workload: Work,
    /// Largest number of workers that it can have.
    pub most_workers: u32,
    /// The interpreter, of lanes of real CPython.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<PythonPlan>,
}

/// A workload with its parameters. Two curves can be compared when these are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Work {
    /// Name of the workload, or of the user's function.
    pub name: String,
    /// Number of tasks; of a weak sweep, for each worker.
    pub tasks: u32,
    /// The size of a task, in the workload's own unit.
    pub size: u64,
    /// Unit of the size.
    pub unit: String,
    /// Seed of the task arguments.
    pub seed: u64,
    /// Tasks sent to a worker at a time; 0: as `Pool.map` does, the list in four chunks for each worker.
    pub chunk: u32,
    /// The user's function, where that is the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<SweptCall>,
    /// Whether it is work of another program, of which only name and unit are known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
    /// The user's command, where that is the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<SweptCommand>,
}

impl Work {
    /// The function as the work of a sweep, with a chunk of its own where there is one.
    #[must_use]
    pub(crate) fn of_call(call: &CallPlan, chunk: Option<u32>, seed: u64) -> Self {
        Self {
            name: call.name().into(),
            tasks: call.arguments,
            size: 1,
            unit: Kind::Call.unit().into(),
            seed,
            chunk: chunk.unwrap_or(0),
            call: Some(SweptCall::of(call)),
            imported: false,
            command: None,
        }
    }

    /// A command as the work of a sweep, with so many runs a copy.
    #[must_use]
    pub(crate) fn of_command(command: SweptCommand, tasks: u32) -> Self {
        Self {
            name: command.name().into(),
            tasks,
            size: 1,
            unit: Kind::Command.unit().into(),
            seed: 1,
            chunk: 1,
            call: None,
            command: Some(command),
            imported: false,
        }
    }
}

impl Work {
    /// Whether it is a program that scales by itself: one run for each number of workers.
    #[must_use]
    pub(crate) fn scales_itself(&self) -> bool {
        self.command.as_ref().is_some_and(|command| command.scales_itself)
    }

    /// The work in a few words: the name of the workload or function, or the command.
    #[must_use]
    pub(crate) fn title(&self) -> &str {
        self.command.as_ref().map_or(&self.name, |swept| &swept.command.text)
    }
}

/// One run of one curve with one number of workers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    /// Its index in the order of all runs.
    pub order: u32,
    /// Index of the repetition.
    pub round: u32,
    /// Index in [`SweepPlan::curves`].
    pub curve: u32,
    /// Number of workers.
    pub workers: u32,
    /// Start since the sweep's, s.
    pub at_s: f64,
    /// Time from the lane's start until all its workers were ready, s; no part of `wall_s`.
    pub start_s: f64,
    /// Time from the first task sent to the last result, s.
    pub wall_s: f64,
    /// Number of tasks with a result.
    pub done: u32,
    /// Number of tasks without.
    pub failed: u32,
    /// SHA-256 over all results in task order, shortened.
    pub digest: String,
    /// CPU time of all workers, s; 0 where it is not known.
    pub cpu_s: f64,
    /// Time of all workers from the first task on, by activity, s.
    pub time_s: Times,
    /// Time that workers computed or waited in a task, s: mean and maximum.
    pub busy_s: Busy,
    /// Counters of the machine during the run.
    pub counters: Counters,
}

/// Time that workers were busy with tasks, s.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Busy {
    /// Mean.
    pub mean: f64,
    /// Maximum.
    pub most: f64,
}

impl SweepPlan {
    /// The numbers of workers of a curve, ascending.
    pub(crate) fn workers_of<'a>(&'a self, curve: &'a CurvePlan) -> impl Iterator<Item = u32> + 'a {
        self.workers.iter().copied().filter(|workers| *workers <= curve.most_workers)
    }

    /// Number of tasks of a run of `curve` with `workers` workers.
    #[must_use]
    pub(crate) fn tasks(&self, curve: &CurvePlan, workers: u32) -> u32 {
        match self.mode {
            Mode::Strong => curve.workload.tasks,
            Mode::Weak => curve.workload.tasks.saturating_mul(workers),
        }
    }
}
