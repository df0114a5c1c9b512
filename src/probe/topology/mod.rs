//! Topology of the CPUs. Threads of one physical core share its arithmetic units, and so must not be given to two
//! lanes that are compared; CPUs of one socket share its memory and its heat; and CPUs of different kinds are not
//! equally fast, so that a worker on one is not worth a worker on the other.
//!
//! Everything is read below a `root`, `/` except in tests, and everything may be missing there.

use std::collections::BTreeSet;
use std::path::Path;

use crate::event::CoreClass;

/// Relative difference of capacity below which CPUs are of one kind: where the kernel prefers some cores to others of
/// their kind, it gives each a capacity of its own.
const ALIKE: f64 = 0.15;

/// `cpus` by physical core, in the order of each core's first CPU. A CPU of which nothing is known is a core of its
/// own. Read from `sys/devices/system/cpu/cpuN/topology/thread_siblings_list`.
#[must_use]
pub(crate) fn cores(root: &Path, cpus: &[u16]) -> Vec<Vec<u16>> {
    let siblings = |cpu| list_of(root, cpu, "thread_siblings_list").unwrap_or_default();
    groups(cpus, siblings)
}

/// `cpus` by socket, in the order of each socket's first CPU; empty where the system does not report it and where
/// there is only one. Read from `package_cpus_list` beside the list above, or `core_siblings_list`, its name in old
/// kernels: one file a socket.
#[must_use]
pub(crate) fn sockets(root: &Path, cpus: &[u16]) -> Vec<Vec<u16>> {
    let mut known = true;
    let sockets = groups(cpus, |cpu| {
        let list =
            list_of(root, cpu, "package_cpus_list").or_else(|| list_of(root, cpu, "core_siblings_list"));
        known &= list.is_some();
        list.unwrap_or_default()
    });
    if known && sockets.len() > 1 { sockets } else { Vec::new() }
}

/// The CPUs of these `cores` by kind, the fastest first; empty where the system does not report it and where all are
/// of one kind. Two sources: the kinds of a hybrid x86 machine have a list each (`sys/devices/cpu_core/cpus`, …);
/// elsewhere a CPU has a capacity (`sys/devices/system/cpu/cpuN/cpu_capacity`, 1024 for the largest), the same for
/// all threads of a core.
#[must_use]
pub(crate) fn classes(root: &Path, cores: &[Vec<u16>]) -> Vec<CoreClass> {
    let classes = listed_classes(root, cores).unwrap_or_else(|| measured_classes(root, cores));
    if classes.len() > 1 { classes } else { Vec::new() }
}

/// `None` when a CPU is in no list.
fn listed_classes(root: &Path, cores: &[Vec<u16>]) -> Option<Vec<CoreClass>> {
    let kinds = [("cpu_core", "performance"), ("cpu_atom", "efficiency"), ("cpu_lowpower", "low-power")];
    let kinds = kinds.map(|(folder, name)| {
        let list = super::file_text::text(&root.join(format!("sys/devices/{folder}/cpus")));
        (name, list.map(|list| cpu_list(&list)).unwrap_or_default())
    });
    let usable: BTreeSet<u16> = cores.iter().flatten().copied().collect();
    if !usable.iter().all(|cpu| kinds.iter().any(|(_, list)| list.contains(cpu))) {
        return None;
    }
    let class = |(name, list): &(&str, BTreeSet<u16>)| CoreClass {
        name: (*name).into(),
        cpus: usable.intersection(list).copied().collect(),
    };
    Some(kinds.iter().map(class).filter(|class| !class.cpus.is_empty()).collect())
}

/// Empty when a core has no capacity.
fn measured_classes(root: &Path, cores: &[Vec<u16>]) -> Vec<CoreClass> {
    let capacity = |core: &Vec<u16>| {
        let path = format!("sys/devices/system/cpu/cpu{}/cpu_capacity", core.first()?);
        super::file_text::text(&root.join(path))?.trim().parse::<u32>().ok()
    };
    let Some(capacities) = cores.iter().map(capacity).collect::<Option<Vec<u32>>>() else {
        return Vec::new();
    };
    let mut measured: Vec<_> = capacities.into_iter().zip(cores).collect();
    measured.sort_by_key(|(capacity, _)| std::cmp::Reverse(*capacity));
    let mut classes: Vec<(u32, CoreClass)> = Vec::new();
    for (capacity, core) in measured {
        let alike = |largest: u32| f64::from(capacity) >= f64::from(largest) * (1.0 - ALIKE);
        match classes.last_mut().filter(|(largest, _)| alike(*largest)) {
            Some((_, class)) => class.cpus.extend(core),
            None => classes
                .push((capacity, CoreClass { name: format!("capacity {capacity}"), cpus: core.clone() })),
        }
    }
    let class = |(_, mut class): (u32, CoreClass)| {
        class.cpus.sort_unstable();
        class
    };
    classes.into_iter().map(class).collect()
}

/// Whether cores of this machine run two threads or more at once (SMT), by `sys/devices/system/cpu/smt/active`, or
/// else by these `cores`: if each has one thread, it is unknown whether there could be more.
#[must_use]
pub(crate) fn smt(root: &Path, cores: &[Vec<u16>]) -> Option<bool> {
    match super::file_text::text(&root.join("sys/devices/system/cpu/smt/active")).as_deref().map(str::trim) {
        Some("1") => Some(true),
        Some("0") => Some(false),
        _ => cores.iter().any(|core| core.len() > 1).then_some(true),
    }
}

/// Ascending numbers as the kernel writes them: `0-3,8`.
#[must_use]
pub(crate) fn ranges(cpus: &[u16]) -> String {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for cpu in cpus {
        match ranges.last_mut().filter(|(_, last)| last.checked_add(1) == Some(*cpu)) {
            Some((_, last)) => *last = *cpu,
            None => ranges.push((*cpu, *cpu)),
        }
    }
    let told = |(first, last): &(u16, u16)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    ranges.iter().map(told).collect::<Vec<_>>().join(",")
}

/// `cpus` in groups, in the order of each group's first CPU; `with` returns the CPUs of one's group.
fn groups(cpus: &[u16], mut with: impl FnMut(u16) -> BTreeSet<u16>) -> Vec<Vec<u16>> {
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for cpu in cpus {
        if seen.contains(cpu) {
            continue;
        }
        let others = with(*cpu);
        let mut group: Vec<u16> = cpus.iter().copied().filter(|c| c == cpu || others.contains(c)).collect();
        group.retain(|cpu| seen.insert(*cpu));
        groups.push(group);
    }
    groups
}

/// A list in the folder of a CPU's topology.
fn list_of(root: &Path, cpu: u16, name: &str) -> Option<BTreeSet<u16>> {
    let path = format!("sys/devices/system/cpu/cpu{cpu}/topology/{name}");
    super::file_text::text(&root.join(path)).map(|list| cpu_list(&list))
}

/// A kernel's list of CPUs, e.g. `0-3,8`. What cannot be parsed is left out; a range is cut where CPU numbers end.
pub(super) fn cpu_list(text: &str) -> BTreeSet<u16> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.trim().parse::<u16>().ok()?..=last.trim().parse::<u16>().ok()?)
    };
    text.trim().split(',').filter_map(range).flatten().collect()
}

#[cfg(test)]
mod tests;
