use super::*;

#[test]
fn the_parts_add_up_to_a_prediction() {
    let measured = Costs {
        round_trip: Nanos::from_micros(60),
        per_message: Nanos::from_micros(1),
        per_byte: 2.0,
        ..Costs::default()
    };
    let run = RunTotals {
        tasks: 1000,
        chunk: 10,
        wall: Nanos::from_millis(60),
        in_tasks: Nanos::from_millis(100),
        waiting: Nanos::ZERO,
        quota: None,
    };
    let costs = predict(measured, &run, 2, 1_000_000);
    assert_eq!(costs.task, Nanos::from_micros(100));
    assert_eq!(costs.overhead, Nanos::from_micros(20), "2 × 60 ms - 100 ms, over 1000 tasks");
    // (100 ms of tasks, 100 chunks of 1 µs, 1 MB of 1 ns a byte) on two workers, and the way there and back.
    assert_eq!(costs.predicted, Nanos::from_micros((100_000 + 100 + 1_000) / 2 + 60));
    assert_eq!(costs.break_even_chunk, Some(1), "1 µs is less than 5 % of 100 µs");
    let throttled = |waiting| {
        let run = RunTotals { quota: Some(0.5), waiting: Nanos::from_millis(waiting), ..run };
        predict(measured, &run, 2, 1_000_000).predicted
    };
    assert_eq!(throttled(0), Nanos::from_micros((100_000 + 100 + 1_000) * 2 + 60), "half a core for both");
    assert_eq!(throttled(90), costs.predicted, "tasks that wait need no core");
}

#[test]
fn tiny_tasks_pay_only_in_large_chunks() {
    assert_eq!(break_even(Nanos(1000), 10.0), Some(2000));
    assert_eq!(break_even(Nanos(1000), 0.0), None);
}
