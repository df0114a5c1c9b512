//! Events of single tasks and of the starts of processes.

use proptest::prelude::*;

use crate::event::{EventKind, LaneId, WorkerId};

/// Facts of a worker about its tasks and its process.
pub(super) fn fact() -> impl Strategy<Value = EventKind> {
    let ids = || any::<(u16, u16)>().prop_map(|(lane, worker)| (LaneId(lane), WorkerId(worker)));
    prop_oneof![
        (ids(), any::<[u32; 3]>()).prop_map(|((lane, worker), [first, step, count])| EventKind::Chunk {
            lane,
            worker,
            first,
            step,
            count
        }),
        (ids(), any::<(u32, Option<String>)>())
            .prop_map(|((lane, worker), (task, value))| { EventKind::Result { lane, worker, task, value } }),
        (ids(), any::<u32>()).prop_map(|((lane, worker), pid)| EventKind::Spawned { lane, worker, pid }),
    ]
}
