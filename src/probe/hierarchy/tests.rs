use super::*;
use proptest::prelude::*;

#[test]
fn mounts_without_the_controller_are_passed_over() {
    let mount = |text: &str| Mount::parse(text, "cpu").map(|m| (m.version, m.at));
    let v1 = r"32 31 0:29 / /sys/fs/cgroup/cpu\040time rw - cgroup cgroup rw,cpu,cpuacct";
    assert_eq!(mount(v1), Some((Version::V1, "sys/fs/cgroup/cpu time".into())));
    let v2 = "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:4 master:1 - cgroup2 cgroup2 rw";
    assert_eq!(mount(v2), Some((Version::V2, "sys/fs/cgroup".into())));
    for other in [
        "33 31 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset",
        "23 1 8:1 / / rw - ext4 /dev/sda1 rw",
        "32 31 0:29 / /sys/fs/cgroup/cpu rw cgroup cgroup rw,cpu",
        "32 31 - cgroup2 cgroup2 rw",
        "- cgroup",
        "",
    ] {
        assert_eq!(mount(other), None, "{other}");
    }
}

#[test]
fn the_kernel_s_escapes_are_undone_and_others_left_alone() {
    assert_eq!(unescape(r"/a\040b\134c"), r"/a b\c");
    assert_eq!(unescape(r"/a\9é\"), r"/a\9é\");
}

proptest! {
    #[test]
    fn no_text_makes_the_parsers_panic(line in ".{0,120}", path in "[/.a\\\\0-9:é]{0,40}") {
        let _ = membership(&line, Version::V1, "cpu");
        let _ = unescape(&path);
        for shape in [format!("1 2 0:1 {path} {path} rw - cgroup2 x rw"), line] {
            if let Some(mount) = Mount::parse(&shape, "cpu") {
                let _ = mount.lineage(Path::new("/nowhere"), &path);
            }
        }
    }

    #[test]
    fn what_stands_above_a_mount_is_never_read(path in "(/(\\.\\.|a|\\.))*") {
        let mount = Mount { version: Version::V2, shows: "/".into(), at: "sys".into() };
        for group in mount.lineage(Path::new("/fixture"), &path) {
            prop_assert!(group.folder.starts_with("/fixture/sys"), "{:?}", group.folder);
            prop_assert!(!group.folder.components().any(|c| c == Component::ParentDir));
        }
    }
}
