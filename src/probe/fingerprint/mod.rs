//! Fingerprint of the machine: everything that its speed may depend on. Every field is optional: *unknown* is a
//! value.
//!
//! Most of it is read below a `root`, `/` except in tests; what only a system call reports comes from the
//! [`Machine`].

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::caches::{Cache, caches};
pub(crate) use super::cgroup::Quota;
use super::file_text::text;
use super::power::{Power, power};
use super::{cgroup, conditions, frequency, guest, topology};
use crate::event::Machine;

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
    /// Those CPUs, as the kernel writes them: `0-3,8`.
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
    /// Their name, see [`CoreClass::name`](crate::event::CoreClass::name).
    pub name: String,
    /// Number of physical cores that may be used.
    pub cores: u32,
    /// Number of logical CPUs among them that may be used.
    pub cpus: u32,
}

impl Fingerprint {
    /// The part that is known without reading any file.
    #[must_use]
    pub fn of(machine: &Machine) -> Self {
        let known = |text: &String| (!text.is_empty()).then(|| text.clone());
        Self {
            cpu: known(&machine.cpu),
            arch: Some(std::env::consts::ARCH.into()),
            sockets: (!machine.cores.is_empty()).then(|| count(machine.sockets.len().max(1))),
            physical_cores: Some(count(machine.cores.len())).filter(|cores| *cores > 0),
            logical_cpus: Some(machine.logical_cpus),
            usable_cpus: Some(machine.usable_cpus),
            affinity: (!machine.cpus.is_empty()).then(|| topology::ranges(&machine.cpus)),
            classes: (!machine.cores.is_empty()).then(|| classes(machine)),
            os: known(&machine.os),
            memory: Some(machine.memory).filter(|bytes| *bytes > 0),
            ..Self::default()
        }
    }

    /// Reads the machine below `root`, now. Takes some milliseconds at most.
    #[must_use]
    pub fn read(root: &Path, machine: &Machine) -> Self {
        let line = |path: &str| {
            text(&root.join(path)).map(|line| line.trim().to_string()).filter(|line| !line.is_empty())
        };
        let known = Self::of(machine);
        let (cpus, governors) = (&machine.cpus, conditions::governors(root, &machine.cpus));
        Self {
            name: line("proc/sys/kernel/hostname"),
            smt: topology::smt(root, &machine.cores),
            caches: caches(root, cpus),
            max_mhz: frequency::highest(root, cpus),
            mhz: frequency::current(root, cpus),
            governors: (!governors.is_empty()).then_some(governors),
            boost: frequency::boost(root),
            quota: cgroup::limit(root),
            virtualisation: guest::hypervisor(root),
            container: guest::container(root),
            os: distribution(root).or(known.os),
            kernel: line("proc/sys/kernel/osrelease"),
            power: power(root),
            load: conditions::load(root),
            pressure: conditions::pressure(root),
            ..known
        }
    }

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

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The kinds of cores: a core is of the kind of its first CPU.
fn classes(machine: &Machine) -> Vec<Class> {
    let class = |class: &crate::event::CoreClass| {
        let of_kind = |core: &&Vec<u16>| core.first().is_some_and(|cpu| class.cpus.contains(cpu));
        Class {
            name: class.name.clone(),
            cores: count(machine.cores.iter().filter(of_kind).count()),
            cpus: count(class.cpus.len()),
        }
    };
    machine.classes.iter().map(class).collect()
}

/// Name of the distribution, e.g. `Debian GNU/Linux 12 (bookworm)`.
fn distribution(root: &Path) -> Option<String> {
    let release = text(&root.join("etc/os-release")).or_else(|| text(&root.join("usr/lib/os-release")))?;
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let name = name.trim().trim_matches(['"', '\'']).trim();
    (!name.is_empty()).then(|| name.to_string())
}

#[cfg(test)]
mod tests;
