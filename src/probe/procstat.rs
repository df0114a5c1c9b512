//! Stolen time: when the hypervisor runs another guest on a CPU that this machine wanted.

use std::path::Path;

use super::text;

/// CPU time of some CPUs since boot, in the kernel's ticks.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct CpuTime {
    /// Everything, idle time included.
    pub(super) total: u64,
    /// What the hypervisor took.
    pub(super) stolen: u64,
}

impl CpuTime {
    /// Reads `cpus`, all of them when the list is empty. `root` is `/` except in tests.
    pub(super) fn read(root: &Path, cpus: &[u16]) -> Option<Self> {
        if cfg!(not(target_os = "linux")) {
            return None;
        }
        parse(&text(&root.join("proc/stat"))?, cpus)
    }

    /// The share of the time since `earlier` that was stolen, `None` when no time went by.
    pub(super) fn stolen_since(self, earlier: Self) -> Option<f64> {
        let total = self.total.saturating_sub(earlier.total);
        let stolen = self.stolen.saturating_sub(earlier.stolen).min(total);
        (total > 0).then(|| stolen as f64 / total as f64)
    }
}

/// Sums lines like `cpu3 user nice system idle iowait irq softirq steal guest guest_nice`. What guests of
/// this machine used is already in `user` and `nice`.
fn parse(stat: &str, cpus: &[u16]) -> Option<CpuTime> {
    let mut sum = None;
    for line in stat.lines() {
        let mut words = line.split_whitespace();
        let number = words.next().and_then(|name| name.strip_prefix("cpu")?.parse::<u16>().ok());
        if !number.is_some_and(|n| cpus.is_empty() || cpus.contains(&n)) {
            continue;
        }
        let ticks: Vec<u64> = words.take(8).map_while(|w| w.parse().ok()).collect();
        let sum: &mut CpuTime = sum.get_or_insert_default();
        sum.total = ticks.iter().fold(sum.total, |a, b| a.saturating_add(*b));
        sum.stolen = sum.stolen.saturating_add(ticks.get(7).copied().unwrap_or(0));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STAT: &str = "cpu  300 0 0 0 0 0 0 30 5 0\n\
                        cpu0 100 1 2 3 4 5 6 10 5 0\n\
                        cpu1 200 0 0 0 0 0 0 20 0 0\n\
                        intr 300638 0 0\nctxt 326251\n";

    #[test]
    fn only_the_cpus_asked_for_are_summed() {
        assert_eq!(parse(STAT, &[]), Some(CpuTime { total: 351, stolen: 30 }));
        assert_eq!(parse(STAT, &[0]), Some(CpuTime { total: 131, stolen: 10 }));
        assert_eq!(parse(STAT, &[7]), None);
        assert_eq!(parse("", &[]), None);
        // Kernels of old had no such column.
        assert_eq!(parse("cpu0 1 2 3 4\n", &[]), Some(CpuTime { total: 10, stolen: 0 }));
    }

    #[test]
    fn the_share_is_of_the_time_between() {
        let (then, now) = (CpuTime { total: 100, stolen: 10 }, CpuTime { total: 300, stolen: 20 });
        assert_eq!(now.stolen_since(then), Some(0.05));
        assert_eq!(now.stolen_since(now), None);
        assert_eq!(then.stolen_since(now), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "(cpu[0-9]{0,6}( [0-9]{0,21}){0,12}\n|.{0,20}){0,6}") {
            if let Some(time) = parse(&text, &[]) {
                prop_assert!(time.stolen <= time.total);
            }
        }
    }
}
