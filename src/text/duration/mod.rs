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
mod tests;
