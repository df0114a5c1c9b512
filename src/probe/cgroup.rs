//! CPU quota of a container or a service, its throttling so far, and its memory limit.
//!
//! A control group may allow its processes a limited CPU time per period, e.g. 150 ms per 100 ms: one and a half
//! cores, whatever `nproc` reports. When the time is used up, all threads of the group are throttled until the next
//! period. Limits nest, so the tightest one on the way up to the mount's root counts.
//!
//! Linux has two hierarchies, and a machine may have both mounted:
//!
//! | | quota | stops |
//! | --- | --- | --- |
//! | v1 | `cpu.cfs_quota_us` (−1: none), `cpu.cfs_period_us` | `cpu.stat`: `nr_throttled`, `throttled_time` in ns |
//! | v2 | `cpu.max`: `150000 100000` or `max 100000` | `cpu.stat`: `nr_throttled`, `throttled_usec` |

use std::cmp::Ordering;
use std::path::Path;

use super::file_text::text;
use super::hierarchy::{Group, Version, groups};
use crate::event::{Nanos, Quota};

/// Memory limit from which on there is no limit, bytes: no machine has as much, and without a limit cgroup v1 reports
/// a number near 2^63.
const UNLIMITED: u64 = 1 << 60;

/// Throttling of a group since it exists.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Throttling {
    /// Number of periods in which it was throttled.
    pub times: u64,
    /// Time for which it was throttled.
    pub time: Nanos,
}

impl Throttling {
    /// Difference to an `earlier` reading.
    #[must_use]
    pub(crate) fn since(self, earlier: Self) -> Self {
        Self { times: self.times.saturating_sub(earlier.times), time: self.time - earlier.time }
    }
}

/// The tightest CPU quota of this process's groups in cores, `None` when there is none. `root` is `/`
/// except in tests.
#[must_use]
pub(crate) fn quota(root: &Path) -> Option<f64> {
    limit(root)?.cores()
}

/// The tightest CPU quota as the kernel stores it.
#[must_use]
pub(crate) fn limit(root: &Path) -> Option<Quota> {
    let tightest = |a: &Quota, b: &Quota| a.cores().partial_cmp(&b.cores()).unwrap_or(Ordering::Equal);
    groups(root, "cpu").iter().filter_map(Group::quota).min_by(tightest)
}

/// The memory in bytes that this process's groups allow, the least of all levels; `None` when there is no limit. A
/// process that takes more is killed, whatever the machine has. `root` is `/` except in tests.
#[must_use]
pub(crate) fn memory(root: &Path) -> Option<u64> {
    groups(root, "memory").iter().filter_map(Group::memory).min()
}

/// Throttling of this process's groups so far, all levels together; `None` when no group counts it. `root` is `/`
/// except in tests.
#[must_use]
pub(crate) fn throttling(root: &Path) -> Option<Throttling> {
    let counted = groups(root, "cpu").iter().filter_map(Group::throttling).collect::<Vec<_>>();
    let sum = |a: Throttling, b: &Throttling| Throttling {
        times: a.times.saturating_add(b.times),
        time: a.time + b.time,
    };
    (!counted.is_empty()).then(|| counted.iter().fold(Throttling::default(), sum))
}

impl Group {
    fn quota(&self) -> Option<Quota> {
        match self.version {
            Version::V1 => {
                let file = |name| text(&self.folder.join(name));
                limit_of(file("cpu.cfs_quota_us")?.trim(), file("cpu.cfs_period_us")?.trim(), 1)
            }
            Version::V2 => {
                let text = text(&self.folder.join("cpu.max"))?;
                let mut words = text.split_whitespace();
                limit_of(words.next()?, words.next()?, 2)
            }
        }
    }

    /// Memory limit. Without one cgroup v2 reports `max`, v1 the largest number of whole pages.
    fn memory(&self) -> Option<u64> {
        let file = match self.version {
            Version::V1 => "memory.limit_in_bytes",
            Version::V2 => "memory.max",
        };
        let bytes = text(&self.folder.join(file))?.trim().parse::<u64>().ok()?;
        (1..UNLIMITED).contains(&bytes).then_some(bytes)
    }

    fn throttling(&self) -> Option<Throttling> {
        parse_throttling(&text(&self.folder.join("cpu.stat"))?)
    }
}

/// Quota and period in microseconds. `max`, `-1` and malformed text are no quota.
fn limit_of(quota: &str, period: &str, cgroup: u8) -> Option<Quota> {
    let (time_us, period_us) = (quota.parse::<u64>().ok()?, period.parse::<u64>().ok()?);
    (time_us > 0 && period_us > 0).then_some(Quota { time_us, period_us, cgroup })
}

fn parse_throttling(text: &str) -> Option<Throttling> {
    let field = |name: &str| {
        let line = text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(' '))?;
        line.trim().parse::<u64>().ok()
    };
    let time = field("throttled_usec").map(|us| Nanos(us.saturating_mul(1000)));
    let time = time.or_else(|| field("throttled_time").map(Nanos)).unwrap_or_default();
    Some(Throttling { times: field("nr_throttled")?, time })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    /// A fixture tree: files by path below its root.
    pub(in crate::probe) fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    const V2: &str = "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    const V1: &str = "32 31 0:29 / /sys/fs/cgroup/cpu\\040time rw - cgroup cgroup rw,cpu,cpuacct\n\
                      33 31 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n";

    #[test]
    fn v2_the_tightest_limit_on_the_way_up_wins() {
        let root = tree(&[
            ("proc/self/cgroup", "0::/machine.slice/box:1/inner\n"),
            ("proc/self/mountinfo", V2),
            ("sys/fs/cgroup/machine.slice/cpu.max", "150000 100000\n"),
            ("sys/fs/cgroup/machine.slice/cpu.stat", "usage_usec 9\nnr_throttled 3\nthrottled_usec 20\n"),
            ("sys/fs/cgroup/machine.slice/box:1/cpu.max", "400000 100000\n"),
            (
                "sys/fs/cgroup/machine.slice/box:1/cpu.stat",
                "nr_periods 7\nnr_throttled 1\nthrottled_usec 5\n",
            ),
            ("sys/fs/cgroup/machine.slice/box:1/inner/cpu.max", "max 100000\n"),
            ("sys/fs/cgroup/cpu.stat", "usage_usec 1\n"),
        ]);
        assert_eq!(quota(root.path()), Some(1.5));
        let expected = Throttling { times: 4, time: Nanos::from_micros(25) };
        assert_eq!(throttling(root.path()), Some(expected));
    }

    #[test]
    fn v1_quota_and_period_stand_in_two_files() {
        let root = tree(&[
            ("proc/self/cgroup", "4:memory:/x\n2:cpuacct,cpu:/a/b\n0::/unrelated\n"),
            ("proc/self/mountinfo", V1),
            ("sys/fs/cgroup/cpu time/cpu.cfs_quota_us", "-1\n"),
            ("sys/fs/cgroup/cpu time/cpu.cfs_period_us", "100000\n"),
            ("sys/fs/cgroup/cpu time/a/cpu.cfs_quota_us", "-1\n"),
            ("sys/fs/cgroup/cpu time/a/cpu.cfs_period_us", "100000\n"),
            ("sys/fs/cgroup/cpu time/a/b/cpu.cfs_quota_us", "50000\n"),
            ("sys/fs/cgroup/cpu time/a/b/cpu.cfs_period_us", "200000\n"),
            ("sys/fs/cgroup/cpu time/a/b/cpu.stat", "nr_periods 9\nnr_throttled 2\nthrottled_time 77\n"),
        ]);
        assert_eq!(quota(root.path()), Some(0.25));
        let limit = limit(root.path());
        assert_eq!(limit, Some(Quota { time_us: 50_000, period_us: 200_000, cgroup: 1 }), "as it is told");
        assert_eq!(throttling(root.path()), Some(Throttling { times: 2, time: Nanos(77) }));
    }

    #[test]
    fn both_hierarchies_count() {
        let mounts = format!("{V1}41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n");
        let root = tree(&[
            ("proc/self/cgroup", "1:cpu:/\n0::/\n"),
            ("proc/self/mountinfo", &mounts),
            ("sys/fs/cgroup/cpu time/cpu.cfs_quota_us", "300000\n"),
            ("sys/fs/cgroup/cpu time/cpu.cfs_period_us", "100000\n"),
            ("sys/fs/cgroup/unified/cpu.max", "200000 100000\n"),
        ]);
        assert_eq!(quota(root.path()), Some(2.0));
        let limit = limit(root.path());
        assert_eq!(limit, Some(Quota { time_us: 200_000, period_us: 100_000, cgroup: 2 }));
    }

    #[test]
    fn the_least_memory_on_the_way_up_is_what_there_is() {
        let v2 = tree(&[
            ("proc/self/cgroup", "0::/box/inner\n"),
            ("proc/self/mountinfo", V2),
            ("sys/fs/cgroup/box/memory.max", "536870912\n"),
            ("sys/fs/cgroup/box/inner/memory.max", "max\n"),
        ]);
        assert_eq!(memory(v2.path()), Some(512 << 20));
        let mount = "34 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";
        let v1 = |limit| {
            tree(&[
                ("proc/self/cgroup", "4:memory:/a\n1:cpu:/b\n"),
                ("proc/self/mountinfo", mount),
                ("sys/fs/cgroup/memory/a/memory.limit_in_bytes", limit),
            ])
        };
        assert_eq!(memory(v1("1073741824\n").path()), Some(1 << 30));
        for none in ["9223372036854771712\n", "0", "-1", "x", ""] {
            assert_eq!(memory(v1(none).path()), None, "{none}");
        }
        assert_eq!(memory(tree(&[]).path()), None);
    }

    #[test]
    fn in_a_container_the_mount_is_the_group() {
        let limits = ("sys/fs/cgroup/cpu.max", "75000 100000\n");
        let inside = V2.replace(" / /sys", " /docker/4711 /sys");
        let cases = [
            // The host's path, which does not exist below the mount.
            ("0::/system.slice/docker-4711.scope\n", V2.to_string()),
            // The mount shows the very group that the path names.
            ("0::/docker/4711\n", inside.clone()),
            // A namespace: the path is relative to another group.
            ("0::/../../other\n", V2.to_string()),
            ("0::/\n", inside),
        ];
        for (membership, mounts) in cases {
            let root = tree(&[("proc/self/cgroup", membership), ("proc/self/mountinfo", &mounts), limits]);
            assert_eq!(quota(root.path()), Some(0.75), "{membership}{mounts}");
        }
    }

    #[test]
    fn a_group_inside_what_the_mount_shows_is_found() {
        let root = tree(&[
            ("proc/self/cgroup", "0::/docker/4711/job\n"),
            ("proc/self/mountinfo", &V2.replace(" / /sys", " /docker/4711 /sys")),
            ("sys/fs/cgroup/cpu.max", "200000 100000\n"),
            ("sys/fs/cgroup/job/cpu.max", "50000 100000\n"),
        ]);
        assert_eq!(quota(root.path()), Some(0.5));
    }

    /// Fixture: a container within a group, with the tighter quota, in either version.
    fn nested(version: u8, quota_us: u64) -> tempfile::TempDir {
        let (tight, loose) = (quota_us.to_string(), (quota_us * 3).to_string());
        if version == 2 {
            tree(&[
                ("proc/self/cgroup", "0::/box/job\n"),
                ("proc/self/mountinfo", V2),
                ("sys/fs/cgroup/cpu.max", "max 100000\n"),
                ("sys/fs/cgroup/box/cpu.max", &format!("{tight} 100000\n")),
                ("sys/fs/cgroup/box/job/cpu.max", &format!("{loose} 100000\n")),
            ])
        } else {
            tree(&[
                ("proc/self/cgroup", "2:cpu,cpuacct:/box/job\n"),
                ("proc/self/mountinfo", V1),
                ("sys/fs/cgroup/cpu time/cpu.cfs_quota_us", "-1\n"),
                ("sys/fs/cgroup/cpu time/cpu.cfs_period_us", "100000\n"),
                ("sys/fs/cgroup/cpu time/box/cpu.cfs_quota_us", &tight),
                ("sys/fs/cgroup/cpu time/box/cpu.cfs_period_us", "100000\n"),
                ("sys/fs/cgroup/cpu time/box/job/cpu.cfs_quota_us", &loose),
                ("sys/fs/cgroup/cpu time/box/job/cpu.cfs_period_us", "100000\n"),
            ])
        }
    }

    #[test]
    fn the_possible_speed_up_follows_the_tightest_quota_of_both_generations() {
        let cases = [(30_000, 0.3, 1.0), (50_000, 0.5, 1.0), (100_000, 1.0, 1.0), (150_000, 1.5, 1.5)];
        for (quota_us, cores, possible) in cases {
            for version in [1, 2] {
                let root = nested(version, quota_us);
                let found = quota(root.path());
                assert_eq!(found, Some(cores), "v{version}");
                let speedup = crate::event::quota::possible_speedup(2.0, 4.0, found);
                assert!((speedup - possible).abs() < 1e-12, "v{version}, {cores} cores: {speedup}");
                let alone = crate::event::quota::possible_speedup(1.0, 4.0, found);
                assert!((alone - 1.0).abs() < 1e-12, "v{version}, {cores} cores: {alone}");
            }
        }
    }

    #[test]
    fn no_groups_and_malformed_limits_are_no_quota() {
        assert_eq!(quota(tree(&[]).path()), None);
        assert_eq!(throttling(tree(&[]).path()), None);
        for limit in
            ["", "max", "max 100000", "100000", "0 100000", "100000 0", "-5 100000", "a b", "1e5 1e5"]
        {
            let root = tree(&[
                ("proc/self/cgroup", "0::/\n"),
                ("proc/self/mountinfo", V2),
                ("sys/fs/cgroup/cpu.max", limit),
                ("sys/fs/cgroup/cpu.stat", "nr_throttled\nnr_throttled_more 4\n"),
            ]);
            assert_eq!(quota(root.path()), None, "{limit}");
            assert_eq!(throttling(root.path()), None);
        }
    }

    #[test]
    fn a_counter_that_ran_backwards_is_no_throttling() {
        let (few, many) = (Throttling { times: 1, time: Nanos(1) }, Throttling { times: 5, time: Nanos(9) });
        assert_eq!(many.since(few), Throttling { times: 4, time: Nanos(8) });
        assert_eq!(few.since(many), Throttling::default());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parsers_panic(line in ".{0,120}", number in "[-0-9]{0,25}") {
            let _ = (parse_throttling(&line), limit_of(&line, &number, 1), limit_of(&number, &number, 2));
            let _ = parse_throttling(&format!("nr_throttled {number}\nthrottled_usec {number}"));
        }
    }
}
