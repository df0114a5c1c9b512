//! The machine that something was measured on, in everything that its speed may depend on. Every field is optional:
//! *unknown* is a value.

use serde::{Deserialize, Serialize};

use crate::event::{CoreClass, Machine};

/// What a report says about its machine.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fingerprint {
    /// What the machine is called.
    pub name: Option<String>,
    /// The CPU's own name for itself.
    pub cpu: Option<String>,
    /// Physical packages among the usable CPUs.
    pub sockets: Option<u32>,
    /// Physical cores among the usable CPUs.
    pub physical_cores: Option<u32>,
    /// Logical CPUs that exist.
    pub logical_cpus: Option<u32>,
    /// Logical CPUs that may be used (affinity), before any quota.
    pub usable_cpus: Option<u32>,
    /// Usable CPUs by kind, the fastest first; empty where all are of one kind.
    pub classes: Option<Vec<CoreClass>>,
    /// The control group's quota.
    pub quota: Option<Quota>,
    /// Operating system and kernel.
    pub os: Option<String>,
    /// Memory in bytes.
    pub memory: Option<u64>,
}

/// CPU time that a control group allows, as the kernel is told it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// So many microseconds of CPU time …
    pub quota_us: u64,
    /// … in so many microseconds.
    pub period_us: u64,
    /// 1 or 2: which generation of control groups says so.
    pub cgroup: u8,
}

impl Fingerprint {
    /// What is known of a machine without looking any further.
    #[must_use]
    pub fn of(machine: &Machine) -> Self {
        let count = |n: usize| u32::try_from(n).ok();
        Self {
            name: None,
            cpu: Some(machine.cpu.clone()),
            sockets: count(machine.sockets.len().max(1)),
            physical_cores: count(machine.cores.len()).filter(|n| *n > 0),
            logical_cpus: Some(machine.logical_cpus),
            usable_cpus: Some(machine.usable_cpus),
            classes: Some(machine.classes.clone()),
            quota: None,
            os: Some(machine.os.clone()),
            memory: Some(machine.memory),
        }
    }

    /// Looks at the machine below `root`.
    #[must_use]
    pub fn read(_root: &std::path::Path, machine: &Machine) -> Self {
        Self::of(machine)
    }

    /// The quota in cores.
    #[must_use]
    pub fn quota_cores(&self) -> Option<f64> {
        self.quota.filter(|quota| quota.period_us > 0).map(|q| q.quota_us as f64 / q.period_us as f64)
    }

    /// Physical cores that may be used.
    #[must_use]
    pub fn usable_cores(&self) -> Option<u32> {
        self.physical_cores
    }

    /// Physical cores of the fastest kind that may be used.
    #[must_use]
    pub fn fastest_cores(&self) -> Option<u32> {
        self.physical_cores
    }
}
