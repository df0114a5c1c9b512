//! A threshold for pipelines: the least that a machine, or a new version of something on it, must do of what the first
//! one does.

use std::str::FromStr;

use super::Comparison;
use super::mean::Mean;
use super::ratios::RatioKind;
use super::words::{basis, clause};
use crate::statistics::LEVEL;

/// The least ratio that passes, and of which question. A comparison fails it where the whole interval lies below: what
/// chance may have made passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Threshold {
    /// The question.
    pub kind: RatioKind,
    /// The least geometric mean of the ratios of all curves.
    pub ratio: f64,
}

/// A threshold for a ratio that a comparison does not have.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("--fail-below {word}:{}: there is no such ratio of {other} to {first}; {why}", threshold.ratio)]
pub(crate) struct NoSuchRatio {
    threshold: Threshold,
    word: &'static str,
    other: String,
    first: String,
    why: &'static str,
}

/// Names of the questions on the command line, the default first.
const WORDS: [(&str, RatioKind); 3] =
    [("whole", RatioKind::Whole), ("core", RatioKind::Core), ("scaling", RatioKind::Scaling)];

/// Largest threshold.
const MOST: f64 = 1000.0;

impl FromStr for Threshold {
    type Err = String;

    /// `0.95` (of the whole machine), `whole:0.95`, `core:0.95`, `scaling:0.9`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (word, number) = text.split_once(':').unwrap_or((WORDS[0].0, text));
        let kind = WORDS.iter().find(|(name, _)| *name == word.trim()).map(|(_, kind)| *kind);
        let ratio = number.trim().parse().ok().filter(|ratio: &f64| *ratio > 0.0 && *ratio <= MOST);
        kind.zip(ratio).map(|(kind, ratio)| Self { kind, ratio }).ok_or_else(|| {
            "accepted: a ratio above 0, e.g. 0.95, or of which: whole:0.95, core:0.95, scaling:0.9".into()
        })
    }
}

impl Threshold {
    /// A sentence for each machine whose interval lies below; none where all pass.
    ///
    /// # Errors
    /// When there is no such ratio of one of the machines: what was not measured does not pass.
    pub(crate) fn failures(&self, comparison: &Comparison) -> Result<Vec<String>, NoSuchRatio> {
        let first = comparison.subjects.first().map_or("", |first| &first.name);
        let mut failures = Vec::new();
        for (subject, means) in comparison.subjects.iter().zip(&comparison.means) {
            let Some(means) = means else { continue };
            let mean = means.of_kind(self.kind).ok_or_else(|| self.missing(&subject.name, first))?;
            if mean.of_ratios.high < self.ratio {
                failures.push(self.failure(mean, &subject.name, first));
            }
        }
        Ok(failures)
    }

    fn failure(&self, mean: &Mean, other: &str, first: &str) -> String {
        let Self { kind, ratio } = *self;
        let coverage = mean.of_ratios.coverage;
        let unsure = if coverage < LEVEL {
            format!(
                "; the interval holds the true ratio with {:.0} % only: measure with more --reps",
                coverage * 100.0
            )
        } else {
            String::new()
        };
        format!(
            "below {ratio}: {} ({}){unsure}",
            clause(kind, other, mean.of_ratios.value, first),
            basis(mean)
        )
    }

    fn missing(self, other: &str, first: &str) -> NoSuchRatio {
        let word = WORDS.iter().find(|(_, kind)| *kind == self.kind).map_or("", |(word, _)| word);
        let why = match self.kind {
            RatioKind::Whole => "both need runs with no more workers than CPUs",
            RatioKind::Core => "both need runs of one worker",
            RatioKind::Scaling => {
                "both need runs of one worker and of the same larger number, with a CPU for each"
            }
        };
        NoSuchRatio { threshold: self, word, other: other.into(), first: first.into(), why }
    }
}

#[cfg(test)]
mod tests;
