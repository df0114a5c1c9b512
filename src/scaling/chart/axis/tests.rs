use super::*;
use proptest::prelude::*;

#[test]
fn steps_and_ratios_are_equally_long() {
    assert_eq!(Scale::linear(0.0, 8.0).share(2.0), Some(0.25));
    assert_eq!(Scale::doubling(1.0, 16.0).share(4.0), Some(0.5));
    assert_eq!(Scale::doubling(1.0, 16.0).inside(17.0), None);
    assert_eq!(Scale::doubling(1.0, 16.0).share(0.0), None);
    assert!((Scale::decades(1.0, 100.0).at(0.5) - 10.0).abs() < 1e-9);
}

#[test]
fn ticks_are_round_and_few_enough() {
    assert_eq!(Scale::linear(0.0, 66.0).ticks(8), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
    assert_eq!(Scale::linear(0.0, 2.08).ticks(2), [0.0, 2.0]);
    assert_eq!(Scale::doubling(0.5, 64.0).ticks(9), [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]);
    assert_eq!(Scale::doubling(1.0, 64.0).ticks(4), [1.0, 4.0, 16.0, 64.0]);
    assert_eq!(Scale::decades(8.0, 300.0).ticks(6), [10.0, 20.0, 50.0, 100.0, 200.0]);
    assert_eq!(Scale::doubling(5.0, 7.0).ticks(4), [5.0, 6.0, 7.0], "no power of two in between");
}

#[test]
fn labels_have_no_idle_digits() {
    let labels = |scale, factor, most| -> Vec<String> {
        Axis::round("", scale, factor).ticks(most).into_iter().map(|(_, label)| label).collect()
    };
    assert_eq!(labels(Scale::linear(0.0, 1.2), 1.0, 4), ["0.0", "0.5", "1.0"]);
    assert_eq!(labels(Scale::linear(0.0, 1.08), 100.0, 6), ["0", "20", "40", "60", "80", "100"]);
    assert_eq!(labels(Scale::linear(0.0, 30_000.0), 1.0, 4), ["0", "10k", "20k", "30k"]);
    assert_eq!(
        labels(Scale::linear(9e3, 12e3), 1.0, 7),
        ["9000", "9500", "10.0k", "10.5k", "11.0k", "11.5k", "12.0k"]
    );
    assert_eq!(labels(Scale::doubling(0.5, 4.0), 1.0, 8), ["0.5", "1", "2", "4"]);
    assert_eq!(labels(Scale::decades(0.1, 1e7), 1.0, 5), ["0.1", "10", "1000", "100k", "10M"]);
}

#[test]
fn ticks_that_are_fixed_stay_and_those_outside_are_left_out() {
    let axis = Axis::with_ticks("workers", Scale::linear(1.0, 8.0), vec![1.0, 2.0, 8.0, 9.0]);
    let ticks = axis.ticks(2);
    assert_eq!(ticks.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>(), ["1", "2", "8"]);
}

#[test]
fn the_ends_have_a_label_and_no_label_touches_another() {
    let around = |at: f64| (at - 1.0, at + 1.0);
    assert_eq!(legible(&[0.0, 1.5, 4.0, 6.5].map(around)), [true, false, true, true]);
    assert_eq!(legible(&[0.0, 1.5].map(around)), [true, false]);
    assert_eq!(legible(&[around(3.0)]), [true]);
    assert!(legible(&[]).is_empty());
}

#[test]
fn halfway_is_measured_along_the_axis() {
    assert!((Scale::linear(0.0, 8.0).midpoint(4.0, 8.0) - 6.0).abs() < 1e-9);
    assert!((Scale::doubling(1.0, 64.0).midpoint(4.0, 16.0) - 8.0).abs() < 1e-9);
}

#[test]
fn steps_are_one_two_five() {
    let cases = [(0.0, 1.0), (0.3, 0.5), (1.0, 1.0), (1.1, 2.0), (2.5, 5.0), (7.0, 10.0), (30.0, 50.0)];
    for (least, step) in cases {
        assert!((round_up(least) - step).abs() < 1e-9, "{least}: {}", round_up(least));
    }
}

proptest! {
    #[test]
    fn any_ends_make_a_scale(from: f64, to: f64, value: f64, most in 0usize..40) {
        for scale in [Scale::linear(from, to), Scale::doubling(from, to), Scale::decades(from, to)] {
            let ticks = scale.ticks(most);
            prop_assert!(ticks.len() <= most.max(1), "{:?} {:?}", scale, ticks);
            prop_assert!(ticks.is_sorted_by(|a, b| a < b), "{:?} {:?}", scale, ticks);
            prop_assert!(ticks.iter().all(|tick| scale.inside(*tick).is_some()));
            prop_assert!(scale.inside(value).is_none_or(|share| (0.0..=1.0).contains(&share)));
            prop_assert!(scale.inside(scale.at(0.5)).is_some_and(|share| (share - 0.5).abs() < 1e-3));
        }
    }
}
