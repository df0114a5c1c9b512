use super::*;
use crate::model::fixture;
use crate::record::{Header, Recording};

/// The stage of a race, and all of its events.
fn stage() -> (ReplayStage, Vec<Event>) {
    let events = fixture::race();
    let recording = Recording { header: Header::now(), events: events.clone(), cut: None };
    let keyframes = Keyframes::of(&events).0;
    (ReplayStage::new(Replay::new(recording, 1.0), keyframes), events)
}

#[test]
fn the_model_of_a_moment_and_what_follows_it_are_the_whole_race() {
    let (mut stage, events) = stage();
    stage.start();
    for at in [9000, 0, 11_300, 600, 99_000] {
        stage.replay.set_paused(true);
        let (mut model, rest) = stage.seek(Nanos::from_millis(at));
        let StageKind::Replay(playback) = stage.kind() else { panic!("it is a recording") };
        assert_eq!(playback.at, Nanos::from_millis(at).min(playback.length));
        stage.replay.set_speed(1000.0);
        stage.replay.set_paused(false);
        rest.iter().for_each(|event| model.apply(&event));
        assert!(model == fixture::model(&events), "from {at} ms");
    }
}

#[test]
fn only_a_loop_begins_again() {
    let (mut stage, _) = stage();
    stage.start();
    stage.seek(Nanos::from_millis(99_000));
    assert!(!stage.is_due_again());
    stage.set_looped(true);
    assert!(!stage.is_due_again(), "its end stays for a while");
    assert!(matches!(stage.kind(), StageKind::Replay(Playback { looped: true, .. })));
}
