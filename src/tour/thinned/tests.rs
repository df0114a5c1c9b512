use std::path::Path;

use super::*;
use crate::event::{ActivityTotals, Hold};
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

#[test]
fn a_hold_keeps_its_time_and_has_a_length() {
    let holds = [(1_000_040, 1_000_080, 40), (1_002_000, 1_004_001, 2001)].map(|(from, until, held)| Hold {
        worker: WorkerId(0),
        from: Nanos(from),
        until: Nanos(until),
        held: Nanos(held),
    });
    let fact = EventKind::LockTrace { lane: LaneId(0), holds: holds.into(), marks: Vec::new(), lost: 0 };
    let thin = thinned(vec![Event { at: Nanos(1_005_000), fact }]);
    let EventKind::LockTrace { holds, .. } = &thin[0].fact else { panic!("{thin:?}") };
    let told: Vec<_> = holds.iter().map(|hold| (hold.from.0, hold.until.0, hold.held.0)).collect();
    assert_eq!(told, [(1_000_000, 1_001_000, 40), (1_002_000, 1_005_000, 2001)]);
}
