//! What is to be swept, and how much work that is.
//!
//! Work is fixed by name, not fitted to the machine: a report that was made with other sizes than another cannot be
//! compared with it. So the usual sizes are constants, of about half a second for one worker of today, and tasks are
//! many and short, so that 128 workers can share them; 480 of them can be shared evenly by most numbers of workers.

use std::time::Duration;

use crate::event::PythonPlan;
use crate::scaling::report::{Mode, Work};
use crate::workload::{Kind, Scales};

/// Everything that can be chosen about a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The lanes, by kind.
    pub lanes: Vec<String>,
    /// What they compute.
    pub workloads: Vec<Kind>,
    /// Which numbers of workers.
    pub workers: Workers,
    /// What stays the same.
    pub mode: Mode,
    /// So often every point is measured, at least.
    pub repetitions: u32,
    /// The time it may take.
    pub budget: Option<Duration>,
    /// How many tasks; `None`: as usual.
    pub tasks: Option<u32>,
    /// The size of a task; `None`: as usual.
    pub size: Option<u64>,
    /// Tasks handed to a worker at a time.
    pub chunk: u32,
    /// Seed of arguments and of the order of runs.
    pub seed: u64,
    /// The switch interval of locks.
    pub interval: Duration,
    /// The interpreter of lanes of real CPython; `None`: the `python3` on the search path.
    pub python: Option<PythonPlan>,
    /// What the machine is called; `None`: as its system calls it.
    pub name: Option<String>,
}

/// Which numbers of workers.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum Workers {
    /// 1, 2, 4 … and as many as there are usable CPUs.
    #[default]
    Doubling,
    /// Every number up to that.
    All,
    /// These, and 1: everything is compared with that.
    These(Vec<u32>),
}

/// The usual number of repetitions: the fewest whose extremes hold their median with more than 93 %.
pub const REPETITIONS: u32 = 5;

impl Default for Choices {
    fn default() -> Self {
        Self {
            lanes: ["pool", "threads", "gil"].map(String::from).to_vec(),
            workloads: vec![Kind::Primes, Kind::Mandelbrot, Kind::Triad],
            workers: Workers::Doubling,
            mode: Mode::Strong,
            repetitions: REPETITIONS,
            budget: None,
            tasks: None,
            size: None,
            chunk: 1,
            seed: 1,
            interval: crate::gil::DEFAULT_INTERVAL,
            python: None,
            name: None,
        }
    }
}

/// Python computes so many times slower than this program, roughly: its tasks are so much smaller.
const PYTHON_SLOWER: u64 = 40;

impl Work {
    /// The usual work of a kind, for this program's own lanes or for Python's.
    #[must_use]
    pub fn usual(kind: Kind, python: bool) -> Self {
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
        Self { name: kind.name().into(), tasks, size, unit: kind.unit().into(), seed: 1, chunk: 1 }
    }
}
