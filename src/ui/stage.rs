//! What the dashboard stands in front of: a live race, or a replay of one.
//!
//! The dashboard never knows which. It asks for a stream of events, tells the clock, passes on what the
//! keys want changed, and otherwise only looks.

use std::time::Duration;

use crossbeam_channel::Receiver;

use super::setting::Setting;
use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::race::ScheduleChoice;
use crate::workload::Kind;

/// What the dashboard shows.
pub trait Stage {
    /// Starts, or starts again, from the beginning with the current choices; ends any earlier run first.
    fn start(&mut self) -> Receiver<Event>;

    /// Ends the run. No worker is left when it returns.
    fn stop(&mut self);

    /// The stage's clock, the one that stamps its events.
    fn now(&self) -> Nanos;

    /// Changes a choice. `Ok` says in words what was chosen, and the dashboard starts again if the change
    /// [needs it](Change::starts_again).
    ///
    /// # Errors
    ///
    /// Why it cannot be changed, as a sentence for the screen.
    fn change(&mut self, change: Change) -> Result<String, String>;

    /// What can be set, in the order of the menu, with what is set now.
    ///
    /// # Errors
    ///
    /// Why nothing can be set here, as a sentence for the screen.
    fn settings(&self) -> Result<Vec<Setting>, String>;

    /// Does something to a worker process. What comes of it is told by the events.
    ///
    /// # Errors
    ///
    /// Why it cannot be done here, as a sentence for the screen.
    fn inflict(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String>;

    /// Pauses or goes on. A replay stops its clock; a live race goes on, only the picture freezes.
    fn pause(&mut self, paused: bool);

    /// The whole program is about to be stopped at Ctrl-Z: nothing that belongs to the stage should go on.
    fn hold(&mut self);

    /// The program goes on after [`Stage::hold`].
    fn go_on(&mut self);

    /// What kind of stage this is.
    fn kind(&self) -> StageKind;
}

/// A choice that a key or the menu changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// One worker more in each lane.
    MoreWorkers,
    /// One worker fewer in each lane.
    FewerWorkers,
    /// The next workload in the list.
    NextWorkload,
    /// The next schedule the machine allows.
    NextSchedule,
    /// The next shorter switch interval, while the race runs.
    ShorterInterval,
    /// The next longer switch interval, while the race runs.
    LongerInterval,
    /// The lane of this kind joins the race, or leaves it.
    Lane(&'static str),
    /// This workload.
    Workload(Kind),
    /// So many workers in each lane.
    Workers(u16),
    /// So many tasks handed to a worker at a time.
    Chunk(u32),
    /// This switch interval, while the race runs.
    Interval(Duration),
    /// This schedule.
    Schedule(ScheduleChoice),
    /// Tasks of a size for which one worker alone would take so long.
    Seconds(Duration),
    /// Tasks of this size, in the workload's unit.
    Size(u64),
}

impl Change {
    /// Whether a race cannot go on with it and has to start again.
    #[must_use]
    pub const fn starts_again(self) -> bool {
        !matches!(self, Self::ShorterInterval | Self::LongerInterval | Self::Interval(_))
    }
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
