//! Metrics of the vertical axis.

use crate::scaling::analysis::{Fit, Point};
use crate::scaling::report::Mode;
use crate::statistics::Estimate;

/// A metric that is drawn over the number of workers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Speed-up, S = T(1)/T(N); of a weak sweep N·T(1)/T(N).
    #[default]
    Speedup,
    /// Efficiency, E = S/N, as a share of 1.
    Efficiency,
    /// Throughput, tasks/s.
    Throughput,
}

impl Metric {
    /// All of them, in the order in which a key cycles through them.
    pub const ALL: [Self; 3] = [Self::Speedup, Self::Efficiency, Self::Throughput];

    /// The next one, cyclically.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(place + 1) % Self::ALL.len()]
    }

    /// Its name on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Speedup => "speedup",
            Self::Efficiency => "efficiency",
            Self::Throughput => "throughput",
        }
    }

    /// The metric with this name on the command line.
    #[must_use]
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.word() == word)
    }

    /// Its name in a list to choose from.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speedup => "speed-up",
            Self::Efficiency => "efficiency",
            Self::Throughput => "tasks per second",
        }
    }

    /// The title of its axis.
    #[must_use]
    pub const fn title(self, mode: Mode) -> &'static str {
        match (self, mode) {
            (Self::Speedup, Mode::Strong) => "speed-up",
            (Self::Speedup, Mode::Weak) => "scaled speed-up",
            (Self::Efficiency, _) => "efficiency in %",
            (Self::Throughput, _) => "tasks per second",
        }
    }

    /// Its meaning, in a sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Speedup => "Speed-up: how many times as fast as one worker of the same curve.",
            Self::Efficiency => "Efficiency: the speed-up over the number of workers.",
            Self::Throughput => "Throughput: tasks per second, which shows the fastest curve.",
        }
    }

    /// The factor from its values to the numbers at its axis.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::Efficiency => 100.0,
            Self::Speedup | Self::Throughput => 1.0,
        }
    }

    /// The value of a point with its interval; `None` where it needs a run of one worker and there is none.
    #[must_use]
    pub fn of(self, point: &Point) -> Option<Estimate> {
        match self {
            Self::Speedup => point.speedup,
            Self::Efficiency => point.efficiency,
            Self::Throughput => Some(point.throughput),
        }
    }

    /// The value for a speed-up, where one worker of the curve does `alone` tasks per second.
    #[must_use]
    pub fn of_speedup(self, speedup: f64, workers: f64, alone: f64) -> f64 {
        match self {
            Self::Speedup => speedup,
            Self::Efficiency => speedup / workers,
            Self::Throughput => speedup * alone,
        }
    }

    /// The value of a fitted law for `workers` workers, relative to the measured throughput of one worker as the
    /// points are.
    #[must_use]
    pub fn of_fit(self, fit: &Fit, workers: f64, alone: f64) -> f64 {
        self.of_speedup(fit.throughput(workers) / alone, workers, alone)
    }
}

#[cfg(test)]
mod tests;
