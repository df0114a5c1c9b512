//! Threads without a lock: shared memory, true parallelism. The threads of most languages.

use super::worker_threads::{self, Unlocked};
use super::{Context, Job, Lane, LaneError};
use crate::event::Outcome;

/// The `threads` lane.
#[derive(Debug)]
pub(super) struct Threads;

impl Lane for Threads {
    fn kind(&self) -> &'static str {
        "threads"
    }

    fn label(&self) -> &'static str {
        "threads, no lock"
    }

    fn about(&self) -> &'static str {
        "threads that share memory and no lock: what cores give without processes"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 { "1 thread".into() } else { format!("{workers} threads without a lock") }
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        worker_threads::run(job, context, &Unlocked)
    }
}
