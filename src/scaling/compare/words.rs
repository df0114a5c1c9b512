//! Words that the verdict and the threshold of a comparison share.

use super::matching::Matched;
use super::mean::Mean;
use super::ratios::RatioKind;
use crate::statistics::Estimate;
use crate::text::words::counted;

/// One figure about two machines, as a clause: which, how many times, over which.
pub(super) fn clause(kind: RatioKind, other: &str, times: f64, first: &str) -> String {
    match kind {
        RatioKind::Core => format!("one core of {other} does {times:.2} times what one of {first} does"),
        RatioKind::Scaling => format!("{other} scales {times:.2} times as well as {first}"),
        RatioKind::Whole => {
            format!("the whole of {other} does {times:.2} times what the whole of {first} does")
        }
    }
}

/// Basis of a mean and its interval, e.g. `geometric mean of 9 curves, interval 1.50 to 1.66`.
pub(super) fn basis(mean: &Mean) -> String {
    let interval = interval(&mean.of_ratios);
    if mean.curves == 1 {
        interval
    } else {
        format!("geometric mean of {}, {interval}", counted(mean.curves, "curve"))
    }
}

/// An interval, called one.
pub(super) fn interval(estimate: &Estimate) -> String {
    format!("interval {:.2} to {:.2}", estimate.low, estimate.high)
}

/// The smallest and the largest of some figures with the names of their curves, e.g. `from 0.95 (triad) to 2.89
/// (primes)`: a range, and never to be taken for an interval. `None` without figures.
pub(super) fn range(figures: &[(String, f64)]) -> Option<String> {
    let by_value = |a: &&(String, f64), b: &&(String, f64)| a.1.total_cmp(&b.1);
    let (low, high) = (figures.iter().min_by(by_value)?, figures.iter().max_by(by_value)?);
    Some(format!("from {:.2} ({}) to {:.2} ({})", low.1, low.0, high.1, high.0))
}

/// Short names of all curves: the workload where there is one lane, the lane where there is one workload, else both.
pub(super) fn short_names(matched: &[Matched]) -> Vec<String> {
    let one_lane = matched.windows(2).all(|pair| pair[0].lane == pair[1].lane);
    let one_work = matched.windows(2).all(|pair| pair[0].workload.name == pair[1].workload.name);
    let name = |matched: &Matched| match (one_lane, one_work) {
        (true, false) => matched.workload.name.clone(),
        (false, true) => matched.lane.clone(),
        _ => format!("{} on {}", matched.lane, matched.workload.name),
    };
    matched.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_names_the_curves_at_its_ends() {
        let figures =
            [("primes", 2.891), ("triad", 0.949), ("hash", 1.2)].map(|(name, value)| (name.into(), value));
        assert_eq!(range(&figures).unwrap(), "from 0.95 (triad) to 2.89 (primes)");
        assert_eq!(range(&[]), None);
    }
}
