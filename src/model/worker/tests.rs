use super::*;

const MS: fn(u64) -> Nanos = Nanos::from_millis;

/// Read every 100 ms for a second: half of the time on a core, a quarter waiting for one, 20 turns a second.
fn read() -> Worker {
    let mut worker = Worker::starting_at(Nanos::ZERO);
    (1..=10).for_each(|n| worker.read(MS(n * 100), MS(n * 50), MS(n * 25), 2 * n));
    worker
}

#[test]
fn rates_are_of_the_last_window_and_nobody_is_read_for_ever() {
    let worker = read();
    let near =
        |rate: Option<f64>, expected: f64| assert!((rate.unwrap() - expected).abs() < 1e-9, "{rate:?}");
    near(worker.cpu_share(MS(1000), MS(500)), 0.5);
    near(worker.wait_share(MS(1000), MS(500)), 0.25);
    near(worker.turns_per_s(MS(1000), MS(500)), 20.0);
    assert_eq!((worker.cpu(), worker.waited(), worker.turns()), (Some(MS(500)), Some(MS(250)), Some(20)));
    near(worker.wait_share(MS(1600), MS(500)), 0.0);
}

#[test]
fn who_has_no_turns_was_not_told_of() {
    let mut worker = Worker::starting_at(Nanos::ZERO);
    (1..=10).for_each(|n| worker.read(MS(n * 100), MS(n * 50), Nanos::ZERO, 0));
    assert_eq!(worker.cpu_share(MS(1000), MS(500)), Some(0.5));
    assert_eq!((worker.waited(), worker.turns()), (None, None));
    assert_eq!((worker.wait_share(MS(1000), MS(500)), worker.turns_per_s(MS(1000), MS(500))), (None, None));
}

#[test]
fn another_process_counts_from_nothing_again() {
    let mut worker = read();
    worker.begin(MS(1100), Nanos::ZERO, 7, 7);
    assert_eq!((worker.cpu(), worker.turns(), worker.cpu_share(MS(1100), MS(500))), (None, None, None));
}
