use super::*;
use proptest::prelude::*;

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} {b}");
}

#[test]
fn five_values_have_their_extremes() {
    let five = Estimate::of_median([3.0, 1.0, 5.0, 2.0, 4.0]).unwrap();
    assert_eq!((five.value, five.low, five.high), (3.0, 1.0, 5.0));
    near(five.coverage, 0.9375);
}

/// Conover's table A3 gives the ranks for a median: of 10 the 2nd to 9th with 97.85 %, of 15 the 4th to
/// 12th with 96.48 %.
#[test]
fn known_ranks_of_the_median() {
    for (n, low, high, coverage) in
        [(3, 1, 3, 0.75), (8, 2, 7, 0.929_687_5), (10, 2, 9, 0.978_515_625), (15, 4, 12, 0.964_843_75)]
    {
        let level = if n == 8 { 0.92 } else { LEVEL };
        let found = ranks(n, 0.5, level);
        assert_eq!((found.0 + 1, found.1 + 1), (low, high), "{n}");
        near(found.2, coverage);
    }
}

#[test]
fn too_few_values_for_a_tail_say_so_by_their_coverage() {
    let hundred = Estimate::of_quantile((1..=100).map(f64::from), 0.99, LEVEL).unwrap();
    assert_eq!((hundred.value, hundred.high), (99.0, 100.0));
    assert!(hundred.coverage < 0.7, "{hundred:?}");
    let thousand = Estimate::of_quantile((1..=1000).map(f64::from), 0.99, LEVEL).unwrap();
    assert!(thousand.coverage >= LEVEL && thousand.high < 1000.0, "{thousand:?}");
    let one = Estimate::of_median([7.0]).unwrap();
    assert_eq!((one.low, one.high, one.coverage), (7.0, 7.0, 0.0));
}

#[test]
fn nothing_has_no_median() {
    assert_eq!(Estimate::of_median([]), None);
    assert_eq!(Estimate::of_median([f64::NAN]), None);
    assert_eq!(median([4.0, 1.0]), Some(2.5));
    assert_eq!((mean(&[]), mean(&[1.0, 3.0])), (None, Some(2.0)));
}

#[test]
fn a_ratio_holds_the_ratios_of_all_that_the_two_hold() {
    let of = |value, low, high| Estimate { value, low, high, coverage: 0.97 };
    let ratio = of(10.0, 8.0, 12.0).over(&of(5.0, 4.0, 6.0)).unwrap();
    assert_eq!((ratio.value, ratio.high), (2.0, 3.0));
    near(ratio.low, 8.0 / 6.0);
    near(ratio.coverage, 0.94);
    assert_eq!(ratio.over(&of(1.0, 0.0, 2.0)), None);
}

proptest! {
    #[test]
    fn the_estimate_lies_in_its_interval(values in prop::collection::vec(0.001f64..1e6, 1..200), q in 0.01f64..0.99) {
        let e = Estimate::of_quantile(values.clone(), q, LEVEL).unwrap();
        prop_assert!(e.low <= e.value && e.value <= e.high, "{:?}", e);
        prop_assert!((0.0..=1.0 + 1e-9).contains(&e.coverage));
        prop_assert!(values.contains(&e.low) && values.contains(&e.high));
    }

    /// The true quantile q of a uniform sample is q itself: intervals hold it as often as their coverage claims.
    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say(seed in any::<u64>(), q in 0.1f64..0.9) {
        use rand::{RngExt, SeedableRng, rngs::StdRng};
        let mut random = StdRng::seed_from_u64(seed);
        let rounds = 400;
        let held = (0..rounds).filter(|_| {
            let e = Estimate::of_quantile((0..40).map(|_| random.random::<f64>()), q, LEVEL).unwrap();
            e.low <= q && q <= e.high
        });
        // Six standard deviations below the least coverage.
        prop_assert!(held.count() as f64 / f64::from(rounds) > LEVEL - 0.08);
    }
}
