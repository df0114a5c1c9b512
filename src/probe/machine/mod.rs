//! Description of this machine, which stands beside every figure measured on it.

use std::path::Path;

use sysinfo::System;

use super::system::{SYSTEM, ask, list_cpus};
use super::{cgroup, topology};
use crate::event::Machine;

/// Examines this machine. What cannot be determined is unknown, zero or `None`.
#[must_use]
pub(crate) fn machine() -> Machine {
    let root = Path::new("/");
    let (name, exist, total) = ask(&SYSTEM, |system| {
        list_cpus(system);
        system.refresh_memory();
        let name = system.cpus().first().map(|cpu| cpu.brand().to_string());
        (name.unwrap_or_default(), system.cpus().len(), system.total_memory())
    })
    .unwrap_or_default();
    let cpus = usable_cpus();
    let usable = if cpus.is_empty() { parallelism() } else { cpus.len() };
    let cores = topology::cores(root, &cpus);
    Machine {
        cpu: brand(&name),
        logical_cpus: count(exist.max(usable)),
        usable_cpus: count(usable),
        sockets: topology::sockets(root, &cpus),
        classes: topology::classes(root, &cores),
        cores,
        cpus,
        quota: cgroup::quota(root),
        os: operating_system(),
        memory: memory(total, cgroup::memory(root)),
    }
}

/// The part of the memory that may be used, bytes; 0 when unknown.
fn memory(total: u64, allowed: Option<u64>) -> u64 {
    match allowed {
        Some(allowed) if total == 0 || allowed < total => allowed,
        _ => total,
    }
}

/// Model name of the CPU with single blanks, since some are padded.
fn brand(raw: &str) -> String {
    let name = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "unknown CPU".to_string() } else { name }
}

fn operating_system() -> String {
    let name = System::name().unwrap_or_else(|_| std::env::consts::OS.to_string());
    let release = System::os_version().map(|v| format!(" {v}")).unwrap_or_default();
    let kernel = System::kernel_long_version().map(|k| format!(", {k}")).unwrap_or_default();
    format!("{name}{release}{kernel}")
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn parallelism() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The numbers of the CPUs this process may run on, in ascending order.
#[cfg(target_os = "linux")]
fn usable_cpus() -> Vec<u16> {
    use rustix::thread::{CpuSet, sched_getaffinity};
    match sched_getaffinity(None) {
        Ok(set) => (0..CpuSet::MAX_CPU)
            .filter(|cpu| set.is_set(*cpu))
            .filter_map(|cpu| cpu.try_into().ok())
            .collect(),
        // The mask of that call ends at 1024 CPUs; the list in this file does not.
        Err(_) => {
            super::file_text::text(Path::new("/proc/self/status")).map_or_else(Vec::new, |s| allowed_list(&s))
        }
    }
}

/// Elsewhere the numbers are not reported.
#[cfg(not(target_os = "linux"))]
fn usable_cpus() -> Vec<u16> {
    Vec::new()
}

/// `Cpus_allowed_list: 0-3,8` of `/proc/self/status`; empty when any of it cannot be parsed.
#[cfg(target_os = "linux")]
fn allowed_list(status: &str) -> Vec<u16> {
    let line = status.lines().find_map(|l| l.strip_prefix("Cpus_allowed_list:")).unwrap_or_default();
    let range = |part: &str| {
        let (from, until) = part.split_once('-').unwrap_or((part, part));
        Some(from.parse::<u16>().ok()?..=until.parse::<u16>().ok()?)
    };
    let ranges: Option<Vec<_>> = line.trim().split(',').map(range).collect();
    ranges.unwrap_or_default().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
