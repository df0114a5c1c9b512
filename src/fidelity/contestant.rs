//! Who is measured: the simulated lock, or a CPython.

use std::fmt;

use super::scenario::{Raw, Scenario};
use crate::sys::stop::Stop;

/// Runs scenarios: a simulated lock or an interpreter.
pub trait Contestant: fmt::Debug + Send {
    /// What it is called: `simulated GIL`, `CPython 3.11.7`.
    fn label(&self) -> String;

    /// Runs a scenario.
    ///
    /// # Errors
    /// When it was stopped, or will never run another one.
    fn run(&mut self, scenario: &Scenario, stop: &Stop) -> Result<Raw, Fault>;
}

/// Why there are no raw numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The user asked to stop.
    #[error("stopped")]
    Stopped,
    /// It failed, for this reason.
    #[error("{0}")]
    Failed(String),
}
