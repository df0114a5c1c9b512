use super::*;

#[test]
fn bytes_are_summed_over_ended_and_running_processes() {
    let mut traffic = Traffic::default();
    traffic.add_ended(SocketBytes { out: 1, from: 20 });
    traffic.add_ended(SocketBytes { out: 300, from: 4_000 });
    let running = [SocketBytes { out: 50_000, from: 0 }, SocketBytes { out: 0, from: 600_000 }];
    let stats = traffic.stats(running.into_iter());
    assert_eq!((stats.bytes_out, stats.bytes_in), (50_301, 604_020));
    let stats = traffic.stats(std::iter::empty());
    assert_eq!((stats.bytes_out, stats.bytes_in), (301, 4_020), "those that run are not kept");
}

#[test]
fn messages_and_times_are_summed_and_pings_of_no_bytes_count() {
    let mut traffic = Traffic::default();
    (0..3).for_each(|_| traffic.count_message());
    (1..=3).for_each(|ms| traffic.add_encoding(Nanos::from_millis(ms)));
    traffic.record_spawn(Nanos::from_millis(4));
    traffic.record_round_trip(Nanos::from_micros(90));
    let stats = traffic.stats(std::iter::empty());
    assert_eq!((stats.messages, stats.serialise), (3, Nanos::from_millis(6)));
    assert!((stats.spawn_ms.p50 - 4.0).abs() < 0.1 && (stats.round_trip_us.p50 - 90.0).abs() < 1.0);
    traffic.count_pong(0);
    traffic.count_pong(9);
    assert_eq!(traffic.pongs(), expected_of_ping(0) + expected_of_ping(9));
    assert_eq!(traffic.pongs(), 11);
}
