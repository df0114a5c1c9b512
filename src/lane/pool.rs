//! Worker processes: own memory, own interpreter, true parallelism, and a price for every message.

use super::{Context, Job, Lane, LaneError, worker_processes};
use crate::event::Outcome;

/// The `pool` lane.
#[derive(Debug)]
pub(super) struct Pool;

impl Lane for Pool {
    fn kind(&self) -> &'static str {
        "pool"
    }

    fn label(&self) -> &'static str {
        "worker processes"
    }

    fn about(&self) -> &'static str {
        "worker processes that stay: no shared lock, each message has a price"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 { "1 worker process".into() } else { format!("{workers} worker processes") }
    }

    fn processes(&self) -> bool {
        true
    }

    fn supports_fault_injection(&self) -> bool {
        true
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        worker_processes::run(self.kind(), job, context, worker_processes::config(job, context))
    }
}
