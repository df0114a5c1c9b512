//! Messages of a performance.

use crate::event::Event;
use crate::report::Report;
use crate::tour::Verdict;
use crate::tour::take::Take;

/// A message of a performance.
#[derive(Debug)]
pub(crate) enum TourMessage {
    /// The scene of this number, from 0, begins.
    SceneStarted(usize),
    /// A race of the scene begins. Where the scene falls back on its take, its races begin again from the first.
    Started {
        /// Its number, from 0.
        run: usize,
        /// Where its figures are from.
        provenance: Provenance,
    },
    /// An event of the race.
    Event(Event),
    /// A sentence is due; it takes the place of the one before.
    CaptionDue(String),
    /// The race is over.
    RunEnded,
    /// The scene is over.
    SceneEnded(Box<Performed>),
}

/// Where the figures of a scene are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Provenance {
    /// Measured now, on this machine.
    Live {
        /// The machine: `AMD EPYC, 2 CPUs`.
        machine: String,
    },
    /// Recorded before.
    Recorded {
        /// The machine on which that was: `AMD EPYC, 2 CPUs`.
        machine: String,
    },
}

impl Provenance {
    /// The machine on which a recording was made; `None` where nothing is recorded.
    #[must_use]
    pub(crate) fn recorded_on(&self) -> Option<&str> {
        match self {
            Self::Live { .. } => None,
            Self::Recorded { machine } => Some(machine),
        }
    }
}

/// A scene that was performed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Performed {
    /// Its number, from 0.
    pub scene: usize,
    /// Where all its figures are from.
    pub provenance: Provenance,
    /// The time it took, s.
    pub seconds: f64,
    /// The reports of its races. Where it could not run and there is no take, of those that ran.
    pub reports: Vec<Report>,
    /// Its verdict; `None` where it could not run and there is no take.
    pub verdict: Option<Verdict>,
    /// The reason why it fell back on its take, or would have; `None` where it ran.
    pub obstacle: Option<String>,
    /// Its recording, where it ran and that was requested.
    pub take: Option<Take>,
}

impl Performed {
    /// The names of the doubts about its figures, each once.
    #[must_use]
    pub(crate) fn doubts(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for doubt in self.reports.iter().flat_map(|report| &report.doubts) {
            if !kinds.contains(&doubt.kind.as_str()) {
                kinds.push(&doubt.kind);
            }
        }
        kinds
    }
}
