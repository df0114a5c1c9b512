//! Regions of a machine: as long as there is a physical core of the fastest kind for each worker, adding one adds a
//! core. Beyond that it adds something else, and no law for equal workers may be fitted across the border.

use crate::event::Fingerprint;

/// CPU of the last of a number of workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// A physical core of its own, of the fastest kind.
    Cores,
    /// A core of a slower kind.
    SlowerCores,
    /// The second thread of a core.
    Siblings,
    /// No CPU of its own, or none that the quota allows.
    Oversubscribed,
}

impl Region {
    /// The region of `workers` workers on this machine. Cores of unknown kind count as equal.
    #[must_use]
    pub fn of(workers: u32, machine: &Fingerprint) -> Self {
        let workers = f64::from(workers);
        let usable = machine.usable_cpus.map_or(f64::INFINITY, f64::from);
        let cores = machine.usable_cores().map_or(usable, f64::from);
        let fastest = machine.fastest_cores().map_or(cores, f64::from);
        if workers > Self::cpus(machine) {
            Self::Oversubscribed
        } else if workers <= fastest {
            Self::Cores
        } else if workers <= cores {
            Self::SlowerCores
        } else {
            Self::Siblings
        }
    }

    /// Number of CPUs that workers may use on this machine: those of its affinity, no more than the quota, at least
    /// 1; infinite where none of that is known.
    #[must_use]
    pub fn cpus(machine: &Fingerprint) -> f64 {
        let usable = machine.usable_cpus.map_or(f64::INFINITY, f64::from);
        usable.min(machine.quota_cores().unwrap_or(f64::INFINITY)).max(1.0)
    }

    /// Its name on a screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cores => "cores",
            Self::SlowerCores => "efficiency cores",
            Self::Siblings => "SMT siblings",
            Self::Oversubscribed => "oversubscribed",
        }
    }
}
