use super::*;
use proptest::prelude::*;

fn at(ms: u64) -> Nanos {
    Nanos::from_millis(ms)
}

proptest! {
    /// A walk only computes the same means faster.
    #[test]
    fn a_walk_sees_what_the_means_are(
        readings in proptest::collection::vec((1u64..1000, 0u16..1000, 0u16..1000), 0..40),
        from in 0u64..5000, length in 1u64..9000, columns in 0u16..90,
    ) {
        let mut history = CoreHistory::default();
        let mut now = 0;
        for (after, busy, ours) in readings {
            now += after;
            history.push(at(now), &[busy, 1000], &[ours, 500], &[], &[]);
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
    history.push(at(250), &[1000, 0], &[1000, 0], &[], &[]);
    let mut seen = Vec::new();
    history.walk(&[0, 1, 7], (at(0), at(500)), 2, &mut seen);
    let first = seen[0].unwrap();
    assert!((first.busy - 0.5).abs() < 1e-9 && first.stolen.is_none());
    assert_eq!(seen[1], None, "nothing was read there");
}
