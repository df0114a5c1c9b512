//! A death that is not made good yet.

use crate::event::Nanos;

/// A replacement under way: a process died, and another is to take its place, or to run its task again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PendingReplacement {
    /// Id of the process that died.
    pub(super) dead: u32,
    /// Time of its death, or of its detection.
    pub(super) at: Nanos,
}
