//! A replay behind the dashboard.

use crossbeam_channel::Receiver;

use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::race::setting::{Change, Shown};
use crate::record::Replay;
use crate::session::Suspend;
use crate::ui::{Stage, StageKind};

/// Reason why nothing can be set.
const FIXED: &str = "This is a recording: what was raced cannot be changed.";

/// A recording that is being played.
pub(crate) struct ReplayStage {
    replay: Replay,
    paused: bool,
}

impl ReplayStage {
    pub(crate) fn new(replay: Replay) -> Self {
        Self { replay, paused: false }
    }
}

impl Suspend for ReplayStage {
    fn hold(&mut self) {
        self.replay.set_paused(true);
    }

    fn resume(&mut self) {
        self.replay.set_paused(self.paused);
    }
}

impl Stage for ReplayStage {
    fn start(&mut self) -> Receiver<Event> {
        self.pause(false);
        self.replay.start()
    }

    fn stop(&mut self) {
        self.replay.stop();
    }

    fn now(&self) -> Nanos {
        self.replay.now()
    }

    fn change(&mut self, _change: &Change) -> Result<String, String> {
        Err(FIXED.into())
    }

    fn settings(&self) -> Result<Vec<Shown>, String> {
        Err(FIXED.into())
    }

    fn inject(&mut self, _lane: LaneId, _worker: WorkerId, _fault: Fault) -> Result<(), String> {
        Err("This is a recording: faults need a live race.".into())
    }

    fn pause(&mut self, paused: bool) {
        self.paused = paused;
        self.replay.set_paused(paused);
    }

    fn kind(&self) -> StageKind {
        StageKind::Replay { speed: self.replay.speed() }
    }
}
