//! The source of the screen: a talk, here or in a test.

use crossbeam_channel::Receiver;

use crate::tour::notes::{NotesClient, NotesMessage, Steer};

/// A talk that is followed.
pub(super) trait NotesSource {
    /// Its messages.
    fn messages(&self) -> Receiver<NotesMessage>;

    /// Asks the talk for this; `false` where there is none that takes it.
    fn steer(&self, steer: Steer) -> bool;
}

impl NotesSource for NotesClient {
    fn messages(&self) -> Receiver<NotesMessage> {
        Self::messages(self)
    }

    fn steer(&self, steer: Steer) -> bool {
        Self::steer(self, steer)
    }
}
