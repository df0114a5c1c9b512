use super::*;

fn ratio(value: f64, low: f64, high: f64, significant: bool) -> Ratio {
    let of_medians = Estimate { value, low, high, coverage: 0.96 };
    Ratio { workers: [4, 4], of_medians, p: Some(0.01), significant }
}

#[test]
fn the_mean_and_both_ends_are_those_computed_by_hand() {
    // 2 × 8 = 16, its root 4; 1 × 4 = 4, its root 2; 4 × 16 = 64, its root 8.
    let [a, b] = [ratio(2.0, 1.0, 4.0, false), ratio(8.0, 4.0, 16.0, true)];
    let mean = Mean::of(&[&a, &b], 0.02).unwrap();
    let Estimate { value, low, high, coverage } = mean.of_ratios;
    for (found, known) in [(value, 4.0), (low, 2.0), (high, 8.0), (coverage, 0.96)] {
        assert!((found - known).abs() < 1e-12, "{mean:?}");
    }
    assert_eq!((mean.curves, mean.significant), (2, true));
}

#[test]
fn a_mean_of_one_curve_is_that_curve() {
    let mean = Mean::of(&[&ratio(0.9, 0.8, 0.95, true)], 0.02).unwrap();
    assert!((mean.of_ratios.value - 0.9).abs() < 1e-12 && mean.significant);
    assert_eq!(Mean::of(&[], 0.02), None);
}

#[test]
fn the_mean_the_other_way_round_is_its_inverse() {
    let there = Mean::of(&[&ratio(0.5, 0.4, 0.6, true), &ratio(3.0, 2.0, 4.0, true)], 0.02).unwrap();
    let back = [ratio(2.0, 1.0 / 0.6, 2.5, true), ratio(1.0 / 3.0, 0.25, 0.5, true)];
    let back = Mean::of(&[&back[0], &back[1]], 0.02).unwrap();
    assert!((there.of_ratios.value * back.of_ratios.value - 1.0).abs() < 1e-12);
    assert!((there.of_ratios.low * back.of_ratios.high - 1.0).abs() < 1e-12);
}

#[test]
fn what_chance_or_drift_may_have_made_is_not_significant() {
    let none = ratio(2.0, 1.5, 2.5, false);
    assert!(!Mean::of(&[&none, &none], 0.02).unwrap().significant, "no curve is");
    let near = ratio(1.01, 1.005, 1.015, true);
    assert!(!Mean::of(&[&near], 0.02).unwrap().significant, "within the drift");
    let opposite = ratio(0.9, 0.85, 0.95, true);
    assert!(
        !Mean::of(&[&none, &opposite], 0.02).unwrap().significant,
        "the only significant one differs the other way"
    );
}
