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
mod tests;
