//! What the dashboard stands in front of: a live race, or a replay of one.
//!
//! The dashboard never knows which. It asks for a stream of events, tells the clock, passes on what the
//! keys want changed, and otherwise only looks.

use crossbeam_channel::Receiver;

use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::race::setting::{Change, Shown};
use crate::session::Suspend;

/// What the dashboard shows.
pub trait Stage: Suspend {
    /// Starts, or starts again, from the beginning with the current choices; ends any earlier run first.
    fn start(&mut self) -> Receiver<Event>;

    /// Ends the run. No worker is left when it returns.
    fn stop(&mut self);

    /// The stage's clock, the one that stamps its events.
    fn now(&self) -> Nanos;

    /// Changes a choice. `Ok` says in words what was chosen, and the dashboard starts again if the change
    /// [needs it](Change::restarts).
    ///
    /// # Errors
    ///
    /// Why it cannot be changed, as a sentence for the screen.
    fn change(&mut self, change: &Change) -> Result<String, String>;

    /// What can be set, in the order of the menu, with what is set now.
    ///
    /// # Errors
    ///
    /// Why nothing can be set here, as a sentence for the screen.
    fn settings(&self) -> Result<Vec<Shown>, String>;

    /// Does something to a worker process. What comes of it is told by the events.
    ///
    /// # Errors
    ///
    /// Why it cannot be done here, as a sentence for the screen.
    fn inject(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String>;

    /// Pauses or goes on. A replay stops its clock; a live race goes on, only the picture freezes.
    fn pause(&mut self, paused: bool);

    /// What kind of stage this is.
    fn kind(&self) -> StageKind;
}

/// Whether what is seen happens now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StageKind {
    /// It happens now.
    Live,
    /// It happened; it is played `speed` times as fast as it was.
    Replay {
        /// Stage seconds per second.
        speed: f64,
    },
}
