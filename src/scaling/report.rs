//! What a sweep measured: the machine, the plan, and every raw run. `coreograph.scaling/1` is this as JSON.
//!
//! All times are seconds, all sizes bytes. Nothing here is computed: medians, speed-ups and fits are functions of a
//! report, see [`analysis`](super::analysis).

use serde::{Deserialize, Serialize};

use crate::event::{Doubt, PythonPlan, Tool};
use crate::probe::counters::Counters;
use crate::probe::fingerprint::Fingerprint;
use crate::scaling::plausible;

/// Seconds by activity.
pub use crate::report::TimeReport as Times;

/// The name and version of the file.
pub const SCHEMA: &str = "coreograph.scaling/1";

/// A median is settled when its interval reaches no further than this share of it to either side, on average.
pub const SETTLED: f64 = 0.02;

/// A sweep, as far as it has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that measured.
    pub tool: Tool,
    /// When it began, RFC 3339 in UTC; `None` where the clock is not set.
    #[serde(default)]
    pub started: Option<String>,
    /// How the runs came about, where nothing was measured: by which formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simulated: Option<String>,
    /// The machine.
    pub machine: Fingerprint,
    /// What was to be measured.
    pub plan: SweepPlan,
    /// What was measured, in order.
    pub runs: Vec<Run>,
    /// How long it took so far, rests and all sessions included.
    pub spent_s: f64,
    /// Whether it ran to its end.
    pub complete: bool,
    /// What is to be doubted of the sweep as a whole; what concerns single runs follows from their counters.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

/// Whether the work stays the same or grows with the workers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The same work for any number of workers: how much sooner is it done?
    #[default]
    Strong,
    /// N times the work for N workers: how much more is done?
    Weak,
}

impl Mode {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Weak => "weak",
        }
    }
}

/// What is to be measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SweepPlan {
    /// What stays the same.
    pub mode: Mode,
    /// The numbers of workers, ascending, each once. A curve has no points for more than its lane can have.
    pub workers: Vec<u32>,
    /// So often every point is measured, at least.
    pub repetitions: u32,
    /// The time it may take; what is left after the repetitions goes to the points that are least settled.
    pub budget_s: Option<f64>,
    /// Seed of the order of runs.
    pub seed: u64,
    /// The switch interval of lanes with a lock, in microseconds.
    pub interval_us: u64,
    /// What is measured for each number of workers.
    pub curves: Vec<CurvePlan>,
}

/// A lane and its work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurvePlan {
    /// The execution model: `pool`, `threads`, `gil` …
    pub lane: String,
    /// What it is, in words, e.g. `threads, simulated GIL`.
    pub label: String,
    /// What it computes.
    pub workload: Work,
    /// The most workers it can have.
    pub most_workers: u32,
    /// The interpreter, of lanes of real CPython.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<PythonPlan>,
}

/// What is computed. Two curves can be compared when these are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// The workload's name.
    pub name: String,
    /// How many tasks; of a weak sweep, for each worker.
    pub tasks: u32,
    /// The size of a task, in the workload's own unit.
    pub size: u64,
    /// What the size counts.
    pub unit: String,
    /// Seed of the task arguments.
    pub seed: u64,
    /// Tasks handed to a worker at a time.
    pub chunk: u32,
}

/// One run of one curve with some number of workers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its place in the order of all runs, from 0.
    pub order: u32,
    /// Which repetition, from 0.
    pub round: u32,
    /// Its place in [`SweepPlan::curves`].
    pub curve: u32,
    /// How many workers.
    pub workers: u32,
    /// When it began, since the sweep did.
    pub at_s: f64,
    /// From the lane's start until all its workers were ready; no part of `wall_s`.
    pub start_s: f64,
    /// From the first task handed out to the last result.
    pub wall_s: f64,
    /// Tasks with a result.
    pub done: u32,
    /// Tasks without.
    pub failed: u32,
    /// SHA-256 over all results in task order, shortened.
    pub digest: String,
    /// CPU time of all workers; 0 where it is not known.
    pub cpu_s: f64,
    /// Time of all workers from the first task on, by activity.
    pub time_s: Times,
    /// How long the busiest worker computed or waited in a task, and the mean of all.
    pub busy_s: Busy,
    /// What the machine did meanwhile.
    pub counters: Counters,
}

/// How busy workers were with tasks.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Busy {
    /// On average.
    pub mean: f64,
    /// The busiest of them.
    pub most: f64,
}

impl SweepPlan {
    /// The numbers of workers with which a curve is measured, ascending.
    pub fn workers_of<'a>(&'a self, curve: &'a CurvePlan) -> impl Iterator<Item = u32> + 'a {
        self.workers.iter().copied().filter(|workers| *workers <= curve.most_workers)
    }

    /// How many tasks a run of `curve` with so many workers has.
    #[must_use]
    pub fn tasks(&self, curve: &CurvePlan, workers: u32) -> u32 {
        match self.mode {
            Mode::Strong => curve.workload.tasks,
            Mode::Weak => curve.workload.tasks.saturating_mul(workers),
        }
    }
}

impl Report {
    /// The runs of one point, in the order in which they were made, without those of which something cannot be.
    pub fn runs_of(&self, curve: usize, workers: u32) -> impl Iterator<Item = &Run> {
        let of_point = move |run: &&Run| run.curve as usize == curve && run.workers == workers;
        self.runs.iter().filter(of_point).filter(|run| plausible::is_plausible(&self.plan, self.spent_s, run))
    }
}
