//! The tasks of a small job, told one by one: which thread took which, and what each resulted in.

use super::{Context, Job};
use crate::emitter::Emitter;
use crate::event::{EventKind, LaneId, WorkerId};
use crate::workload::{TaskOutcome, Value};

/// Tells what becomes of single tasks, in jobs of at most [`EventKind::FOLLOWED`] tasks; of larger ones nothing.
#[derive(Debug)]
pub(super) struct Follower {
    worker: WorkerId,
    /// Where it goes; `None` in a large job.
    out: Option<(Emitter, LaneId)>,
}

impl Follower {
    /// That of one thread.
    pub(super) fn of(worker: u16, job: &Job, context: &Context) -> Self {
        let followed = job.spec.tasks <= EventKind::FOLLOWED;
        let out = followed.then(|| (context.emitter.clone(), job.lane));
        Self { worker: WorkerId(worker), out }
    }

    /// The thread has taken these tasks, which are equally far apart.
    pub(super) fn take(&self, tasks: &(impl ExactSizeIterator<Item = u32> + Clone)) {
        let (Some((emitter, lane)), mut tasks) = (&self.out, tasks.clone()) else { return };
        let count = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        let Some(first) = tasks.next() else { return };
        let step = tasks.next().map_or(1, |second| second.saturating_sub(first).max(1));
        emitter.emit(EventKind::Chunk { lane: *lane, worker: self.worker, first, step, count });
    }

    /// One of its tasks has ended.
    pub(super) fn end(&self, task: u32, outcome: &TaskOutcome) {
        let Some((emitter, lane)) = &self.out else { return };
        let value = outcome.as_ref().ok().map(Value::beginning);
        emitter.emit(EventKind::Result { lane: *lane, worker: self.worker, task, value });
    }
}
