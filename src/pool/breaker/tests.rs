use super::*;

const NOW: Nanos = Nanos::from_millis(100_000);

#[test]
fn a_slot_waits_longer_and_longer_and_is_then_given_up() {
    let mut breaker = Breaker::default();
    breaker.fail(3, NOW, "no");
    breaker.succeed(3);
    let pauses: Vec<u64> = (0..9).map(|_| breaker.fail(3, NOW, "it exits").0 / 1_000_000).collect();
    assert_eq!(pauses, [10, 20, 40, 80, 160, 320, 640, 1000, 1000]);
    assert!(breaker.is_given_up(3) && !breaker.is_given_up(0));
    assert_eq!(breaker.broken(), None, "others may live");
    breaker.trip();
    assert_eq!(breaker.broken(), Some("it exits (9 in a row came to nothing)"));
}

#[test]
fn slots_do_not_count_for_each_other_nor_do_failures_far_apart() {
    let mut breaker = Breaker::default();
    (0..16).for_each(|slot| _ = breaker.fail(slot, NOW, "killed"));
    assert!((0..16).all(|slot| !breaker.is_given_up(slot)));
    (1..10).for_each(|n| _ = breaker.fail(0, NOW + Nanos(n * FORGOTTEN_AFTER.0), "killed"));
    assert!(!breaker.is_given_up(0));
    (0..5).for_each(|_| _ = breaker.fail(1, NOW, "killed"));
    assert!(breaker.is_given_up(1));
    breaker.succeed(1);
    assert!(!breaker.is_given_up(1));
}
