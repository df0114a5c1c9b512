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

use super::analysis::Curve;
use super::compare::Comparison;
use super::report::Report;
use crate::report::{Formats, Named};
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
pub trait ScalingFormat: Named {
    /// A sweep in this format, with a line end after its last line.
    fn sweep(&self, told: &SweepSummary, look: Look) -> String;

    /// A comparison in this format, likewise.
    fn comparison(&self, comparison: &Comparison, look: Look) -> String;
}

/// All formats of sweeps and comparisons.
pub static FORMATS: Formats<dyn ScalingFormat> = Formats(&[
    &text::Text,
    &json::Json,
    &csv::Csv,
    &markdown::Markdown,
    &svg::Svg,
    &html::Html,
    &benchstat::Benchstat,
]);

#[cfg(test)]
mod tests;
