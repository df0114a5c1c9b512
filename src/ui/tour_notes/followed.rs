//! State of the connection: what is known of the talk.

use std::time::Instant;

use crate::tour::notes::{NotesMessage, TalkState};

/// State of the followed talk.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Now {
    /// There was none so far.
    Looking,
    /// One was found, and has said nothing yet.
    Found,
    /// Its state.
    Talk(Box<TalkState>),
    /// It is of another version.
    Foreign,
    /// It has ended, and there is no other.
    Ended,
}

/// A talk that is followed, between two messages.
#[derive(Debug)]
pub(super) struct Followed {
    pub(super) now: Now,
    /// Process of the talk.
    pub(super) pid: Option<u32>,
    /// Process of the only talk that is followed; `None` for any.
    pub(super) wanted: Option<u32>,
    /// Time of its last message, from which its clocks are counted on.
    heard: Instant,
}

impl Followed {
    /// No talk yet; the one in the process `wanted` is looked for, or any.
    pub(super) fn new(wanted: Option<u32>) -> Self {
        Self { now: Now::Looking, pid: None, wanted, heard: Instant::now() }
    }

    /// Takes in a message; returns whether another scene, or none, is shown than before.
    pub(super) fn hear(&mut self, message: NotesMessage) -> bool {
        let before = self.scene().map(str::to_string);
        self.heard = Instant::now();
        self.now = match message {
            NotesMessage::Looking => Now::Looking,
            NotesMessage::Found(pid) => {
                self.pid = Some(pid);
                Now::Found
            }
            NotesMessage::Told(state) => Now::Talk(state),
            NotesMessage::Foreign => Now::Foreign,
            NotesMessage::Ended => Now::Ended,
        };
        before.as_deref() != self.scene()
    }

    /// Whether a talk is shown, whose clocks go on.
    pub(super) fn is_live(&self) -> bool {
        matches!(self.now, Now::Talk(_))
    }

    /// Time since the last message, s.
    pub(super) fn since_s(&self) -> f64 {
        self.heard.elapsed().as_secs_f64()
    }

    fn scene(&self) -> Option<&str> {
        if let Now::Talk(state) = &self.now { Some(&state.scene) } else { None }
    }
}
