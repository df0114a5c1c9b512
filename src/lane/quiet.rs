//! Runs of a lane without events: for calibrations and sweeps, where only the outcome counts.

use std::path::{Path, PathBuf};

use super::{Context, Job, Lane, LaneError};
use crate::clock::Clock;
use crate::emitter::Emitter;
use crate::event::{LaneId, Outcome};
use crate::gil::Interval;
use crate::pool::Remote;
use crate::sys::stop::Stop;
use crate::workload::Spec;

impl Job {
    /// The simplest job: all CPUs, one task at a time, the default interval, no faults.
    #[must_use]
    pub(crate) fn plain(spec: &Spec, workers: u16, program: &Path) -> Self {
        Self {
            lane: LaneId(0),
            spec: spec.clone(),
            workers,
            chunk: 1,
            interval: Interval::default(),
            cpus: Vec::new(),
            shared: false,
            program: program.to_path_buf(),
            python: None,
            method: None,
            reference: PathBuf::new(),
            faults: Vec::new(),
            deadline: None,
            recycle: None,
            quota: None,
            remote: Remote::default(),
        }
    }
}

/// Runs a lane and discards its events.
///
/// # Errors
/// When it cannot run at all.
pub(crate) fn quietly(lane: &dyn Lane, job: &Job, stop: &Stop) -> Result<Outcome, LaneError> {
    let (events, _) = crossbeam_channel::bounded(0);
    let context = Context { emitter: Emitter::new(Clock::start(), events), stop: stop.clone() };
    lane.run(job, &context)
}
