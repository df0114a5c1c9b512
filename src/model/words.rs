//! Words as sentences need them: with a capital, in the plural.

pub use crate::plural::plural;

use super::Model;
use super::lane::Lane;

/// `phrase` as the beginning of a sentence.
#[must_use]
pub fn capital(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// That a lane has tasks of a size for its own language; `None` where they are the race's, as when somebody chose it.
#[must_use]
pub fn size_of_its_own(model: &Model, lane: &Lane) -> Option<String> {
    let calibration = lane.calibration?;
    if model.calibration.is_some_and(|race| (race.tasks, race.size) == (calibration.tasks, calibration.size))
    {
        return None;
    }
    let unit = &model.plan.as_ref()?.workload.unit;
    Some(if Some(calibration.tasks) == model.tasks() {
        format!("tasks calibrated for Python ({} {unit} each)", calibration.size)
    } else {
        format!("tasks calibrated for Python ({} of them)", calibration.tasks)
    })
}

/// A reason as part of our sentence, which brings its own full stop.
#[must_use]
pub fn clause(reason: &str) -> &str {
    reason.trim().trim_end_matches('.')
}

/// A length of time with a fitting unit, e.g. `12.3 ms`.
#[must_use]
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s <= 0.0 => "0 s".into(),
        s if s < 1e-5 => format!("{:.1} µs", s * 1e6),
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1e-2 => format!("{:.2} ms", s * 1e3),
        s if s < 0.1 => format!("{:.1} ms", s * 1e3),
        s if s < 100.0 => format!("{s:.2} s"),
        s => format!("{s:.0} s"),
    }
}

/// A length of time that somebody waits for, in minutes and seconds, e.g. `2:05 min`, or in seconds alone.
#[must_use]
pub fn minutes(seconds: f64) -> String {
    match seconds.ceil() {
        seconds if seconds < 60.0 => format!("{seconds:.0} s"),
        seconds => format!("{:.0}:{:02.0} min", (seconds / 60.0).floor(), seconds % 60.0),
    }
}

/// A switch interval in the fewest digits: `5 ms`, `500 µs`, `1 s`.
#[must_use]
pub fn interval(micros: u64) -> String {
    let (size, unit) = match micros {
        0..1_000 => (1, "µs"),
        1_000..1_000_000 => (1_000, "ms"),
        _ => (1_000_000, "s"),
    };
    // Three decimals tell every microsecond of a millisecond.
    let digits = format!("{:.3}", micros as f64 / f64::from(size));
    format!("{} {unit}", digits.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_minutes_from_one_minute_on() {
        let told = [0.0, 0.2, 59.0, 59.5, 125.0].map(minutes);
        assert_eq!(told, ["0 s", "1 s", "59 s", "1:00 min", "2:05 min"]);
    }

    #[test]
    fn one_is_singular_and_none_is_not() {
        let counted = |n| format!("{n} {}", plural(n, "core"));
        assert_eq!([0, 1, 2].map(counted), ["0 cores", "1 core", "2 cores"]);
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(["2 threads", "one thread", ""].map(capital), ["2 threads", "One thread", ""]);
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
