//! Observation of the machine, independent of what the lanes report.
//!
//! A race is judged by what its workers account for themselves; this room compares that with what the operating
//! system saw, and reports when the machine was not in a state to be measured on.
//!
//! | question | answer |
//! | --- | --- |
//! | Where are we? | [`machine()`]: CPU, affinity, quota, memory; [`fingerprint`]: all that its speed may depend on; [`origin()`]: with time and command |
//! | How busy are cores and workers right now? | [`Watch`]: [`Sample`](crate::event::EventKind::Sample) and [`WorkerCpu`](crate::event::EventKind::WorkerCpu) events |
//! | What does a thread wait for that never calls us? | [`blocked`]: samples of its `wchan` and `stat` |
//! | What does a program do that is not ours, with all its processes and threads? | [`programs`]: their time, and what they wait for |
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

pub(crate) mod blocked;
pub(crate) mod caches;
pub(crate) mod capacity;
pub(crate) mod catalogue;
pub(crate) mod cgroup;
mod checkup;
pub(crate) mod conditions;
mod core_credit;
mod cores;
pub(crate) mod counters;
pub(crate) mod doubts;
mod file_text;
pub(crate) mod fingerprint;
#[cfg(test)]
mod fixtures;
pub(crate) mod frequency;
mod guard;
pub(crate) mod guest;
pub(crate) mod heat;
mod hierarchy;
mod machine;
mod origin;
mod others;
mod permille;
pub(crate) mod power;
mod priority;
mod proc_file;
mod procstat;
pub(crate) mod programs;
pub(crate) mod readiness;
pub(crate) mod repeated;
mod sampler;
mod spin;
pub(crate) mod suspicion;
mod system;
mod system_reader;
pub(crate) mod taken;
mod thermal;
pub(crate) mod threads;
pub(crate) mod topology;
mod utilisation;
mod watch;
pub(crate) mod watched;
pub(crate) mod workers;

pub(crate) use capacity::Spinner;
pub(crate) use checkup::Checkup;
pub(crate) use cores::sources as core_sources;
pub(crate) use guard::MeasurementGuard;
pub(crate) use machine::machine;
pub(crate) use origin::origin;
pub(crate) use watch::Watch;
