//! Verdicts: agree, differ, or unclear.

use serde::{Deserialize, Serialize};

use crate::statistics::Estimate;

/// Least coverage of a meaningful interval: that of the extremes of three repetitions.
pub(crate) const TELLING: f64 = 0.74;

/// Verdict on the ratio of a simulated figure to CPython's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// The whole interval is within the bounds.
    Agree,
    /// The whole interval is outside of them.
    Differ,
    /// The interval spans a bound, or has too little coverage.
    Unclear,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Unclear => "unclear",
        }
    }

    /// Verdict on `ratio` with the bound `factor` either way, and its reason.
    #[must_use]
    pub(crate) fn of(ratio: Option<&Estimate>, factor: f64) -> (Self, String) {
        let Some(ratio) = ratio else {
            return (Self::Unclear, "one of the two has no figure".into());
        };
        let (least, most) = (1.0 / factor, factor);
        let bounds = format!("{least:.2} to {most:.2}");
        if ratio.coverage < TELLING {
            let so_far = format!("too few values for an interval; the ratio {:.2} is", ratio.value);
            let inside = (least..=most).contains(&ratio.value);
            return (
                Self::Unclear,
                format!("{so_far} {} {bounds}", if inside { "within" } else { "outside" }),
            );
        }
        let interval = format!("{:.2} to {:.2}", ratio.low, ratio.high);
        if least <= ratio.low && ratio.high <= most {
            (Self::Agree, format!("{interval} is within {bounds}"))
        } else if ratio.high < least || most < ratio.low {
            let where_to = if ratio.high < least { "below" } else { "above" };
            (Self::Differ, format!("{interval} is {where_to} {bounds}"))
        } else {
            (Self::Unclear, format!("{interval} reaches beyond {bounds}"))
        }
    }
}

#[cfg(test)]
mod tests;
