//! The diagnosis: all findings, as its JSON has them.

use serde::Serialize;

use super::machine::MachineFindings;
use super::terminal::{ConfigurationFindings, TerminalFindings};
use crate::event::{Fingerprint, Tool};
use crate::probe::readiness::Condition;

/// The name and version of the JSON.
pub(super) const SCHEMA: &str = "coreograph.doctor/1";

/// All findings.
#[derive(Debug, Serialize)]
pub(super) struct Diagnosis {
    pub(super) schema: &'static str,
    pub(super) tool: Tool,
    pub(super) machine: MachineFindings,
    pub(super) fingerprint: Fingerprint,
    /// Everything that a speed depends on here, with what to do about it.
    pub(super) conditions: Vec<Condition>,
    pub(super) terminal: TerminalFindings,
    pub(super) configuration: ConfigurationFindings,
    pub(super) doubts: Vec<DoubtFindings>,
    /// Whether any of the doubts holds now.
    pub(super) spoiled: bool,
}

/// A kind of doubt, and whether it holds.
#[derive(Debug, Serialize)]
pub(super) struct DoubtFindings {
    pub(super) kind: &'static str,
    pub(super) meaning: &'static str,
    /// Whether it holds; `None` where only a measurement can show it.
    pub(super) holds: Option<bool>,
    /// Observations, where it holds.
    pub(super) seen: Vec<String>,
    pub(super) advice: &'static str,
}
