//! The threads of a process: how many of them compute.

use std::fs;
use std::path::{Path, PathBuf};

use super::workers::Readers;
use crate::event::Nanos;

/// Time on a core from which a thread counts as one that computes: others wait for something now and then.
const COMPUTES: Nanos = Nanos::from_millis(20);

/// Most threads of a process that are looked at.
const MOST: usize = 256;

/// Counts threads that compute.
#[derive(Debug)]
pub(crate) struct Threads {
    root: PathBuf,
}

impl Threads {
    /// Reads below `root`, which is `/` except in tests.
    #[must_use]
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.into() }
    }

    /// Number of threads of the process `pid` that have computed, without its first one and without `known`; 0 where
    /// the system does not report them.
    #[must_use]
    pub(crate) fn computing(&self, pid: u32, known: &[u32]) -> u32 {
        let Ok(entries) = fs::read_dir(self.root.join(format!("proc/{pid}/task"))) else { return 0 };
        let threads = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let others = threads.take(MOST).filter(|tid| *tid != pid && !known.contains(tid));
        let mut readers = Readers::at(&self.root);
        let computing = others.filter(|tid| {
            let read = readers.read(pid, *tid);
            readers.forget(pid, *tid);
            read.is_some_and(|reading| reading.cpu >= COMPUTES)
        });
        u32::try_from(computing.count()).unwrap_or(u32::MAX)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn threads_that_compute_are_counted_without_the_workers() {
        let root = tempfile::tempdir().unwrap();
        for (tid, cpu) in [(7, 900_000_000_u64), (8, 30_000_000), (9, 1_000_000), (10, 50_000_000)] {
            let folder = root.path().join(format!("proc/7/task/{tid}"));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("schedstat"), format!("{cpu} 0 1\n")).unwrap();
        }
        let threads = Threads::at(root.path());
        assert_eq!((threads.computing(7, &[]), threads.computing(7, &[10])), (2, 1));
        assert_eq!(threads.computing(1, &[]), 0);
    }
}
