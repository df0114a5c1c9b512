//! What curves are compared by.

use super::exhibit::Trace;
use crate::scaling::analysis::{Fit, Point};
use crate::scaling::figure::Aligned;
use crate::scaling::report::Mode;
use crate::statistics::Estimate;

/// The next of the ways, round and round.
#[must_use]
pub fn next(aligned: Aligned) -> Aligned {
    let place = Aligned::ALL.iter().position(|one| *one == aligned).unwrap_or(0);
    Aligned::ALL[(place + 1) % Aligned::ALL.len()]
}

/// What stands at the axis.
#[must_use]
pub const fn title(aligned: Aligned, mode: Mode) -> &'static str {
    match (aligned, mode) {
        (Aligned::Workers, Mode::Strong) => "speed-up",
        (Aligned::Workers, Mode::Weak) => "scaled speed-up",
        (Aligned::Efficiency, _) => "efficiency in %",
        (Aligned::Throughput, _) => "tasks per second",
    }
}

/// What it means, in a sentence.
#[must_use]
pub const fn about(aligned: Aligned) -> &'static str {
    match aligned {
        Aligned::Workers => "Speed-up: how many times as fast as one worker of the same curve.",
        Aligned::Efficiency => "Efficiency: the speed-up over the number of workers.",
        Aligned::Throughput => "Throughput: tasks per second, whoever is the fastest.",
    }
}

/// The figure of a point; `None` where it needs a run of one worker and there is none.
#[must_use]
pub fn of(aligned: Aligned, point: &Point) -> Option<Estimate> {
    match aligned {
        Aligned::Workers => point.speedup,
        Aligned::Efficiency => point.efficiency.map(|estimate| times(estimate, 100.0)),
        Aligned::Throughput => Some(point.throughput),
    }
}

/// What a speed-up is as such a figure, when one worker of the curve does `alone` tasks per second.
#[must_use]
pub fn of_speedup(aligned: Aligned, speedup: f64, workers: f64, alone: f64) -> f64 {
    match aligned {
        Aligned::Workers => speedup,
        Aligned::Efficiency => 100.0 * speedup / workers,
        Aligned::Throughput => speedup * alone,
    }
}

/// What a fitted law says for so many workers, on the scale of what was measured.
#[must_use]
pub fn of_fit(aligned: Aligned, fit: &Fit, workers: f64, alone: f64) -> f64 {
    of_speedup(aligned, fit.throughput(workers) / alone, workers, alone)
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
        let [first, second, third] = Aligned::ALL;
        assert_eq!([first, second, third].map(next), [second, third, first]);
    }

    #[test]
    fn a_speed_up_is_told_in_three_ways() {
        for (aligned, told) in Aligned::ALL.into_iter().zip([6.0, 75.0, 60.0]) {
            assert!((of_speedup(aligned, 6.0, 8.0, 10.0) - told).abs() < 1e-9, "{aligned:?}");
        }
    }
}
