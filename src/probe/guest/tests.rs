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
        (&[FLAG, vendor("VMware, Inc.\n"), product("VMware7,1\n")], Some("VMware (VMware, Inc. VMware7,1)")),
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
        (&[groups("0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-2.scope\n")], Some("Kubernetes")),
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
