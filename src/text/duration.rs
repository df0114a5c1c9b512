//! Durations with a fitting unit.

/// A duration in three digits, e.g. `12.3 ms`.
#[must_use]
pub(crate) fn duration(seconds: f64) -> String {
    match seconds {
        s if s <= 0.0 => "0 s".into(),
        // What would be 0.0 µs.
        s if s < 1e-9 => format!("{:.3} ns", s * 1e9),
        s if s < 5e-8 => format!("{:.1} ns", s * 1e9),
        s if s < 1e-5 => format!("{:.1} µs", s * 1e6),
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1e-2 => format!("{:.2} ms", s * 1e3),
        s if s < 0.1 => format!("{:.1} ms", s * 1e3),
        s if s < 100.0 => format!("{s:.2} s"),
        s => format!("{s:.0} s"),
    }
}

/// A waiting time in minutes and seconds, e.g. `2:05 min`, or in seconds alone.
#[must_use]
pub(crate) fn minutes(seconds: f64) -> String {
    match seconds.ceil() {
        seconds if seconds < 60.0 => format!("{seconds:.0} s"),
        seconds => format!("{:.0}:{:02.0} min", (seconds / 60.0).floor(), seconds % 60.0),
    }
}

/// A time on a clock: `0:07`, `12:34`, `1:02:03`.
#[must_use]
pub(crate) fn clock(seconds: f64) -> String {
    // Negative times and NaN are none.
    let whole = std::time::Duration::try_from_secs_f64(seconds).map_or(0, |time| time.as_secs());
    match (whole / 3600, whole / 60 % 60, whole % 60) {
        (0, minutes, seconds) => format!("{minutes}:{seconds:02}"),
        (hours, minutes, seconds) => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A switch interval in the fewest digits: `5 ms`, `500 µs`, `1 s`.
#[must_use]
pub(crate) fn interval(micros: u64) -> String {
    let (size, unit) = match micros {
        0..1_000 => (1, "µs"),
        1_000..1_000_000 => (1_000, "ms"),
        _ => (1_000_000, "s"),
    };
    // Three decimals show every microsecond of a millisecond.
    let digits = format!("{:.3}", micros as f64 / f64::from(size));
    format!("{} {unit}", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A reply time, in microseconds below a millisecond, in milliseconds from there on.
#[must_use]
pub(crate) fn reply_time(micros: f64) -> String {
    if micros < 1e3 { format!("{micros:.0} µs") } else { format!("{:.1} ms", micros / 1e3) }
}

#[cfg(test)]
mod tests {
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
        let cases = [
            (1, "1 µs"),
            (500, "500 µs"),
            (1000, "1 ms"),
            (2500, "2.5 ms"),
            (5000, "5 ms"),
            (1_000_000, "1 s"),
        ];
        for (micros, words) in cases {
            assert_eq!(interval(micros), words);
        }
    }
}
