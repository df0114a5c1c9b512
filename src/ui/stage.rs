//! The stage that the dashboard shows: a live race, or a replay of one.
//!
//! The dashboard never knows which. It asks for a stream of events, reads the clock, passes on changes that keys ask
//! for, and otherwise only displays.

use crossbeam_channel::Receiver;

use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::race::setting::{Change, Shown};
use crate::session::Suspend;
use crate::ui::player::{Playback, Player};

/// The answer where no change can be undone.
pub(crate) const UNCHANGED: &str = "No setting was changed, so there is nothing to undo.";

/// A source of events that the dashboard shows and controls.
pub(crate) trait Stage: Suspend {
    /// Starts, or starts again, from the beginning with the current settings; ends any earlier run first.
    fn start(&mut self) -> Receiver<Event>;

    /// Ends the run. No worker is left when it returns.
    fn stop(&mut self);

    /// The stage's clock, the one that stamps its events.
    fn now(&self) -> Nanos;

    /// Changes a setting. `Ok` holds a sentence with the new value; the dashboard starts again if the change [needs
    /// it](Change::restarts).
    ///
    /// # Errors
    ///
    /// The reason why it cannot be changed, as a sentence for the screen.
    fn change(&mut self, change: &Change) -> Result<String, String>;

    /// Whether a change would be made, asked before a running race is ended for it.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be changed, as a sentence for the screen.
    fn check(&self, _change: &Change) -> Result<(), String> {
        Ok(())
    }

    /// Whether there is a change to be [undone](Self::undo).
    ///
    /// # Errors
    ///
    /// The reason why there is none, as a sentence for the screen.
    fn check_undo(&self) -> Result<(), String> {
        Err(UNCHANGED.into())
    }

    /// Goes back to the settings before the last change. `Ok` holds a sentence with the settings that are back; the
    /// dashboard starts again with them.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be done, as a sentence for the screen.
    fn undo(&mut self) -> Result<String, String> {
        Err(UNCHANGED.into())
    }

    /// The settings, in the order of the menu, with their current values.
    ///
    /// # Errors
    ///
    /// The reason why nothing can be set here, as a sentence for the screen.
    fn settings(&self) -> Result<Vec<Shown>, String>;

    /// Injects a fault into a worker process. Events report its effect.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be done here, as a sentence for the screen.
    fn inject(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String>;

    /// Pauses or goes on. A replay stops its clock; a live race goes on, only the picture freezes.
    fn pause(&mut self, paused: bool);

    /// The player, where it is a recording that is played.
    fn player(&mut self) -> Option<&mut dyn Player> {
        None
    }

    /// Kind of this stage.
    fn kind(&self) -> StageKind;
}

/// Whether the events happen now or are replayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum StageKind {
    /// They happen now.
    Live,
    /// A recording is played.
    Replay(Playback),
}
