//! Requests of an action beyond the viewer's state.

use crate::event::Fault;
use crate::race::setting::Change;
use crate::ui::command::Command;
use crate::ui::player::Play;
use crate::ui::state::{FaultTarget, NextRun};

/// An effect of an action beyond the viewer's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing.
    None,
    /// Run again with the same settings.
    Restart,
    /// Play the recording in another way, or from another moment.
    Play(Play),
    /// Change a setting, then run again if it needs that.
    Change(Change),
    /// Go back to the settings before the last change, and run them.
    Undo,
    /// Do this if it is possible, once it is confirmed: the question stands in the state.
    Ask(NextRun),
    /// Open the list of races.
    OpenRaces,
    /// Show the race with this number again.
    ShowRace(usize),
    /// Pause the stage, or continue it.
    Pause(bool),
    /// Open the list of faults, if the stage has workers that accept them.
    OfferFaults,
    /// Open the menu of the stage's settings.
    OpenMenu,
    /// Inject this fault into that worker.
    Inject(FaultTarget, Fault),
    /// Answer the key with this sentence.
    Say(String),
    /// Pass this command to the application shell.
    Shell(Command),
}

impl Effect {
    /// The answer to a key, if there is one.
    pub(super) fn answer(sentence: Option<String>) -> Self {
        sentence.map_or(Self::None, Self::Say)
    }
}
