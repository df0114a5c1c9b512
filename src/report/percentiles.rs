//! Percentiles in a report.

use serde::{Deserialize, Serialize};

use crate::event::Percentiles;

/// Percentiles; the unit is in the name of the field that holds them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct PercentilesReport {
    /// Median.
    pub p50: Option<f64>,
    /// 99th percentile.
    pub p99: Option<f64>,
}

impl PercentilesReport {
    /// Report on `percentiles`; unknown where nothing was measured.
    pub(super) fn of(percentiles: Percentiles) -> Self {
        // No duration is exactly zero: zero was never measured.
        let seen = |figure: f64| known(Some(figure).filter(|_| percentiles != Percentiles::default()));
        Self { p50: seen(percentiles.p50), p99: seen(percentiles.p99) }
    }
}

/// A finite figure: JSON has no representation of others.
pub(super) fn known(figure: Option<f64>) -> Option<f64> {
    figure.filter(|f| f.is_finite())
}
