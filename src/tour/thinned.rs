//! Recordings made smaller, for those that are part of the program: the same figures with fewer parts of the picture.
//!
//! Three quarters of a recording are slices of workers' time, of a millisecond to ten. The totals do not depend on
//! them, since each worker sends its own; so neighbours are merged into slices of the width of half a column. A merged
//! slice stands in the place of its last part, and none is moved across an event that is read together with workers'
//! slices.

use std::collections::HashMap;

use crate::event::{Event, EventKind, LaneId, Nanos, Slice, WorkerId};

/// Longest merged slice: half a column where eight seconds stand in eighty.
const LONGEST: Nanos = Nanos::from_millis(50);

/// The same events with fewer slices.
#[must_use]
pub(crate) fn thinned(events: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Option<Event>> = Vec::with_capacity(events.len());
    // Where the last slice of each worker stands, as long as nothing has followed it that it must not pass.
    let mut open: HashMap<(LaneId, WorkerId), usize> = HashMap::new();
    for mut event in events {
        match &mut event.fact {
            EventKind::Slice { lane, worker, slice } => {
                let place = open.insert((*lane, *worker), kept.len());
                if let Some(before) = place.and_then(|place| kept.get_mut(place))
                    && let Some(merged) = before.as_ref().and_then(|before| merged(before, slice))
                {
                    *slice = merged;
                    *before = None;
                }
            }
            EventKind::LockTrace { .. }
            | EventKind::Lock { .. }
            | EventKind::Ipc { .. }
            | EventKind::Progress { .. }
            | EventKind::Tasks { .. } => {}
            _ => open.clear(),
        }
        kept.push(Some(event));
    }
    kept.into_iter().flatten().collect()
}

/// The slice of `before` with `next`, where the one follows the other at once and both together are short.
fn merged(before: &Event, next: &Slice) -> Option<Slice> {
    let EventKind::Slice { slice: before, .. } = &before.fact else { return None };
    (before.until == next.from && next.until - before.from <= LONGEST).then(|| {
        let mut mix = before.mix;
        mix += &next.mix;
        Slice { from: before.from, until: next.until, mix }
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::Model;
    use crate::record::Recording;
    use crate::report::Report;

    fn model(events: &[Event]) -> Model {
        let mut model = Model::default();
        for event in events {
            model.apply(event);
        }
        model
    }

    #[test]
    fn a_thinned_recording_has_the_same_report_with_fewer_events() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/race.jsonl");
        let events = Recording::open(file).expect("a recording").events;
        let thin = thinned(events.clone());
        assert!(thin.len() * 2 < events.len(), "{} of {}", thin.len(), events.len());
        assert_eq!(Report::of(&model(&thin)), Report::of(&model(&events)));
    }

    #[test]
    fn the_time_of_each_worker_is_the_same() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/race.jsonl");
        let events = Recording::open(file).expect("a recording").events;
        let time = |events: &[Event]| {
            let mut sums: HashMap<(LaneId, WorkerId), Nanos> = HashMap::new();
            for event in events {
                if let EventKind::Slice { lane, worker, slice } = &event.fact {
                    *sums.entry((*lane, *worker)).or_default() += slice.mix.total();
                }
            }
            sums
        };
        assert_eq!(time(&thinned(events.clone())), time(&events));
    }
}
