use super::*;

#[test]
fn never_runs_backwards_and_is_shared_through_its_origin() {
    let clock = Clock::start();
    let copy = Clock::with_origin(clock.origin());
    let mut last = Nanos::ZERO;
    for _ in 0..1000 {
        let (a, b) = (clock.now(), copy.now());
        assert!(last <= a && a <= b, "{last:?} {a:?} {b:?}");
        last = b;
    }
}

#[test]
fn a_reading_before_the_origin_is_zero() {
    assert_eq!(Clock::with_origin(u64::MAX).now(), Nanos::ZERO);
}
