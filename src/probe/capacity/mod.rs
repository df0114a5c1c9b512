//! Capacity of the machine right now: a short spin on one core, then on all.
//!
//! A core that exists need not be available. Its clock drops when all its neighbours work, a sibling thread shares
//! its arithmetic units, and the host of a virtual machine may give it to another guest without any counter showing
//! it. So the same fixed piece of arithmetic is done for 100 ms on one core and then for 100 ms on all of them at
//! once, each thread pinned to its own: the sum of all rates over the rate of one is the number of cores that there
//! are just now, e.g. *1.05 of 2*.
//!
//! The reference, the rate of one core, is the best ever seen in a session: a first spin in a bad moment must not
//! make every later moment look good.
//!
//! Under a CPU quota both spins count whole periods, in which the quota is used up as it is by a lane; and the
//! reference is the rate of a core per second of CPU time, since under less than a core one thread is throttled, too.
//! So half a core of two is found to be 0.5, whenever in a period the spin begins.

use std::path::Path;
use std::thread;
use std::time::Duration;

use super::cgroup;
use super::spin::{Beat, Place, spin};
use crate::event::Quota;

/// Measures capacity, and remembers the best rate of one core in this session.
#[derive(Debug, Default, Clone)]
pub(crate) struct Spinner {
    reference: f64,
    quota: Option<Quota>,
}

/// Result of one spin. Rates are chunks of arithmetic per second.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// Rate of each CPU while all of them worked, by CPU number. Where CPUs cannot be identified the numbers only
    /// count the threads. A CPU that could not be used is absent.
    pub per_cpu: Vec<(u16, f64)>,
    /// Rate of one core while the others were idle; under a quota of less than a core per CPU time.
    pub one: f64,
    /// The best rate of one core in the session, this spin included.
    pub reference: f64,
}

impl Reading {
    /// Sum of the rates of `cpus` (all CPUs of the reading when empty) over the reference. Not capped: the reference
    /// is the best rate seen, so this is at most the number of CPUs.
    #[must_use]
    pub(crate) fn cores(&self, cpus: &[u16]) -> f64 {
        let wanted = |cpu: &u16| cpus.is_empty() || cpus.contains(cpu);
        let sum: f64 = self.per_cpu.iter().filter(|(cpu, _)| wanted(cpu)).map(|(_, rate)| rate).sum();
        if self.reference > 0.0 { sum / self.reference } else { 0.0 }
    }
}

impl Spinner {
    /// A spinner without readings, under the quota of this process.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self { reference: 0.0, quota: cgroup::limit(Path::new("/")) }
    }

    /// Spins on one of `cpus`, then on all of them; when the list is empty, on as many threads as the process has
    /// usable CPUs. Takes a little over 200 ms, and under a quota two periods more. `None` when `stop` returned true
    /// meanwhile, or when not a single thread could spin.
    pub(crate) fn measure(&mut self, cpus: &[u16], stop: &dyn Fn() -> bool) -> Option<Reading> {
        let beat = Beat::of(self.quota.map(|quota| Duration::from_micros(quota.period_us)));
        let throttled = self.quota.and_then(|quota| quota.cores()).is_some_and(|cores| cores < 1.0);
        let (_, one) = *spin(&[Place::Among(cpus)], beat, stop)?.first()?;
        let one = if throttled { one.on_core } else { one.wall };
        let places: Vec<Place> = if cpus.is_empty() {
            vec![Place::Among(cpus); thread::available_parallelism().map_or(1, usize::from)]
        } else {
            cpus.iter().map(|cpu| Place::On(*cpu)).collect()
        };
        let rates = spin(&places, beat, stop)?;
        let per_cpu = rates.into_iter().map(|(place, rate)| match places.get(place) {
            Some(Place::On(cpu)) => (*cpu, rate.wall),
            _ => (u16::try_from(place).unwrap_or(u16::MAX), rate.wall),
        });
        let per_cpu: Vec<(u16, f64)> = per_cpu.collect();
        self.reference = per_cpu.iter().map(|(_, rate)| *rate).fold(self.reference.max(one), f64::max);
        (!per_cpu.is_empty()).then_some(Reading { per_cpu, one, reference: self.reference })
    }
}

#[cfg(test)]
mod tests;
