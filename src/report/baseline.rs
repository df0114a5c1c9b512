//! Report on the baseline of a speed-up.

use serde::{Deserialize, Serialize};

use crate::model::score::{Baseline, BaselineSource};

/// Baseline of the speed-up: one worker without a lock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct BaselineReport {
    /// `sequential`, `py-sequential` or `one-command` (lanes of this race), or `calibration`.
    pub source: String,
    /// Time that one worker alone needs for all tasks.
    pub solo_s: f64,
    /// Duration of the calibration; `null` for a lane.
    pub sample_s: Option<f64>,
    /// Both in words.
    pub description: String,
}

impl BaselineReport {
    /// Report on `baseline`.
    pub(super) fn of(baseline: &Baseline) -> Self {
        let (source, sample_s) = match baseline.source {
            BaselineSource::Sequential => ("sequential", None),
            BaselineSource::PySequential => ("py-sequential", None),
            BaselineSource::OneCommand => ("one-command", None),
            BaselineSource::Calibration(sample) => ("calibration", Some(sample.secs())),
        };
        let description = baseline.describe();
        Self { source: source.into(), solo_s: baseline.solo.secs(), sample_s, description }
    }
}
