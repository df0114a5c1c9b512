//! A recording as a source of events: the same stream as the recorded race, at the same pace.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::pace::{Due, Pace};
use super::read::Recording;
use crate::event::{End, Event, EventKind, Nanos};

/// Plays a recording.
///
/// One thread sends the events in the order of the file, each when the newest time seen so far is due: an
/// event that is older than the one before it follows at once, so time never runs backwards and a reading
/// taken on another thread never holds up the play. Pause, speed and stop take effect at once.
#[derive(Debug)]
pub struct Replay {
    events: Arc<[Event]>,
    /// Of each event the newest time up to it: the time at which it is sent.
    due: Arc<[Nanos]>,
    playback: Arc<Playback>,
    player: Option<JoinHandle<()>>,
}

/// State shared by the player and its controllers.
#[derive(Debug)]
struct Playback {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    pace: Pace,
    started: bool,
    stopped: bool,
}

impl Playback {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is left half-done under this lock, so a thread that died holding it did no harm.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State, Instant)) {
        change(&mut self.lock(), Instant::now());
        self.changed.notify_all();
    }
}

impl Replay {
    /// A replay of `recording` at `speed` times the recorded pace (kept within [`super::SPEEDS`]).
    #[must_use]
    pub fn new(recording: Recording, speed: f64) -> Self {
        let pace = Pace::new(recording.length(), speed, Instant::now());
        let state = Mutex::new(State { pace, started: false, stopped: false });
        let playback = Arc::new(Playback { state, changed: Condvar::new() });
        let due = recording.due().into();
        Self { events: recording.events.into(), due, playback, player: None }
    }

    /// Begins to play from the first event and returns the receiver of the events; the channel closes after the last
    /// one. Called again it plays again from the beginning, and the former channel closes.
    pub fn start(&mut self) -> Receiver<Event> {
        self.play_from(0, Nanos::ZERO)
    }

    /// Goes to the recorded time `time` and plays from there; speed and pause stay as they are. Returns the number of
    /// events up to that time, which are not sent again, and the receiver of those after it; the former channel closes.
    pub fn seek(&mut self, time: Nanos) -> (usize, Receiver<Event>) {
        let passed = self.due.partition_point(|due| *due <= time);
        (passed, self.play_from(passed, time))
    }

    fn play_from(&mut self, first: usize, time: Nanos) -> Receiver<Event> {
        self.stop();
        self.playback.change(|state, now| {
            (state.started, state.stopped) = (true, false);
            state.pace.seek(time, now);
        });
        let (sender, receiver) = unbounded();
        let (events, due) = (Arc::clone(&self.events), Arc::clone(&self.due));
        let (playback, failed) = (Arc::clone(&self.playback), sender.clone());
        let player = Builder::new().name("replay".into()).spawn(move || {
            let rest = events.iter().zip(&*due).skip(first);
            play(rest, &playback, &sender);
        });
        self.player = player
            .inspect_err(|error| {
                let end = End::Failed(format!("cannot start the thread that plays it: {error}"));
                let _ = failed.send(Event { at: Nanos::ZERO, fact: EventKind::RaceEnded { end } });
            })
            .ok();
        receiver
    }

    /// Stops for good and waits for the player's end.
    pub fn stop(&mut self) {
        self.playback.change(|state, _| state.stopped = true);
        if let Some(player) = self.player.take() {
            // It holds nothing that could be lost; a player that panicked is gone as well.
            let _ = player.join();
        }
    }

    /// All events, in the order in which they are sent.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The time of the newest event.
    #[must_use]
    pub fn length(&self) -> Nanos {
        self.playback.lock().pace.end()
    }

    /// Real time since the end was reached; `None` before it, and during a pause.
    #[must_use]
    pub fn since_end(&self) -> Option<Duration> {
        self.playback.lock().pace.since_end(Instant::now())
    }

    /// Whether it is paused.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.playback.lock().pace.is_paused()
    }

    /// Pauses, or continues from the same recorded time.
    pub fn set_paused(&self, paused: bool) {
        self.playback.change(|state, now| state.pace.set_paused(paused, now));
    }

    /// Speed in multiples of the recorded one.
    #[must_use]
    pub fn speed(&self) -> f64 {
        self.playback.lock().pace.speed()
    }

    /// Changes the speed from now on (kept within [`super::SPEEDS`]).
    pub fn set_speed(&self, speed: f64) {
        self.playback.change(|state, now| state.pace.set_speed(speed, now));
    }

    /// Current recorded time. It runs on between events, stands still during a pause,
    /// and ends with the newest event; zero before the start.
    #[must_use]
    pub fn now(&self) -> Nanos {
        let state = self.playback.lock();
        if state.started { state.pace.at(Instant::now()) } else { Nanos::ZERO }
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Sends each of these events at its time.
fn play<'a>(
    events: impl Iterator<Item = (&'a Event, &'a Nanos)>,
    playback: &Playback,
    sender: &Sender<Event>,
) {
    for (event, due) in events {
        if !wait_until(*due, playback) || sender.send(event.clone()).is_err() {
            return;
        }
    }
}

/// Waits until `time` is due; false when the play was stopped.
fn wait_until(time: Nanos, playback: &Playback) -> bool {
    let mut state = playback.lock();
    loop {
        if state.stopped {
            return false;
        }
        state = match state.pace.due(time, Instant::now()) {
            Due::Now => return true,
            Due::Paused => playback.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            Due::In(wait) => {
                playback.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0
            }
        };
    }
}

#[cfg(test)]
mod tests;
