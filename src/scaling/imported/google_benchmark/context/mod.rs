//! The `context` of an output: the machine, and the library.

use serde_json::Value;

use crate::date::in_utc;
use crate::event::{Cache, Fingerprint};
use crate::text::words::counted;

/// Meaning of times, by the library's version; see the [module](super).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Before 1.9.0: real time is divided by the number of threads.
    Divided,
    /// From 1.9.0 on: it is that of an iteration in its thread.
    PerThread,
    /// From 1.9.5 on: the same, and rates are those of all threads.
    PerThreadAndItems,
}

/// The machine and the library as the file describes them.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Context {
    /// The machine, without its name.
    pub(super) machine: Fingerprint,
    /// Name of the host.
    pub(super) host: Option<String>,
    /// Start, RFC 3339 in UTC.
    pub(super) started: Option<String>,
    /// The program.
    pub(super) executable: Option<String>,
    /// Meaning of times; `None` where the version cannot be read.
    pub(super) version: Option<Version>,
    /// Reservations about the figures, a clause each.
    pub(super) notes: Vec<String>,
}

impl Context {
    /// The context of this JSON. What is missing, or of another type, is unknown.
    pub(super) fn of(context: &Value) -> Self {
        let text = |field: &str| context[field].as_str().filter(|text| !text.is_empty()).map(String::from);
        let count = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
        let mut notes = Vec::new();
        let cpus = count(&context["num_cpus"]);
        let caches = caches(&context["caches"]);
        let shared = caches.as_ref().and_then(|caches| {
            let first = caches.iter().find(|cache| cache.level == 1 && cache.kind == "data")?;
            Some(first.shared_by).filter(|shared| *shared > 0)
        });
        // Threads of one core are all that share the first cache of data.
        let cores = cpus.zip(shared).filter(|(cpus, shared)| cpus.is_multiple_of(*shared));
        let cores = cores.map(|(cpus, shared)| cpus / shared);
        match (cpus, cores) {
            (Some(cpus), Some(cores)) if cores < cpus => notes.push(format!(
                "of {} those that share an L1 data cache count as one core: {}",
                counted(cpus, "CPU"),
                counted(cores, "core")
            )),
            (Some(cpus), None) => notes.push(format!(
                "which of the {} share a core is not in the file: N up to {cpus} count as cores of one kind",
                counted(cpus, "CPU")
            )),
            _ => {}
        }
        if context["cpu_scaling_enabled"].as_bool() == Some(true) {
            notes.push("CPU scaling was enabled: the clock may have changed between runs".into());
        }
        if context["library_build_type"].as_str() == Some("debug") {
            notes.push("the benchmark library was a debug build: times may be affected".into());
        }
        let machine = Fingerprint {
            logical_cpus: cpus,
            usable_cpus: cpus,
            physical_cores: cores,
            smt: shared.map(|shared| shared > 1),
            caches,
            mhz: count(&context["mhz_per_cpu"]),
            load: context["load_avg"][0].as_f64().filter(|load| load.is_finite() && *load >= 0.0),
            ..Fingerprint::default()
        };
        Self {
            machine,
            host: text("host_name"),
            started: text("date").and_then(|date| in_utc(&date)),
            executable: text("executable"),
            version: version(&context["library_version"]),
            notes,
        }
    }
}

/// Caches of the machine; `None` where there is no list of them.
fn caches(value: &Value) -> Option<Vec<Cache>> {
    let cache = |value: &Value| {
        Some(Cache {
            level: u8::try_from(value["level"].as_u64()?).ok()?,
            kind: value["type"].as_str()?.to_lowercase(),
            bytes: value["size"].as_u64()?,
            shared_by: u32::try_from(value["num_sharing"].as_u64()?).ok()?,
        })
    };
    let caches: Vec<Cache> = value.as_array()?.iter().filter_map(cache).collect();
    (!caches.is_empty()).then_some(caches)
}

/// The meaning of times by the version: `v1.8.5`, `1.9.4`, `v1.9.4-12-gabcdef`. A file without one is older than 1.8.4.
fn version(value: &Value) -> Option<Version> {
    let Some(text) = value.as_str() else { return value.is_null().then_some(Version::Divided) };
    let mut numbers = text.trim_start_matches('v').split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (major, minor, patch) = (next()?, next()?, next().unwrap_or(0));
    Some(match (major, minor, patch) {
        (0, ..) if text.starts_with("v0.0.0") => return None,
        known if known < (1, 9, 0) => Version::Divided,
        known if known < (1, 9, 5) => Version::PerThread,
        _ => Version::PerThreadAndItems,
    })
}

#[cfg(test)]
mod tests;
