//! The wall clock in the format of recordings' and reports' headers.

use std::time::SystemTime;

/// Seconds in a day.
const DAY: u64 = 86_400;

/// The time now, RFC 3339 in UTC; `None` where the clock stands before 1970.
#[must_use]
pub(crate) fn now() -> Option<String> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(rfc3339(since.as_secs()))
}

/// A time in seconds since 1970 as RFC 3339 in UTC.
fn rfc3339(seconds: u64) -> String {
    let (year, month, day) = civil(seconds / DAY);
    let s = seconds % DAY;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", s / 3600, s / 60 % 60, s % 60)
}

/// A time with its offset from UTC, RFC 3339, in UTC: `2024-08-15T14:00:00+02:00` is `2024-08-15T12:00:00Z`. `None` for any
/// other text, and before 1970.
#[must_use]
pub(crate) fn in_utc(text: &str) -> Option<String> {
    let digits = |range: std::ops::Range<usize>| {
        let digits = text.get(range).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse::<u64>().ok()
    };
    let marks = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")];
    if !marks.iter().all(|(at, mark)| text.get(*at..at + 1) == Some(mark)) {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let (hour, minute, second) = (digits(11..13)?, digits(14..16)?, digits(17..19)?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (sign, offset) = match (text.get(19..20)?, text.len()) {
        ("Z", 20) => (1, 0),
        (sign @ ("+" | "-"), 25) if text.get(22..23) == Some(":") => {
            (if sign == "+" { 1 } else { -1 }, digits(20..22)? * 3600 + digits(23..25)? * 60)
        }
        _ => return None,
    };
    let local = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    let seconds = i64::try_from(local).ok()? - sign * i64::try_from(offset).ok()?;
    u64::try_from(seconds).ok().map(rfc3339)
}

/// The day of a civil date, counted from 1970-01-01: the inverse of [`civil`].
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month < 3 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// The civil date of a day counted from 1970-01-01.
///
/// Years are taken to begin in March, so that the leap day is the last of its year and months of 31 and 30
/// days follow a straight line (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(day: u64) -> (u64, u64, u64) {
    const ERA: u64 = 146_097; // days in 400 years
    let day = day + 719_468; // from 0000-03-01
    let of_era = day % ERA;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153; // 0 is March
    let day_of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, turn) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year + day / ERA * 400 + turn, month, day_of_month)
}

#[cfg(test)]
mod tests;
