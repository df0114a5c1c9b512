//! Differences between machines: in every field of their fingerprints, whatever fields these have.

use serde_json::Value;

use super::ComparedMachine;
use crate::scaling::report::Report;

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
        ("plan.interval_us".into(), report.plan.interval_us.to_string()),
    ];
    let machine = serde_json::to_value(&report.machine).unwrap_or_default();
    flatten("machine", &machine, &mut fields);
    fields.retain(|(field, _)| !OF_THE_MOMENT.contains(&field.as_str()));
    fields
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
