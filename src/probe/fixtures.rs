//! Fixtures for tests: machines that developers rarely have, as trees of the files that Linux would show and the
//! replies of its kernel.

use tempfile::TempDir;

use super::caches::tests::cache;
use super::cgroup::tests::tree;
use super::{cgroup, topology};
use crate::event::Machine;

/// A tree, and the machine as it is seen with these usable CPUs of `exist`.
fn built(files: &[(String, String)], cpu: &str, cpus: Vec<u16>, exist: u32) -> (TempDir, Machine) {
    let root = tree(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    let at = root.path();
    let cores = topology::cores(at, &cpus);
    let machine = Machine {
        cpu: cpu.into(),
        logical_cpus: exist,
        usable_cpus: u32::try_from(cpus.len()).unwrap(),
        sockets: topology::sockets(at, &cpus),
        classes: topology::classes(at, &cores),
        quota: cgroup::quota(at),
        os: "Linux".into(),
        memory: 16 << 30,
        cores,
        cpus,
    };
    (root, machine)
}

fn file(path: impl Into<String>, text: impl Into<String>) -> (String, String) {
    (path.into(), text.into() + "\n")
}

fn of_cpu(cpu: u16, name: &str, text: &str) -> (String, String) {
    file(format!("sys/devices/system/cpu/cpu{cpu}/{name}"), text)
}

fn kernel(name: &str, release: &str) -> Vec<(String, String)> {
    vec![
        file("proc/sys/kernel/hostname", name),
        file("proc/sys/kernel/osrelease", release),
        file("proc/loadavg", "0.52 0.40 0.31 1/800 12345"),
        file("proc/pressure/cpu", "some avg10=1.50 avg60=0.00 avg300=0.00 total=9"),
    ]
}

/// A laptop on battery: two performance cores of two threads, four efficiency cores, a governor that saves power.
pub(super) fn laptop() -> (TempDir, Machine) {
    let mut files = kernel("thinkpad", "6.8.0-45-generic");
    files.extend([
        file("etc/os-release", "NAME=\"Ubuntu\"\nPRETTY_NAME=\"Ubuntu 24.04.1 LTS\""),
        file("proc/cpuinfo", "flags\t\t: fpu vme sse2"),
        file("proc/self/cgroup", "0::/user.slice/session-2.scope"),
        file("sys/class/dmi/id/sys_vendor", "LENOVO"),
        file("sys/devices/cpu_core/cpus", "0-3"),
        file("sys/devices/cpu_atom/cpus", "4-7"),
        file("sys/devices/system/cpu/smt/active", "1"),
        file("sys/devices/system/cpu/intel_pstate/no_turbo", "0"),
        file("sys/class/power_supply/AC/type", "Mains"),
        file("sys/class/power_supply/AC/online", "0"),
        file("sys/class/power_supply/BAT0/type", "Battery"),
        file("sys/class/power_supply/BAT0/status", "Discharging"),
        file("sys/class/hwmon/hwmon1/name", "coretemp"),
        file("sys/class/hwmon/hwmon1/temp1_input", "94000"),
        file("sys/class/hwmon/hwmon1/temp1_crit", "100000"),
    ]);
    for cpu in 0..8u16 {
        let fast = cpu < 4;
        let core = if fast { format!("{}-{}", cpu & !1, cpu | 1) } else { cpu.to_string() };
        files.push(of_cpu(cpu, "topology/thread_siblings_list", &core));
        files.push(of_cpu(cpu, "topology/package_cpus_list", "0-7"));
        files.push(of_cpu(cpu, "cpufreq/scaling_governor", "powersave"));
        files.push(of_cpu(cpu, "cpufreq/scaling_driver", "acpi-cpufreq"));
        files.push(of_cpu(cpu, "cpufreq/cpuinfo_max_freq", if fast { "4700000" } else { "3500000" }));
        files.push(of_cpu(cpu, "cpufreq/scaling_cur_freq", "1200000"));
        files.extend(cache((cpu, 0), ("1", "Data", if fast { "48K" } else { "32K" }, &core)));
        let cluster = if fast { core.as_str() } else { "4-7" };
        files.extend(cache((cpu, 1), ("2", "Unified", if fast { "1280K" } else { "2M" }, cluster)));
        files.extend(cache((cpu, 2), ("3", "Unified", "12M", "0-7")));
    }
    built(&files, "Intel Core i5-1240P", (0..8).collect(), 8)
}

/// A server of two sockets with two cores of two threads each.
pub(super) fn server() -> (TempDir, Machine) {
    let mut files = kernel("node17", "5.14.0-427.el9.x86_64");
    files.extend([
        file("etc/os-release", "PRETTY_NAME='Rocky Linux 9.4 (Blue Onyx)'"),
        file("proc/cpuinfo", "flags\t\t: fpu vme sse2"),
        file("proc/self/cgroup", "0::/system.slice/slurmstepd.scope/job_12"),
        file("sys/class/dmi/id/sys_vendor", "Dell Inc."),
        file("sys/devices/system/cpu/smt/active", "1"),
        file("sys/devices/system/cpu/cpufreq/boost", "1"),
    ]);
    for cpu in 0..8u16 {
        let core = format!("{},{}", cpu % 4, cpu % 4 + 4);
        let socket = if cpu % 4 < 2 { "0-1,4-5" } else { "2-3,6-7" };
        files.push(of_cpu(cpu, "topology/thread_siblings_list", &core));
        files.push(of_cpu(cpu, "topology/package_cpus_list", socket));
        files.push(of_cpu(cpu, "cpufreq/scaling_governor", "performance"));
        files.push(of_cpu(cpu, "cpufreq/scaling_driver", "acpi-cpufreq"));
        files.push(of_cpu(cpu, "cpufreq/cpuinfo_max_freq", "3700000"));
        files.extend(cache((cpu, 0), ("1", "Data", "32K", &core)));
        files.extend(cache((cpu, 1), ("3", "Unified", "256M", socket)));
    }
    built(&files, "AMD EPYC 9654 96-Core Processor", (0..8).collect(), 8)
}

/// A container on a virtual machine that may use three of its four CPUs for one and a half cores' time, by control
/// groups of either version.
pub(super) fn container(generation: u8) -> (TempDir, Machine) {
    let mut files = kernel("a1b2c3", "6.1.0-21-cloud-amd64");
    files.extend([
        file("proc/cpuinfo", "cpu MHz\t\t: 2599.998\nflags\t\t: fpu vme hypervisor"),
        file("sys/devices/system/clocksource/clocksource0/available_clocksource", "kvm-clock tsc"),
        file("sys/devices/system/cpu/smt/active", "0"),
        file(
            "proc/stat",
            "cpu0 700 0 0 200 0 0 0 100 0 0\ncpu1 0 0 0 900 0 0 0 0 0 0\ncpu3 0 0 0 0 0 0 0 0 0 0",
        ),
    ]);
    if generation == 1 {
        files.extend([
            file("proc/self/cgroup", "4:memory:/docker/4711\n2:cpu,cpuacct:/docker/4711"),
            file(
                "proc/self/mountinfo",
                "32 31 0:29 /docker/4711 /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct",
            ),
            file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "150000"),
            file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000"),
            file("sys/fs/cgroup/cpu/cpu.stat", "nr_periods 90\nnr_throttled 12\nthrottled_time 340000000"),
        ]);
    } else {
        files.extend([
            file("proc/self/cgroup", "0::/"),
            file("proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup ro - cgroup2 cgroup2 rw"),
            file("sys/fs/cgroup/cpu.max", "150000 100000"),
            file("sys/fs/cgroup/cpu.stat", "nr_periods 90\nnr_throttled 12\nthrottled_usec 340000"),
            file("run/secrets/kubernetes.io/serviceaccount/namespace", "default"),
        ]);
    }
    built(&files, "Intel Xeon Processor (Icelake)", vec![0, 1, 3], 4)
}
