//! Numbers in a file's text: which are a number of workers, and which a time.

use std::ops::RangeInclusive;

use crate::scaling::file::MOST_IMPORTED;

/// Range of a time, s, or of a rate per second: from a picosecond to thirty thousand years.
pub(super) const MEASURABLE: RangeInclusive<f64> = 1e-12..=1e12;

/// A number of workers. `4.0` is one, as spreadsheets and scripts write whole numbers.
pub(super) fn workers(text: &str) -> Option<u32> {
    let number: f64 = text.trim().parse().ok()?;
    let fits = number.fract() == 0.0 && (1.0..=f64::from(MOST_IMPORTED)).contains(&number);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a whole number in range"
    )]
    fits.then_some(number as u32)
}

/// A number of workers as JSON has it: a number, or its text.
pub(super) fn workers_of(value: &serde_json::Value) -> Option<u32> {
    match value {
        serde_json::Value::String(text) => workers(text),
        serde_json::Value::Number(number) => workers(&number.to_string()),
        _ => None,
    }
}

/// The accepted numbers of workers, for messages.
pub(super) fn accepted_workers() -> String {
    format!("accepted is a whole number from 1 to {MOST_IMPORTED}")
}

/// A time or rate that can have been measured.
pub(super) fn measurable(value: f64) -> Option<f64> {
    MEASURABLE.contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_workers_is_whole_and_at_least_one() {
        assert_eq!(["1", " 16 ", "4.0", "1e3"].map(workers), [Some(1), Some(16), Some(4), Some(1000)]);
        for wrong in ["", "0", "-1", "1.5", "NaN", "inf", "1048577", "four", "1e300"] {
            assert_eq!(workers(wrong), None, "{wrong}");
        }
        assert_eq!(workers_of(&serde_json::json!("8")), Some(8));
        assert_eq!(workers_of(&serde_json::json!(8)), Some(8));
        assert_eq!(workers_of(&serde_json::json!([8])), None);
    }
}
