//! Guard of a measurement: doubts about the machine, from an observation before the race and counters until after it.

use std::path::{Path, PathBuf};

use super::cgroup::{self, Throttling};
use super::doubts;
use super::others::{Busy, others_busy};
use super::procstat::CpuTime;
use super::suspicion::Suspicion;
use crate::event::{Doubt, Machine};

/// The counters as they stood before a race.
#[derive(Debug)]
pub(crate) struct MeasurementGuard {
    root: PathBuf,
    cpus: Vec<u16>,
    time: Option<CpuTime>,
    throttling: Option<Throttling>,
}

impl MeasurementGuard {
    /// Observes the machine for a quarter of a second, for up to two seconds while it is busy, before this program
    /// loads it; returns the doubts found already. Returns early when `stop` returns true.
    #[must_use]
    pub(crate) fn before(machine: &Machine, stop: &dyn Fn() -> bool) -> (Self, Vec<Doubt>) {
        let (guard, _, doubts) = Self::looking(machine, stop);
        (guard, doubts)
    }

    /// The same, with the number of cores that others kept busy meanwhile, and of how many.
    pub(super) fn looking(machine: &Machine, stop: &dyn Fn() -> bool) -> (Self, Option<Busy>, Vec<Doubt>) {
        let root = Path::new("/");
        let busy = others_busy(&machine.cpus, stop);
        let suspicions = [
            doubts::debug_build(),
            doubts::quota(machine),
            busy.and_then(|(cores, of)| doubts::busy_machine(cores, of)),
            doubts::governor(root, &machine.cpus),
            doubts::battery(root),
            doubts::priority(root),
            doubts::heat(root, machine),
        ];
        (Self::at(root, &machine.cpus), busy, into_doubts(suspicions))
    }

    /// Share of the time since then that a hypervisor took.
    pub(super) fn stolen(&self) -> Option<f64> {
        let (then, now) = self.time.zip(CpuTime::read(&self.root, &self.cpus))?;
        now.stolen_since(then)
    }

    /// Doubts from the counters since then. May be called more than once.
    #[must_use]
    pub(crate) fn after(&self) -> Vec<Doubt> {
        let throttling = self.throttling.zip(cgroup::throttling(&self.root));
        into_doubts([
            throttling.and_then(|(then, now)| doubts::throttled(now.since(then))),
            self.stolen().and_then(doubts::steal),
        ])
    }

    /// The counters below `root`, for these CPUs.
    fn at(root: &Path, cpus: &[u16]) -> Self {
        Self {
            root: root.to_path_buf(),
            cpus: cpus.to_vec(),
            time: CpuTime::read(root, cpus),
            throttling: cgroup::throttling(root),
        }
    }
}

fn into_doubts<const N: usize>(suspicions: [Option<Suspicion>; N]) -> Vec<Doubt> {
    suspicions.into_iter().flatten().map(|s| s.into_doubt(None)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn what_was_stolen_and_stopped_in_between_is_doubted() {
        use std::fs;
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("proc/self/cgroup", "0::/\n");
        write("proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        write("sys/fs/cgroup/cpu.stat", "nr_throttled 5\nthrottled_usec 1000\n");
        write("proc/stat", "cpu0 100 0 0 0 0 0 0 50 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\n");
        let guard = MeasurementGuard::at(root.path(), &[0]);
        assert_eq!(guard.after(), []);
        write("sys/fs/cgroup/cpu.stat", "nr_throttled 8\nthrottled_usec 501000\n");
        write("proc/stat", "cpu0 190 0 0 0 0 0 0 60 0 0\ncpu1 900 0 0 0 0 0 0 0 0 0\n");
        let messages: Vec<String> = guard.after().into_iter().map(|d| d.message).collect();
        assert_eq!(
            messages,
            [
                "the CPU quota stopped everything 3 times, for 0.50 s in all",
                "the hypervisor took 10.0 % of the CPU time away"
            ]
        );
    }

    #[test]
    fn a_machine_that_tells_nothing_is_not_doubted_and_a_stop_is_heard() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(MeasurementGuard::at(root.path(), &[]).after(), []);
        let machine = super::super::machine();
        let (_, doubts) = MeasurementGuard::before(&machine, &|| true);
        assert!(doubts.iter().all(|d| d.kind != "busy-machine"), "{doubts:?}");
        assert_eq!(doubts.iter().any(|d| d.kind == "debug-build"), cfg!(debug_assertions));
    }
}
