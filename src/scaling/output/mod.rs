//! Sweeps and comparisons as text: one file per format, and one line in [`FORMATS`].

mod benchstat;
mod beside;
mod csv;
mod html;
mod json;
mod markdown;
mod sentences;
mod svg;
mod text;

use std::fmt;

use super::analysis::Curve;
use super::compare::Comparison;
use super::report::Report;
use crate::text::look::Look;

pub use sentences::{announcement, claim, what, work};

/// A report with its analysis.
#[derive(Debug)]
pub struct SweepSummary<'a> {
    /// The raw report.
    pub report: &'a Report,
    /// Its analysis.
    pub curves: Vec<Curve>,
}

impl<'a> SweepSummary<'a> {
    /// Analyses a report.
    #[must_use]
    pub fn of(report: &'a Report) -> Self {
        Self { report, curves: super::analysis::curves(report) }
    }
}

impl SweepSummary<'_> {
    /// Errors: tasks that failed, results that differ.
    #[must_use]
    pub fn wrong(&self) -> Vec<String> {
        super::analysis::disagreements(self.report)
    }

    /// Whether there is any doubt.
    #[must_use]
    pub fn is_doubted(&self) -> bool {
        let points = self.curves.iter().flat_map(|curve| &curve.points);
        !self.report.doubts.is_empty() || points.into_iter().any(|point| !point.doubts.is_empty())
    }
}

/// A format of sweeps and comparisons.
pub trait Format: fmt::Debug + Sync {
    /// Its name for `--format`.
    fn name(&self) -> &'static str;

    /// A sweep in this format, with a line end after its last line.
    fn sweep(&self, told: &SweepSummary, look: Look) -> String;

    /// A comparison in this format, likewise.
    fn comparison(&self, comparison: &Comparison, look: Look) -> String;
}

/// All formats, the default first.
pub static FORMATS: &[&dyn Format] = &[
    &text::Text,
    &json::Json,
    &csv::Csv,
    &markdown::Markdown,
    &svg::Svg,
    &html::Html,
    &benchstat::Benchstat,
];

/// A format that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {typed:?}; accepted: {}", names())]
pub struct UnknownFormat {
    /// The name that was given.
    pub typed: String,
}

/// All names, for a message.
#[must_use]
pub fn names() -> String {
    FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

/// The format with this name.
///
/// # Errors
/// When there is none; the message lists the existing ones.
pub fn by_name(name: &str) -> Result<&'static dyn Format, UnknownFormat> {
    let found = FORMATS.iter().find(|format| format.name() == name);
    found.copied().ok_or_else(|| UnknownFormat { typed: name.into() })
}

#[cfg(test)]
mod tests;
