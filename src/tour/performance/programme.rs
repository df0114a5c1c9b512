//! What a performance is to perform.

use crate::tour::Scene;
use crate::tour::takes::Takes;

/// What is to be performed.
#[derive(Debug, Clone)]
pub(crate) struct Programme {
    /// The scenes, in their order.
    pub scenes: Vec<Scene>,
    /// The takes that they fall back on.
    pub takes: Takes,
    /// Whether what runs live is recorded, for a take.
    pub records: bool,
}
