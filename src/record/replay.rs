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
mod tests {
    use super::*;
    use crate::event::{EventKind, Phase};
    use crate::record::Header;

    const HOUR: u64 = 3_600_000;

    fn recording(times_ms: &[u64]) -> Recording {
        let event = |at: &u64| Event { at: Nanos::from_millis(*at), fact: EventKind::Phase(Phase::Racing) };
        Recording { header: Header::now(), events: times_ms.iter().map(event).collect(), cut: None }
    }

    fn times(events: impl IntoIterator<Item = Event>) -> Vec<u64> {
        events.into_iter().map(|e| e.at.0 / 1_000_000).collect()
    }

    #[test]
    fn everything_arrives_in_the_order_of_the_file() {
        let mut replay = Replay::new(recording(&[0, 4, 2, 30, 10, 30]), 1.0);
        assert_eq!(replay.now(), Nanos::ZERO);
        let events = replay.start();
        assert_eq!(times(events.iter()), [0, 4, 2, 30, 10, 30]);
        assert_eq!(replay.now(), Nanos::from_millis(30), "and time ends with the newest event");
    }

    #[test]
    fn no_event_comes_before_its_time() {
        let mut replay = Replay::new(recording(&[0, 5, 20, 40]), 2.0);
        let events = replay.start();
        for event in events {
            assert!(replay.now() >= event.at, "{:?} at {:?}", event.at, replay.now());
        }
    }

    #[test]
    fn a_stop_does_not_wait_for_the_next_event() {
        for paused in [false, true] {
            let mut replay = Replay::new(recording(&[0, HOUR]), 1.0);
            replay.set_paused(paused);
            let events = replay.start();
            assert_eq!(times(events.recv()), [0]);
            replay.stop(); // would take an hour otherwise
            assert_eq!(times(events.iter()), [0; 0]);
        }
    }

    #[test]
    fn a_pause_ends_at_once_and_a_speed_holds_at_once() {
        let mut replay = Replay::new(recording(&[0, 10, 2000]), 0.1);
        replay.set_paused(true);
        assert!(replay.is_paused());
        let events = replay.start();
        assert_eq!(times(events.recv()), [0]);
        let still = replay.now();
        assert_eq!(replay.now(), still, "time stands still");
        replay.set_paused(false);
        assert!(!replay.is_paused());
        assert_eq!(times(events.recv()), [10]);
        replay.set_speed(1000.0); // at the old speed the last event is 20 s away
        assert_eq!(times(events.recv_timeout(Duration::from_secs(100))), [2000]);
    }

    #[test]
    fn it_can_be_played_again() {
        let mut replay = Replay::new(recording(&[0, 1, HOUR]), 1.0);
        let first = replay.start();
        assert_eq!(times(first.recv()), [0]);
        let second = replay.start();
        assert_eq!(times(second.iter().take(2)), [0, 1]);
        assert!(times(first.iter()).len() <= 1, "the former channel is closed");
    }

    #[test]
    fn a_seek_sends_what_comes_after_and_counts_what_came_before() {
        let mut replay = Replay::new(recording(&[0, 4, 2, 30, 10, HOUR]), 1.0);
        replay.set_paused(true);
        let first = replay.start();
        assert_eq!(times(first.recv()), [0]);
        let (passed, events) = replay.seek(Nanos::from_millis(29));
        assert_eq!(
            (passed, replay.now()),
            (3, Nanos::from_millis(29)),
            "a late event belongs to the one before it"
        );
        assert_eq!(times(first.iter()), [0; 0], "the former channel is closed");
        let (passed, later) = replay.seek(Nanos::from_millis(30));
        assert_eq!((passed, times(events.iter())), (5, vec![]), "nothing comes during a pause");
        replay.set_speed(1000.0);
        assert!(replay.is_paused() && later.try_recv().is_err());
        let (passed, _) = replay.seek(Nanos::ZERO);
        assert_eq!((passed, replay.length(), replay.events().len()), (1, Nanos::from_millis(HOUR), 6));
        let (passed, end) = replay.seek(Nanos::from_millis(2 * HOUR));
        replay.set_paused(false);
        assert_eq!((passed, times(end.iter())), (6, vec![]), "it closes after the last");
        assert_eq!(replay.now(), replay.length());
        assert!(replay.since_end().is_some());
    }

    #[test]
    fn nobody_listening_ends_it() {
        let mut replay = Replay::new(recording(&[0, 1, 2]), 1.0);
        drop(replay.start());
        if let Some(player) = replay.player.take() {
            player.join().unwrap();
        }
    }
}
