//! Choices for a sweep, and its default work.
//!
//! Work is fixed by name, not fitted to the machine: reports with different sizes cannot be compared. So the default
//! sizes are constants, of about half a second for one worker of today, and tasks are many and short, so that 128
//! workers can share them; 480 of them can be shared evenly by most numbers of workers.

use std::time::Duration;

use crate::event::PythonPlan;
use crate::race::{CallChoice, CommandChoice};
use crate::scaling::report::{Mode, Work};
use crate::statistics;
use crate::workload::{Kind, Scales};

/// All choices for a sweep.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choices {
    /// The lanes, by kind.
    pub lanes: Vec<String>,
    /// Their workloads.
    pub workloads: Vec<Kind>,
    /// The user's function, in place of workloads.
    pub call: Option<CallChoice>,
    /// A command of the user's, in place of both.
    pub command: Option<CommandChoice>,
    /// Longest time that a run of it may take; `None`: as long as it takes.
    pub deadline: Option<Duration>,
    /// Numbers of workers.
    pub workers: Workers,
    /// Whether the work is constant or grows with the workers.
    pub mode: Mode,
    /// Least number of repetitions of every point.
    pub repetitions: u32,
    /// Time budget.
    pub budget: Option<Duration>,
    /// Number of tasks; `None`: the default.
    pub tasks: Option<u32>,
    /// Size of a task; `None`: the default.
    pub size: Option<u64>,
    /// Tasks sent to a worker at a time; `None`: 1, for a function of the user's as `Pool.map` does.
    pub chunk: Option<u32>,
    /// Seed of arguments and of the order of runs.
    pub seed: u64,
    /// The switch interval of locks.
    pub interval: Duration,
    /// The interpreter of lanes of real CPython; `None`: the `python3` on the search path.
    pub python: Option<PythonPlan>,
    /// Name of the machine; `None`: its host name.
    pub name: Option<String>,
}

/// Numbers of workers to measure.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Workers {
    /// 1, 2, 4 … and the number of usable CPUs.
    #[default]
    Doubling,
    /// Every number up to the usable CPUs.
    All,
    /// These, and 1: everything is compared with that.
    These(Vec<u32>),
}

/// The lanes of a sweep, unless others are chosen.
const LANES: [&str; 3] = ["pool", "threads", "gil"];

/// The lanes of a sweep of a function of the user's, unless others are chosen.
pub(super) const LANES_OF_CALLS: [&str; 2] = ["py-threads", "py-pool"];

impl Choices {
    /// The lanes to sweep. The usual ones execute no Python, so for a function of the user's others take their place.
    #[must_use]
    pub(crate) fn swept_lanes(&self) -> Vec<String> {
        let usual = self.lanes == LANES;
        if usual && self.call.is_some() {
            LANES_OF_CALLS.map(String::from).into()
        } else {
            self.lanes.clone()
        }
    }
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            lanes: LANES.map(String::from).to_vec(),
            workloads: vec![Kind::Primes, Kind::Mandelbrot, Kind::Triad],
            call: None,
            command: None,
            deadline: None,
            workers: Workers::Doubling,
            mode: Mode::Strong,
            repetitions: statistics::FEWEST,
            budget: None,
            tasks: None,
            size: None,
            chunk: None,
            seed: 1,
            interval: crate::gil::DEFAULT_INTERVAL,
            python: None,
            name: None,
        }
    }
}

/// Approximate factor by which Python is slower than this program: its tasks are smaller by it.
const PYTHON_SLOWER: u64 = 40;

impl Work {
    /// Default work of a kind, for this program's own lanes or for Python's.
    #[must_use]
    pub(crate) fn usual(kind: Kind, python: bool) -> Self {
        let (tasks, size) = match kind {
            Kind::Primes => (480, 2_000),
            Kind::Mandelbrot => (480, 8_000),
            Kind::Triad => (120, kind.size()),
            kind => (kind.tasks(), kind.size()),
        };
        let scaled = python && !kind.waits();
        let (tasks, size) = match kind.scales() {
            Scales::Size if scaled => (tasks, (size / PYTHON_SLOWER).max(1)),
            _ => (tasks, size),
        };
        Self {
            name: kind.name().into(),
            tasks,
            size,
            unit: kind.unit().into(),
            seed: 1,
            chunk: 1,
            call: None,
            imported: false,
            command: None,
        }
    }
}
