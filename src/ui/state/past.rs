//! An earlier race of the session that is shown again.

use std::sync::Arc;

use crate::model::Model;

/// An earlier race that is shown again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Past {
    /// Its number in the session, from 1.
    pub number: usize,
    /// Number of races so far, the present one included.
    pub of: usize,
    /// Everything that is known of it.
    pub model: Arc<Model>,
}
