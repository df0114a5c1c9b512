//! Regions of a machine: as long as there is a physical core of the fastest kind for each worker, adding one adds a
//! core. Beyond that it adds something else, and no law for equal workers may be fitted across the border. Workers that
//! wait nearly all the time share few cores and lack none: there is no border for them.

use crate::event::Fingerprint;

/// Share of the cores that workers keep busy below which none of them lacks one: less than half of what workers under one
/// lock use of two.
const FEW: f64 = 0.25;

/// CPU of the last of a number of workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// A physical core of its own, of the fastest kind; or none is needed.
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

    /// The region of workers that kept so many cores busy, where that is known: those that hardly need any lack none.
    #[must_use]
    pub fn of_busy(workers: u32, machine: &Fingerprint, cores_busy: Option<f64>) -> Self {
        let cores = machine.usable_cores().map_or_else(|| Self::cpus(machine), f64::from);
        let within = machine.fastest_cores().map_or(cores, f64::from).min(Self::cpus(machine));
        match cores_busy {
            Some(busy) if busy < within * FEW => Self::Cores,
            _ => Self::of(workers, machine),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_that_wait_lack_no_core() {
        let machine = Fingerprint { usable_cpus: Some(2), physical_cores: Some(2), ..Fingerprint::default() };
        let region = |workers, busy| Region::of_busy(workers, &machine, busy);
        assert_eq!(region(16, Some(0.02)), Region::Cores);
        assert_eq!(region(16, Some(1.0)), Region::Oversubscribed, "as threads under one lock");
        assert_eq!(region(16, None), Region::Oversubscribed, "nothing is known");
        assert_eq!(region(2, Some(1.9)), Region::Cores);
    }
}
