//! The bound that a withheld figure exceeded.

use crate::text::figure::decimal;

/// The bound that a withheld figure exceeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Beyond {
    /// The figure.
    pub figure: Bounded,
    /// The most that is possible.
    pub most: f64,
    /// Cause of that bound.
    pub limit: Limit,
}

/// A figure with a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bounded {
    /// Speed over that of one worker without a lock.
    Speedup,
    /// CPU time of the workers over wall time.
    CoresBusy,
}

/// Cause of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// The cores that the machine gave, in the spins around the lane and while it ran.
    Machine,
    /// The CPUs that the lane may use.
    Cpus,
    /// Its workers.
    Workers,
    /// Its tasks in flight.
    InFlight,
}

impl Beyond {
    /// The bound in a few words: `at most 1.97`.
    #[must_use]
    pub(crate) fn bound(&self) -> String {
        format!("at most {}", decimal(self.most))
    }

    /// The bound with what sets it, as the end of a sentence.
    #[must_use]
    pub(crate) fn clause(&self) -> String {
        let limit = match (self.limit, self.figure) {
            (Limit::Machine, _) => "the cores that the machine gave",
            (Limit::Cpus, Bounded::Speedup) => "the most that its CPUs can give",
            (Limit::Cpus, Bounded::CoresBusy) => "the number of CPUs that it may use",
            (Limit::Workers, _) => "the number of its workers",
            (Limit::InFlight, _) => "the number of its tasks in flight",
        };
        format!("came out above {}, {limit}", decimal(self.most))
    }

    /// The reason why the figure is withheld, in a sentence.
    #[must_use]
    pub(crate) fn sentence(&self) -> String {
        match self.figure {
            Bounded::Speedup => format!("The speed-up is withheld: it {}.", self.clause()),
            Bounded::CoresBusy => format!("The cores busy are withheld: they {}.", self.clause()),
        }
    }
}

impl Bounded {
    /// Its name in a sentence.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Speedup => "speed-up",
            Self::CoresBusy => "cores busy",
        }
    }
}
