//! Reports: the measurements of a race, with the machine, in the formats people and scripts read.
//!
//! [`Report::of`] takes the figures from a [`Model`]; a [`Format`] turns them into text. So every format has the same
//! figures, and a script gets those of the dashboard.
//!
//! The JSON (`coreograph.race/1`) is the report itself: times in seconds, sizes in bytes, a field for every figure. A
//! figure that could not be measured is `null`, never zero and never `NaN`. Fields may be added to it; none changes
//! its meaning.

mod costs;
mod csv;
mod findings;
mod format;
mod json;
mod lane;
mod lock_report;
mod losses;
mod markdown;
mod printed;
mod process;
mod progress;
mod text;
mod ticker;
mod worker;

use serde::{Deserialize, Serialize};

pub use costs::CostsReport;
pub use findings::{CounterReport, RepliesReport};
pub use format::{FORMATS, Format, Formats, Named, UnknownFormat};
pub use json::{Json, indented};
pub use lane::{FailureReport, IpcReport, LaneReport, PercentilesReport, PythonReport, TasksReport};
pub use lock_report::{DealingsReport, GilReport};
pub use losses::{ByCause, LossesReport};
pub use process::{DeathReport, FaultReport, LineReport, ProcessReport};
pub use progress::{Progress, ProgressLine};
pub use ticker::Ticker;
pub use worker::{TimeReport, WorkerReport};

use crate::event::{Doubt, End, LaneId, Machine, Plan, Tool};
use crate::model::score::{Baseline, BaselineSource};
use crate::model::{Model, verdict};
use crate::text::words::clause;
use crate::text::wrap::block;

/// The name and version of the JSON of a race.
pub const SCHEMA: &str = "coreograph.race/1";

/// Report of a race. Serialised it is the JSON that scripts read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that measured.
    pub tool: Tool,
    /// The machine it measured on.
    pub machine: MachineReport,
    /// Its workload.
    pub workload: WorkloadReport,
    /// Schedule: `turns`, `together`, `split`.
    pub schedule: String,
    /// The faults that were requested in advance, as they were typed.
    #[serde(default)]
    pub faults: Vec<String>,
    /// Reasons not to trust the figures.
    pub doubts: Vec<DoubtReport>,
    /// Baseline of the speed-up, `null` when nothing is known.
    pub baseline: Option<BaselineReport>,
    /// The lanes, in the order in which they were named.
    pub lanes: Vec<LaneReport>,
    /// End of the race, `null` when the events end before it does.
    pub end: Option<EndReport>,
    /// Error, as a sentence; `null` when there was none.
    pub fault: Option<String>,
    /// The race in one sentence.
    pub verdict: Option<String>,
}

/// The machine, as far as a report names it.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct MachineReport {
    /// Model name of the CPU.
    pub cpu: String,
    /// Logical CPUs that exist.
    pub logical_cpus: u32,
    /// Logical CPUs the program may run on.
    pub usable_cpus: u32,
    /// The cgroup's CPU quota in cores.
    pub quota: Option<f64>,
    /// Operating system and kernel.
    pub os: String,
    /// Memory in bytes; `null` where the system does not report it.
    #[serde(default)]
    pub memory: Option<u64>,
}

/// The workload, with its calibrated size.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkloadReport {
    /// Its name.
    pub name: String,
    /// Number of tasks; `null` when the race ended before that was known.
    pub tasks: Option<u32>,
    /// The size of one task; `null` as above.
    pub size: Option<u64>,
    /// Unit of the size.
    pub unit: String,
    /// Seed of the task arguments.
    pub seed: u64,
    /// Tasks sent to a worker at a time.
    pub chunk: u32,
    /// The percentage of its time for which a task of `mixed` computes; absent unless it was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u8>,
    /// The text that the tasks of `print` were given; absent unless it was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arg: Option<String>,
}

/// Baseline of the speed-up: one worker without a lock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BaselineReport {
    /// `sequential` or `py-sequential` (lanes of this race), or `calibration`.
    pub source: String,
    /// Time that one worker alone needs for all tasks.
    pub solo_s: f64,
    /// Duration of the calibration; `null` for a lane.
    pub sample_s: Option<f64>,
    /// Both in words.
    pub description: String,
}

/// A reason not to trust the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtReport {
    /// Its name.
    pub kind: String,
    /// The observation.
    pub message: String,
    /// Advice.
    pub advice: String,
    /// Index of the lane it concerns in `lanes`; absent when it concerns the whole race.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<u16>,
}

/// End of a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReport {
    /// Every lane ran to its end.
    Finished,
    /// The user stopped it.
    Stopped,
    /// It could not continue.
    Failed,
}

impl Report {
    /// Report on a session as it stands in `model`.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let plan = model.plan.as_ref();
        Self {
            schema: SCHEMA.into(),
            tool: plan.map_or_else(Tool::this, |p| p.tool.clone()),
            machine: plan.map(|p| MachineReport::of(&p.machine)).unwrap_or_default(),
            workload: plan.map(|p| WorkloadReport::of(p, model)).unwrap_or_default(),
            schedule: plan.map_or("", |p| p.schedule.word()).into(),
            faults: plan.map(|p| p.faults.iter().map(ToString::to_string).collect()).unwrap_or_default(),
            doubts: model.doubts.iter().map(DoubtReport::of).collect(),
            baseline: Baseline::of(model).as_ref().map(BaselineReport::of),
            lanes: model.lanes.iter().map(|lane| LaneReport::of(lane, model)).collect(),
            end: model.end.as_ref().map(EndReport::of),
            fault: verdict::fault(model),
            verdict: verdict::verdict(model),
        }
    }

    /// Exit code of the program: 1 when a task or a lane failed or the lanes disagree, 3 when the figures carry
    /// doubts and `strict` forbids that, else 0. A stop by the user is neither good nor bad here; the caller knows
    /// its signal.
    #[must_use]
    pub fn exit_code(&self, strict: bool) -> u8 {
        if self.fault.is_some() || self.end == Some(EndReport::Failed) {
            1
        } else if strict && !self.doubts.is_empty() {
            3
        } else {
            0
        }
    }

    /// Name of the lane at this index, where a race has several of one kind: `gil:2`, `gil:4`.
    fn name_of(&self, lane: u16) -> String {
        self.lanes.get(usize::from(lane)).map_or_else(|| format!("lane {lane}"), |this| this.name.clone())
    }
}

/// The doubts of a report, one a paragraph, in lines of `columns` columns; empty when there are none.
#[must_use]
pub fn doubts_text(report: &Report, columns: usize) -> String {
    let mut text = String::new();
    for doubt in &report.doubts {
        let lane = doubt.lane.map_or_else(String::new, |lane| format!(" ({})", report.name_of(lane)));
        let said = format!("doubt: {}{lane}: {}", doubt.kind, doubt.sentence());
        text += &block(&said, columns, "", "  ");
    }
    text
}

impl MachineReport {
    /// Report on `machine`.
    #[must_use]
    pub fn of(machine: &Machine) -> Self {
        Self {
            cpu: machine.cpu.clone(),
            logical_cpus: machine.logical_cpus,
            usable_cpus: machine.usable_cpus,
            quota: machine.quota.filter(|q| q.is_finite()),
            os: machine.os.clone(),
            memory: Some(machine.memory).filter(|bytes| *bytes > 0),
        }
    }
}

impl WorkloadReport {
    fn of(plan: &Plan, model: &Model) -> Self {
        let workload = &plan.workload;
        Self {
            name: workload.name.clone(),
            tasks: model.tasks(),
            size: model.calibration.map(|c| c.size).or(workload.size),
            unit: workload.unit.clone(),
            seed: workload.seed,
            chunk: workload.chunk,
            share: workload.share,
            arg: workload.arg.clone(),
        }
    }
}

impl BaselineReport {
    fn of(baseline: &Baseline) -> Self {
        let (source, sample_s) = match baseline.source {
            BaselineSource::Sequential => ("sequential", None),
            BaselineSource::PySequential => ("py-sequential", None),
            BaselineSource::Calibration(sample) => ("calibration", Some(sample.secs())),
        };
        let description = baseline.describe();
        Self { source: source.into(), solo_s: baseline.solo.secs(), sample_s, description }
    }
}

impl DoubtReport {
    /// Report on `doubt`.
    #[must_use]
    pub fn of(doubt: &Doubt) -> Self {
        Self {
            kind: doubt.kind.clone(),
            message: doubt.message.clone(),
            advice: doubt.advice.clone(),
            lane: doubt.lane.map(|LaneId(id)| id),
        }
    }

    /// Observation and advice.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{}; {}.", clause(&self.message), clause(&self.advice))
    }
}

impl EndReport {
    fn of(end: &End) -> Self {
        match end {
            End::Finished => Self::Finished,
            End::Stopped => Self::Stopped,
            End::Failed(_) => Self::Failed,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests;
