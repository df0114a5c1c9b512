//! The contract of a format of sweeps and comparisons.

use super::summary::SweepSummary;
use crate::report::Named;
use crate::scaling::compare::Comparison;
use crate::text::look::Look;

/// A format of sweeps and comparisons.
pub(crate) trait ScalingFormat: Named {
    /// A sweep in this format, with a line end after its last line.
    fn sweep(&self, told: &SweepSummary, look: Look) -> String;

    /// A comparison in this format, likewise.
    fn comparison(&self, comparison: &Comparison, look: Look) -> String;
}
