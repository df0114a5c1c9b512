//! Check-up of the machine without a race: doubts about a measurement that would begin now.

use std::path::Path;

use super::fingerprint;
use super::heat::Heat;
use super::readiness::{Condition, Seen, readiness};
use super::{MeasurementGuard, Spinner};
use crate::event::{Doubt, Fingerprint, Machine, quota};

/// Share of its cores that a machine has to provide at once: as for a lane that uses them all, see
/// [`was_short`](crate::event::Outcome::was_short).
const ENOUGH: f64 = 0.9;

/// Result of a check-up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checkup {
    /// Doubts about a measurement now.
    pub doubts: Vec<Doubt>,
    /// Cores found by a short spin, and their number; `None` where nothing could spin.
    pub capacity: Option<(f64, usize)>,
    /// Everything that a speed depends on here, with what to do about it.
    pub conditions: Vec<Condition>,
    /// Fingerprint of the machine.
    pub fingerprint: Fingerprint,
}

impl Checkup {
    /// Examines the machine for half a second: a quarter of a second at rest (up to two seconds while others keep it
    /// busy), another while all its cores work.
    #[must_use]
    pub(crate) fn of(machine: &Machine) -> Self {
        let (root, never) = (Path::new("/"), || false);
        // Before this program loads the machine.
        let fingerprint = fingerprint::read(root, machine);
        let (guard, busy, mut doubts) = MeasurementGuard::looking(machine, &never);
        let hot = Heat::at(root, machine).hot();
        let reading = Spinner::new().measure(&machine.cpus, &never);
        let capacity = reading.map(|reading| (reading.cores(&machine.cpus), reading.per_cpu.len()));
        doubts.extend(guard.after());
        doubts.extend(capacity.and_then(|(cores, of)| short(cores, of, machine.quota)));
        let seen = Seen { busy, steal: guard.stolen(), hot };
        let conditions = readiness(root, machine, &fingerprint, &seen);
        Self { doubts, capacity, conditions, fingerprint }
    }
}

/// Doubt about missing cores; those that a quota withholds have a doubt of their own.
fn short(cores: f64, of: usize, quota: Option<f64>) -> Option<Doubt> {
    let kind = super::catalogue::catalogue().into_iter().find(|doubt| doubt.kind == "capacity")?;
    (cores < ENOUGH * quota::allowed(of as f64, quota)).then(|| Doubt {
        kind: kind.kind.into(),
        message: if of == 1 {
            format!("a short spin on the only core did the work of {cores:.2}")
        } else {
            format!("a short spin on all {of} cores at once did the work of {cores:.2}")
        },
        advice: kind.advice.into(),
        lane: None,
    })
}

#[cfg(test)]
mod tests;
