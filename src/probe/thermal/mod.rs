//! Temperature of the CPU and its limit, as far as Linux reports them.
//!
//! | source, below `sys/` | temperature | limit |
//! | --- | --- | --- |
//! | `class/thermal/thermal_zoneN` of a CPU | `temp` | `trip_point_M_temp` of the types `critical`, `hot` and `passive` |
//! | `class/hwmon/hwmonN` of a CPU's sensors | `tempM_input` | `tempM_crit` |
//! | `devices/system/cpu/cpuN/thermal_throttle` | | `core_throttle_count`, `package_throttle_count`: number of times
//! the clock was lowered |
//!
//! All temperatures are thousandths of a degree Celsius. The passive trip points of the zone `x86_pkg_temp` are no
//! limits: user space sets them wherever it wants to be notified that the temperature passes
//! (`Documentation/driver-api/thermal/x86_pkg_temperature_thermal.rst` of the kernel).

use std::fs;
use std::path::{Path, PathBuf};

use super::file_text::text;
use crate::event::Machine;

/// Plausible temperatures, °C: other values come from sensors that are not there.
const PLAUSIBLE: std::ops::Range<f64> = 1.0..150.0;

/// Lowest plausible limit, °C: firmware leaves 0 or −274 where it has none.
const LOWEST_LIMIT: f64 = 50.0;

/// Largest number of trip points or sensors of a device that are read; none is known to have more.
const MOST: u32 = 256;

/// A sensor's reading, and its lowest limit, °C.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    pub(super) celsius: f64,
    pub(super) limit: Option<f64>,
}

/// Present readings of all sensors of the CPU.
pub(super) fn readings(root: &Path) -> Vec<Reading> {
    let zones = folders(root, "sys/class/thermal", "thermal_zone");
    let sensors = folders(root, "sys/class/hwmon", "hwmon");
    zones
        .iter()
        .filter_map(|zone| of_zone(zone))
        .chain(sensors.iter().flat_map(|chip| of_chip(chip)))
        .collect()
}

/// The hottest of them.
pub(super) fn hottest(readings: &[Reading]) -> Option<f64> {
    readings.iter().map(|reading| reading.celsius).max_by(f64::total_cmp)
}

/// Number of times so far that CPUs of this machine lowered their clock because of their heat; `None` where that is
/// not counted. One CPU of each core is read, and one of each socket: what they share is counted once.
pub(super) fn throttles(root: &Path, machine: &Machine) -> Option<u64> {
    let count = |cpu: &u16, name: &str| {
        let path = format!("sys/devices/system/cpu/cpu{cpu}/thermal_throttle/{name}");
        text(&root.join(path))?.trim().parse::<u64>().ok()
    };
    let first =
        |groups: &[Vec<u16>]| groups.iter().filter_map(|group| group.first().copied()).collect::<Vec<_>>();
    let one_of_all = || machine.cpus.first().copied().into_iter().collect();
    let cores = if machine.cores.is_empty() { machine.cpus.clone() } else { first(&machine.cores) };
    let sockets = if machine.sockets.is_empty() { one_of_all() } else { first(&machine.sockets) };
    // Where the first CPU has no counter, none has: a large machine is not read core by core in vain.
    count(cores.first()?, "core_throttle_count")
        .or_else(|| count(cores.first()?, "package_throttle_count"))?;
    let cores = cores.iter().filter_map(|cpu| count(cpu, "core_throttle_count"));
    let packages = sockets.iter().filter_map(|cpu| count(cpu, "package_throttle_count"));
    Some(cores.chain(packages).fold(0, u64::saturating_add))
}

/// The folders of a class whose names begin with `prefix`, sorted by name.
fn folders(root: &Path, class: &str, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join(class)).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|e| e.path())
        .collect();
    found.sort();
    found
}

fn of_zone(zone: &Path) -> Option<Reading> {
    let kind = word(zone, "type")?;
    if !is_cpu_zone(&kind) {
        return None;
    }
    let trips =
        (0..MOST).map_while(|trip| word(zone, &format!("trip_point_{trip}_type")).map(|kind| (trip, kind)));
    let limits = trips.filter(|(_, trip)| match trip.as_str() {
        "critical" | "hot" => true,
        "passive" => kind != "x86_pkg_temp",
        _ => false,
    });
    let limits = limits.filter_map(|(trip, _)| celsius(zone, &format!("trip_point_{trip}_temp")));
    Some(Reading { celsius: celsius(zone, "temp")?, limit: lowest(limits) })
}

/// Whether a zone is a CPU's: `x86_pkg_temp`, `cpu-thermal`, `cpu_thermal`, `cpu0-thermal`, `cpu-big-thermal`, `TCPU`
/// …
fn is_cpu_zone(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    kind == "x86_pkg_temp" || kind.starts_with("cpu") || kind == "tcpu"
}

fn of_chip(chip: &Path) -> Vec<Reading> {
    let cpu = ["coretemp", "k10temp", "zenpower", "k8temp", "cpu_thermal"];
    if !word(chip, "name").is_some_and(|name| cpu.contains(&name.as_str())) {
        return Vec::new();
    }
    // Numbers of sensors have gaps: an offline core has none.
    let entries = fs::read_dir(chip).into_iter().flatten().flatten().take(MOST as usize * 8);
    let sensors = entries.filter_map(|entry| {
        Some(entry.file_name().to_str()?.strip_prefix("temp")?.strip_suffix("_input")?.to_string())
    });
    let reading = |sensor: String| {
        let limit = lowest(celsius(chip, &format!("temp{sensor}_crit")).into_iter());
        Some(Reading { celsius: celsius(chip, &format!("temp{sensor}_input"))?, limit })
    };
    sensors.filter_map(reading).collect()
}

fn lowest(limits: impl Iterator<Item = f64>) -> Option<f64> {
    limits.filter(|limit| *limit >= LOWEST_LIMIT).min_by(f64::total_cmp)
}

fn word(folder: &Path, name: &str) -> Option<String> {
    text(&folder.join(name)).map(|word| word.trim().to_string())
}

/// A file with thousandths of a degree.
fn celsius(folder: &Path, name: &str) -> Option<f64> {
    let degrees = word(folder, name)?.parse::<i32>().ok().map(|milli| f64::from(milli) / 1000.0)?;
    PLAUSIBLE.contains(&degrees).then_some(degrees)
}

#[cfg(test)]
mod tests;
