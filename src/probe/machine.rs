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
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_described() {
        let machine = machine();
        assert!(machine.usable_cpus >= 1 && machine.logical_cpus >= machine.usable_cpus, "{machine:?}");
        assert!(!machine.cpu.is_empty() && !machine.os.is_empty() && machine.memory > 0, "{machine:?}");
        assert!(machine.cpus.is_sorted(), "{machine:?}");
        assert!(machine.quota.is_none_or(|q| q > 0.0));
        assert!(machine.sockets.len() != 1 && machine.classes.len() != 1, "{machine:?}");
        #[cfg(target_os = "linux")]
        assert_eq!(machine.cpus.len(), machine.usable_cpus as usize);
    }

    #[test]
    fn memory_that_is_not_allowed_is_not_there() {
        assert_eq!(
            [memory(8, None), memory(8, Some(3)), memory(8, Some(9)), memory(0, Some(5))],
            [8, 3, 8, 5]
        );
    }

    #[test]
    fn a_cpu_without_a_name_says_so() {
        assert_eq!(brand("  AMD   EPYC \n"), "AMD EPYC");
        assert_eq!(brand(" \t"), "unknown CPU");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_list_of_allowed_cpus_is_read_whole_or_not_at_all() {
        let list = |l: &str| allowed_list(&format!("Name:\tx\nCpus_allowed_list:\t{l}\nMems_allowed:\t1\n"));
        assert_eq!(list("0-3,8,1200-1201"), [0, 1, 2, 3, 8, 1200, 1201]);
        assert_eq!(list("5"), [5]);
        for broken in ["", "0-", "a-b", "1,,2", "70000", "0-3,x"] {
            assert_eq!(list(broken), [0_u16; 0], "{broken}");
        }
        assert_eq!(allowed_list("nothing here"), [0_u16; 0]);
    }
}
