//! Recordings made smaller, for those that are part of the program: the same figures with fewer parts of the picture.
//!
//! Three quarters of a recording are slices of workers' time, of a millisecond to ten. The totals do not depend on
//! them, since each worker sends its own; so neighbours are merged into slices of the width of half a column. A merged
//! slice stands in the place of its last part, and none is moved across an event that is read together with workers'
//! slices. What is left is told to the microsecond: the digits below it are noise, and take a third of the file.

use std::collections::HashMap;

use crate::event::{Activity, Event, EventKind, LaneId, LockOperation, Nanos, Slice, WorkerId};

/// Longest merged slice: half a column where eight seconds stand in eighty.
const LONGEST: Nanos = Nanos::from_millis(50);

/// Times in the parts of the picture are multiples of it.
const FINEST: Nanos = Nanos::from_micros(1);

/// The same events with fewer slices, and the times of what is only drawn rounded down.
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
    let mut kept: Vec<Event> = kept.into_iter().flatten().collect();
    kept.iter_mut().for_each(round);
    kept
}

/// Rounds the times of an event down, if no figure is made from them. Down, so that the order of times stays, and a part
/// never becomes longer than its whole.
fn round(event: &mut Event) {
    let round = |time: &mut Nanos| time.0 -= time.0 % FINEST.0;
    match &mut event.fact {
        EventKind::Slice { slice, .. } => {
            [&mut slice.from, &mut slice.until].into_iter().for_each(round);
            Activity::ALL.into_iter().for_each(|activity| round(&mut slice.mix[activity]));
        }
        EventKind::LockTrace { holds, marks, .. } => {
            for hold in holds {
                [&mut hold.from, &mut hold.until, &mut hold.held].into_iter().for_each(round);
            }
            for mark in marks {
                round(&mut mark.at);
                if let LockOperation::Got { waited: Some(waited), .. } = &mut mark.operation {
                    round(waited);
                }
            }
        }
        EventKind::WorkerCpu { cpu, wait, .. } => [cpu, wait].into_iter().for_each(round),
        EventKind::Now { since, .. } => round(since),
        EventKind::Chunk { .. } | EventKind::Result { .. } => {}
        _ => return,
    }
    round(&mut event.at);
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
    use crate::event::ActivityTotals;
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
    fn the_time_of_each_worker_is_the_same_but_for_what_is_rounded() {
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
        let thin = thinned(events.clone());
        let slices = thin.iter().filter(|event| matches!(event.fact, EventKind::Slice { .. })).count();
        let most = Nanos(FINEST.0 * (slices * Activity::ALL.len()) as u64);
        let (thin, whole) = (time(&thin), time(&events));
        assert_eq!(thin.len(), whole.len());
        for (worker, told) in thin {
            assert!(told <= whole[&worker] && whole[&worker] - told < most, "{worker:?}: {told:?}");
        }
    }

    #[test]
    fn a_part_of_a_rounded_slice_is_never_longer_than_the_slice() {
        let slice = |from, until, compute, io| {
            let mut mix = ActivityTotals::only(Activity::Compute, Nanos(compute));
            mix += &ActivityTotals::only(Activity::Io, Nanos(io));
            let slice = Slice { from: Nanos(from), until: Nanos(until), mix };
            Event { at: Nanos(until), fact: EventKind::Slice { lane: LaneId(0), worker: WorkerId(0), slice } }
        };
        for (from, until, compute, expected) in
            [(999, 3000, 2001, (0, 3000, 2000)), (1000, 2999, 1999, (1000, 2000, 1000)), (5, 7, 2, (0, 0, 0))]
        {
            let thin = thinned(vec![slice(from, until, compute, 0)]);
            let EventKind::Slice { slice, .. } = &thin[0].fact else { panic!("{thin:?}") };
            assert_eq!((slice.from.0, slice.until.0, slice.mix[Activity::Compute].0), expected);
            assert_eq!(thin[0].at, slice.until);
        }
        let thin = thinned(vec![slice(500, 2400, 950, 950)]);
        let EventKind::Slice { slice, .. } = &thin[0].fact else { panic!("{thin:?}") };
        assert!(slice.mix.total() <= slice.until - slice.from);
    }
}
