//! The schemas in `docs/schema`: what the program writes is as they say, and none is missing.
//!
//! Every test that reads the program's JSON checks it by its schema (`Ended::json`); here is what no other test reads.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use lzma_rust2::XzReader;
use serde_json::{Value, json};
use support::run::{race, run};
use support::schema::{Schema, assert_valid};

fn root(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The files in a folder with this ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root(folder)).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == ending));
    files.sort();
    assert!(!files.is_empty(), "{folder} has no file with the ending {ending}");
    files
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn parsed(file: &Path) -> Value {
    serde_json::from_str(&read(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Holds each line of a recording to the schema.
fn assert_recording(name: &Path, lines: impl Read) {
    let schema = Schema::named("coreograph.recording/1");
    let mut count = 0;
    for (number, line) in (1..).zip(BufReader::new(lines).lines()) {
        let line = serde_json::from_str(&line.expect("a line")).expect("a line of JSON");
        let flaws = schema.flaws(&line);
        assert!(flaws.is_empty(), "{}, line {number}:\n{}", name.display(), flaws.join("\n"));
        count += 1;
    }
    assert!(count > 10, "{} has {count} lines", name.display());
}

/// The names of schemas in the source files below a folder: `"coreograph.race/1"`.
fn named_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            named_in(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = read(&path);
            let quoted =
                text.split('"').filter(|word| word.starts_with("coreograph.") && word.ends_with("/1"));
            names.extend(quoted.map(str::to_string));
        }
    }
}

#[test]
fn every_schema_of_the_program_has_its_file_and_its_line_in_the_manual() {
    let mut named = BTreeSet::new();
    named_in(&root("src"), &mut named);
    let there: BTreeSet<String> = files("docs/schema", "json")
        .iter()
        .map(|file| parsed(file)["title"].as_str().expect("a title").to_string())
        .collect();
    assert_eq!(there, named);
    let manual = read(&root("docs/json.md"));
    for name in named {
        let file = format!("{}.json", name.replace('/', "-"));
        assert_eq!(parsed(&root("docs/schema").join(&file))["$id"], file);
        assert!(manual.contains(&format!("[`{name}`](schema/{file})")), "docs/json.md has no link to {file}");
    }
}

/// Calls `look` with each schema in `schema`, itself included.
fn each(schema: &Value, look: &mut impl FnMut(&Value)) {
    look(schema);
    for (keyword, rule) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), rule) {
            ("properties" | "$defs", Value::Object(schemas)) => {
                for schema in schemas.values() {
                    each(schema, look);
                }
            }
            ("anyOf" | "oneOf" | "prefixItems", Value::Array(schemas)) => {
                for schema in schemas {
                    each(schema, look);
                }
            }
            ("items" | "additionalProperties", schema) => each(schema, look),
            _ => {}
        }
    }
}

#[test]
fn every_schema_is_whole_and_explains_each_field() {
    for file in files("docs/schema", "json") {
        let (name, schema) = (file.display(), parsed(&file));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        let mut referred = BTreeSet::new();
        each(&schema, &mut |part| {
            let fields = part.get("properties").and_then(Value::as_object);
            for (field, rule) in fields.into_iter().flatten() {
                assert!(rule["description"].is_string(), "{name}: {field} is not explained");
            }
            for required in part.get("required").and_then(Value::as_array).into_iter().flatten() {
                let required = required.as_str().expect("a name");
                assert!(fields.is_some_and(|f| f.contains_key(required)), "{name}: there is no {required}");
            }
            if let Some(place) = part.get("$ref").and_then(Value::as_str) {
                assert!(
                    place.starts_with("#/$defs/") && schema.pointer(&place[1..]).is_some(),
                    "{name}: {place}"
                );
                referred.insert(place.trim_start_matches("#/$defs/").to_string());
            }
        });
        let defined = schema["$defs"].as_object().into_iter().flatten().map(|(name, _)| name.clone());
        let defined: BTreeSet<String> = defined.collect();
        assert_eq!(defined, referred, "{name}");
    }
}

#[test]
fn the_recordings_of_the_tour_and_of_the_pictures_are_as_their_schema_says() {
    let open = |file: &Path| fs::File::open(file).expect("a file");
    for take in files("assets/takes", "xz") {
        assert_recording(&take, XzReader::new(open(&take), false));
    }
    let pictured = root("assets/race.jsonl");
    assert_recording(&pictured, open(&pictured));
}

#[test]
fn the_reports_of_machines_are_as_their_schema_says() {
    for file in [files("assets/machines", "json"), files("tests/fixtures", "json")].concat() {
        assert_valid(&parsed(&file));
    }
}

#[test]
fn what_a_race_records_and_what_a_command_uses_is_as_the_schemas_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    let record = file.to_str().expect("a name in UTF-8");
    let lanes = "sequential,threads,gil,interpreters,async,pool,processes";
    for work in [
        &["--workload", "mixed", "--tasks", "8", "--size", "500", "--lanes", lanes][..],
        &["--workload", "counter", "--tasks", "4", "--size", "500", "--lanes", "threads,pool", "--reps", "2"],
        &["--command", "true", "--tasks", "4", "--lanes", "processes:1,processes:2"],
    ] {
        let live = race(&[work, &["--record", record]].concat());
        assert_recording(&file, fs::File::open(&file).expect("it was recorded"));
        assert_eq!(run(&["replay", record, "--format", "json"]).json()["lanes"], live["lanes"]);
    }
}

#[test]
fn what_is_not_as_the_schema_says_is_found() {
    let list = Schema::named("coreograph.tour-list/1");
    let good = json!({ "schema": "coreograph.tour-list/1", "scenes": [{
        "name": "a", "title": "A", "idea": "i", "question": "q", "choices": ["one"], "seconds": 1
    }]});
    assert_eq!(list.flaws(&good), [""; 0]);
    let with = |place: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(place).expect("a place") = value;
        list.flaws(&changed).join("\n")
    };
    for (place, value, flaw) in [
        (
            "/schema",
            json!("coreograph.tour-list/2"),
            "$.schema: \"coreograph.tour-list/2\" does not fit const",
        ),
        ("/scenes", json!({}), "$.scenes: {} does not fit type: \"array\""),
        ("/scenes/0/seconds", json!("1"), "$.scenes[0].seconds: \"1\" does not fit type: \"number\""),
        ("/scenes/0/choices/0", json!(null), "$.scenes[0].choices[0]: null does not fit type: \"string\""),
    ] {
        assert!(with(place, value).contains(flaw), "{place}");
    }
    let mut more = good.clone();
    more["new"] = json!(1);
    more["scenes"][0].as_object_mut().expect("a scene").remove("idea");
    let flaws = list.flaws(&more);
    assert!(flaws.contains(&"$.new is not documented".to_string()), "{flaws:?}");
    assert!(flaws.contains(&"$.scenes[0]: \"idea\" is missing".to_string()), "{flaws:?}");

    let recording = Schema::named("coreograph.recording/1");
    assert_eq!(recording.flaws(&json!({ "at": 1, "phase": "racing" })), [""; 0]);
    for wrong in
        [json!({ "at": 1 }), json!({ "at": -1, "phase": "racing" }), json!({ "at": 1, "phase": "resting" })]
    {
        assert!(!recording.flaws(&wrong).is_empty(), "{wrong}");
    }
}
