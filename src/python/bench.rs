//! A Python worker that is timed repeatedly, to measure its speed.

use std::path::Path;
use std::time::Duration;

use super::child::{Arrival, Child};
use super::job::{PythonJob, arguments};
use super::message::PythonMessage;
use super::{PythonError, PythonMode};
use crate::clock::Clock;
use crate::event::{Nanos, PythonPlan};
use crate::sys::stop::Stop;
use crate::workload::Spec;

/// Interval at which a waiting bench checks the stop flag.
const TICK: Duration = Duration::from_millis(20);

/// An interpreter that runs lists of tasks on one thread, with the handling of its lanes.
#[derive(Debug)]
pub(crate) struct Bench {
    child: Child,
    stop: Stop,
}

/// Duration of a list of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Took {
    /// Time from the first task to the last.
    pub wall: Nanos,
    /// CPU time meanwhile; zero where the interpreter does not report it.
    pub cpu: Nanos,
}

impl Bench {
    /// Starts `python` for tasks like those of `spec`. `program` is what clients of workers run: this program.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(
        python: &PythonPlan,
        spec: &Spec,
        program: &Path,
        stop: &Stop,
    ) -> Result<Self, PythonError> {
        let job = PythonJob {
            python,
            way: None::<PythonMode>,
            spec,
            workers: 1,
            chunk: 1,
            method: None,
            reference: Path::new(""),
            clock: Clock::start(),
            interval_us: 5000,
            program,
        };
        Ok(Self { child: Child::start(&job)?, stop: stop.clone() })
    }

    /// Runs the tasks of `spec`; returns their duration, `None` when it was stopped.
    ///
    /// # Errors
    /// When the interpreter ended, or could not go on.
    pub(crate) fn run(&mut self, spec: &Spec) -> Result<Option<Took>, PythonError> {
        self.child.tell(&serde_json::json!({ "arguments": arguments(spec) }))?;
        while !self.stop.requested() {
            match self.child.next(TICK) {
                Arrival::Message(PythonMessage::Took { nanos, cpu }) => {
                    return Ok(Some(Took { wall: nanos, cpu }));
                }
                Arrival::Message(PythonMessage::Broken { reason, .. }) => {
                    return Err(PythonError::Broken(reason));
                }
                Arrival::ParseError(nonsense) => return Err(nonsense.into()),
                Arrival::Ended => return Err(self.child.ended_early("before its work was done")),
                Arrival::Message(_) | Arrival::Line(_) | Arrival::Nothing => {}
            }
        }
        Ok(None)
    }
}
