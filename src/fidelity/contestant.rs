//! Contestants: the simulated lock, or a CPython.

use std::fmt;

use super::scenario::{Raw, Scenario};
use crate::sys::stop::Stop;

/// Runs scenarios: a simulated lock or an interpreter.
pub(crate) trait Contestant: fmt::Debug + Send {
    /// Its name: `simulated GIL`, `CPython 3.11.7`.
    fn label(&self) -> String;

    /// Runs a scenario.
    ///
    /// # Errors
    /// When it was stopped, or will never run another one.
    fn run(&mut self, scenario: &Scenario, stop: &Stop) -> Result<Raw, Fault>;
}

/// Reason why there are no raw numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    /// The user asked to stop.
    #[error("stopped")]
    Stopped,
    /// It failed, for this reason.
    #[error("{0}")]
    Failed(String),
}
