//! One thread, one task after another: the baseline of all other lanes.

use super::worker_threads::{self, Unlocked};
use super::{Context, Job, Lane, LaneError};
use crate::event::Outcome;

/// The `sequential` lane.
#[derive(Debug)]
pub(super) struct Sequential;

impl Lane for Sequential {
    fn kind(&self) -> &'static str {
        "sequential"
    }

    fn label(&self) -> &'static str {
        "one thread"
    }

    fn about(&self) -> &'static str {
        "one thread does everything: what all others are measured against"
    }

    fn phrase(&self, _workers: u16) -> String {
        "one thread".into()
    }

    fn most_workers(&self) -> u16 {
        1
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        worker_threads::run(job, context, &Unlocked)
    }
}
