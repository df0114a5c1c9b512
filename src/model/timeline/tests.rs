use super::*;
use crate::event::Activity::{Compute, LockWait};
use proptest::prelude::*;

fn slice(from: u64, until: u64, activity: crate::event::Activity) -> Slice {
    let (from, until) = (Nanos::from_millis(from), Nanos::from_millis(until));
    Slice { from, until, mix: ActivityTotals::only(activity, until - from) }
}

#[test]
fn alternating_slices_stay_apart_at_the_finest_width() {
    let mut line = Timeline::starting_at(Nanos::ZERO);
    line.push(&slice(0, 5, Compute));
    line.push(&slice(5, 10, LockWait));
    assert_eq!(line.mix(Nanos::ZERO, Nanos::from_millis(5)).dominant(), Some(Compute));
    assert_eq!(line.mix(Nanos::from_millis(5), Nanos::from_millis(10)).dominant(), Some(LockWait));
    assert_eq!(line.mix(Nanos::from_millis(10), Nanos::from_millis(15)), ActivityTotals::default());
}

#[test]
fn an_hour_fits() {
    let mut line = Timeline::starting_at(Nanos::ZERO);
    for second in 0..3600 {
        line.push(&slice(second * 1000, second * 1000 + 1000, Compute));
    }
    assert!(line.sums.len() <= MAX_BUCKETS);
    let hour = line.mix(Nanos::ZERO, Nanos::from_millis(3_600_000));
    assert_eq!(hour[Compute], Nanos::from_millis(3_600_000));
}

#[test]
fn the_end_of_time_is_a_time_like_any_other() {
    for origin in [0, 1, u64::MAX / 2, u64::MAX - 1, u64::MAX] {
        let mut line = Timeline::starting_at(Nanos(origin));
        let whole = Slice {
            from: Nanos::ZERO,
            until: Nanos(u64::MAX),
            mix: ActivityTotals::only(Compute, Nanos(u64::MAX)),
        };
        line.push(&whole);
        line.push(&slice(0, 5, LockWait));
        assert!(line.sums.len() <= MAX_BUCKETS);
        let all = line.mix(Nanos::ZERO, Nanos(u64::MAX));
        assert!(origin > u64::MAX / 2 || all[Compute] > Nanos::ZERO, "{origin}: {all:?}");
    }
}

proptest! {
    /// However slices fall on the buckets, no more than a rounding error of time is lost.
    #[test]
    fn time_is_kept(lengths in proptest::collection::vec(1u64..200_000_000, 1..200)) {
        let mut line = Timeline::starting_at(Nanos(1000));
        let mut at = Nanos(1000);
        for length in &lengths {
            let until = at + Nanos(*length);
            line.push(&Slice { from: at, until, mix: ActivityTotals::only(Compute, Nanos(*length)) });
            at = until;
        }
        let total: u64 = lengths.iter().sum();
        let kept = line.mix(Nanos::ZERO, at + line.width()).total().0;
        prop_assert!(kept <= total && total - kept <= lengths.len() as u64 * 2 + 2 * MAX_BUCKETS as u64, "{kept} of {total}");
    }
}
