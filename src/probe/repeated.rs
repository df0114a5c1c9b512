//! Doubts about a figure that was measured repeatedly: too few times, for too short a time, or with too wide an
//! interval.

use super::doubts::SHORT;
use super::suspicion::Suspicion;
use crate::event::Nanos;
use crate::statistics::{Estimate, FEWEST};

/// Half-width of a wide interval, as a share of the median.
pub(crate) const WIDE: f64 = 0.10;

/// Doubts about these times of the same work, s. Five short runs with an interval are not one short run, so they count
/// together.
#[must_use]
pub(crate) fn suspicions(walls: &[f64]) -> Vec<Suspicion> {
    let together = Nanos::from_secs_f64(walls.iter().sum());
    let reach = Estimate::of_median(walls.iter().copied())
        .filter(|wall| wall.value > 0.0)
        .map(|wall| (wall.high - wall.low) / 2.0 / wall.value);
    let few = (walls.len() < FEWEST as usize).then_some(Suspicion::FewRepetitions { runs: walls.len() });
    let wide = reach.filter(|reach| walls.len() > 1 && *reach > WIDE);
    let wide = wide.map(|reach| Suspicion::WideInterval { reach });
    let short = (together < SHORT).then_some(Suspicion::ShortRuns { wall: together });
    [few, wide, short].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(walls: &[f64]) -> Vec<&'static str> {
        suspicions(walls).iter().map(Suspicion::kind).collect()
    }

    #[test]
    fn a_figure_is_doubted_for_its_number_its_spread_and_its_length() {
        assert_eq!(kinds(&[0.2; 5]), [""; 0]);
        assert_eq!(kinds(&[0.2; 4]), ["few-repetitions"]);
        assert_eq!(kinds(&[0.09; 5]), ["short-run"]);
        assert_eq!(kinds(&[1.0, 1.0, 1.0, 1.0, 1.3]), ["wide-interval"]);
        assert_eq!(kinds(&[1.0, 1.0, 1.0, 1.0, 1.1]), [""; 0]);
    }
}
