//! Report of a race, and its workload and end.

use serde::{Deserialize, Serialize};

use super::advice::AdviceReport;
use super::baseline::BaselineReport;
use super::call::CallReport;
use super::command::CommandReport;
use super::doubt::DoubtReport;
use super::lane::LaneReport;
use super::machine::MachineReport;
use super::origin::OriginReport;
use super::repeated::{DifferenceReport, RepetitionsReport};
use crate::event::{End, Plan, Tool};
use crate::model::Model;
use crate::model::doubt_order::in_order;
use crate::model::score::Baseline;
use crate::model::verdict::{self, Verdict};
use crate::text::wrap::block;
use crate::workload::{Kind, Scales};

/// The name and version of the JSON of a race.
pub(crate) const SCHEMA: &str = "coreograph.race/1";

/// Report of a race. Serialised it is the JSON that scripts read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that measured.
    pub tool: Tool,
    /// When, where and by which command.
    #[serde(flatten)]
    pub origin: OriginReport,
    /// The machine it measured on.
    pub machine: MachineReport,
    /// Its workload.
    pub workload: WorkloadReport,
    /// Schedule: `turns`, `together`, `split`.
    pub schedule: String,
    /// Number of repetitions.
    #[serde(default)]
    pub repetitions: RepetitionsReport,
    /// The differences between the lanes of one language, each pair once; empty where the lanes ran once.
    #[serde(default)]
    pub differences: Vec<DifferenceReport>,
    /// The faults that were requested in advance, as they were typed.
    #[serde(default)]
    pub faults: Vec<String>,
    /// Reasons not to trust the figures, the one that touches the verdict most first.
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
    /// Reason why the comparison of its lanes is not settled, as part of a sentence; `null` where it is.
    #[serde(default)]
    pub unsettled: Option<String>,
    /// How to run the user's function; `null` for other work, and where there is no advice.
    #[serde(default)]
    pub advice: Option<AdviceReport>,
    /// Reason why there is no advice on the user's function; absent where there is none to give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_advice: Option<String>,
}

/// The workload, with its calibrated size.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WorkloadReport {
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
    /// The user's function, where that is the work; `null` otherwise.
    #[serde(default)]
    pub call: Option<CallReport>,
    /// The user's command, where that is the work; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandReport>,
}

/// End of a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EndReport {
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
    pub(crate) fn of(model: &Model) -> Self {
        let plan = model.plan.as_ref();
        let verdict = Verdict::of(model);
        let (advice, no_advice) = AdviceReport::of(model);
        Self {
            schema: SCHEMA.into(),
            tool: plan.map_or_else(Tool::this, |p| p.tool.clone()),
            origin: plan.and_then(|p| p.origin.as_ref()).map(OriginReport::of).unwrap_or_default(),
            machine: plan.map(|p| MachineReport::of(&p.machine)).unwrap_or_default(),
            workload: plan.map(|p| WorkloadReport::of(p, model)).unwrap_or_default(),
            schedule: plan.map_or("", |p| p.schedule.word()).into(),
            repetitions: RepetitionsReport::of(model),
            differences: DifferenceReport::all(model),
            faults: plan.map(|p| p.faults.iter().map(ToString::to_string).collect()).unwrap_or_default(),
            doubts: in_order(model).into_iter().map(DoubtReport::of).collect(),
            baseline: Baseline::of(model).as_ref().map(BaselineReport::of),
            lanes: model.lanes.iter().map(|lane| LaneReport::of(lane, model)).collect(),
            end: model.end.as_ref().map(EndReport::of),
            fault: verdict::fault(model),
            verdict: verdict.as_ref().map(ToString::to_string),
            unsettled: verdict.and_then(|verdict| verdict.unsettled),
            advice,
            no_advice,
        }
    }

    /// Exit code of the program: 1 when a task or lane failed or the lanes disagree, 3 when the figures carry
    /// doubts and `strict` forbids that, else 0. A stop by the user is neither good nor bad here; the caller knows
    /// its signal.
    #[must_use]
    pub(crate) fn exit_code(&self, strict: bool) -> u8 {
        if self.fault.is_some() || self.end == Some(EndReport::Failed) {
            1
        } else if strict && !self.doubts.is_empty() {
            3
        } else {
            0
        }
    }

    /// Whether its figures are medians over several repetitions.
    #[must_use]
    pub(crate) fn is_repeated(&self) -> bool {
        self.lanes.iter().any(|lane| lane.repeated.wall_s_interval.is_some())
    }

    /// Whether it has timed figures that were measured once.
    #[must_use]
    pub(crate) fn is_measured_once(&self) -> bool {
        let timed = self.workload.is_own()
            || self.workload.name.parse().is_ok_and(|kind: Kind| kind.scales() != Scales::Nothing);
        timed
            && self.end == Some(EndReport::Finished)
            && !self.is_repeated()
            && self.lanes.iter().any(LaneReport::ran)
    }

    /// Name of the lane at this index, where a race has several of one kind: `gil:2`, `gil:4`.
    pub(super) fn name_of(&self, lane: u16) -> String {
        self.lanes.get(usize::from(lane)).map_or_else(|| format!("lane {lane}"), |this| this.name.clone())
    }
}

/// The doubts of a report, one a paragraph, in lines of `columns` columns; empty when there are none.
#[must_use]
pub(crate) fn doubts_text(report: &Report, columns: usize) -> String {
    let mut text = String::new();
    for doubt in &report.doubts {
        let lane = doubt.lane.map_or_else(String::new, |lane| format!(" ({})", report.name_of(lane)));
        let said = format!("doubt: {}{lane}: {}", doubt.kind, doubt.sentence());
        text += &block(&said, columns, "", "  ");
    }
    text
}

impl WorkloadReport {
    /// Whether it is the user's own: a function or a command.
    #[must_use]
    pub(crate) fn is_own(&self) -> bool {
        self.call.is_some() || self.command.is_some()
    }

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
            call: workload.call.as_ref().map(CallReport::of),
            command: workload.command.as_ref().map(CommandReport::of),
        }
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
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}
