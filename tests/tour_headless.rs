//! The tour without a screen: its verdicts for scripts, its rehearsal, and machines on which a scene cannot run.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::cpus::{Hogs, on_one_cpu, usable};
use support::run::{Ended, Running, command};
use support::scenes::SceneFolder;

/// A scene of threads and processes that compute.
const COMPUTES: &str = r#"
title = "Two lanes"
idea = "Threads under one lock keep one core busy."
question = "Which is faster?"
choices = ["threads", "processes"]
seconds = 2

[[run]]
args = "--workload primes --tasks 8 --size 2000 --lanes gil,pool --workers 2 --seed 1"
captions = [{ after = "end", text = "{lanes.gil.wall_s:time} and {lanes.pool.wall_s:time}." }]

[[verdict]]
when = "lanes.gil.wall_s > 0 and lanes.pool.wall_s > 0"
choice = 2
text = "Threads took {lanes.gil.wall_s:time}, processes {lanes.pool.wall_s:time}, on {machine.usable_cpus} CPUs."

[[verdict]]
text = "It gave no comparison."
"#;

/// A scene of two races that wait.
const WAITS: &str = r#"
title = "Two races"
idea = "Work that waits needs no cores."
question = "How long do 4 tasks of 20 ms take 2 threads?"
choices = ["about 40 ms", "about 80 ms"]
seconds = 1

[[run]]
label = "one thread"
args = "--workload sleep --tasks 4 --size 20000 --lanes sequential --seed 1"

[[run]]
label = "two threads"
args = "--workload sleep --tasks 4 --size 20000 --lanes threads --workers 2 --seed 1"

[[verdict]]
when = "runs.1.lanes.sequential.wall_s > 1.5 * runs.2.lanes.threads.wall_s"
choice = 1
text = "{runs.1.lanes.sequential.wall_s:time} became {runs.2.lanes.threads.wall_s:time}."

[[verdict]]
text = "It gave no comparison."
"#;

/// Scenes in a folder, and the folder of the takes beside them.
struct Talk(SceneFolder);

impl Talk {
    fn new(scenes: &[(&str, &str)]) -> Self {
        Self(SceneFolder::new(scenes))
    }

    fn both() -> Self {
        Self::new(&[("1-computes", COMPUTES), ("2-waits", WAITS)])
    }

    fn start(&self, args: &[&str], more: &[(&str, &str)]) -> Running {
        let args = self.0.tour(args);
        let mut command = command(&args.iter().map(String::as_str).collect::<Vec<_>>());
        command.env("XDG_DATA_HOME", self.0.data()).envs(more.iter().copied());
        Running::start(command)
    }

    /// The report of the tour, which has to succeed.
    fn report(&self, more: &[(&str, &str)]) -> Value {
        report(&self.start(&["--auto", "--headless", "--format", "json"], more).end())
    }

    fn rehearse(&self, args: &[&str]) -> Ended {
        self.start(&[&["--rehearse"], args].concat(), &[]).end()
    }
}

#[track_caller]
fn report(ended: &Ended) -> Value {
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(!ended.stderr.contains("error"), "{ended}");
    let json = ended.json();
    assert_eq!(json["schema"], "coreograph.tour/1");
    for scene in scenes(&json) {
        assert!(scene["verdict"].is_string(), "{scene:#}");
        assert_eq!(scene["live"] == true, scene["recorded_on"].is_null(), "{scene:#}");
    }
    json
}

fn scenes(json: &Value) -> &[Value] {
    json["scenes"].as_array().expect("a tour has scenes")
}

/// The verdicts without their figures.
fn wordings(json: &Value) -> Vec<String> {
    let verdict = |scene: &Value| scene["verdict"].as_str().expect("a verdict").to_string();
    let wording = |verdict: String| {
        // The unit belongs to the figure: 998 ms and 1.00 s are the same sentence.
        let words = verdict
            .split_whitespace()
            .filter(|word| !["s", "ms", "µs"].contains(&word.trim_matches(['.', ','])));
        words
            .map(|word| word.replace(|c: char| c.is_ascii_digit() || c == '.', ""))
            .collect::<Vec<_>>()
            .join(" ")
    };
    scenes(json).iter().map(verdict).map(wording).collect()
}

#[test]
fn the_report_has_question_figures_and_verdict_of_each_scene_and_a_second_run_the_same_sentences() {
    let talk = Talk::both();
    let json = talk.report(&[]);
    let [computes, waits] = scenes(&json) else { panic!("{json:#}") };
    assert_eq!((&computes["name"], &waits["name"]), (&"computes".into(), &"waits".into()));
    assert_eq!(computes["question"], "Which is faster?");
    assert_eq!(computes["choices"], serde_json::json!(["threads", "processes"]));
    assert_eq!((&computes["choice"], &waits["choice"]), (&2.into(), &1.into()));
    assert_eq!(
        (&waits["runs"][0]["label"], &waits["runs"][1]["label"]),
        (&"one thread".into(), &"two threads".into())
    );
    let lanes = computes["runs"][0]["lanes"].as_array().expect("lanes");
    assert!(lanes.len() == 2 && lanes.iter().all(|lane| lane["wall_s"].is_number()), "{computes:#}");
    assert_eq!(wordings(&json), wordings(&talk.report(&[])));
}

#[test]
fn the_seed_of_the_tour_is_that_of_its_races() {
    let talk = Talk::new(&[("waits", WAITS)]);
    let ended = talk.start(&["--auto", "--headless", "--format", "json", "--seed", "7"], &[]).end();
    let json = report(&ended);
    let runs = scenes(&json)[0]["runs"].as_array().expect("races");
    assert!(runs.iter().all(|run| run["seed"] == 7), "{json:#}");
}

#[test]
fn the_text_has_question_prediction_and_verdict() {
    let talk = Talk::new(&[("waits", WAITS)]);
    let ended = talk.start(&["--auto", "--headless"], &[]).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    for told in ["waits: Two races", "Question: How long", "Prediction: none", "Verdict: "] {
        assert!(ended.stdout.contains(told), "{told}: {ended}");
    }
}

#[test]
fn a_rehearsal_keeps_what_it_recorded_and_one_cpu_plays_it() {
    let talk = Talk::both();
    let shipped = talk.0.path().join("shipped");
    let ended = talk.rehearse(&["--keep", shipped.to_str().expect("a name in UTF-8")]);
    assert_eq!(ended.code, Some(0), "{ended}");
    for told in ["computes", "waits", "live", "yes"] {
        assert!(ended.stdout.contains(told), "{told}: {ended}");
    }
    assert_eq!(files(&talk.0.takes()), 3, "{ended}");
    let list = fs::read_to_string(shipped.join("list.rs")).expect("a list");
    assert_eq!((list.matches("include_bytes!").count(), files(&shipped)), (3, 4), "{list}");

    if !cfg!(target_os = "linux") || usable() < 2 {
        return eprintln!("skipped: there is one CPU, or none can be chosen");
    }
    let json = on_one_cpu(|| talk.report(&[]));
    let computes = &scenes(&json)[0];
    assert!(computes["recorded_on"].as_str().is_some_and(|on| on.contains("CPU")), "{computes:#}");
}

#[test]
fn one_cpu_without_a_recording_gives_a_verdict() {
    let json = on_one_cpu(|| Talk::new(&[("computes", COMPUTES)]).report(&[]));
    assert_eq!(scenes(&json)[0]["live"], true);
}

#[test]
fn nothing_needs_a_python() {
    let python = COMPUTES.replace("gil,pool", "gil,pool,py-threads?");
    let talk = Talk::new(&[("computes", &python)]);
    let json = talk.report(&[("PATH", "/nonexistent")]);
    let scene = &scenes(&json)[0];
    assert_eq!((&scene["live"], scene["runs"][0]["lanes"].as_array().map(Vec::len)), (&true.into(), Some(2)));
}

#[test]
fn a_scene_that_cannot_run_and_has_no_recording_fails_its_rehearsal() {
    let talk = Talk::new(&[(
        "computes",
        &COMPUTES.replace("gil,pool", "gil,py-threads").replace("lanes.pool", "lanes.py-threads"),
    )]);
    let ended = talk.start(&["--rehearse"], &[("PATH", "/nonexistent")]).end();
    assert_eq!(ended.code, Some(1), "{ended}");
    assert!(ended.stdout.contains("NONE") && ended.stdout.contains("python3"), "{ended}");
    assert_eq!(files(&talk.0.takes()), 0, "{ended}");
}

#[test]
fn a_hog_beside_it_gives_a_verdict_or_a_recording() {
    let talk = Talk::both();
    assert_eq!(talk.rehearse(&[]).code, Some(0));
    let _hogs = Hogs::start(2);
    assert_eq!(scenes(&talk.report(&[])).len(), 2);
}

/// Number of files in a folder.
fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}
