//! Further conditions that slow a machine down, as far as Linux reports them: its clock governors, and how long tasks
//! had to wait for a CPU.

use std::path::Path;

use super::file_text::text;

/// Frequency governors of these CPUs, each once; empty where the system does not report them, as on most virtual
/// machines. Read from `sys/devices/system/cpu/cpuN/cpufreq/scaling_governor` below `root`.
#[must_use]
pub(crate) fn governors(root: &Path, cpus: &[u16]) -> Vec<String> {
    each_once(root, cpus, "scaling_governor")
}

/// Frequency drivers of these CPUs, likewise: `scaling_driver`.
#[must_use]
pub(crate) fn drivers(root: &Path, cpus: &[u16]) -> Vec<String> {
    each_once(root, cpus, "scaling_driver")
}

/// Number of these CPUs that are held at their lowest clock: those with the governor `powersave`, unless their driver
/// only borrows the name for a governor of its own, which does raise the clock when there is work
/// (`Documentation/admin-guide/pm/intel_pstate.rst` and `amd-pstate.rst` of the kernel).
#[must_use]
pub(crate) fn held_down(root: &Path, cpus: &[u16]) -> usize {
    let is_held = |cpu: &&u16| {
        let word = |name: &str| of(root, **cpu, name).unwrap_or_default();
        let raises =
            ["intel_pstate", "amd-pstate-epp", "amd_pstate_epp"].contains(&word("scaling_driver").as_str());
        word("scaling_governor") == "powersave" && !raises
    };
    cpus.iter().filter(is_held).count()
}

fn each_once(root: &Path, cpus: &[u16], name: &str) -> Vec<String> {
    let mut names: Vec<String> = cpus.iter().filter_map(|cpu| of(root, *cpu, name)).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}

fn of(root: &Path, cpu: u16, name: &str) -> Option<String> {
    text(&root.join(format!("sys/devices/system/cpu/cpu{cpu}/cpufreq/{name}")))
        .map(|word| word.trim().to_string())
}

/// Share of the last ten seconds in which at least one task of the machine waited for a CPU, from 0 to 1: the line
/// `some avg10=…` of `proc/pressure/cpu` below `root` (Linux's pressure stall information). `None` where that is not
/// reported.
#[must_use]
pub(crate) fn pressure(root: &Path) -> Option<f64> {
    let text = text(&root.join("proc/pressure/cpu"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("some "))?;
    let percent =
        line.split_whitespace().find_map(|word| word.strip_prefix("avg10="))?.parse::<f64>().ok()?;
    (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

/// Load average of the last minute, tasks: the first word of `proc/loadavg` below `root`. On Linux tasks that wait
/// for a disk count as well.
#[must_use]
pub(crate) fn load(root: &Path) -> Option<f64> {
    let load = text(&root.join("proc/loadavg"))?.split_whitespace().next()?.parse::<f64>().ok()?;
    (0.0..1e6).contains(&load).then_some(load)
}

#[cfg(test)]
mod tests;
