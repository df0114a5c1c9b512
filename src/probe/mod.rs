//! Observation of the machine, independent of what the lanes report.
//!
//! A race is judged by what its workers account for themselves; this room compares that with what the operating
//! system saw, and reports when the machine was not in a state to be measured on.
//!
//! | question | answer |
//! | --- | --- |
//! | Where are we? | [`machine()`]: CPU, affinity, quota, memory; [`fingerprint`]: all that its speed may depend on |
//! | How busy are cores and workers right now? | [`Watch`]: [`Sample`](crate::event::EventKind::Sample) and [`WorkerCpu`](crate::event::EventKind::WorkerCpu) events |
//! | How many cores are available just now? | [`Spinner`]: a short spin on one core and on all |
//! | Why not trust this measurement? | [`MeasurementGuard`], [`doubts`], worded in [`suspicion`]; all of them in [`catalogue`] |
//! | How loaded was the machine around a short run? | [`counters`]: counters before and after |
//! | Is it too hot to be measured? | [`heat`] |
//! | What would spoil a measurement that began now? | [`Checkup`]; all conditions, with what to do, in [`readiness`] |
//!
//! Only this room knows sysinfo and `/proc`. Utilisation of cores comes from sysinfo on every system (`utilisation`);
//! `/proc/stat` adds what sysinfo does not report, stolen time, and differences between two single moments, in
//! `procstat`. Single workers are read from `/proc` ([`workers`] gives the reason, with the measured costs). Whatever is
//! read may be missing, truncated or strange (another kernel, a container, another operating system): then the answer is
//! *unknown*, never an error and never a panic. Parsers are pure functions over text, and readers of `/proc` and `/sys`
//! take their parent folder, `/` in production and a fixture tree in tests.

pub mod caches;
pub mod capacity;
pub mod catalogue;
pub mod cgroup;
mod checkup;
pub mod conditions;
mod core_credit;
mod cores;
pub mod counters;
pub mod doubts;
pub mod fingerprint;
#[cfg(test)]
mod fixtures;
pub mod frequency;
mod guard;
pub mod guest;
pub mod heat;
mod hierarchy;
mod machine;
pub mod power;
mod priority;
mod proc_file;
mod procstat;
pub mod readiness;
mod sampler;
mod spin;
pub mod suspicion;
mod system;
mod system_reader;
mod thermal;
pub mod topology;
mod utilisation;
mod watch;
pub mod workers;

pub use capacity::Spinner;
pub use checkup::Checkup;
pub use cores::sources as core_sources;
pub use guard::MeasurementGuard;
pub use machine::machine;
pub use watch::Watch;

use std::path::Path;

use crate::event::Nanos;

/// The text of a file, `None` when it cannot be read. Bytes that are not UTF-8 are replaced: a foreign
/// byte in one line must not hide the others.
fn text(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// `part / whole` in 1/1000, at most `u16::MAX`; 0 when `whole` is no time at all.
fn permille(part: Nanos, whole: Nanos) -> u16 {
    let share = u128::from(part.0) * 1000 / u128::from(whole.0.max(1));
    if whole == Nanos::ZERO { 0 } else { u16::try_from(share).unwrap_or(u16::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permille_neither_divides_by_zero_nor_wraps() {
        assert_eq!(permille(Nanos(1), Nanos(4)), 250);
        assert_eq!(permille(Nanos(5), Nanos::ZERO), 0);
        assert_eq!(permille(Nanos(u64::MAX), Nanos(1)), u16::MAX);
    }
}
