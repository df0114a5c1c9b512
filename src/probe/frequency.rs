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
mod tests {
    use super::*;
    use crate::probe::cgroup::tests::tree;
    use proptest::prelude::*;

    use crate::text::generated::matching;

    #[test]
    fn the_fastest_of_the_usable_cpus_counts() {
        let file = |cpu: u16, name: &str| format!("sys/devices/system/cpu/cpu{cpu}/cpufreq/{name}");
        let root = tree(&[
            (&file(0, "cpuinfo_max_freq"), "4700000\n"),
            (&file(1, "cpuinfo_max_freq"), "3500000\n"),
            (&file(1, "scaling_cur_freq"), "800123\n"),
            (&file(2, "scaling_cur_freq"), "<unknown>\n"),
            ("proc/cpuinfo", "cpu MHz\t\t: 2596.144\ncpu MHz\t\t: 2601.7\n"),
        ]);
        let at = root.path();
        assert_eq!(
            (highest(at, &[0, 1]), highest(at, &[1]), highest(at, &[9])),
            (Some(4700), Some(3500), None)
        );
        assert_eq!((current(at, &[0, 1]), current(at, &[2])), (Some(800), Some(2602)));
        assert_eq!((highest(tree(&[]).path(), &[0]), current(tree(&[]).path(), &[0])), (None, None));
    }

    #[test]
    fn boost_has_three_names() {
        let of = |path, text| boost(tree(&[(path, text)]).path());
        assert_eq!(of("sys/devices/system/cpu/cpufreq/boost", "1\n"), Some(true));
        assert_eq!(of("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n"), Some(false));
        assert_eq!(of("sys/devices/system/cpu/cpufreq/policy0/boost", "0\n"), Some(false));
        assert_eq!(of("sys/devices/system/cpu/cpufreq/boost", "perhaps"), None);
        assert_eq!(boost(tree(&[]).path()), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in matching("(cpu MHz)?[\t :]*(-?[0-9]{0,22}|inf|NaN|\\PC{0,9})")) {
            let _ = by_cpuinfo(&text);
        }
    }
}
