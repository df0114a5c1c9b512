use super::*;
use crate::event::Quota;
use crate::probe::fixtures;
use proptest::prelude::*;

use crate::text::generated::matching;

/// Its JSON as in a report; the architecture is that of the machine that runs the test.
fn json(read: &Fingerprint) -> String {
    serde_json::to_string_pretty(&Fingerprint { arch: None, ..read.clone() }).unwrap()
}

#[test]
fn a_hybrid_laptop_on_battery() {
    let (root, machine) = fixtures::laptop();
    let read = super::read(root.path(), &machine);
    insta::assert_snapshot!(json(&read));
    assert_eq!((read.fastest_cores(), read.usable_cores()), (Some(2), Some(6)));
}

#[test]
fn a_server_with_two_sockets_and_two_threads_a_core() {
    let (root, machine) = fixtures::server();
    let read = super::read(root.path(), &machine);
    insta::assert_snapshot!(json(&read));
    assert_eq!((read.fastest_cores(), read.usable_cores(), read.usable_cpus), (Some(4), Some(4), Some(8)));
}

#[test]
fn a_container_has_a_quota_as_the_kernel_was_told_it() {
    for generation in [1, 2] {
        let (root, machine) = fixtures::container(generation);
        let read = super::read(root.path(), &machine);
        let quota = Quota { time_us: 150_000, period_us: 100_000, cgroup: generation };
        assert_eq!((read.quota, read.quota_cores()), (Some(quota), Some(1.5)));
        assert_eq!(read.container.as_deref(), Some(if generation == 1 { "Docker" } else { "Kubernetes" }));
        assert_eq!(read.virtualisation.as_deref(), Some("KVM"));
    }
}

#[test]
fn of_an_empty_machine_only_what_was_given_is_known() {
    let root = tempfile::tempdir().unwrap();
    let read = super::read(root.path(), &Machine::default());
    let known = Fingerprint {
        arch: read.arch.clone(),
        logical_cpus: Some(0),
        usable_cpus: Some(0),
        ..Fingerprint::default()
    };
    assert_eq!(read, known);
    assert_eq!((read.fastest_cores(), read.usable_cores(), read.quota_cores()), (None, None, None));
}

#[test]
fn only_cores_that_may_be_used_count() {
    let class = |name: &str, cpus: &[u16]| CoreClass { name: name.into(), cpus: cpus.to_vec() };
    // Both threads of one fast core, one thread of another, and two slow cores of three.
    let machine = Machine {
        cpus: vec![0, 1, 2, 5, 6],
        cores: vec![vec![0, 1], vec![2], vec![5], vec![6]],
        classes: vec![class("performance", &[0, 1, 2]), class("efficiency", &[5, 6])],
        ..Machine::with_cpus(8)
    };
    let of = super::of(&machine);
    assert_eq!((of.fastest_cores(), of.usable_cores()), (Some(2), Some(4)));
    assert_eq!(of.affinity.as_deref(), Some("0-2,5-6"));
    let classes: Vec<_> = of.classes.unwrap().into_iter().map(|class| (class.cores, class.cpus)).collect();
    assert_eq!(classes, [(2, 3), (2, 2)]);
}

#[test]
fn this_machine_is_known_and_comes_back_from_its_text() {
    let read = super::read(Path::new("/"), &crate::probe::machine());
    let text = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<Fingerprint>(&text).unwrap(), read);
    assert!(read.usable_cpus.is_some_and(|cpus| cpus >= 1), "{read:?}");
    // A field that is missing in an older report is unknown.
    assert_eq!(serde_json::from_str::<Fingerprint>("{}").unwrap(), Fingerprint::default());
}

proptest! {
    #[test]
    fn no_text_of_the_machine_makes_it_panic(text in matching("(-?[0-9]{0,22}|\\PC{0,30})[\n ]?(-?[0-9]{0,22}|\\PC{0,30})")) {
        let files = [
            "proc/cpuinfo", "proc/loadavg", "proc/pressure/cpu", "proc/self/cgroup", "proc/self/mountinfo",
            "proc/sys/kernel/hostname", "proc/sys/kernel/osrelease", "etc/os-release",
            "sys/devices/system/cpu/smt/active", "sys/devices/system/cpu/cpu0/cache/index0/level",
            "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "sys/class/dmi/id/sys_vendor",
            "sys/devices/system/cpu/cpufreq/boost", "sys/class/power_supply/BAT0/type",
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|path| (*path, text.as_str())).collect();
        let root = crate::probe::cgroup::tests::tree(&files);
        let _ = super::read(root.path(), &Machine::with_cpus(2));
    }
}
