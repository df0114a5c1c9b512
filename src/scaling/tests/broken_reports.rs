//! Whatever a report's file contains, reading it ends with a report or with a sentence, and what computes with a report
//! that was read comes to an end as well. The fixtures of simulated machines are broken in every way that files break in.

use crate::scaling::Report;
use crate::scaling::compare::{By, ComparedMachine, Comparison};
use crate::scaling::file;
use crate::scaling::output::{FORMATS, SweepSummary};
use crate::text::look::Look;
use proptest::prelude::*;

use crate::text::generated::matching;
use serde_json::{Value, json};

/// A whole report of few runs: every second round of three numbers of workers.
fn whole() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/simulated-64-cores.json");
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let mut report: Value = serde_json::from_str(&text).expect("the fixture is JSON");
    let runs = report["runs"].as_array_mut().expect("a list");
    runs.retain(|run| run["round"].as_u64() < Some(2) && run["workers"].as_u64() < Some(8));
    report
}

/// Every place in a value, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.into());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
        }
        Value::Array(values) => {
            values
                .iter()
                .enumerate()
                .for_each(|(place, value)| places(value, &format!("{at}/{place}"), found));
        }
        _ => {}
    }
}

/// Things that may have been put in the place of a value.
fn nonsense() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!({})),
        Just(json!([])),
        Just(json!(true)),
        Just(json!(0)),
        Just(json!(-1)),
        Just(json!(1)),
        Just(json!(4_294_967_295_u32)),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(1e308)),
        Just(json!(-1e308)),
        Just(json!(5e-324)),
        Just(json!(1e12)),
        Just(json!("")),
        Just(json!("NaN")),
        matching("\\PC{0,40}").prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<u32>().prop_map(|number| json!(number)),
    ]
}

/// Reads a text, and tells what it says in every format.
fn read_and_tell(text: &str) {
    match file::parse(text) {
        Err(flaw) => assert!(!flaw.reason.is_empty()),
        Ok(report) => {
            let told = SweepSummary::of(&report);
            let _ = (told.wrong(), told.is_doubted());
            for format in FORMATS.iter() {
                let _ = format.sweep(&told, Look::default());
            }
            beside_a_whole_one(report);
        }
    }
}

/// Compares it with one that nobody broke, both ways and by force.
fn beside_a_whole_one(report: Report) {
    let whole = file::parse(&whole().to_string()).expect("it is whole");
    let reports = vec![("a".to_string(), report), ("b".to_string(), whole)];
    for (by, force) in [(By::Machine, false), (By::Cpu, true)] {
        for reports in [reports.clone(), reports.iter().rev().cloned().collect()] {
            match Comparison::of(ComparedMachine::group(reports, by), force) {
                Err(refusal) => assert!(!refusal.to_string().is_empty()),
                Ok(comparison) => {
                    for format in FORMATS.iter() {
                        let _ = format.comparison(&comparison, Look::default());
                    }
                }
            }
        }
    }
}

#[test]
fn a_whole_report_can_be_told() {
    let text = whole().to_string();
    let report = file::parse(&text).expect("it is whole");
    assert!(SweepSummary::of(&report).curves.len() == 9, "the mutations below begin with something");
    read_and_tell(&text);
}

/// Sums of counts that a file may hold, and that no sweep has.
#[test]
fn counts_at_their_limits_can_be_told() {
    for field in ["done", "failed", "order"] {
        let mut report = whole();
        for run in report["runs"].as_array_mut().expect("a list") {
            run[field] = u32::MAX.into();
        }
        read_and_tell(&report.to_string());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_report_with_other_values_is_told_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), nonsense()), 1..4),
    ) {
        let mut report = whole();
        for (place, value) in changes {
            let mut found = Vec::new();
            places(&report, "", &mut found);
            // Below the top, or nothing else would be left of it.
            let place = found[1.max(place.index(found.len())).min(found.len() - 1)].clone();
            if let Some(there) = report.pointer_mut(&place) {
                *there = value;
            }
        }
        read_and_tell(&report.to_string());
    }

    #[test]
    fn a_report_without_some_fields_is_told_or_refused(
        which in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let mut report = whole();
        for place in which {
            let mut found = Vec::new();
            places(&report, "", &mut found);
            let place = found[place.index(found.len())].clone();
            let Some((parent, last)) = place.rsplit_once('/') else { continue };
            match report.pointer_mut(parent) {
                Some(Value::Object(fields)) => drop(fields.remove(last)),
                Some(Value::Array(values)) => drop(values.remove(last.parse().expect("a place"))),
                _ => {}
            }
        }
        read_and_tell(&report.to_string());
    }

    #[test]
    fn a_report_that_breaks_off_is_refused(end in any::<prop::sample::Index>()) {
        let text = whole().to_string();
        let mut end = end.index(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        prop_assert!(file::parse(&text[..end]).is_err());
    }

    #[test]
    fn no_text_is_taken_for_a_report(text in matching("\\PC{0,200}")) {
        prop_assert!(file::parse(&text).is_err());
    }

    /// A number in every place of one name: counts, times, sizes.
    #[test]
    fn a_report_whose_runs_all_say_the_same_is_told_or_refused(field in 0usize..12, value in nonsense()) {
        const FIELDS: [&str; 12] = [
            "order", "round", "curve", "workers", "at_s", "start_s", "wall_s", "done", "failed", "digest", "cpu_s", "busy_s",
        ];
        let mut report = whole();
        for run in report["runs"].as_array_mut().expect("a list") {
            run[FIELDS[field]] = value.clone();
        }
        read_and_tell(&report.to_string());
    }
}
