use super::*;

#[test]
fn strides_grow_over_tiny_tasks_and_end_with_a_long_one() {
    let mut pace = Pace::default();
    assert!(pace.is_slow() && pace.stride() == 1, "nothing is known yet");
    let mut strides = Vec::new();
    for _ in 0..14 {
        strides.push(pace.stride());
        pace.learn(pace.stride(), Nanos(10 * u64::from(pace.stride())));
    }
    assert_eq!(strides[..5], [1, 2, 4, 8, 16]);
    assert_eq!(pace.stride(), 4096);
    assert!(!pace.is_slow());
    pace.learn(1, Nanos::from_millis(3));
    assert!(pace.is_slow() && pace.stride() == 1);
}
