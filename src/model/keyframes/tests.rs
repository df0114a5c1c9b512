use super::*;
use crate::event::{EventKind, Nanos, Phase};
use crate::model::fixture;

/// A race, and after it so many events that change little.
fn events(count: usize) -> Vec<Event> {
    let mut events = fixture::race();
    let last = events.pop().expect("a race has events");
    let times = (events.len()..count).map(|n| Nanos(last.at.0 + n as u64));
    events.extend(times.map(|at| Event { at, fact: EventKind::Phase(Phase::Racing) }));
    events
}

#[test]
fn the_model_at_any_place_is_that_of_a_fold_from_the_first_event() {
    let events = events(3 * CLOSEST + 100);
    let (keyframes, last) = Keyframes::of(&events);
    let mut folded = Model::default();
    for count in 0..=events.len() {
        if count % 977 == 0 || count % CLOSEST <= 1 || count == events.len() {
            assert!(keyframes.model_after(&events, count) == folded, "after {count}");
        }
        if let Some(event) = events.get(count) {
            folded.apply(event);
        }
    }
    assert!(last == folded);
}

/// A recording of 50 MB has about 250,000 events.
#[test]
fn a_seek_in_a_recording_of_fifty_megabytes_folds_a_twenty_fourth_of_it_at_most() {
    let events = events(250_000);
    let (keyframes, _) = Keyframes::of(&events);
    assert!(keyframes.models.len() <= MOST, "{}", keyframes.models.len());
    for count in (0..=events.len()).step_by(1009).chain([events.len()]) {
        let (_, from) = keyframes.nearest(count);
        assert!(from <= count && count - from <= events.len().div_ceil(MOST), "{count}: from {from}");
    }
}

#[test]
fn a_short_recording_is_folded_from_the_first_event() {
    let events = events(0);
    assert!(events.len() < CLOSEST);
    let (keyframes, last) = Keyframes::of(&events);
    assert_eq!(keyframes.nearest(events.len()).1, 0);
    assert!(keyframes.model_after(&events, events.len()) == last);
}
