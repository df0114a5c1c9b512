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
mod tests;
