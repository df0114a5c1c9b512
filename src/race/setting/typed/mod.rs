//! Values with a unit or a range: parsers, and their error messages.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::lane::MOST_WORKERS;

/// Largest chunk: more is a typing error.
const LARGEST_CHUNK: u32 = 1_000_000;

/// A whole number within a range.
///
/// # Errors
/// The error, with the range.
pub(crate) fn whole<N: TryFrom<i64>>(text: &str, accepted: RangeInclusive<i64>) -> Result<N, String> {
    let number: i64 = text.parse().map_err(|error: std::num::ParseIntError| error.to_string())?;
    let outside = || format!("{number} is not in {}..={}", accepted.start(), accepted.end());
    let number = Some(number).filter(|number| accepted.contains(number));
    number.and_then(|number| N::try_from(number).ok()).ok_or_else(outside)
}

/// A number of workers for each lane.
///
/// # Errors
/// The range.
pub(crate) fn workers(text: &str) -> Result<u16, String> {
    let accepted = 1..=MOST_WORKERS;
    text.parse().ok().filter(|n| accepted.contains(n)).ok_or_else(|| format!("accepted: 1 to {MOST_WORKERS}"))
}

/// A number of tasks sent to a worker at a time.
///
/// # Errors
/// The range.
pub(crate) fn chunk(text: &str) -> Result<u32, String> {
    let accepted = 1..=LARGEST_CHUNK;
    text.parse()
        .ok()
        .filter(|n| accepted.contains(n))
        .ok_or_else(|| format!("accepted: 1 to {LARGEST_CHUNK}"))
}

/// A number of seconds, without a unit.
///
/// # Errors
/// The range.
pub(crate) fn seconds(text: &str) -> Result<f64, String> {
    number(text, 0.01, 3600.0).ok_or_else(|| "accepted: seconds from 0.01 to 3600".into())
}

/// A number from `least` to `most`.
#[must_use]
pub(crate) fn number(text: &str, least: f64, most: f64) -> Option<f64> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

/// A number of units, or of bytes with a binary prefix: `20000`, `64MiB`.
///
/// # Errors
/// The accepted forms.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match &text[digits.len()..] {
        "" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    };
    let number = digits.parse::<u64>().ok().filter(|number| *number >= 1);
    number.zip(scale).and_then(|(number, scale)| number.checked_mul(scale)).ok_or_else(|| {
        "accepted: a whole number from 1 on, also in KiB, MiB or GiB, e.g. 20000 or 64MiB".into()
    })
}

/// A switch interval with its unit: `5ms`, `500us`, `1s`.
///
/// # Errors
/// The range.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let accepted = "accepted: a time from 1us to 10s with its unit, e.g. 5ms, 500us, 1s";
    time(text, 1e-6, 10.0).ok_or_else(|| accepted.into())
}

/// The deadline of a task, with its unit: `2s`, `500ms`.
///
/// # Errors
/// The range.
pub(crate) fn deadline(text: &str) -> Result<Duration, String> {
    let accepted = "accepted: a time from 10ms to 3600s with its unit, e.g. 500ms, 2s";
    time(text, 1e-2, 3600.0).ok_or_else(|| accepted.into())
}

/// A time for something long, with its unit: `60s`, `10m`, `2h`.
///
/// # Errors
/// The range.
pub(crate) fn budget(text: &str) -> Result<Duration, String> {
    let long = [("m", 60.0), ("h", 3600.0)].into_iter().find_map(|(unit, seconds)| {
        let number = text.strip_suffix(unit)?.parse::<f64>().ok()?;
        Duration::try_from_secs_f64(number * seconds).ok()
    });
    let bounds = Duration::from_secs(1)..=Duration::from_hours(24);
    let found = long.or_else(|| time(text, 1.0, 24.0 * 3600.0)).filter(|time| bounds.contains(time));
    found.ok_or_else(|| "accepted: a time from 1s to 24h with its unit, e.g. 60s, 10m, 2h".into())
}

/// A duration with its unit, from `least` to `most` seconds.
#[must_use]
pub(crate) fn time(text: &str, least: f64, most: f64) -> Option<Duration> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let scale = match &text[digits.len()..] {
        // The micro sign and the Greek letter look the same.
        "us" | "\u{b5}s" | "\u{3bc}s" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return None,
    };
    let seconds = digits.parse::<f64>().ok()? * scale;
    Duration::try_from_secs_f64(seconds).ok().filter(|_| (least..=most).contains(&seconds))
}

#[cfg(test)]
mod tests;
