//! Whether this system is a guest: a virtual machine on a host that shares its cores out, or a container that shares
//! its kernel with others. Neither spoils a measurement; both are needed to judge one.
//!
//! Everything is read below a `root`, `/` except in tests. *none* is an answer, and `None` is the lack of one.

use std::path::Path;

use super::file_text::text;

/// Answer where there is no host above.
pub(crate) const NONE: &str = "none";

/// Vendor or product names in the firmware of virtual machines, and the name reported for each. Vendors whose
/// machines are sometimes physical ones (Amazon, Google, Oracle) are not here: their name is appended to the other
/// evidence.
const FIRMWARE: [(&str, &str); 11] = [
    ("QEMU", "QEMU"),
    ("KVM", "KVM"),
    ("VMware", "VMware"),
    ("VirtualBox", "VirtualBox"),
    ("innotek", "VirtualBox"),
    ("Xen", "Xen"),
    ("Bochs", "Bochs"),
    ("Parallels", "Parallels"),
    ("BHYVE", "bhyve"),
    ("Apple Virtualization", "Apple Virtualization"),
    ("Virtual Machine", "Hyper-V"),
];

/// Clock sources that only a guest is offered.
const CLOCKS: [(&str, &str); 3] = [("kvm-clock", "KVM"), ("hyperv", "Hyper-V"), ("xen", "Xen")];

/// Parts of a control group's path that only a container's manager writes, the more specific first.
const GROUPS: [(&str, &str); 6] = [
    ("kubepods", "Kubernetes"),
    ("docker", "Docker"),
    ("libpod", "Podman"),
    ("lxc", "LXC"),
    ("containerd", "containerd"),
    ("garden", "Garden"),
];

/// Hypervisor that runs this system, e.g. `KVM` or `KVM (Amazon EC2 m5.large)`; `virtual machine` where only that is
/// known, `none` on a physical machine; `None` where the system does not report it.
///
/// An x86 processor has the flag `hypervisor` in every guest and nowhere else; the clocks that the kernel was offered
/// and the firmware (DMI) identify the hypervisor. Other processors have no such flag, and are taken for physical
/// when their firmware is not known to be a hypervisor's.
#[must_use]
pub(crate) fn hypervisor(root: &Path) -> Option<String> {
    let word = |path: &str| text(&root.join(path)).map(|text| text.trim().to_string()).unwrap_or_default();
    let firmware = [word("sys/class/dmi/id/sys_vendor"), word("sys/class/dmi/id/product_name")].join(" ");
    let firmware = firmware.trim();
    let flag = hypervisor_flag(&text(&root.join("proc/cpuinfo")).unwrap_or_default());
    let clocks = word("sys/devices/system/clocksource/clocksource0/available_clocksource");
    let known = |list: &[(&str, &'static str)], text: &str| {
        list.iter().find(|(sign, _)| text.contains(sign)).map(|(_, name)| *name)
    };
    let name = Some("WSL")
        .filter(|_| word("proc/sys/kernel/osrelease").to_lowercase().contains("microsoft"))
        .or_else(|| known(&CLOCKS, &clocks).filter(|_| flag != Some(false)))
        .or_else(|| known(&FIRMWARE, firmware).filter(|_| flag != Some(false)))
        .or_else(|| Some("Xen").filter(|_| word("sys/hypervisor/type") == "xen" && flag != Some(false)));
    match (name, flag) {
        (None, Some(false)) => Some(NONE.into()),
        (None, None) => (!firmware.is_empty()).then(|| NONE.into()),
        (None, Some(true)) => Some(with("virtual machine", firmware)),
        (Some(name), _) => Some(with(name, firmware)),
    }
}

/// A name with what the firmware adds to it.
fn with(name: &str, firmware: &str) -> String {
    if firmware.is_empty() || firmware.contains(name) && firmware.len() <= name.len() {
        name.into()
    } else {
        format!("{name} ({firmware})")
    }
}

/// Whether the processor has the flag of a guest; `None` where it has no such flags.
fn hypervisor_flag(cpuinfo: &str) -> Option<bool> {
    let flags = cpuinfo.lines().find_map(|line| line.strip_prefix("flags")?.split_once(':'))?.1;
    Some(flags.split_whitespace().any(|flag| flag == "hypervisor"))
}

/// Container that this process is in, e.g. `Docker` or `Kubernetes`; `none` outside of one, `None` where the system
/// does not report it.
///
/// Evidence is the files that managers leave inside, and the names of control groups. Inside a namespace of its own a
/// container sees none of the latter.
#[must_use]
pub(crate) fn container(root: &Path) -> Option<String> {
    let there = |path: &str| root.join(path).exists();
    let groups = text(&root.join("proc/self/cgroup"));
    let named = GROUPS.iter().find(|(sign, _)| groups.as_ref().is_some_and(|groups| groups.contains(sign)));
    let told = text(&root.join("run/systemd/container")).map(|name| name.trim().to_string());
    if there("var/run/secrets/kubernetes.io") || there("run/secrets/kubernetes.io") {
        Some("Kubernetes".into())
    } else if let Some((_, name)) = named {
        Some((*name).into())
    } else if there("run/.containerenv") {
        Some("Podman".into())
    } else if there(".dockerenv") {
        Some("Docker".into())
    } else if let Some(name) = told.filter(|name| !name.is_empty()) {
        Some(name)
    } else {
        groups.map(|_| NONE.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::cgroup::tests::tree;
    use proptest::prelude::*;

    use crate::text::generated::matching;

    const FLAG: (&str, &str) = ("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n");
    const NO_FLAG: (&str, &str) = ("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vme lahf_lm\n");
    const CLOCK: &str = "sys/devices/system/clocksource/clocksource0/available_clocksource";

    /// Existing files, and the expected answer.
    type Case<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>);

    fn hypervisor_of(files: &[(&str, &str)]) -> Option<String> {
        hypervisor(tree(files).path())
    }

    #[test]
    fn a_guest_is_known_by_flag_clock_and_firmware() {
        let vendor = |name| ("sys/class/dmi/id/sys_vendor", name);
        let product = |name| ("sys/class/dmi/id/product_name", name);
        let cases: [Case; 10] = [
            (&[FLAG, (CLOCK, "tsc kvm-clock \n")], Some("KVM")),
            (
                &[FLAG, (CLOCK, "kvm-clock tsc\n"), vendor("Amazon EC2\n"), product("m5.large\n")],
                Some("KVM (Amazon EC2 m5.large)"),
            ),
            (
                &[FLAG, vendor("VMware, Inc.\n"), product("VMware7,1\n")],
                Some("VMware (VMware, Inc. VMware7,1)"),
            ),
            (&[FLAG], Some("virtual machine")),
            // A rented machine that is a physical one.
            (&[NO_FLAG, vendor("Amazon EC2\n"), product("m5.metal\n"), (CLOCK, "tsc hpet\n")], Some("none")),
            (&[NO_FLAG], Some("none")),
            // No x86: only the firmware helps.
            (
                &[("proc/cpuinfo", "Features\t: fp asimd\n"), vendor("QEMU"), product("virt-8.2")],
                Some("QEMU (QEMU virt-8.2)"),
            ),
            (&[("proc/cpuinfo", "Features\t: fp asimd\n"), vendor("LENOVO")], Some("none")),
            (&[("proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n"), FLAG], Some("WSL")),
            (&[], None),
        ];
        for (files, expected) in cases {
            assert_eq!(hypervisor_of(files).as_deref(), expected, "{files:?}");
        }
    }

    #[test]
    fn a_container_is_known_by_what_its_manager_leaves() {
        let inside = |files: &[(&str, &str)]| container(tree(files).path());
        let groups = |text| ("proc/self/cgroup", text);
        let cases: [Case; 8] = [
            (&[groups("0::/\n"), (".dockerenv", "")], Some("Docker")),
            (&[groups("12:cpu,cpuacct:/docker/4711\n")], Some("Docker")),
            (
                &[groups("0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-2.scope\n")],
                Some("Kubernetes"),
            ),
            (&[groups("0::/\n"), ("var/run/secrets/kubernetes.io/x", "")], Some("Kubernetes")),
            (&[groups("0::/\n"), ("run/.containerenv", "")], Some("Podman")),
            (&[groups("0::/\n"), ("run/systemd/container", "systemd-nspawn\n")], Some("systemd-nspawn")),
            (&[groups("0::/user.slice/session-2.scope\n")], Some("none")),
            (&[], None),
        ];
        for (files, expected) in cases {
            assert_eq!(inside(files).as_deref(), expected, "{files:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_readers_panic(text in matching("(flags[\t :]*)?\\PC{0,60}")) {
            let _ = hypervisor_flag(&text);
            let root = tree(&[("proc/cpuinfo", &text), (CLOCK, &text), ("proc/self/cgroup", &text)]);
            let _ = (hypervisor(root.path()), container(root.path()));
        }
    }
}
