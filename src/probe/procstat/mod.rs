//! CPU time since boot, as `/proc/stat` counts it, steal time included: time in which the hypervisor ran another
//! guest on a CPU that this machine needed.

use std::path::Path;

use super::file_text::text;

/// CPU time of some CPUs since boot, in the kernel's ticks.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct CpuTime {
    /// Everything, idle time included.
    pub(super) total: u64,
    /// Time with nothing to do, or nothing but to wait for a disk.
    pub(super) idle: u64,
    /// Time that the hypervisor took.
    pub(super) stolen: u64,
}

impl CpuTime {
    /// Reads `cpus`, all of them when the list is empty. `root` is `/` except in tests.
    pub(super) fn read(root: &Path, cpus: &[u16]) -> Option<Self> {
        if cfg!(not(target_os = "linux")) {
            return None;
        }
        sum(&text(&root.join("proc/stat"))?, cpus)
    }

    /// Share of the time since `earlier` that was stolen; `None` when no time went by.
    pub(super) fn stolen_since(self, earlier: Self) -> Option<f64> {
        let passed = self.since(earlier);
        (passed.total > 0).then(|| passed.stolen as f64 / passed.total as f64)
    }

    /// The time between two readings. A counter that went backwards, as that of waiting for a disk may, counts as
    /// unchanged; no part is more than the whole.
    pub(super) fn since(self, earlier: Self) -> Self {
        let total = self.total.saturating_sub(earlier.total);
        let stolen = self.stolen.saturating_sub(earlier.stolen).min(total);
        let idle = self.idle.saturating_sub(earlier.idle).min(total - stolen);
        Self { total, idle, stolen }
    }
}

/// Each CPU of a text with lines like `cpu3 user nice system idle iowait irq softirq steal guest guest_nice`, by its
/// number. Time of this machine's guests is already in `user` and `nice`. The lines of CPUs stand together, behind
/// that of their sum and in front of everything else.
pub(super) fn cpus(stat: &str) -> impl Iterator<Item = (u16, CpuTime)> + '_ {
    let lines = stat.lines().take_while(|line| line.starts_with("cpu"));
    lines.filter_map(|line| {
        let mut words = line.split_ascii_whitespace();
        let number = words.next()?.strip_prefix("cpu")?.parse().ok()?;
        let mut time = CpuTime::default();
        for (column, ticks) in words.take(8).map_while(|word| word.parse::<u64>().ok()).enumerate() {
            time.total = time.total.saturating_add(ticks);
            match column {
                3 | 4 => time.idle = time.idle.saturating_add(ticks),
                7 => time.stolen = ticks,
                _ => {}
            }
        }
        Some((number, time))
    })
}

/// Sum of the CPUs of a list, of all when it is empty; `None` when none of them is there.
fn sum(stat: &str, of: &[u16]) -> Option<CpuTime> {
    let wanted = cpus(stat).filter(|(number, _)| of.is_empty() || of.contains(number));
    wanted.map(|(_, time)| time).reduce(|a, b| CpuTime {
        total: a.total.saturating_add(b.total),
        idle: a.idle.saturating_add(b.idle),
        stolen: a.stolen.saturating_add(b.stolen),
    })
}

#[cfg(test)]
mod tests;
