//! Values with a unit or a range: what is accepted, and what is said when it is not.

use std::time::Duration;

use crate::lane::MOST_WORKERS;

/// More tasks than this at a time are a mistake of typing.
const LARGEST_CHUNK: u32 = 1_000_000;

/// A number of workers for each lane.
pub(crate) fn workers(text: &str) -> Result<u16, String> {
    let accepted = 1..=MOST_WORKERS;
    text.parse().ok().filter(|n| accepted.contains(n)).ok_or_else(|| format!("accepted: 1 to {MOST_WORKERS}"))
}

/// Tasks handed to a worker at a time.
pub(crate) fn chunk(text: &str) -> Result<u32, String> {
    let accepted = 1..=LARGEST_CHUNK;
    text.parse()
        .ok()
        .filter(|n| accepted.contains(n))
        .ok_or_else(|| format!("accepted: 1 to {LARGEST_CHUNK}"))
}

pub(crate) fn seconds(text: &str) -> Result<f64, String> {
    number(text, 0.01, 3600.0).ok_or_else(|| "accepted: seconds from 0.01 to 3600".into())
}

pub(super) fn speed(text: &str) -> Result<f64, String> {
    number(text, 0.01, 1000.0).ok_or_else(|| "accepted: a factor from 0.01 to 1000".into())
}

pub(super) fn moment(text: &str) -> Result<f64, String> {
    number(text, 0.0, 1e6).ok_or_else(|| "accepted: seconds from the start, 0 or more".into())
}

fn number(text: &str, least: f64, most: f64) -> Option<f64> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

/// A number of units, or of bytes with a binary prefix: `20000`, `64MiB`.
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
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let accepted = "accepted: a time from 1us to 10s with its unit, e.g. 5ms, 500us, 1s";
    time(text, 1e-6, 10.0).ok_or_else(|| accepted.into())
}

pub(super) fn deadline(text: &str) -> Result<Duration, String> {
    let accepted = "accepted: a time from 10ms to 3600s with its unit, e.g. 500ms, 2s";
    time(text, 1e-2, 3600.0).ok_or_else(|| accepted.into())
}

/// A time for something long, with its unit: `60s`, `10m`, `2h`.
pub(super) fn budget(text: &str) -> Result<Duration, String> {
    let long = [("m", 60.0), ("h", 3600.0)].into_iter().find_map(|(unit, seconds)| {
        let number = text.strip_suffix(unit)?.parse::<f64>().ok()?;
        Duration::try_from_secs_f64(number * seconds).ok()
    });
    let bounds = Duration::from_secs(1)..=Duration::from_hours(24);
    let found = long.or_else(|| time(text, 1.0, 24.0 * 3600.0)).filter(|time| bounds.contains(time));
    found.ok_or_else(|| "accepted: a time from 1s to 24h with its unit, e.g. 60s, 10m, 2h".into())
}

/// A length of time with its unit, from `least` to `most` seconds.
fn time(text: &str, least: f64, most: f64) -> Option<Duration> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let scale = match &text[digits.len()..] {
        // The micro sign, and the Greek letter that keyboards and people write for it.
        "us" | "\u{b5}s" | "\u{3bc}s" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return None,
    };
    let seconds = digits.parse::<f64>().ok()? * scale;
    Duration::try_from_secs_f64(seconds).ok().filter(|_| (least..=most).contains(&seconds))
}

pub(super) fn screen_size(text: &str) -> Result<(u16, u16), String> {
    let side = |text: &str| text.parse().ok().filter(|n| (1..=1000).contains(n));
    text.split_once('x')
        .and_then(|(w, h)| Some((side(w)?, side(h)?)))
        .ok_or_else(|| "accepted: columns x rows, each from 1 to 1000, e.g. 120x40".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_carry_their_unit() {
        assert_eq!(duration("5ms"), Ok(Duration::from_millis(5)));
        assert_eq!(duration("0.5ms"), Ok(Duration::from_micros(500)));
        assert_eq!(duration("500us"), Ok(Duration::from_micros(500)));
        for mu in ["500\u{b5}s", "500\u{3bc}s"] {
            assert_eq!(duration(mu), Ok(Duration::from_micros(500)));
        }
        assert_eq!(duration("1s"), Ok(Duration::from_secs(1)));
        for wrong in ["5", "ms", "", "-5ms", "5m", "0us", "11s", "NaNs", "infs"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn numbers_of_workers_and_chunks_have_bounds() {
        assert_eq!((workers("1024"), chunk("1000000")), (Ok(1024), Ok(1_000_000)));
        for wrong in ["0", "-1", "x", "", "1.5", "2000000"] {
            assert_eq!(workers(wrong), Err("accepted: 1 to 1024".into()));
            assert_eq!(chunk(wrong), Err("accepted: 1 to 1000000".into()));
        }
    }

    #[test]
    fn sizes_may_carry_a_binary_prefix() {
        assert_eq!(size("20000"), Ok(20_000));
        assert_eq!(size("4KiB"), Ok(4096));
        assert_eq!((size("64MiB"), size("2GiB")), (Ok(64 << 20), Ok(2 << 30)));
        for wrong in
            ["", "0", "0MiB", "MiB", "-1", "1.5MiB", "64MB", "64 MiB", "1mib", "99999999999999GiB", "1µ"]
        {
            assert!(size(wrong).unwrap_err().contains("64MiB"), "{wrong}");
        }
    }

    #[test]
    fn long_times_may_be_told_in_minutes_and_hours() {
        assert_eq!(budget("60s"), Ok(Duration::from_mins(1)));
        assert_eq!(
            (budget("1.5m"), budget("2h")),
            (Ok(Duration::from_secs(90)), Ok(Duration::from_hours(2)))
        );
        for wrong in ["60", "", "0s", "25h", "-1m", "NaNm", "infh", "1e400m", "5 m", "m"] {
            assert!(budget(wrong).unwrap_err().contains("10m"), "{wrong}");
        }
    }

    #[test]
    fn a_screen_has_columns_and_rows() {
        assert_eq!(screen_size("120x40"), Ok((120, 40)));
        for wrong in ["120", "x", "0x0", "120x", "120x40x3", "99999x1"] {
            assert!(screen_size(wrong).is_err(), "{wrong}");
        }
    }
}
