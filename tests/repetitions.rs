//! Races whose lanes run several times: raw figures, medians with intervals, and what is settled.

mod support;

use serde_json::Value;
use support::run::{race, run};

fn list<'a>(json: &'a Value, field: &str) -> &'a Vec<Value> {
    json[field].as_array().unwrap_or_else(|| panic!("no list {field} in {json:#}"))
}

fn number(json: &Value, field: &str) -> f64 {
    json[field].as_f64().unwrap_or_else(|| panic!("no number {field} in {json:#}"))
}

#[test]
fn medians_lie_within_intervals_of_the_raw_figures() {
    let json = race(&["--reps", "5", "--lanes", "sequential,gil,pool", "--tasks", "8", "--size", "5000"]);
    assert_eq!(json["repetitions"], serde_json::json!({ "planned": 5, "done": 5, "budget_s": null }));
    for lane in list(&json, "lanes") {
        let runs = list(lane, "runs");
        assert_eq!(runs.len(), 5, "{lane:#}");
        for (field, interval) in [("wall_s", "wall_s_interval"), ("throughput", "throughput_interval")] {
            let mut raw: Vec<f64> = runs.iter().map(|run| number(run, field)).collect();
            raw.sort_by(f64::total_cmp);
            let ends = list(lane, interval);
            assert!((number(lane, field) - raw[2]).abs() < 1e-6 * raw[2], "{lane:#}");
            assert_eq!((&ends[0], &ends[1]), (&raw[0].into(), &raw[4].into()), "{lane:#}");
        }
        let digests: Vec<&Value> = runs.iter().map(|run| &run["digest"]).collect();
        assert!(digests.iter().all(|digest| *digest == &lane["digest"]), "{digests:?}");
        let numbers: Vec<u64> = runs.iter().filter_map(|run| run["repetition"].as_u64()).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
    }
    let places = |lane: usize| list(&json["lanes"][lane], "runs").iter().map(|run| run["place"].clone());
    assert!(!places(0).all(|place| place == 1), "the order is shuffled");
    assert_eq!(list(&json, "differences").len(), 3);
}

#[test]
fn every_format_says_how_often_it_was_measured() {
    let say = |reps: &str, format: &str| {
        let work = ["--lanes", "threads,pool", "--tasks", "4", "--size", "3000", "--workers", "2"];
        let ended = run(&[&["race", "--headless", "--reps", reps, "--format", format], &work[..]].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
        ended.stdout
    };
    assert!(say("1", "text").contains("Measured once"));
    assert!(say("1", "markdown").contains("Measured once"));
    assert!(say("2", "text").contains("medians of 2 repetitions"));
    let markdown = say("2", "markdown");
    assert!(markdown.contains("Medians of 2 repetitions") && markdown.contains(" to "), "{markdown}");
    let csv = say("2", "csv");
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 3, "a row for each lane: {csv}");
    assert!(rows[0].contains(",repetitions,wall_s_low,wall_s_high,"), "{csv}");
}

#[test]
fn a_budget_ends_a_race_and_a_recording_has_all_repetitions() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    let file = file.to_str().expect("a path of text");
    let work = ["--lanes", "threads", "--tasks", "4", "--size", "3000", "--workers", "2"];
    let json = race(&[&["--budget", "10s", "--record", file], &work[..]].concat());
    let done = json["repetitions"]["done"].as_u64().expect("a number");
    assert!(done >= 2, "{json:#}");
    let replayed = run(&["replay", file, "--format", "json"]).json();
    for field in ["repetitions", "lanes", "verdict"] {
        assert_eq!(replayed[field], json[field], "{field}");
    }
}

#[test]
fn a_wrong_number_of_repetitions_is_named_with_what_is_accepted() {
    for (flag, value, accepted) in [("--reps", "0", "1 to 1000"), ("--budget", "5", "1s to 24h")] {
        let ended = run(&["race", "--headless", flag, value]);
        assert_eq!(ended.code, Some(2), "{ended}");
        assert!(ended.stderr.contains(value) && ended.stderr.contains(accepted), "{ended}");
    }
}

#[test]
fn progress_tells_the_repetition() {
    let ended =
        run(&["race", "--headless", "--reps", "2", "--lanes", "threads", "--tasks", "4", "--size", "9"]);
    assert!(ended.stderr.contains("repetition 2 of 2, racing lane 1 of 1 (threads)"), "{ended}");
}
