//! Which CPUs are threads of the same physical core: two of them share its arithmetic, and so must not be
//! given to two lanes that are compared.

use std::collections::BTreeSet;
use std::path::Path;

/// `cpus` by physical core, in the order of each core's first CPU. A CPU of which nothing is known is a core
/// of its own. Read from `sys/devices/system/cpu/cpuN/topology/thread_siblings_list` below `root`.
#[must_use]
pub fn cores(root: &Path, cpus: &[u16]) -> Vec<Vec<u16>> {
    let mut seen = BTreeSet::new();
    let mut cores = Vec::new();
    for cpu in cpus {
        if seen.contains(cpu) {
            continue;
        }
        let path = format!("sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list");
        let siblings = super::text(&root.join(path)).map(|list| cpu_list(&list)).unwrap_or_default();
        let mut core: Vec<u16> = cpus.iter().copied().filter(|c| c == cpu || siblings.contains(c)).collect();
        core.retain(|cpu| seen.insert(*cpu));
        cores.push(core);
    }
    cores
}

/// A kernel's list of CPUs, e.g. `0-3,8`. What cannot be understood is left out; a range is cut where CPU
/// numbers end.
fn cpu_list(text: &str) -> BTreeSet<u16> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.trim().parse::<u16>().ok()?..=last.trim().parse::<u16>().ok()?)
    };
    text.trim().split(',').filter_map(range).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tree(siblings: &[(u16, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (cpu, list) in siblings {
            let folder = root.path().join(format!("sys/devices/system/cpu/cpu{cpu}/topology"));
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("thread_siblings_list"), list).unwrap();
        }
        root
    }

    #[test]
    fn siblings_are_one_core_however_they_are_numbered() {
        let far = tree(&[(0, "0,2\n"), (1, "1,3\n"), (2, "0,2\n"), (3, "1,3\n")]);
        assert_eq!(cores(far.path(), &[0, 1, 2, 3]), [[0, 2], [1, 3]]);
        let near = tree(&[(0, "0-1\n"), (1, "0-1\n"), (2, "2-3\n"), (3, "2-3\n")]);
        assert_eq!(cores(near.path(), &[0, 1, 2, 3]), [[0, 1], [2, 3]]);
        assert_eq!(cores(near.path(), &[1, 2, 3]), [vec![1], vec![2, 3]], "only what may be used");
    }

    #[test]
    fn without_a_word_each_cpu_is_a_core() {
        assert_eq!(cores(tree(&[]).path(), &[0, 5]), [[0], [5]]);
        assert_eq!(cores(tree(&[(0, "nonsense")]).path(), &[0]), [[0]]);
    }

    proptest! {
        #[test]
        fn no_text_can_do_more_than_say_nothing(text in ".{0,60}") {
            cpu_list(&text);
        }
    }
}
