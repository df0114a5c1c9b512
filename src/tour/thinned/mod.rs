//! Recordings made smaller, for those that are part of the program: the same figures with fewer parts of the picture.
//!
//! Three quarters of a recording are slices of workers' time, of a millisecond to ten. The totals do not depend on
//! them, since each worker sends its own; so neighbours are merged into slices of the width of half a column. A merged
//! slice stands in the place of its last part, and none is moved across an event that is read together with workers'
//! slices. Their times are told to the microsecond: the digits below it are noise, and took a quarter of the compressed
//! file.

use std::collections::HashMap;

use crate::event::{Activity, Event, EventKind, LaneId, LockOperation, Nanos, Slice, WorkerId};

/// Longest merged slice: half a column where eight seconds stand in eighty.
const LONGEST: Nanos = Nanos::from_millis(50);

/// Times in the parts of the picture are multiples of it.
const FINEST: Nanos = Nanos::from_micros(1);

/// The same for marks of a lock that was free: they only have a place, in a column that is not narrower than twice this.
const FINEST_PLACE: Nanos = Nanos::from_micros(10);

/// The same events with fewer slices, and the times of what is only drawn rounded.
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

/// Rounds the times of an event, if no figure is made from them: down, so that the order of times stays, and a part never
/// becomes longer than its whole. A hold, of which many are shorter than the finest time, is rounded outwards.
fn round(event: &mut Event) {
    let to = |finest: Nanos| move |time: &mut Nanos| time.0 -= time.0 % finest.0;
    let round = to(FINEST);
    match &mut event.fact {
        EventKind::Slice { slice, .. } => {
            [&mut slice.from, &mut slice.until].into_iter().for_each(round);
            for activity in Activity::ALL {
                round(&mut slice.mix[activity]);
            }
            round(&mut event.at);
        }
        EventKind::LockTrace { holds, marks, .. } => {
            for hold in holds {
                round(&mut hold.from);
                hold.until.0 = hold.until.0.next_multiple_of(FINEST.0);
            }
            for mark in marks {
                to(if is_free(mark.operation) { FINEST_PLACE } else { FINEST })(&mut mark.at);
            }
        }
        EventKind::WorkerCpu { cpu, wait, .. } => [cpu, wait, &mut event.at].into_iter().for_each(round),
        _ => {}
    }
}

/// Whether an operation tells neither a wait nor a request.
fn is_free(operation: LockOperation) -> bool {
    matches!(
        operation,
        LockOperation::Got { waited: None, asked: false, over: None }
            | LockOperation::LetGo { forced: false }
    )
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
mod tests;
