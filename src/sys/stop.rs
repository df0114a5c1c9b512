//! Asking a running lane to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A request to stop, shared by all who may make it and all who must heed it. Once made it stands.
#[derive(Debug, Default, Clone)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks everybody who holds this token to stop.
    pub fn request(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether the stop was requested.
    #[must_use]
    pub fn requested(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
