//! A sweep as it is told: the raw report with its analysis.

use crate::scaling::analysis::{self, Curve};
use crate::scaling::report::Report;

/// A report with its analysis.
#[derive(Debug)]
pub(crate) struct SweepSummary<'a> {
    /// The raw report.
    pub report: &'a Report,
    /// Its analysis.
    pub curves: Vec<Curve>,
}

impl<'a> SweepSummary<'a> {
    /// Analyses a report.
    #[must_use]
    pub(crate) fn of(report: &'a Report) -> Self {
        Self { report, curves: analysis::curves(report) }
    }
}

impl SweepSummary<'_> {
    /// Errors: tasks that failed, results that differ.
    #[must_use]
    pub(crate) fn wrong(&self) -> Vec<String> {
        analysis::disagreements(self.report)
    }

    /// Whether there is any doubt.
    #[must_use]
    pub(crate) fn is_doubted(&self) -> bool {
        let points = self.curves.iter().flat_map(|curve| &curve.points);
        !self.report.doubts.is_empty() || points.into_iter().any(|point| !point.doubts.is_empty())
    }
}
