//! Programme of a performance: scenes, takes and limits.

use crate::tour::Scene;
use crate::tour::takes::Takes;

/// Scenes to be performed, and how.
#[derive(Debug, Clone)]
pub(crate) struct Programme {
    /// The scenes, in their order.
    pub scenes: Vec<Scene>,
    /// The takes that they fall back on.
    pub takes: Takes,
    /// Whether what runs live is recorded, for a take.
    pub records: bool,
}
