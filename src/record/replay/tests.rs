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
