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
mod tests {
    use super::*;
    use crate::probe::cgroup::tests::tree;

    #[test]
    fn governors_are_named_once() {
        let file = |cpu: u16| format!("sys/devices/system/cpu/cpu{cpu}/cpufreq/scaling_governor");
        let root = tree(&[
            (&file(0), "powersave\n"),
            (&file(1), "performance\n"),
            (&file(2), "powersave\n"),
            (&file(3), "\n"),
        ]);
        assert_eq!(governors(root.path(), &[0, 1, 2, 3, 4]), ["performance", "powersave"]);
        assert_eq!(governors(root.path(), &[7]), [""; 0]);
    }

    #[test]
    fn a_driver_that_borrows_the_name_holds_nothing_down() {
        let held = |driver: &str, governor: &str| {
            let file = |name: &str| format!("sys/devices/system/cpu/cpu1/cpufreq/{name}");
            let root = tree(&[(&file("scaling_driver"), driver), (&file("scaling_governor"), governor)]);
            held_down(root.path(), &[0, 1])
        };
        assert_eq!(held("acpi-cpufreq\n", "powersave\n"), 1);
        assert_eq!(held("", "powersave"), 1);
        assert_eq!(held("intel_pstate\n", "powersave\n"), 0);
        assert_eq!(held("amd-pstate-epp", "powersave"), 0);
        assert_eq!(held("intel_cpufreq", "powersave"), 1, "the same driver, passive");
        assert_eq!(held("acpi-cpufreq", "schedutil"), 0);
    }

    #[test]
    fn load_is_the_first_of_five_words() {
        let of = |text| load(tree(&[("proc/loadavg", text)]).path());
        assert!(of("2.53 1.04 0.77 3/412 28083\n").is_some_and(|load| (load - 2.53).abs() < 1e-9));
        for strange in ["", "x 1 2", "-1.0 0 0", "inf", "NaN"] {
            assert_eq!(of(strange), None, "{strange}");
        }
        assert_eq!(load(tree(&[]).path()), None);
    }

    #[test]
    fn pressure_is_a_share() {
        let of = |text| pressure(tree(&[("proc/pressure/cpu", text)]).path());
        let told = of(
            "some avg10=12.50 avg60=3.00 avg300=1.00 total=7\nfull avg10=1.00 avg60=0.00 avg300=0.00 total=0\n",
        );
        assert!(told.is_some_and(|share| (share - 0.125).abs() < 1e-9));
        for strange in ["", "some", "some avg10=x", "some avg10=-1.0", "full avg10=2.0", "some avg10=NaN"] {
            assert_eq!(of(strange), None, "{strange}");
        }
        assert_eq!(pressure(tree(&[]).path()), None);
    }
}
