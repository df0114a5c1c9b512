//! Guard of a measurement: doubts about the machine, from an observation before the race and counters until after it.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::cgroup::{self, Throttling};
use super::cores::{Cores, Load};
use super::doubts;
use super::permille::permille;
use super::procstat::CpuTime;
use super::suspicion::Suspicion;
use crate::event::{Doubt, Machine, Nanos};
use crate::sys::thread::process_cpu_time;

/// Length of the observation before a race; cores need at least 200 ms. Where they were read a moment ago, as beside
/// a [`Watch`](super::Watch), it may have to wait up to as long before it can begin.
const LOOK: Duration = Duration::from_millis(250);
/// Period in which a stop is polled meanwhile.
const NOTICE: Duration = Duration::from_millis(10);

/// The counters as they stood before a race.
#[derive(Debug)]
pub(crate) struct MeasurementGuard {
    root: PathBuf,
    cpus: Vec<u16>,
    time: Option<CpuTime>,
    throttling: Option<Throttling>,
}

impl MeasurementGuard {
    /// Observes the machine for a quarter of a second, before this program loads it; returns the doubts found
    /// already. Returns early when `stop` returns true.
    #[must_use]
    pub(crate) fn before(machine: &Machine, stop: &dyn Fn() -> bool) -> (Self, Vec<Doubt>) {
        let (guard, _, doubts) = Self::looking(machine, stop);
        (guard, doubts)
    }

    /// The same, with the number of cores that others kept busy meanwhile, and of how many.
    pub(super) fn looking(
        machine: &Machine,
        stop: &dyn Fn() -> bool,
    ) -> (Self, Option<(f64, usize)>, Vec<Doubt>) {
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

/// Number of these cores that others keep busy just now, and of how many; all cores when the list is empty. `None`
/// when it was stopped or cannot be determined.
fn others_busy(cpus: &[u16], stop: &dyn Fn() -> bool) -> Option<(f64, usize)> {
    let mut cores = Cores::new();
    wait_while(stop, || !cores.begin())?;
    let (started, own) = (Instant::now(), process_cpu_time());
    wait_while(stop, || started.elapsed() < LOOK)?;
    let load = cores.read()?;
    let own = permille(process_cpu_time() - own, Nanos::from(started.elapsed()));
    Some(others(&load, cpus, own))
}

/// Waits while `waiting`, for as long as an observation may take; `None` when it was stopped.
fn wait_while(stop: &dyn Fn() -> bool, mut waiting: impl FnMut() -> bool) -> Option<()> {
    let began = Instant::now();
    while waiting() && began.elapsed() < LOOK {
        if stop() {
            return None;
        }
        thread::sleep(NOTICE);
    }
    Some(())
}

/// Sum of these cores' utilisation without `own`, in cores; and the number of cores that are there.
fn others(load: &Load, cpus: &[u16], own: u16) -> (f64, usize) {
    let all = (0..).take(load.busy.len()).collect::<Vec<u16>>();
    let cpus = if cpus.is_empty() { &all } else { cpus };
    let there = cpus.iter().filter(|cpu| !load.offline.contains(cpu));
    let busy = there.clone().filter_map(|cpu| load.busy.get(usize::from(*cpu))).map(|busy| u32::from(*busy));
    (f64::from(busy.sum::<u32>().saturating_sub(u32::from(own))) / 1000.0, there.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_usable_cores_and_other_programs_count() {
        let near = |(cores, of): (f64, usize), expected: (f64, usize)| {
            assert!((cores - expected.0).abs() < 1e-9 && of == expected.1, "{cores} of {of}");
        };
        let of = |busy: &[u16], offline: &[u16], cpus: &[u16], own| {
            let load = Load { busy: busy.into(), offline: offline.into(), ..Load::default() };
            others(&load, cpus, own)
        };
        near(of(&[100, 200, 900], &[], &[0, 1], 50), (0.25, 2));
        near(of(&[100, 200, 900], &[], &[], 0), (1.2, 3));
        near(of(&[100, 0, 900], &[1], &[], 0), (1.0, 2));
        near(of(&[10, 20], &[], &[0, 1, 7], 400), (0.0, 3));
        near(of(&[], &[], &[], 0), (0.0, 0));
    }

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
