//! Choices: everything that is requested of a race, by command line, file, environment or menu.
//!
//! These are plain values. A plan is made of them, and [settings](super::setting), which read them from what is typed
//! and explain them, stand above both.

mod call_choice;
mod command_choice;
mod lane_choice;
mod length;
mod schedule_choice;

use std::borrow::Cow;
use std::time::Duration;

pub(crate) use call_choice::CallChoice;
pub(crate) use command_choice::CommandChoice;
pub(crate) use lane_choice::LaneChoice;
pub(crate) use length::Length;
pub(crate) use schedule_choice::ScheduleChoice;

use crate::event::{FaultPlan, PythonPlan};
use crate::gil::DEFAULT_INTERVAL;
use crate::workload::Kind;

/// All choices for a race: the value of each setting.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choices {
    /// The lanes, in the order in which they take turns.
    pub lanes: Vec<LaneChoice>,
    /// The workload.
    pub workload: Kind,
    /// Number of tasks; `None`: the workload's own, or calibrated.
    pub tasks: Option<u32>,
    /// The size of a task, in the workload's unit; `None`: the workload's own, or calibrated.
    pub size: Option<u64>,
    /// The percentage of its time that a task of `mixed` computes.
    pub share: Option<u8>,
    /// The text that tasks of `print` receive.
    pub arg: Option<String>,
    /// The user's Python function, in place of the workload.
    pub call: Option<CallChoice>,
    /// The user's command, in place of both.
    pub command: Option<CommandChoice>,
    /// The length of the race.
    pub seconds: Length,
    /// Number of workers of each lane; `None`: the number of CPUs it may use, at least two.
    pub workers: Option<u16>,
    /// Number of tasks sent to a worker at a time; `None`: 1, for a function of the user's as `Pool.map` does.
    pub chunk: Option<u32>,
    /// Seed of the tasks' arguments; `None`: 1, or drawn for work that is about chance.
    pub seed: Option<u64>,
    /// The schedule.
    pub schedule: ScheduleChoice,
    /// The switch interval of lanes with a lock.
    pub interval: Duration,
    /// The interpreters of the lanes of real CPython; none: the `python3` on the search path.
    pub pythons: Vec<PythonPlan>,
    /// The faults to inject.
    pub faults: Vec<FaultPlan>,
    /// Time limit of a task in a worker process; `None`: unlimited.
    pub deadline: Option<Duration>,
    /// Number of tasks after which a worker process is replaced; `None`: never.
    pub recycle: Option<u32>,
    /// Number of times that the lanes run.
    pub repetitions: u32,
    /// Time of the race up to which more repetitions are made; `None`: no more are made.
    pub budget: Option<Duration>,
}

impl Choices {
    /// The work: the user's command or function where there is one, else the workload.
    #[must_use]
    pub(crate) fn kind(&self) -> Kind {
        match (&self.command, &self.call) {
            (Some(_), _) => Kind::Command,
            (None, Some(_)) => Kind::Call,
            (None, None) => self.workload,
        }
    }

    /// Whether its lanes are the usual ones: those of a race for which none were chosen.
    #[must_use]
    pub(crate) fn has_usual_lanes(&self) -> bool {
        self.lanes == Self::usual_lanes()
    }

    /// The lanes that race. The usual ones execute no Python and no program, so for a function or a command of the user's
    /// others take their place.
    #[must_use]
    pub(crate) fn racing_lanes(&self) -> Cow<'_, [LaneChoice]> {
        if self.command.is_some() && self.has_usual_lanes() {
            Cow::Owned(CommandChoice::lanes())
        } else if self.call.is_some() && self.has_usual_lanes() {
            Cow::Owned(CallChoice::LANES.map(LaneChoice::of).into())
        } else {
            Cow::Borrowed(&self.lanes)
        }
    }

    fn usual_lanes() -> [LaneChoice; 2] {
        ["gil", "pool"].map(LaneChoice::of)
    }
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            lanes: Self::usual_lanes().into(),
            workload: Kind::Primes,
            tasks: None,
            size: None,
            share: None,
            arg: None,
            call: None,
            command: None,
            seconds: Length { seconds: 2.0, given: false },
            workers: None,
            chunk: None,
            seed: None,
            schedule: ScheduleChoice::Auto,
            interval: DEFAULT_INTERVAL,
            pythons: Vec::new(),
            faults: Vec::new(),
            deadline: None,
            recycle: None,
            repetitions: 1,
            budget: None,
        }
    }
}
