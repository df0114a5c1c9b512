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
mod tests;
