//! Fingerprint of a machine: everything that its speed may depend on. Every field is optional: *unknown* is a value.
//!
//! How it is read stands with the probes of the machine; here is only what a report and a recording say about it.

use serde::{Deserialize, Serialize};

/// A report's description of its machine. What is not known is `None`.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fingerprint {
    /// Host name.
    pub name: Option<String>,
    /// Model name of the CPU.
    pub cpu: Option<String>,
    /// Architecture, e.g. `x86_64`.
    pub arch: Option<String>,
    /// Number of physical packages among the usable CPUs.
    pub sockets: Option<u32>,
    /// Number of physical cores among the usable CPUs.
    pub physical_cores: Option<u32>,
    /// Number of logical CPUs that exist.
    pub logical_cpus: Option<u32>,
    /// Number of logical CPUs that may be used (affinity), before any quota.
    pub usable_cpus: Option<u32>,
    /// Numbers of those CPUs, as the kernel writes them: `0-3,8`.
    pub affinity: Option<String>,
    /// Whether cores of this machine run two threads or more at once, whichever of them may be used.
    pub smt: Option<bool>,
    /// Usable cores by kind, the fastest first; empty where all are of one kind.
    pub classes: Option<Vec<Class>>,
    /// Caches by level.
    pub caches: Option<Vec<Cache>>,
    /// Highest clock that a usable CPU may reach, MHz.
    pub max_mhz: Option<u32>,
    /// Highest clock of a usable CPU when this was read, MHz.
    pub mhz: Option<u32>,
    /// Frequency governors of the usable CPUs, each once.
    pub governors: Option<Vec<String>>,
    /// Whether the clock may rise above its rated speed.
    pub boost: Option<bool>,
    /// The control group's quota; `None` where there is none, too.
    pub quota: Option<Quota>,
    /// Hypervisor that runs this system; `none` on a physical machine.
    pub virtualisation: Option<String>,
    /// Container that this process is in; `none` outside of one.
    pub container: Option<String>,
    /// The operating system, with its kernel where the two are not separate.
    pub os: Option<String>,
    /// Release of the kernel.
    pub kernel: Option<String>,
    /// Memory as far as the control group allows it, bytes.
    pub memory: Option<u64>,
    /// Source of power.
    pub power: Option<Power>,
    /// Load average of the last minute when this was read, tasks.
    pub load: Option<f64>,
    /// Share of the ten seconds before in which some task waited for a CPU.
    pub pressure: Option<f64>,
}

/// Cores of one kind.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Class {
    /// Their name, see [`CoreClass::name`](super::CoreClass::name).
    pub name: String,
    /// Number of physical cores that may be used.
    pub cores: u32,
    /// Number of logical CPUs among them that may be used.
    pub cpus: u32,
}

impl Fingerprint {
    /// The quota in cores.
    #[must_use]
    pub fn quota_cores(&self) -> Option<f64> {
        self.quota?.cores()
    }

    /// Number of physical cores that may be used.
    #[must_use]
    pub fn usable_cores(&self) -> Option<u32> {
        self.physical_cores
    }

    /// Number of physical cores of the fastest kind that may be used: all of them where they are of one kind.
    #[must_use]
    pub fn fastest_cores(&self) -> Option<u32> {
        let fastest = self.classes.as_ref().and_then(|classes| classes.first());
        fastest.map(|class| class.cores).filter(|cores| *cores > 0).or(self.physical_cores)
    }
}

/// One kind of cache.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cache {
    /// Level; 1 is next to the core.
    pub level: u8,
    /// Content: `data`, `instruction` or `unified`.
    pub kind: String,
    /// Size of one, bytes.
    pub bytes: u64,
    /// Number of CPUs that share one.
    pub shared_by: u32,
}

/// Source of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Power {
    /// The grid.
    Mains,
    /// A battery.
    Battery,
}

impl Power {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mains => "mains",
            Self::Battery => "battery",
        }
    }
}

/// CPU time that a control group allows, as the kernel stores it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// CPU time per period, µs.
    #[serde(rename = "quota_us")]
    pub time_us: u64,
    /// Length of the period, µs.
    pub period_us: u64,
    /// Version of the control group: 1 or 2.
    pub cgroup: u8,
}

impl Quota {
    /// The quota in cores; `None` for a period of no time.
    #[must_use]
    pub fn cores(&self) -> Option<f64> {
        (self.period_us > 0).then(|| self.time_us as f64 / self.period_us as f64)
    }
}
