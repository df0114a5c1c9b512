//! A replay behind the dashboard.

use std::time::Duration;

use crossbeam_channel::Receiver;

use crate::event::{Event, Fault, LaneId, Nanos, WorkerId};
use crate::model::Model;
use crate::model::keyframes::Keyframes;
use crate::race::setting::{Change, Shown};
use crate::record::Replay;
use crate::session::Suspend;
use crate::ui::{Playback, Player, Stage, StageKind};

/// Reason why nothing can be set.
const FIXED: &str = "This is a recording: what was raced cannot be changed.";

/// Time that the end stays on the screen before a loop begins again.
const REST: Duration = Duration::from_secs(2);

/// A recording that is being played.
pub(crate) struct ReplayStage {
    replay: Replay,
    keyframes: Keyframes,
    paused: bool,
    looped: bool,
}

impl ReplayStage {
    /// The stage of this replay; `keyframes` are those of its events.
    pub(crate) fn new(replay: Replay, keyframes: Keyframes) -> Self {
        Self { replay, keyframes, paused: false, looped: false }
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

    fn player(&mut self) -> Option<&mut dyn Player> {
        Some(self)
    }

    fn kind(&self) -> StageKind {
        let replay = &self.replay;
        let [at, length] = [replay.now(), replay.length()];
        StageKind::Replay(Playback { speed: replay.speed(), looped: self.looped, at, length })
    }
}

impl Player for ReplayStage {
    fn seek(&mut self, to: Nanos) -> (Model, Receiver<Event>) {
        let (passed, events) = self.replay.seek(to);
        (self.keyframes.model_after(self.replay.events(), passed), events)
    }

    fn set_speed(&mut self, speed: f64) {
        self.replay.set_speed(speed);
    }

    fn set_looped(&mut self, looped: bool) {
        self.looped = looped;
    }

    fn is_due_again(&self) -> bool {
        self.looped && self.replay.since_end().is_some_and(|rest| rest >= REST)
    }
}

#[cfg(test)]
mod tests;
