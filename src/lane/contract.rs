//! The contract of an execution model.

use super::error::LaneError;
use super::job::{Context, Job};
use crate::event::Outcome;
use crate::python::PythonMode;

/// Upper limit of workers: more are a mistake of typing.
pub(crate) const MOST_WORKERS: u16 = 1024;

/// An execution model.
pub(crate) trait Lane: Sync {
    /// Its name on the command line and in reports.
    fn kind(&self) -> &'static str;

    /// Its description.
    fn label(&self) -> &'static str;

    /// Subject of the demonstration, in half a sentence for the menu.
    fn about(&self) -> &'static str;

    /// `workers` of its workers, as a sentence names them, e.g. `2 worker processes`.
    fn phrase(&self, workers: u16) -> String;

    /// Whether its workers are processes.
    fn processes(&self) -> bool {
        false
    }

    /// Whether faults can be injected into its workers: they are processes of this program, owned by its pool.
    fn supports_fault_injection(&self) -> bool {
        false
    }

    /// Whether its workers share a lock.
    fn locked(&self) -> bool {
        false
    }

    /// Python's execution model, for lanes of real CPython.
    fn python(&self) -> Option<PythonMode> {
        None
    }

    /// The most workers it can have.
    fn most_workers(&self) -> u16 {
        MOST_WORKERS
    }

    /// Executes all tasks. Emits `LaneStarted`, `WorkerReady`, `LaneReady`, slices and progress on the way; the
    /// outcome is returned, and emitted by the race.
    ///
    /// # Errors
    /// When it cannot run at all. Tasks that fail are part of the outcome.
    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError>;
}
