//! Caches between cores and memory: their sizes, and how many CPUs share one. Work that fits runs at the speed of the
//! cache, work that does not at that of the memory, and sharing by more workers leaves less for each.

use std::collections::BTreeSet;
use std::path::Path;

use super::file_text::text;
use super::topology::cpu_list;
use crate::event::Cache;

/// Largest number of caches read per CPU, and of CPUs read one by one: no machine has more of the former.
const MOST: usize = 16;

/// The caches of these CPUs by level, each kind once; `None` where the system does not report them. Read from
/// `sys/devices/system/cpu/cpuN/cache/indexM` below `root`. On a machine with several kinds of cores each has its
/// own.
#[must_use]
pub(crate) fn caches(root: &Path, cpus: &[u16]) -> Option<Vec<Cache>> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for cpu in cpus {
        for (cache, shared) in caches_of(root, *cpu) {
            // One already found through another CPU is the same cache.
            let new =
                seen.insert((cache.level, cache.kind.clone(), shared.into_iter().next().unwrap_or(*cpu)));
            if new && !found.contains(&cache) {
                found.push(cache);
            }
        }
    }
    found.sort_by_key(|cache| (cache.level, cache.kind.clone(), std::cmp::Reverse(cache.bytes)));
    (!found.is_empty()).then_some(found)
}

/// The caches of one CPU, with the CPUs that share each.
fn caches_of(root: &Path, cpu: u16) -> impl Iterator<Item = (Cache, BTreeSet<u16>)> {
    let folder = root.join(format!("sys/devices/system/cpu/cpu{cpu}/cache"));
    let indices = (0..MOST).map(move |index| folder.join(format!("index{index}")));
    indices.map_while(|index| {
        let word = |name: &str| text(&index.join(name)).map(|word| word.trim().to_string());
        let shared = word("shared_cpu_list").map(|list| cpu_list(&list)).unwrap_or_default();
        let cache = Cache {
            level: word("level")?.parse().ok()?,
            kind: word("type")?.to_lowercase(),
            bytes: bytes(&word("size")?)?,
            shared_by: u32::try_from(shared.len().max(1)).unwrap_or(u32::MAX),
        };
        Some((cache, shared))
    })
}

/// Size in bytes of `32K`, `1024K` or `8M`.
fn bytes(size: &str) -> Option<u64> {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &size[digits.len()..] {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::probe::cgroup::tests::tree;
    use proptest::prelude::*;

    use crate::text::generated::matching;

    /// Fixture: the files of one cache of one CPU.
    pub(in crate::probe) fn cache(
        (cpu, index): (u16, u16),
        (level, kind, size, shared): (&str, &str, &str, &str),
    ) -> Vec<(String, String)> {
        let file = |name: &str, text: &str| {
            (format!("sys/devices/system/cpu/cpu{cpu}/cache/index{index}/{name}"), format!("{text}\n"))
        };
        vec![file("level", level), file("type", kind), file("size", size), file("shared_cpu_list", shared)]
    }

    fn folder(files: &[(String, String)]) -> tempfile::TempDir {
        tree(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    }

    #[test]
    fn each_kind_of_cache_is_told_once() {
        let mut files = Vec::new();
        for cpu in 0..4 {
            let own = cpu.to_string();
            files.extend(cache((cpu, 0), ("1", "Data", "48K", &own)));
            files.extend(cache((cpu, 1), ("1", "Instruction", "32K", &own)));
            files.extend(cache((cpu, 2), ("2", "Unified", if cpu < 2 { "2048K" } else { "4M" }, &own)));
            files.extend(cache((cpu, 3), ("3", "Unified", "24M", "0-3")));
        }
        let found = caches(folder(&files).path(), &[0, 1, 2, 3]).unwrap();
        let told: Vec<_> = found.iter().map(|c| (c.level, &c.kind[..], c.bytes >> 10, c.shared_by)).collect();
        let expected =
            [(1, "data", 48, 1), (1, "instruction", 32, 1), (2, "unified", 4096, 1), (2, "unified", 2048, 1)];
        assert_eq!(told, [&expected[..], &[(3, "unified", 24 << 10, 4)]].concat());
    }

    #[test]
    fn a_machine_that_does_not_tell_has_no_list() {
        assert_eq!(caches(tree(&[]).path(), &[0, 1]), None);
        let strange = cache((0, 0), ("one", "Data", "48K", "0"));
        assert_eq!(caches(folder(&strange).path(), &[0]), None);
        for size in ["", "K", "48X", "-1K", "99999999999999999999K", "18446744073709551615K"] {
            assert_eq!(bytes(size), None, "{size}");
        }
        assert_eq!(bytes("64"), Some(64));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in matching("[0-9]{0,22}\\PC{0,6}")) {
            let _ = bytes(&text);
        }
    }
}
