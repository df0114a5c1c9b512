//! The cores' past along a row of columns, read once from the oldest to the newest.
//!
//! [`CoreHistory::mean`] looks for its first reading each time, which is right for a few moments. A picture asks for
//! hundreds of neighbouring ones, a row of them for every core: a walk goes along the readings once a row.

use super::{CoreHistory, CoreSample, CoreUse, Weighed};
use crate::event::Nanos;

impl CoreHistory {
    /// What `cores` did together in each of `columns` equal parts of the `length` of time from `from` on, as the mean
    /// of the cores; `None` where nothing was read. `seen` is emptied first, and takes them.
    ///
    /// Costs one look at each reading in that time for each of the cores, however many columns there are.
    pub fn walk(
        &self,
        cores: &[usize],
        (from, length): (Nanos, Nanos),
        columns: u16,
        seen: &mut Vec<Option<CoreUse>>,
    ) {
        seen.clear();
        let edge = |column: u16| from + part(length, column, columns);
        let mut next = self.samples.partition_point(|sample| sample.until <= from);
        // A reading is often longer than a column, and is asked for by several of them.
        let mut known: Option<(usize, Option<CoreUse>)> = None;
        for column in 0..columns {
            let (from, until) = (edge(column), edge(column + 1));
            while self.samples.get(next).is_some_and(|sample| sample.until <= from) {
                next += 1;
            }
            let mut sum = Weighed::default();
            for (place, sample) in self.samples.iter().enumerate().skip(next) {
                if sample.from >= until {
                    break;
                }
                let together = match known {
                    Some((same, together)) if same == place => together,
                    _ => use_together(sample, cores),
                };
                known = Some((place, together));
                if let Some(together) = together {
                    sum.add(together, (sample.until.min(until) - sample.from.max(from)).secs());
                }
            }
            seen.push(sum.mean());
        }
    }
}

/// `column` of `columns` equal parts of a length.
fn part(length: Nanos, column: u16, columns: u16) -> Nanos {
    let share = u128::from(length.0) * u128::from(column) / u128::from(columns.max(1));
    Nanos(u64::try_from(share).unwrap_or(u64::MAX))
}

/// The mean of some cores in one reading, of those it knows; what is unknown of one of them is unknown of all. Whole
/// numbers, since a picture of hundreds of cores asks for it a hundred thousand times.
fn use_together(sample: &CoreSample, cores: &[usize]) -> Option<CoreUse> {
    let [mut count, mut busy, mut ours, mut stolen] = [0_u32; 4];
    let [mut ours_known, mut stolen_known] = [true; 2];
    for core in cores {
        let Some(all) = sample.busy.get(*core).copied() else { continue };
        let part = sample.ours.get(*core).map_or(0, |part| *part.min(&all));
        let taken = sample.stolen.get(*core).map_or(0, |taken| *taken.min(&(all - part)));
        (count, busy) = (count + 1, busy + u32::from(all));
        (ours, stolen) = (ours + u32::from(part), stolen + u32::from(taken));
        ours_known &= *core < sample.ours.len();
        stolen_known &= *core < sample.stolen.len();
    }
    let mean = |sum: u32| f64::from(sum) / (f64::from(count) * 1000.0);
    (count > 0).then(|| CoreUse {
        busy: mean(busy),
        ours: ours_known.then(|| mean(ours)),
        stolen: stolen_known.then(|| mean(stolen)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: u64) -> Nanos {
        Nanos::from_millis(ms)
    }

    proptest! {
        /// A walk is nothing but a faster way to the same means.
        #[test]
        fn a_walk_sees_what_the_means_are(
            readings in proptest::collection::vec((1u64..1000, 0u16..1000, 0u16..1000), 0..40),
            from in 0u64..5000, length in 1u64..9000, columns in 0u16..90,
        ) {
            let mut history = CoreHistory::default();
            let mut now = 0;
            for (after, busy, ours) in readings {
                now += after;
                history.push(at(now), vec![busy, 1000], vec![ours, 500], vec![]);
            }
            let mut seen = vec![None];
            history.walk(&[0], (at(from), at(length)), columns, &mut seen);
            prop_assert_eq!(seen.len(), usize::from(columns));
            for (column, seen) in (0..columns).zip(seen) {
                let edge = |column| at(from) + part(at(length), column, columns);
                let mean = history.mean(0, edge(column), edge(column + 1));
                prop_assert_eq!(seen.is_some(), mean.is_some());
                if let (Some(seen), Some(mean)) = (seen, mean) {
                    prop_assert!((seen.busy - mean.busy).abs() < 1e-9 && seen.ours.is_some());
                }
            }
        }
    }

    #[test]
    fn cores_that_share_a_row_are_averaged_and_unknown_ones_left_out() {
        let mut history = CoreHistory::default();
        history.push(at(250), vec![1000, 0], vec![1000, 0], vec![]);
        let mut seen = Vec::new();
        history.walk(&[0, 1, 7], (at(0), at(500)), 2, &mut seen);
        let first = seen[0].unwrap();
        assert!((first.busy - 0.5).abs() < 1e-9 && first.stolen.is_none());
        assert_eq!(seen[1], None, "nothing was read there");
    }
}
