use super::*;

#[test]
fn a_clock_has_two_digits_behind_each_colon() {
    for (seconds, shown) in [
        (0.0, "0:00"),
        (7.9, "0:07"),
        (754.0, "12:34"),
        (3723.0, "1:02:03"),
        (-1.0, "0:00"),
        (f64::NAN, "0:00"),
    ] {
        assert_eq!(clock(seconds), shown);
    }
}

#[test]
fn times_have_the_decimals_they_deserve() {
    let times: Vec<_> = [0.0, 4e-7, 41e-6, 0.0015, 0.012, 0.25, 6.1, 1234.5].map(duration).into();
    assert_eq!(times, ["0 s", "0.4 µs", "41 µs", "1.50 ms", "12.0 ms", "0.25 s", "6.10 s", "1234 s"]);
    assert_eq!([duration(4.25e-10), duration(2.35e-8)], ["0.425 ns", "23.5 ns"]);
    assert_eq!([40.4, 999.0, 1000.0, 27_500.0].map(reply_time), ["40 µs", "999 µs", "1.0 ms", "27.5 ms"]);
}

#[test]
fn times_are_told_in_minutes_from_one_minute_on() {
    let told = [0.0, 0.2, 59.0, 59.5, 125.0].map(minutes);
    assert_eq!(told, ["0 s", "1 s", "59 s", "1:00 min", "2:05 min"]);
}

#[test]
fn an_interval_has_no_idle_digits() {
    let cases =
        [(1, "1 µs"), (500, "500 µs"), (1000, "1 ms"), (2500, "2.5 ms"), (5000, "5 ms"), (1_000_000, "1 s")];
    for (micros, words) in cases {
        assert_eq!(interval(micros), words);
    }
}
