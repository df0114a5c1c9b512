//! The JSON of Google Benchmark, `--benchmark_format=json` or `--benchmark_out`.
//!
//! **Threads.** A benchmark with `->Threads(n)` runs its loop in n threads at once; `iterations` counts those of all of
//! them. What `real_time` is changed with version 1.9.0 (commit a008bf82, pull request 1836 of
//! <https://github.com/google/benchmark>, *Ensure reported Time is walltime by removing spurious scaling by threads*): the
//! times of all threads are added up, and divided by all iterations. Before, that sum was divided by n first
//! (`src/benchmark_runner.cc`, `real_time_used /= b.threads()`). With I iterations in each of n threads, all of them within T:
//!
//! | version | `real_time` | iterations per second of all threads |
//! | --- | --- | --- |
//! | before 1.9.0 | T/(n·I) | 1/`real_time` |
//! | from 1.9.0 on | T/I | n/`real_time` |
//!
//! The context names the version from 1.8.4 on (commit 17bc235a), so a file without one is older. `cpu_time` is the CPU time
//! of all threads over all iterations in every version; with `/process_time` each thread reports that of the whole process,
//! so from 1.9.0 on it is n times as much. Without it the time of threads that the benchmark starts itself is not counted.
//!
//! **Items.** `items_per_second` is divided by the time that the benchmark goes by: the CPU time, with `/real_time` the real
//! time, with `/manual_time` its own. That time was the one of all threads, or of one, by version: before 1.9.0 real time
//! was that of one thread; from 1.9.0 on it was the sum of all threads, and from 1.9.5 on (commit 3e7dac66, pull request
//! 2081) all times are divided by n. In all of them the items of an iteration are `items_per_second` times `real_time` or
//! `cpu_time`, from 1.9.5 on over n; and items per second of all threads are these times the iterations.

mod context;
mod entry;

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use self::context::{Context, Version};
use self::entry::{Entry, Name};
use super::numbers::{Numbers, Sample, Series, few};
use super::value::measurable;
use crate::scaling::file::{self, Flaw, MOST_IMPORTED};

#[derive(Deserialize)]
struct Output {
    #[serde(default)]
    context: Value,
    benchmarks: Vec<Entry>,
}

/// Source of the number of workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Workers {
    /// The number of threads.
    Threads,
    /// The argument named `N`: `BM_x/N:4`.
    Named,
    /// The last argument: `BM_x/4`.
    Last,
}

/// One measured entry with its name.
struct Measured<'a> {
    place: usize,
    entry: &'a Entry,
    name: Name<'a>,
    threads: u32,
}

/// The numbers of a text.
pub(super) fn numbers(text: &str) -> Result<Numbers, Flaw> {
    let output: Output = serde_json::from_str(text)
        .map_err(|error| file::at_line(&error, "is no output of Google Benchmark"))?;
    let context = Context::of(&output.context);
    let mut notes = context.notes.clone();
    let measured = measured(&output.benchmarks, &mut notes)?;
    let workers = workers(&measured);
    let version = version(&context, &measured, &mut notes);
    match workers {
        Workers::Threads => {}
        Workers::Named => notes.push("N is the argument N of each benchmark".into()),
        Workers::Last => {
            notes.push("N is the last argument of each benchmark: is it a number of workers?".into());
        }
    }
    let (families, without) = families(&measured, workers);
    if !without.is_empty() {
        notes.push(format!("without a number of workers and left out: {}", few(&without)));
    }
    if families.is_empty() {
        let reason = "no benchmark has a number of workers; accepted are ->Threads(n), an argument named N (BM_x/N:4), or \
                      one at the end (BM_x/4)";
        return Err(Flaw::at(", field benchmarks", reason));
    }
    let main_thread_alone =
        workers != Workers::Threads && measured.iter().any(|one| !one.name.is_of_process());
    if main_thread_alone {
        notes.push(
            "the CPU time is that of the main thread alone without /process_time, and is left out".into(),
        );
    }
    let mut series = Vec::new();
    for Family { name, members } in families {
        let by_items = members.iter().all(|(_, one)| one.items_per_second().is_some());
        let samples = members.iter().map(|(n, one)| one.sample(*n, workers, version, by_items));
        let unit = if by_items { "item" } else { "iteration" };
        series.push(Series { name, unit: unit.into(), samples: samples.collect::<Result<_, Flaw>>()? });
    }
    Ok(Numbers {
        format: "Google Benchmark",
        lane: "google-benchmark",
        label: "measured by Google Benchmark",
        series,
        notes,
        machine: context.machine,
        host: context.host,
        started: context.started,
        argv: context.executable.map(|program| vec![program]),
        rates: true,
    })
}

/// The entries of a family, each with its number of workers.
struct Family<'a> {
    name: String,
    members: Vec<(u32, &'a Measured<'a>)>,
}

/// The families in the order of the file, and the names of entries without a number of workers.
fn families<'a>(measured: &'a [Measured<'a>], workers: Workers) -> (Vec<Family<'a>>, Vec<String>) {
    let (mut families, mut without) = (Vec::<Family>::new(), Vec::new());
    for one in measured {
        let Some((name, n)) = one.family(workers) else {
            without.push(one.name.whole.into());
            continue;
        };
        match families.iter_mut().find(|family| family.name == name) {
            Some(family) => family.members.push((n, one)),
            None => families.push(Family { name, members: vec![(n, one)] }),
        }
    }
    (families, without)
}

/// The runs of each benchmark; of one that has only aggregates their median, else their mean.
fn measured<'a>(entries: &'a [Entry], notes: &mut Vec<String>) -> Result<Vec<Measured<'a>>, Flaw> {
    let names: BTreeSet<&str> = entries.iter().filter(|e| e.is_run()).map(Entry::run_name).collect();
    let (mut measured, mut aggregated, mut failed) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (place, entry) in entries.iter().enumerate() {
        let name = Name::of(entry.run_name());
        if entry.is_broken() {
            let why = entry.message().map(|why| format!(" ({why})")).unwrap_or_default();
            failed.push(format!("{}{why}", entry.run_name()));
            continue;
        }
        if !entry.is_run() {
            let better = |other: &Entry| other.run_name() == entry.run_name() && other.is_aggregate("median");
            let chosen =
                entry.is_aggregate("median") || (entry.is_aggregate("mean") && !entries.iter().any(better));
            if names.contains(entry.run_name()) || !chosen {
                continue;
            }
            aggregated.insert(entry.run_name());
        }
        let threads = entry.threads.or(name.threads).unwrap_or(1);
        if !(1..=u64::from(MOST_IMPORTED)).contains(&threads) {
            let reason = format!("{threads} is no number of threads");
            return Err(Flaw::at(format!(", field benchmarks[{place}].threads"), reason));
        }
        let threads = u32::try_from(threads).unwrap_or(1);
        measured.push(Measured { place, entry, name, threads });
    }
    if measured.is_empty() {
        return Err(Flaw::at(", field benchmarks", "has no benchmark with a time: nothing was measured"));
    }
    if !aggregated.is_empty() {
        notes.push(format!(
            "of {} there are only aggregates: the median, or else the mean, counts as one run",
            few(&aggregated.into_iter().map(String::from).collect::<Vec<_>>())
        ));
    }
    if !failed.is_empty() {
        notes.push(format!("ended with an error or skipped, and left out: {}", few(&failed)));
    }
    Ok(measured)
}

/// Source of the number of workers: the threads where they vary in a family, else an argument, where there is one.
fn workers(measured: &[Measured]) -> Workers {
    let varies = measured.iter().any(|one| {
        let family = one.name.without_threads();
        measured.iter().any(|other| other.name.without_threads() == family && other.threads != one.threads)
    });
    if varies {
        Workers::Threads
    } else if measured.iter().any(|one| one.name.named().is_some()) {
        Workers::Named
    } else if measured.iter().any(|one| one.name.last().is_some()) {
        Workers::Last
    } else {
        Workers::Threads
    }
}

/// The library's version, as far as it matters, with a note where several threads depend on it.
fn version(context: &Context, measured: &[Measured], notes: &mut Vec<String>) -> Version {
    let several = || measured.iter().filter(|one| one.threads > 1);
    let (version, known) = match context.version {
        Some(version) => (version, true),
        // A thread cannot use more CPU time than it takes, so more than real_time means that this was divided.
        None if several().any(|one| one.entry.cpu_time > one.entry.real_time.map(|real| 1.2 * real)) => {
            (Version::Divided, false)
        }
        None => (Version::PerThread, false),
    };
    if several().next().is_some() {
        let what = match version {
            Version::Divided => "real_time is divided by the number of threads, as before version 1.9.0",
            Version::PerThread | Version::PerThreadAndItems => {
                "real_time is the time of an iteration in its thread, as from version 1.9.0 on"
            }
        };
        let how = if known { "" } else { " (the version is not in the file: judged by the CPU times)" };
        notes.push(format!("{what}{how}"));
    }
    version
}

impl Measured<'_> {
    /// Name of the family, and the number of workers in it; `None` without one.
    fn family(&self, workers: Workers) -> Option<(String, u32)> {
        match workers {
            Workers::Threads => Some((self.name.without_threads(), self.threads)),
            Workers::Named => self.name.named(),
            Workers::Last => self.name.last(),
        }
    }

    fn items_per_second(&self) -> Option<f64> {
        self.entry.items_per_second.filter(|rate| measurable(*rate).is_some())
    }

    /// The time of one unit of work with `n` workers, as the inverse of the rate of all of them.
    fn sample(&self, n: u32, workers: Workers, version: Version, by_items: bool) -> Result<Sample, Flaw> {
        let threads = f64::from(self.threads);
        let real = self.seconds("real_time", self.entry.real_time)?;
        let cpu = self.seconds("cpu_time", self.entry.cpu_time).ok();
        let iterations = match version {
            Version::Divided => 1.0 / real,
            Version::PerThread | Version::PerThreadAndItems => threads / real,
        };
        let items = if by_items { self.items(real, cpu, version)? } else { 1.0 };
        let rate = iterations * items;
        let Some(wall_s) = measurable(1.0 / rate) else {
            let reason = format!("{rate} per second is beyond what can be measured");
            return Err(Flaw::at(format!(", field benchmarks[{}]", self.place), reason));
        };
        let cpu = cpu.filter(|_| workers == Workers::Threads || self.name.is_of_process());
        let times = if self.name.is_of_process() && version != Version::Divided { threads } else { 1.0 };
        let cpu_s = cpu.map(|cpu| cpu / times / items).filter(|cpu| measurable(*cpu).is_some());
        Ok(Sample { workers: n, wall_s, cpu_s, failed: false })
    }

    /// Items of an iteration.
    fn items(&self, real: f64, cpu: Option<f64>, version: Version) -> Result<f64, Flaw> {
        let by = if self.name.goes_by_real_time() { Some(real) } else { cpu };
        let shared = if version == Version::PerThreadAndItems { f64::from(self.threads) } else { 1.0 };
        let items = self.items_per_second().zip(by).map(|(rate, time)| rate * time / shared);
        items.and_then(measurable).ok_or_else(|| {
            let place = format!(", field benchmarks[{}].items_per_second", self.place);
            Flaw::at(place, "does not fit the times of the benchmark")
        })
    }

    /// A time of an iteration, s.
    fn seconds(&self, field: &str, time: Option<f64>) -> Result<f64, Flaw> {
        let at = |field: &str| format!(", field benchmarks[{}].{field}", self.place);
        let unit = self.entry.time_unit.as_deref().unwrap_or("ns");
        let factor = match unit {
            "ns" => 1e-9,
            "us" => 1e-6,
            "ms" => 1e-3,
            "s" => 1.0,
            _ => {
                return Err(Flaw::at(
                    at("time_unit"),
                    format!("{unit:?} is no unit; accepted: ns, us, ms, s"),
                ));
            }
        };
        let Some(time) = time else { return Err(Flaw::at(at(field), "is missing")) };
        measurable(time * factor)
            .ok_or_else(|| Flaw::at(at(field), format!("{time} {unit} is no time of an iteration")))
    }
}
