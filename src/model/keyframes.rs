//! Models of a list of events at regular distances: the way back to any place in it without folding all of it again.

use super::Model;
use crate::event::Event;

/// Most models that are kept: each holds its own copy of the histories, so their number bounds the memory.
const MOST: usize = 24;
/// Least number of events between two of them: so many are folded in a few milliseconds.
const CLOSEST: usize = 4096;

/// Models of a list of events at regular distances.
#[derive(Debug)]
pub(crate) struct Keyframes {
    /// Number of events from one to the next.
    distance: usize,
    /// The model after each multiple of that number, from the first.
    models: Vec<Model>,
}

impl Keyframes {
    /// The models of these events, and the one after all of them.
    #[must_use]
    pub(crate) fn of(events: &[Event]) -> (Self, Model) {
        let distance = events.len().div_ceil(MOST).max(CLOSEST);
        let (mut model, mut models) = (Model::default(), Vec::new());
        for part in events.chunks(distance) {
            for event in part {
                model.apply(event);
            }
            if part.len() == distance {
                models.push(model.clone());
            }
        }
        (Self { distance, models }, model)
    }

    /// The model after the first `count` of these events, which are those that it was made of.
    #[must_use]
    pub(crate) fn model_after(&self, events: &[Event], count: usize) -> Model {
        let (mut model, from) = self.nearest(count);
        events.get(from..count).unwrap_or_default().iter().for_each(|event| model.apply(event));
        model
    }

    /// The last kept model that has no more events than `count`, and their number.
    fn nearest(&self, count: usize) -> (Model, usize) {
        let kept = (count / self.distance).min(self.models.len());
        let model = kept.checked_sub(1).and_then(|place| self.models.get(place)).cloned();
        (model.unwrap_or_default(), kept * self.distance)
    }
}

#[cfg(test)]
mod tests {
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
}
