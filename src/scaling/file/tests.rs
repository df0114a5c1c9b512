use super::*;
use crate::scaling::fixture::{add, planned};

fn report() -> Report {
    let mut report = planned(&["pool", "gil"], &[1, 2], 2);
    for round in 0..2 {
        for (curve, workers, wall) in [(0, 1, 1.0), (0, 2, 0.51), (1, 1, 1.0), (1, 2, 1.02)] {
            add(&mut report, round, curve, workers, wall + f64::from(round) / 100.0);
        }
    }
    report
}

#[test]
fn what_is_written_is_read_back_to_the_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let mut report = report();
    report.runs[3].at_s = 0.1 + 0.2;
    save(&report, &path).unwrap();
    assert_eq!(read(&path).unwrap(), report);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn what_was_computed_is_never_read() {
    let text = text(&report());
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    crate::documents::schema::assert_valid(&value);
    assert_eq!(value["curves"][0]["points"][1]["workers"], 2);
    value["curves"] = serde_json::json!("nonsense");
    assert_eq!(parse(&value.to_string()), Ok(report()));
}

#[test]
fn start_host_and_command_stand_in_the_file_and_older_files_lack_them() {
    let mut value: serde_json::Value = serde_json::from_str(&text(&report())).unwrap();
    assert_eq!((&value["when"], &value["when"]), (&value["started"], &"2026-11-23T12:00:00Z".into()));
    assert_eq!((&value["host"], &value["argv"][0]), (&"test".into(), &"coreograph".into()));
    for field in ["when", "host", "argv"] {
        value.as_object_mut().unwrap().remove(field);
    }
    assert_eq!(parse(&value.to_string()), Ok(Report { host: None, argv: None, ..report() }));
}

/// The message for a text.
fn told(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    fs::write(&path, text).unwrap();
    let message = read(&path).unwrap_err().to_string();
    message.replace(&folder.path().display().to_string(), "F")
}

#[test]
fn what_is_no_report_is_refused_with_file_place_and_reason() {
    let good = text(&report());
    let with = |path: &str, value: serde_json::Value| {
        let mut json: serde_json::Value = serde_json::from_str(&good).unwrap();
        *json.pointer_mut(path).unwrap() = value;
        told(&json.to_string())
    };
    assert!(told("").starts_with("F/a.json, line 1, column 0: is no report (it breaks off): EOF"));
    assert!(told("hello").starts_with("F/a.json, line 1, column 1: is no report: expected value"));
    assert_eq!(told("[1]"), "F/a.json, field schema: 1 is no schema; accepted: coreograph.scaling/1");
    let cut = told(&good[..good.len() / 2]);
    assert!(cut.contains(", column ") && cut.contains("(it breaks off)"), "{cut}");
    assert_eq!(
        told("{}"),
        "F/a.json: has no field schema; accepted: coreograph.scaling/1, as coreograph scale --save writes it"
    );
    assert_eq!(
        with("/schema", "coreograph.race/1".into()),
        "F/a.json, field schema: \"coreograph.race/1\" is another kind of file; accepted: coreograph.scaling/1, as \
         coreograph scale --save writes it"
    );
    assert_eq!(
        with("/schema", "coreograph.scaling/2".into()),
        "F/a.json, field schema: coreograph.scaling/2 is of a later coreograph than this one, which reads version 1: a \
         newer coreograph is needed"
    );
    assert_eq!(
        with("/runs/3/wall_s", (-1.0).into()),
        "F/a.json, field runs[3].wall_s: -1 is no time that a run takes"
    );
    assert_eq!(
        with("/runs/0/curve", 7.into()),
        "F/a.json, field runs[0].curve: there is no curve 7; plan.curves has 2"
    );
    assert_eq!(
        with("/runs/0/workers", 3.into()),
        "F/a.json, field runs[0].workers: 3 is not in plan.workers"
    );
    assert_eq!(
        with("/plan/repetitions", u32::MAX.into()),
        "F/a.json, field plan.repetitions: 4294967295 is no number of repetitions; accepted is 1 to 1000"
    );
    assert!(
        with("/plan/workers", serde_json::json!([2, 1])).contains("field plan.workers: is no ascending list")
    );
    assert!(with("/runs/1", serde_json::json!({})).contains("missing field"));
    assert!(with("/runs/0/cpu_s", serde_json::json!(1e300)).contains("runs[0].cpu_s"));
}

#[test]
fn a_folder_and_a_file_that_is_not_there_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = read(&folder.path().join("no.json")).unwrap_err().to_string();
    assert!(missing.starts_with("cannot read ") && missing.contains("no.json: "), "{missing}");
    assert!(read(folder.path()).is_err());
}

#[test]
fn a_place_that_cannot_be_written_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let error = save(&report(), &folder.path().join("no/such/a.json")).unwrap_err().to_string();
    assert!(error.starts_with("cannot write "), "{error}");
}
