//! Report on the machine.

use serde::{Deserialize, Serialize};

use crate::event::Machine;

/// The machine, as far as a report names it.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct MachineReport {
    /// Model name of the CPU.
    pub cpu: String,
    /// Logical CPUs that exist.
    pub logical_cpus: u32,
    /// Logical CPUs the program may run on.
    pub usable_cpus: u32,
    /// The cgroup's CPU quota in cores.
    pub quota: Option<f64>,
    /// Operating system and kernel.
    pub os: String,
    /// Memory in bytes; `null` where the system does not report it.
    #[serde(default)]
    pub memory: Option<u64>,
}

impl MachineReport {
    /// Report on `machine`.
    #[must_use]
    pub(crate) fn of(machine: &Machine) -> Self {
        Self {
            cpu: machine.cpu.clone(),
            logical_cpus: machine.logical_cpus,
            usable_cpus: machine.usable_cpus,
            quota: machine.quota.filter(|q| q.is_finite()),
            os: machine.os.clone(),
            memory: Some(machine.memory).filter(|bytes| *bytes > 0),
        }
    }
}
