//! How busy each core is, by sysinfo: one `System` that lives as long as its sampling loop.
//!
//! Three things to know when reading these figures. The kernel counts in ticks of 10 ms, so over 250 ms a
//! core moves in steps of 4 %. Time that a hypervisor stole counts as busy: it was not there to be used.
//! And sysinfo ignores a refresh less than 200 ms after the one before, which would repeat the old figures
//! as if they were new; such a reading is refused here.

use std::time::Instant;

use sysinfo::{MINIMUM_CPU_UPDATE_INTERVAL, System};

/// The cores, as far as the operating system tells. Reads utilisation since the reading before.
#[derive(Debug)]
pub struct Cores {
    system: Option<System>,
    last: Option<Instant>,
}

impl Default for Cores {
    fn default() -> Self {
        Self::new()
    }
}

impl Cores {
    /// Nothing read yet.
    #[must_use]
    pub fn new() -> Self {
        Self { system: System::new().ok(), last: None }
    }

    /// The utilisation of each core since the last reading in 1/1000, by CPU number; a CPU that is offline
    /// reads 0. `None` for the first reading, for one that comes too early, and where the system does not tell.
    pub fn read(&mut self) -> Option<Vec<u16>> {
        let now = Instant::now();
        let too_early = self.last.is_some_and(|last| now - last < MINIMUM_CPU_UPDATE_INTERVAL);
        if too_early {
            return None;
        }
        let system = self.system.as_mut()?;
        // Usage alone: asking for frequencies would open a file per core.
        system.refresh_cpu_usage();
        let first = self.last.replace(now).is_none();
        let usage = system.cpus().iter().map(|cpu| (cpu.name(), cpu.usage()));
        (!first).then(|| by_number(usage)).filter(|busy| !busy.is_empty())
    }
}

/// Percentages by name to 1/1000 by CPU number. Where names are not `cpu0`, `cpu1`, …, as on other systems
/// than Linux, the order is the number.
fn by_number<'a>(usage: impl Iterator<Item = (&'a str, f32)>) -> Vec<u16> {
    let mut busy = Vec::new();
    for (position, (name, percent)) in usage.enumerate() {
        let number = name.strip_prefix("cpu").and_then(|n| n.parse::<u16>().ok());
        let index = number.map_or(position, usize::from);
        if index >= busy.len() {
            busy.resize(index + 1, 0);
        }
        busy[index] = thousandths(percent);
    }
    busy
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 before")]
fn thousandths(percent: f32) -> u16 {
    (percent * 10.0).clamp(0.0, 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_stand_at_their_numbers_even_when_one_is_offline() {
        let names = [("cpu0", 12.34), ("cpu2", 100.0), ("cpu3", 250.0)];
        assert_eq!(by_number(names.into_iter()), [123, 0, 1000, 1000]);
        let elsewhere = [("CPU 1", 50.0), ("", f32::NAN), ("cpu-x", -3.0)];
        assert_eq!(by_number(elsewhere.into_iter()), [500, 0, 0]);
    }

    #[test]
    fn the_first_reading_and_one_at_once_after_it_say_nothing() {
        let mut cores = Cores::new();
        assert_eq!(cores.read(), None);
        let started = Instant::now();
        let second = cores.read();
        // On a machine that stood still for so long between the two, the second is a reading.
        assert!(second.is_none() || started.elapsed() >= MINIMUM_CPU_UPDATE_INTERVAL);
    }
}
