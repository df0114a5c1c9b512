use super::*;

#[test]
fn percentiles_of_a_known_set() {
    let mut all = Durations::default();
    assert_eq!(all.micros(), Percentiles::default());
    let mut second_half = Durations::default();
    (1..=50).for_each(|ms| all.record(Nanos::from_millis(ms)));
    (51..=100).for_each(|ms| second_half.record(Nanos::from_millis(ms)));
    all.add(&second_half);
    let Percentiles { p50, p99 } = all.millis();
    assert!((p50 - 50.0).abs() < 0.1 && (p99 - 99.0).abs() < 0.1, "{p50} {p99}");
    let (coarse, median) = (all.histogram(), Nanos::from_millis(50));
    assert_eq!(coarse.count(), 100);
    assert!((coarse.quantile(0.5).unwrap().share_of(median) - 1.0).abs() < 0.05);
    all.record(Nanos(u64::MAX));
    assert!(all.micros().p99 > 0.0);
}
