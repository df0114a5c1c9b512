//! Clock of the cores: its maximum and its present value. Where it may rise above its rated speed (boost, turbo), one
//! busy core runs faster than many: N workers then do less than N times the work of one, without any loss to
//! coordination.

use std::path::Path;

use super::file_text::text;

/// Highest clock that any of these CPUs may reach, MHz: `cpufreq/cpuinfo_max_freq` of each. `None` where the system
/// does not report it, as in most virtual machines.
#[must_use]
pub(crate) fn highest(root: &Path, cpus: &[u16]) -> Option<u32> {
    of_each(root, cpus, "cpuinfo_max_freq")
}

/// Highest clock of any of these CPUs right now, MHz: `cpufreq/scaling_cur_freq` of each, or else the lines `cpu MHz`
/// of `proc/cpuinfo`, of whichever CPU they are. An idle machine reads low.
#[must_use]
pub(crate) fn current(root: &Path, cpus: &[u16]) -> Option<u32> {
    of_each(root, cpus, "scaling_cur_freq").or_else(|| by_cpuinfo(&text(&root.join("proc/cpuinfo"))?))
}

/// Whether the clock may rise above its rated speed; `None` where the system does not report it.
#[must_use]
pub(crate) fn boost(root: &Path) -> Option<bool> {
    let cpu = root.join("sys/devices/system/cpu");
    let flag = |path: &str| match text(&cpu.join(path))?.trim() {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    };
    flag("cpufreq/boost")
        .or_else(|| flag("intel_pstate/no_turbo").map(|off| !off))
        .or_else(|| flag("cpufreq/policy0/boost"))
}

/// Largest value of a file in kHz that each CPU has, in MHz.
fn of_each(root: &Path, cpus: &[u16], name: &str) -> Option<u32> {
    let khz = |cpu: &u16| {
        let path = format!("sys/devices/system/cpu/cpu{cpu}/cpufreq/{name}");
        text(&root.join(path))?.trim().parse::<u32>().ok()
    };
    cpus.iter().filter_map(khz).max().map(|khz| khz / 1000).filter(|mhz| *mhz > 0)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers from 1 to a million")]
fn by_cpuinfo(cpuinfo: &str) -> Option<u32> {
    let clock = |line: &str| line.strip_prefix("cpu MHz")?.split_once(':')?.1.trim().parse::<f64>().ok();
    let plausible = cpuinfo.lines().filter_map(clock).filter(|mhz| (1.0..1e6).contains(mhz));
    plausible.max_by(f64::total_cmp).map(|mhz| mhz.round() as u32)
}

#[cfg(test)]
mod tests;
