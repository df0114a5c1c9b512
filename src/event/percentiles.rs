//! Percentiles of a duration.

use serde::{Deserialize, Serialize};

/// Percentiles of a duration, in the unit named by the field's suffix.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Percentiles {
    /// Half of the values are at most this.
    pub p50: f64,
    /// 99 % of the values are at most this.
    pub p99: f64,
}
