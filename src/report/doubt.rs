//! Report on a doubt.

use serde::{Deserialize, Serialize};

use crate::event::{Doubt, LaneId};
use crate::text::words::clause;

/// A reason not to trust the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DoubtReport {
    /// Its name.
    pub kind: String,
    /// The observation.
    pub message: String,
    /// Advice.
    pub advice: String,
    /// Index of the lane it concerns in `lanes`; absent when it concerns the whole race.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<u16>,
}

impl DoubtReport {
    /// Report on `doubt`.
    #[must_use]
    pub(crate) fn of(doubt: &Doubt) -> Self {
        Self {
            kind: doubt.kind.clone(),
            message: doubt.message.clone(),
            advice: doubt.advice.clone(),
            lane: doubt.lane.map(|LaneId(id)| id),
        }
    }

    /// Observation and advice.
    #[must_use]
    pub(crate) fn sentence(&self) -> String {
        format!("{}; {}.", clause(&self.message), clause(&self.advice))
    }
}
