//! What somebody wants to see raced, before the machine has had its say.

use std::time::Duration;

use crate::event::{FaultPlan, PythonPlan, Schedule};
use crate::workload::Kind;

/// One lane, as asked for: `gil`, or `gil:4` with so many workers of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneChoice {
    /// The execution model.
    pub kind: String,
    /// Its number of workers, when it is not the race's.
    pub workers: Option<u16>,
}

impl LaneChoice {
    /// A lane with the race's number of workers.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self { kind: kind.into(), workers: None }
    }
}

/// Who runs when, as asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleChoice {
    /// `split` with at least four usable CPUs and working affinity, else `turns`.
    Auto,
    /// One after another.
    Turns,
    /// At once on the same cores.
    Together,
    /// At once on disjoint cores.
    Split,
}

impl ScheduleChoice {
    /// All of them, in the order in which a key goes round.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Turns, Self::Together, Self::Split];

    /// The word that is typed for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Turns => Schedule::Turns.word(),
            Self::Together => Schedule::Together.word(),
            Self::Split => Schedule::Split.word(),
        }
    }

    /// What it means, in half a sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Auto => "split where four CPUs or more can be shared out, else turns",
            Self::Turns => Schedule::Turns.about(),
            Self::Together => Schedule::Together.about(),
            Self::Split => Schedule::Split.about(),
        }
    }

    /// The choice after this one, for a key that goes round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Auto => Self::Turns,
            Self::Turns => Self::Together,
            Self::Together => Self::Split,
            Self::Split => Self::Auto,
        }
    }
}

/// Everything that can be chosen about a race.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The lanes, in the order in which they take turns.
    pub lanes: Vec<LaneChoice>,
    /// The work.
    pub workload: Kind,
    /// How many tasks; `None`: as the workload likes.
    pub tasks: Option<u32>,
    /// The size of a task; `None`: calibrated.
    pub size: Option<u64>,
    /// The percentage of its time that a task of `mixed` computes; `None`: some compute, some serve a client.
    pub share: Option<u8>,
    /// The text that tasks of `print` are given; `None`: as the workload likes.
    pub arg: Option<String>,
    /// How long one worker alone should take.
    pub seconds: f64,
    /// Whether `seconds` was asked for, rather than assumed.
    pub seconds_given: bool,
    /// Workers of each lane; `None`: as many as it may use CPUs, at least two.
    pub workers: Option<u16>,
    /// Tasks handed to a worker at a time.
    pub chunk: u32,
    /// Seed of the task arguments; `None`: 1, or drawn by each race where the work is about chance.
    pub seed: Option<u64>,
    /// Who runs when.
    pub schedule: ScheduleChoice,
    /// The switch interval of locks.
    pub interval: Duration,
    /// The interpreters of lanes of real CPython, each of which runs once with each; none: the `python3` on the
    /// search path.
    pub pythons: Vec<PythonPlan>,
    /// Faults that are done to the worker processes of this program.
    pub faults: Vec<FaultPlan>,
    /// How long a task may take in one of them; `None`: as long as it takes.
    pub deadline: Option<Duration>,
    /// After how many tasks each of them is replaced by a fresh one; `None`: never.
    pub recycle: Option<u32>,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            lanes: vec![LaneChoice::of("gil"), LaneChoice::of("pool")],
            workload: Kind::Primes,
            tasks: None,
            size: None,
            share: None,
            arg: None,
            seconds: 2.0,
            seconds_given: false,
            workers: None,
            chunk: 1,
            seed: None,
            schedule: ScheduleChoice::Auto,
            interval: crate::gil::DEFAULT_INTERVAL,
            pythons: Vec::new(),
            faults: Vec::new(),
            deadline: None,
            recycle: None,
        }
    }
}
