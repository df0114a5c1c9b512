use super::*;

#[test]
fn a_tick_counts_its_time_but_not_that_of_a_stop_of_the_program() {
    let mut ticker = Ticker::start();
    assert_eq!(ticker.tick_after(TICK / 2), None);
    assert_eq!(ticker.tick_after(TICK), Some(Nanos::from(TICK)));
    assert_eq!(ticker.tick_after(Duration::from_mins(1)), Some(LONGEST_TICK));
    assert!(ticker.remaining() <= TICK);
}

#[test]
fn each_worker_in_turn_is_measured_at_every_fifth_tick() {
    let mut ticker = Ticker::start();
    let mut measured = Vec::new();
    for _ in 0..35 {
        ticker.tick_after(TICK);
        measured.extend(ticker.measured(3));
    }
    assert_eq!(measured, [1, 2, 0, 1, 2, 0, 1]);
}
