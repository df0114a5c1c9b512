//! Values with a unit or a range: parsers, and their error messages.

use std::time::Duration;

use crate::race::setting::typed::{number, time};
use crate::report::{Formats, Named};

pub(super) fn speed(text: &str) -> Result<f64, String> {
    number(text, 0.01, 1000.0).ok_or_else(|| "accepted: a factor from 0.01 to 1000".into())
}

pub(super) fn moment(text: &str) -> Result<f64, String> {
    number(text, 0.0, 1e6).ok_or_else(|| "accepted: seconds from the start, 0 or more".into())
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

pub(super) fn screen_size(text: &str) -> Result<(u16, u16), String> {
    let side = |text: &str| text.parse().ok().filter(|n| (1..=1000).contains(n));
    text.split_once('x')
        .and_then(|(w, h)| Some((side(w)?, side(h)?)))
        .ok_or_else(|| "accepted: columns x rows, each from 1 to 1000, e.g. 120x40".into())
}

/// The name of one of these formats.
///
/// # Errors
/// When there is none: the accepted names. The parser of the command line names what was typed.
pub(super) fn format_name<F: Named + ?Sized>(formats: &Formats<F>, name: &str) -> Result<String, String> {
    let found = formats.by_name(name).map(|format| format.name().into());
    found.map_err(|unknown| format!("accepted: {}", unknown.accepted))
}

#[cfg(test)]
mod tests {
    use super::*;

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
