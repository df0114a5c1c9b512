//! The JSON of `hyperfine --export-json`.
//!
//! A result is one command with one set of parameters: its `times` are the raw runs, `user` and `system` the mean CPU time
//! of a run with its children, `exit_codes` those of the runs (`null`: ended by a signal). Parameters are put into the
//! command, and are texts (`src/benchmark/benchmark_result.rs` of <https://github.com/sharkdp/hyperfine>).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::command_template::{ScannedCommand, template};
use super::numbers::{Numbers, Sample, Series, few};
use super::value::{accepted_workers, measurable, workers_of};
use crate::scaling::file::{self, Flaw};

/// The parameter that is the number of workers.
const N: &str = "N";

#[derive(Deserialize)]
struct Export {
    results: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    command: String,
    mean: Option<f64>,
    times: Option<Vec<f64>>,
    user: Option<f64>,
    system: Option<f64>,
    #[serde(default)]
    exit_codes: Vec<Option<i64>>,
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
    /// The value of the only parameter, in files of hyperfine before 1.11.
    parameter: Option<Value>,
}

/// A result with its number of workers.
struct ScanResult<'a> {
    place: usize,
    entry: &'a Entry,
    workers: u32,
    command: ScannedCommand<'a>,
    /// The other parameters, e.g. `file = a.tar`.
    others: Vec<String>,
}

/// The numbers of a text.
pub(super) fn numbers(text: &str) -> Result<Numbers, Flaw> {
    let mut export: Export =
        serde_json::from_str(text).map_err(|error| file::at_line(&error, "is no export of hyperfine"))?;
    if export.results.is_empty() {
        return Err(Flaw::at(", field results", "is empty: nothing was measured"));
    }
    for entry in &mut export.results {
        if let Some(value) = entry.parameter.take().filter(|_| entry.parameters.is_empty()) {
            entry.parameters.insert("parameter".into(), value);
        }
    }
    let mut notes = Vec::new();
    let name = name_of_n(&export.results)?;
    if name != N {
        notes.push(format!("N is the parameter {name}"));
    }
    let results: Vec<ScanResult> = (0..)
        .zip(&export.results)
        .map(|(place, entry)| result(place, entry, &name))
        .collect::<Result<_, Flaw>>()?;
    let (mut series, mut averaged) = (Vec::new(), 0);
    for group in groups(results) {
        let mut samples = Vec::new();
        for result in &group {
            averaged += usize::from(result.entry.times.is_none());
            samples.extend(samples_of(result)?);
        }
        series.push(Series { name: label(&group), unit: "run of the command".into(), samples });
    }
    if averaged > 0 {
        notes.push(format!(
            "{averaged} of {} results have no single runs (times): the mean counts as one run",
            export.results.len()
        ));
    }
    Ok(Numbers {
        format: "hyperfine",
        lane: "hyperfine",
        label: "measured by hyperfine",
        series,
        notes,
        ..Numbers::default()
    })
}

/// Name of the parameter that is the number of workers: `N`, or the only one that is a whole number in every result.
fn name_of_n(results: &[Entry]) -> Result<String, Flaw> {
    let names: BTreeSet<&String> = results.iter().flat_map(|entry| entry.parameters.keys()).collect();
    if names.iter().any(|name| *name == N) {
        return Ok(N.into());
    }
    let is_whole = |name: &&&String| {
        results.iter().all(|entry| entry.parameters.get(name.as_str()).and_then(workers_of).is_some())
    };
    let whole: Vec<&&String> = names.iter().filter(is_whole).collect();
    if let [one] = whole[..] {
        return Ok((*one).clone());
    }
    let how = "hyperfine --parameter-list N 1,2,4 'COMMAND {N}' writes it";
    let reason = if names.is_empty() {
        format!("no result has a parameter, so there is no number of workers; {how}")
    } else {
        let names: Vec<String> = names.iter().map(|name| (*name).clone()).collect();
        let which =
            if whole.is_empty() { "none is a whole number in every result" } else { "several may be it" };
        format!("no parameter is named N; there are {} ({which}); {how}", few(&names))
    };
    Err(Flaw::at(", field results", reason))
}

fn result<'a>(place: usize, entry: &'a Entry, name: &str) -> Result<ScanResult<'a>, Flaw> {
    let at = |field: &str| format!(", field results[{place}].{field}");
    let Some(value) = entry.parameters.get(name) else {
        let reason = format!(
            "has no {name}, which other results have: {} is without a number of workers",
            entry.command
        );
        return Err(Flaw::at(at("parameters"), reason));
    };
    let Some(workers) = workers_of(value) else {
        let reason = format!("{value} is no number of workers; {}", accepted_workers());
        return Err(Flaw::at(at(&format!("parameters.{name}")), reason));
    };
    let n = match value {
        Value::String(text) => text.trim().to_string(),
        other => other.to_string(),
    };
    let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), String::from);
    let others = entry.parameters.iter().filter(|(other, _)| *other != name);
    let others = others.map(|(other, value)| format!("{other} = {}", said(value))).collect();
    Ok(ScanResult { place, entry, workers, command: ScannedCommand { text: &entry.command, n }, others })
}

/// Results that differ in nothing but N belong together.
fn groups(results: Vec<ScanResult>) -> Vec<Vec<ScanResult>> {
    let mut groups: Vec<Vec<ScanResult>> = Vec::new();
    for result in results {
        let like =
            |other: &ScanResult| other.others == result.others && other.command.is_like(&result.command);
        match groups.iter_mut().find(|group| group.iter().all(like)) {
            Some(group) => group.push(result),
            None => groups.push(vec![result]),
        }
    }
    groups
}

/// The command of a group, and the other parameters where it does not show them.
fn label(group: &[ScanResult]) -> String {
    let commands: Vec<ScannedCommand> = group.iter().map(|result| result.command.clone()).collect();
    let command = template(&commands);
    let hidden = group.first().map(|result| result.others.clone()).unwrap_or_default();
    let hidden: Vec<String> = hidden
        .into_iter()
        .filter(|other| other.split_once(" = ").is_none_or(|(_, value)| !command.contains(value)))
        .collect();
    let command = if command.trim().is_empty() { "a command".into() } else { command };
    if hidden.is_empty() { command } else { format!("{command} ({})", hidden.join(", ")) }
}

/// The runs of a result; of one without `times` its mean.
fn samples_of(result: &ScanResult) -> Result<Vec<Sample>, Flaw> {
    let ScanResult { place, entry, workers, .. } = result;
    let at = |field: String| format!(", field results[{place}].{field}");
    let cpu_s = entry.user.zip(entry.system).map(|(user, system)| user + system);
    let cpu_s = cpu_s.filter(|cpu| *cpu > 0.0 && measurable(*cpu).is_some());
    let sample = |field: String, wall_s: f64, failed: bool| match measurable(wall_s) {
        // The mean of all runs is not the CPU time of one that failed.
        Some(wall_s) => Ok(Sample { workers: *workers, wall_s, cpu_s: cpu_s.filter(|_| !failed), failed }),
        None => Err(Flaw::at(at(field), format!("{wall_s} is no time that a run takes, in seconds"))),
    };
    let failed = |code: Option<&Option<i64>>| code.is_some_and(|code| *code != Some(0));
    match &entry.times {
        Some(times) if times.is_empty() => Err(Flaw::at(at("times".into()), "is empty: there is no run")),
        Some(times) => (0..)
            .zip(times)
            .map(|(run, time)| sample(format!("times[{run}]"), *time, failed(entry.exit_codes.get(run))))
            .collect(),
        None => {
            let Some(mean) = entry.mean else {
                return Err(Flaw::at(at("mean".into()), "is missing, and there are no times"));
            };
            let any = entry.exit_codes.iter().any(|code| failed(Some(code)));
            Ok(vec![sample("mean".into(), mean, any)?])
        }
    }
}
