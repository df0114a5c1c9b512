//! The questions that are asked before a run or the talk ends.

use crate::ui::command::Command;
use crate::ui::tour::keys::Action;

/// A question that the same key answers with yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Leave the run out, and go on.
    Next,
    /// End the run, and go back.
    Back,
    /// Run the scene again.
    Restart,
    /// Replace the live run by its recording.
    FallBack,
    /// End the talk.
    Quit,
}

impl Ask {
    /// The question that this action may ask.
    pub(super) const fn of(action: Action) -> Option<Self> {
        match action {
            Action::Next => Some(Self::Next),
            Action::Back => Some(Self::Back),
            Action::Restart => Some(Self::Restart),
            Action::FallBack => Some(Self::FallBack),
            Action::Shell(Command::Quit) => Some(Self::Quit),
            _ => None,
        }
    }

    /// The question, as a sentence that names the answer.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Next => "It still runs. The same key once more goes on without a verdict.",
            Self::Back => "It still runs. The same key once more ends the run and goes back.",
            Self::Restart => "Run it again? r once more does it.",
            Self::FallBack => "Play the recording instead? f once more does it.",
            Self::Quit => "End the talk? q once more ends it.",
        }
    }
}
