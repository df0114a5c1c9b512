//! Differences between machines: in every field of their fingerprints, whatever fields these have.

use serde_json::Value;

use super::ComparedMachine;
use crate::event::{Cache, Class, Fingerprint};
use crate::scaling::report::Report;
use crate::text::bytes::memory;
use crate::text::words::counted;

/// A field that is not the same for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Its name in the file, e.g. `machine.cpu`.
    pub field: String,
    /// Value by subject: `unknown` where it is not known, all values where a subject's machines differ.
    pub values: Vec<String>,
}

/// The fields that differ, in the order of the file.
pub(super) fn differences(subjects: &[ComparedMachine]) -> Vec<Difference> {
    let flat: Vec<Vec<Vec<(String, String)>>> =
        subjects.iter().map(|subject| subject.reports.iter().map(fields).collect()).collect();
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in flat.iter().flatten().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let values = |name: &String, reports: &[Vec<(String, String)>]| {
        let mut values: Vec<&str> = Vec::new();
        for fields in reports {
            let value = fields.iter().find(|(field, _)| field == name).map_or(UNKNOWN, |(_, value)| value);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values.join(" / ")
    };
    let difference = |name: &&String| Difference {
        field: (*name).clone(),
        values: flat.iter().map(|reports| values(name, reports)).collect(),
    };
    let all = names.iter().map(difference);
    all.filter(|difference| difference.values.windows(2).any(|pair| pair[0] != pair[1])).collect()
}

/// Text of an unknown value.
const UNKNOWN: &str = "unknown";

/// All fields of a report that its figures may depend on.
fn fields(report: &Report) -> Vec<(String, String)> {
    let mut fields = vec![
        ("tool.version".into(), report.tool.version.clone()),
        ("tool.profile".into(), report.tool.profile.clone()),
        ("simulated".into(), report.simulated.clone().unwrap_or_else(|| "no".into())),
        ("imported".into(), report.imported.as_ref().map_or_else(|| "no".into(), |of| of.format.clone())),
        ("plan.interval_us".into(), report.plan.interval_us.to_string()),
    ];
    let machine = serde_json::to_value(&report.machine).unwrap_or_default();
    flatten("machine", &machine, &mut fields);
    for (field, value) in in_words(&report.machine) {
        // In its place in the order of the file.
        let of_it = |name: &str| {
            name.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let place = fields.iter().position(|(name, _)| of_it(name)).unwrap_or(fields.len());
        fields.retain(|(name, _)| !of_it(name));
        fields.insert(place.min(fields.len()), (field.into(), value));
    }
    fields.retain(|(field, _)| !OF_THE_MOMENT.contains(&field.as_str()));
    fields
}

/// Fields whose stored form is none to read: sizes in bytes, lists of structures.
fn in_words(machine: &Fingerprint) -> [(&'static str, String); 5] {
    let known = |value: Option<String>| value.unwrap_or_else(|| UNKNOWN.into());
    let list = |parts: Vec<String>| if parts.is_empty() { "none".into() } else { parts.join(", ") };
    let caches = machine.caches.as_ref().map(|caches| list(caches.iter().map(cache).collect()));
    let classes = machine.classes.as_ref().map(|classes| match classes.as_slice() {
        [] => "of one kind".into(),
        classes => list(classes.iter().map(class).collect()),
    });
    let quota = machine.quota_cores().map_or_else(|| "none".into(), |cores| counted(cores, "core"));
    [
        ("machine.memory", known(machine.memory.map(memory))),
        ("machine.caches", known(caches)),
        ("machine.max_mhz", known(machine.max_mhz.map(|mhz| format!("{mhz} MHz")))),
        ("machine.classes", known(classes)),
        ("machine.quota", quota),
    ]
}

/// A cache in words, e.g. `L1 data 32 KiB`, `L3 32 MiB for 16 CPUs`.
fn cache(cache: &Cache) -> String {
    let kind = if cache.kind == "unified" { String::new() } else { format!(" {}", cache.kind) };
    let kib = 1 << 10;
    let size = if cache.bytes < 1 << 20 && cache.bytes.is_multiple_of(kib) {
        format!("{} KiB", cache.bytes / kib)
    } else {
        memory(cache.bytes)
    };
    let shared = if cache.shared_by > 1 { format!(" for {} CPUs", cache.shared_by) } else { String::new() };
    format!("L{}{kind} {size}{shared}", cache.level)
}

/// Cores of one kind in words, e.g. `8 P-cores with 16 CPUs`.
fn class(class: &Class) -> String {
    format!("{} {} with {}", class.cores, class.name, counted(class.cpus, "CPU"))
}

/// Fields that change from one minute to the next on any machine. One that was busy has a doubt.
const OF_THE_MOMENT: [&str; 3] = ["machine.load", "machine.pressure", "machine.mhz"];

/// Collects nested values under the names of both levels; a list is one value.
fn flatten(name: &str, value: &Value, into: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(field, value)| flatten(&format!("{name}.{field}"), value, into));
        }
        Value::Null => into.push((name.into(), UNKNOWN.into())),
        Value::String(text) => into.push((name.into(), text.clone())),
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            into.push((name.into(), if texts.is_empty() { "none".into() } else { texts.join(", ") }));
        }
        other => into.push((name.into(), other.to_string())),
    }
}

#[cfg(test)]
mod tests;
