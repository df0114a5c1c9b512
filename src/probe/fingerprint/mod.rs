//! Reads the fingerprint of the machine: everything that its speed may depend on.
//!
//! Most of it is read below a `root`, `/` except in tests; what only a system call reports comes from the
//! [`Machine`].

use std::path::Path;

use super::caches::caches;
use super::file_text::text;
use super::power::power;
use super::{cgroup, conditions, frequency, guest, topology};
use crate::event::{Class, CoreClass, Fingerprint, Machine};

/// The part that is known without reading any file.
#[must_use]
pub(crate) fn of(machine: &Machine) -> Fingerprint {
    let known = |text: &String| (!text.is_empty()).then(|| text.clone());
    Fingerprint {
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
        ..Fingerprint::default()
    }
}

/// Reads the machine below `root`, now. Takes some milliseconds at most.
#[must_use]
pub(crate) fn read(root: &Path, machine: &Machine) -> Fingerprint {
    let line = |path: &str| {
        text(&root.join(path)).map(|line| line.trim().to_string()).filter(|line| !line.is_empty())
    };
    let known = of(machine);
    let (cpus, governors) = (&machine.cpus, conditions::governors(root, &machine.cpus));
    Fingerprint {
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

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The kinds of cores: a core is of the kind of its first CPU.
fn classes(machine: &Machine) -> Vec<Class> {
    let class = |class: &CoreClass| {
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
