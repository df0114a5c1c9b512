//! What curves are compared by.

use super::exhibit::Trace;
use crate::scaling::analysis::{Fit, Point};
use crate::scaling::report::Mode;
use crate::statistics::Estimate;

/// What is drawn upwards, over the number of workers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// How many times as fast as one worker: how well it scales.
    #[default]
    Speedup,
    /// That, over the number of workers: what each of them is worth.
    Efficiency,
    /// Tasks per second: how fast it is.
    Throughput,
}

impl Alignment {
    /// All of them, in the order of the key.
    pub const ALL: [Self; 3] = [Self::Speedup, Self::Efficiency, Self::Throughput];

    /// The next of them, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        let place = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(place + 1) % Self::ALL.len()]
    }

    /// What stands at the axis.
    #[must_use]
    pub const fn title(self, mode: Mode) -> &'static str {
        match (self, mode) {
            (Self::Speedup, Mode::Strong) => "speed-up",
            (Self::Speedup, Mode::Weak) => "scaled speed-up",
            (Self::Efficiency, _) => "efficiency in %",
            (Self::Throughput, _) => "tasks per second",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Speedup => "Speed-up: how many times as fast as one worker of the same curve.",
            Self::Efficiency => "Efficiency: the speed-up over the number of workers.",
            Self::Throughput => "Throughput: tasks per second, whoever is the fastest.",
        }
    }

    /// The figure of a point; `None` where it needs a run of one worker and there is none.
    #[must_use]
    pub fn of(self, point: &Point) -> Option<Estimate> {
        match self {
            Self::Speedup => point.speedup,
            Self::Efficiency => point.efficiency.map(|estimate| times(estimate, 100.0)),
            Self::Throughput => Some(point.throughput),
        }
    }

    /// What a speed-up is as such a figure, when one worker of the curve does `alone` tasks per second.
    #[must_use]
    pub fn of_speedup(self, speedup: f64, workers: f64, alone: f64) -> f64 {
        match self {
            Self::Speedup => speedup,
            Self::Efficiency => 100.0 * speedup / workers,
            Self::Throughput => speedup * alone,
        }
    }

    /// What a fitted law says for so many workers, on the scale of what was measured.
    #[must_use]
    pub fn of_fit(self, fit: &Fit, workers: f64, alone: f64) -> f64 {
        self.of_speedup(fit.throughput(workers) / alone, workers, alone)
    }
}

/// Tasks per second of one worker; `None` without a run of it.
#[must_use]
pub fn alone(trace: &Trace) -> Option<f64> {
    let first = trace.curve.points.first().filter(|point| point.workers == 1)?;
    Some(first.throughput.value).filter(|alone| *alone > 0.0)
}

fn times(estimate: Estimate, by: f64) -> Estimate {
    let Estimate { value, low, high, coverage } = estimate;
    Estimate { value: value * by, low: low * by, high: high * by, coverage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_goes_round() {
        let mut seen = vec![Alignment::default()];
        while seen.len() < 4 {
            seen.push(seen[seen.len() - 1].next());
        }
        assert_eq!(seen[..3], Alignment::ALL);
        assert_eq!(seen[3], seen[0]);
    }

    #[test]
    fn a_speed_up_is_told_in_three_ways() {
        let told = Alignment::ALL.map(|alignment| alignment.of_speedup(6.0, 8.0, 10.0));
        assert_eq!(told, [6.0, 75.0, 60.0]);
    }
}
