//! Whether the machine is too hot to be measured on. A CPU near its limit lowers its clock, and late runs of a sweep
//! are slower than early ones: better to rest for a moment.

use std::path::{Path, PathBuf};

use super::thermal::{Reading, readings, throttles};
use crate::event::Machine;

/// Distance from its limit at which a CPU counts as hot, °C: it rises by as much within a second of full work.
const MARGIN: f64 = 8.0;

/// Polls the sensors. A machine without any is not hot.
#[derive(Debug)]
pub(crate) struct Heat {
    root: PathBuf,
    machine: Machine,
    throttles: Option<u64>,
}

impl Heat {
    /// Begins to observe this machine.
    #[must_use]
    pub(crate) fn of(machine: &Machine) -> Self {
        Self::at(Path::new("/"), machine)
    }

    /// Begins to observe the machine below `root`.
    pub(super) fn at(root: &Path, machine: &Machine) -> Self {
        Self { root: root.into(), machine: machine.clone(), throttles: throttles(root, machine) }
    }

    /// Reason why it is hot now, in half a sentence; `None` when it is not and when that is unknown. A lowered clock
    /// is reported once.
    pub(crate) fn hot(&mut self) -> Option<String> {
        let now = throttles(&self.root, &self.machine);
        let times = now.zip(self.throttles).map_or(0, |(now, then)| now.saturating_sub(then));
        self.throttles = now.or(self.throttles);
        near_its_limit(&readings(&self.root)).or_else(|| lowered(times))
    }
}

/// The sensor that is nearest to its limit, when it is near.
fn near_its_limit(readings: &[Reading]) -> Option<String> {
    let near = readings.iter().filter_map(|reading| Some((reading.limit? - reading.celsius, reading)));
    let (left, reading) = near.min_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let Reading { celsius, limit } = reading;
    (left <= MARGIN)
        .then(|| format!("the CPU has {celsius:.0} °C, and its limit is {:.0} °C", limit.unwrap_or_default()))
}

fn lowered(times: u64) -> Option<String> {
    let often = if times == 1 { "once".to_string() } else { format!("{times} times") };
    (times > 0).then(|| format!("the CPU lowered its clock {often} because of its heat"))
}

#[cfg(test)]
mod tests;
