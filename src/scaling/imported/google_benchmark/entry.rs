//! An entry of `benchmarks`, and the parts of its name.
//!
//! A name is `FUNCTION/ARGUMENTS/MODIFIERS/threads:N` (`BenchmarkName::str` in `src/benchmark_name.cc`): arguments are
//! numbers, with a name where one was given to them; modifiers say how the benchmark was run.

use serde::Deserialize;

use crate::scaling::imported::value::workers;

/// Endings of the names of aggregates, as of versions that do not mark them otherwise.
const AGGREGATES: [&str; 6] = ["_mean", "_median", "_stddev", "_cv", "_BigO", "_RMS"];

/// An entry.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    name: String,
    run_name: Option<String>,
    run_type: Option<String>,
    aggregate_name: Option<String>,
    pub(super) threads: Option<u64>,
    pub(super) real_time: Option<f64>,
    pub(super) cpu_time: Option<f64>,
    pub(super) time_unit: Option<String>,
    pub(super) items_per_second: Option<f64>,
    #[serde(default)]
    error_occurred: bool,
    error_message: Option<String>,
    #[serde(default)]
    skipped: bool,
    skip_message: Option<String>,
}

impl Entry {
    /// Name of the benchmark, without the name of an aggregate.
    pub(super) fn run_name(&self) -> &str {
        if let Some(name) = &self.run_name {
            return name;
        }
        AGGREGATES.iter().find_map(|ending| self.name.strip_suffix(ending)).unwrap_or(&self.name)
    }

    /// Whether it is a run, and no aggregate of several.
    pub(super) fn is_run(&self) -> bool {
        match &self.run_type {
            Some(kind) => kind == "iteration",
            None => !AGGREGATES.iter().any(|ending| self.name.ends_with(ending)),
        }
    }

    /// Whether it is the aggregate with this name.
    pub(super) fn is_aggregate(&self, name: &str) -> bool {
        let told = self.aggregate_name.as_deref();
        !self.is_run() && told.map_or_else(|| self.name.ends_with(&format!("_{name}")), |told| told == name)
    }

    /// Whether it ended with an error, or was skipped.
    pub(super) fn is_broken(&self) -> bool {
        self.error_occurred || self.skipped
    }

    /// The error, or the reason to skip it.
    pub(super) fn message(&self) -> Option<&str> {
        self.error_message.as_deref().or(self.skip_message.as_deref()).filter(|text| !text.is_empty())
    }
}

/// The name of a benchmark in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name<'a> {
    /// The whole name.
    pub(super) whole: &'a str,
    parts: Vec<&'a str>,
    /// The number of threads in it.
    pub(super) threads: Option<u64>,
}

impl<'a> Name<'a> {
    /// The parts of a name.
    pub(super) fn of(whole: &'a str) -> Self {
        let parts: Vec<&str> = whole.split('/').collect();
        let threads = parts.iter().find_map(|part| part.strip_prefix("threads:")?.parse().ok());
        Self { whole, parts, threads }
    }

    /// Whether rates are those of real time, or of a time that the benchmark measures itself.
    pub(super) fn goes_by_real_time(&self) -> bool {
        self.parts.iter().any(|part| matches!(*part, "real_time" | "manual_time"))
    }

    /// Whether its CPU time is that of the whole process.
    pub(super) fn is_of_process(&self) -> bool {
        self.parts.contains(&"process_time")
    }

    /// The name of all that differ in the number of threads alone.
    pub(super) fn without_threads(&self) -> String {
        let threads = |part: &&&str| part.strip_prefix("threads:").is_none_or(|n| n.parse::<u64>().is_err());
        self.parts.iter().filter(threads).copied().collect::<Vec<_>>().join("/")
    }

    /// The name with `{N}` in the place of the argument named N, and that argument.
    pub(super) fn named(&self) -> Option<(String, u32)> {
        let place = self.parts.iter().position(|part| part.strip_prefix("N:").and_then(workers).is_some())?;
        self.without(place, "N:")
    }

    /// The name with `{N}` in the place of its last argument without a name, and that argument.
    pub(super) fn last(&self) -> Option<(String, u32)> {
        let is_argument = |part: &&str| part.bytes().all(|b| b.is_ascii_digit()) && workers(part).is_some();
        // The first part is the function.
        let place = self.parts.iter().skip(1).rposition(is_argument)? + 1;
        self.without(place, "")
    }

    fn without(&self, place: usize, prefix: &str) -> Option<(String, u32)> {
        let n = workers(self.parts.get(place)?.strip_prefix(prefix)?)?;
        let mut parts = self.parts.clone();
        let variable = format!("{prefix}{{N}}");
        parts[place] = &variable;
        Some((parts.join("/"), n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_threads_and_arguments() {
        let name = Name::of("BM_copy<a/b>/size:64/8/min_time:1.0/process_time/real_time/threads:4");
        assert_eq!(name.threads, Some(4));
        assert_eq!(name.without_threads(), "BM_copy<a/b>/size:64/8/min_time:1.0/process_time/real_time");
        assert!(name.goes_by_real_time() && name.is_of_process());
        let last = "BM_copy<a/b>/size:64/{N}/min_time:1.0/process_time/real_time/threads:4";
        assert_eq!((name.named(), name.last()), (None, Some((last.into(), 8))));
        assert_eq!(Name::of("BM_x/N:16/64").named(), Some(("BM_x/N:{N}/64".into(), 16)));
        for plain in ["BM_x", "7", "BM_x/a", "BM_x/iterations:5", "BM_x/"] {
            assert_eq!((Name::of(plain).named(), Name::of(plain).last()), (None, None), "{plain}");
        }
    }
}
