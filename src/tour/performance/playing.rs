//! The race or recording that plays now, and the requests that other threads can make of it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::event::Nanos;
use crate::record::Replay;
use crate::tour::SceneChange;
use crate::tour::live::LiveRun;

/// The race or recording that plays now.
#[derive(Default)]
pub(super) struct Playing(Mutex<State>);

#[derive(Default)]
struct State {
    race: Option<Box<dyn LiveRun>>,
    replay: Option<Replay>,
    /// Whether the presenter has paused the recording.
    paused: bool,
}

impl Playing {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is left half-done under this lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A race plays from now on.
    pub(super) fn set_race(&self, race: Box<dyn LiveRun>) {
        let mut state = self.lock();
        (state.race, state.replay, state.paused) = (Some(race), None, false);
    }

    /// A recording plays from now on.
    pub(super) fn set_replay(&self, replay: Replay) {
        let mut state = self.lock();
        (state.race, state.replay, state.paused) = (None, Some(replay), false);
    }

    /// Takes the race away, which the caller has to drop.
    pub(super) fn take_race(&self) -> Option<Box<dyn LiveRun>> {
        self.lock().race.take()
    }

    /// Time of the race or the recording; zero where nothing plays.
    pub(super) fn now(&self) -> Nanos {
        let state = self.lock();
        let race = state.race.as_ref().map(|race| race.now());
        race.or_else(|| state.replay.as_ref().map(Replay::now)).unwrap_or_default()
    }

    /// Makes a change in the race.
    pub(super) fn change(&self, change: &SceneChange) {
        if let Some(race) = &mut self.lock().race {
            race.change(change);
        }
    }

    /// Asks the race to end.
    pub(super) fn request_stop(&self) {
        if let Some(race) = &self.lock().race {
            race.request_stop();
        }
    }

    /// Pauses the recording, or lets it go on.
    pub(super) fn set_paused(&self, paused: bool) {
        let mut state = self.lock();
        if let Some(replay) = &state.replay {
            replay.set_paused(paused);
            state.paused = paused;
        }
    }

    /// Changes the speed of the recording.
    pub(super) fn set_speed(&self, speed: f64) {
        if let Some(replay) = &self.lock().replay {
            replay.set_speed(speed);
        }
    }

    pub(super) fn hold(&self) {
        let mut state = self.lock();
        if let Some(race) = &mut state.race {
            race.hold();
        }
        if let Some(replay) = &state.replay {
            replay.set_paused(true);
        }
    }

    pub(super) fn resume(&self) {
        let mut state = self.lock();
        if let Some(race) = &mut state.race {
            race.resume();
        }
        if let Some(replay) = &state.replay {
            replay.set_paused(state.paused);
        }
    }
}

/// Length of the pauses between two looks at what is asked.
pub(super) const TICK: Duration = Duration::from_millis(50);
