//! The question before a running race is ended: asked once, and answered by the next key.

use crate::race::setting::Change;

/// Action that begins the next race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NextRun {
    /// The same settings again.
    Again,
    /// This change of a setting.
    Changed(Change),
    /// The settings before the last change.
    Undone,
}

/// A question that waits for the same key again; any other key is a no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Action to be done at a yes.
    pub next: NextRun,
    /// The question as a sentence for the screen.
    pub words: String,
}
