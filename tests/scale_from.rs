//! `coreograph scale --from` as scripts use it: numbers of other programs, of which nothing is measured here.

mod support;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use support::run::{Ended, Running, command, run};

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of a test is text")
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imported").join(name)
}

/// Answer of `scale --from` to a fixture.
fn from(name: &str, args: &[&str]) -> Ended {
    run(&[&["scale", "--headless", "--from", text(&fixture(name))], args].concat())
}

/// A text without the ends of its lines and what follows them.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn figure(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {pointer} in {value:#}"))
}

#[test]
fn a_csv_gives_the_known_answers() {
    let ended = from("numbers.csv", &["--format", "json"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{ended}");
    let told = ended.json();
    let curve = &told["curves"][0];
    assert_eq!(format!("{:.3}", figure(curve, "/points/7/speedup/median")), "5.926");
    for (place, known) in [(1, "0.0278"), (3, "0.0360"), (7, "0.0500")] {
        let e = figure(curve, &format!("/points/{place}/karp_flatt/median"));
        assert_eq!(format!("{e:.4}"), known);
    }
    let law = &curve["claim"]["alternative"];
    assert_eq!(law["sigma"]["value"], 0.0, "σ is on its bound");
    assert!(law["sigma"]["at_most"].is_number(), "{law:#}");
    assert_eq!(format!("{:.6}", figure(law, "/kappa/value")), "0.005075");
    for point in curve["points"].as_array().expect("points") {
        for unknown in ["cores_busy", "start_s", "losses", "balance"] {
            assert!(point[unknown].is_null(), "{unknown} of {point:#}");
        }
    }
    assert_eq!(told["imported"]["file"], "numbers.csv");
    assert_eq!((&told["imported"]["format"], &told["machine"]["name"]), (&"CSV".into(), &"numbers".into()));
}

#[test]
fn every_format_says_that_nothing_was_measured_here() {
    let said = "not measured by this program";
    for (format, begins, contains) in [
        ("text", "numbers: unknown machine; strong scaling, 8 runs from numbers.csv (CSV),", said),
        ("json", "{\n  \"schema\": \"coreograph.scaling/1\"", "\"imported\": { \"format\": \"CSV\""),
        ("csv", "machine,cpu,simulated,workload,", ",csv,strong,8,cores,1,19.42,19.42,19.42,"),
        ("markdown", "**numbers: unknown machine; strong scaling, 8 runs from numbers.csv", said),
        ("svg", "<svg xmlns=", said),
        ("html", "<!DOCTYPE html>", said),
        ("benchstat", "toolchain: coreograph", "imported: from numbers.csv (CSV)"),
    ] {
        let ended = from("numbers.csv", &["--format", format]);
        assert_eq!(ended.code, Some(0), "{ended}");
        assert!(ended.stdout.starts_with(begins), "{format}: {ended}");
        assert!(unwrapped(&ended.stdout).contains(contains), "{format}: {ended}");
        // What the file does not tell is not told as 0.
        let known_as_0 = [" 0 s", ">0 s<", "cpu-ns/op"].map(|words| ended.stdout.contains(words));
        assert_eq!(known_as_0, [false; 3], "{format}: {ended}");
    }
    let csv = from("numbers.csv", &["--format", "csv"]).stdout;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|head| *head == name).expect("a column");
    for (row, line) in rows.iter().zip(csv.lines()).skip(1) {
        assert_eq!([row[column("start_s")], row[column("cores_busy")]], ["", ""], "{line}");
        // The last column; a sentence before it has a comma of its own.
        assert!(line.ends_with(",true"), "{line}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let csv = from("numbers.csv", &[]).stdout;
    for said in [
        "! no CPU time in the file: cores busy and the losses are not known",
        "! one run for each N: no intervals",
    ] {
        assert!(csv.contains(said), "{said}: {csv}");
    }
    assert!(csv.contains("few-repetitions"), "{csv}");
    let strict = from("numbers.csv", &["--strict"]);
    assert_eq!(strict.code, Some(3), "a single run is doubted: {strict}");
    let google = from("google-benchmark.json", &[]);
    assert_eq!(google.code, Some(0), "{google}");
    assert!(google.stdout.starts_with("tau: unknown CPU, 8 of 8 CPUs; strong scaling, 9 runs"), "{google}");
    assert!(google.stdout.contains("real_time is the time of an iteration in its thread"), "{google}");
}

#[test]
fn hyperfine_and_google_benchmark_are_read() {
    let told = from("hyperfine.json", &["--format", "json", "--name", "laptop"]).json();
    assert_eq!(
        (&told["imported"]["format"], &told["machine"]["name"]),
        (&"hyperfine".into(), &"laptop".into())
    );
    assert_eq!(told["curves"][0]["workload"]["name"], "xz -T{N} -kc big.tar");
    assert!((figure(&told, "/curves/0/points/2/cores_busy") - 8.3 / 2.31).abs() < 1e-9);
    assert!(told["curves"][0]["points"][2]["losses"].is_object());
    let rates =
        ["google-benchmark.json", "google-benchmark-1.8.json", "google-benchmark-1.9.5.json"].map(|file| {
            let told = from(file, &["--format", "json"]).json();
            assert_eq!(told["host"], "tau");
            figure(&told, "/curves/0/points/2/throughput/median")
        });
    assert!(rates.iter().all(|rate| (rate / 2.048e9 - 1.0).abs() < 1e-6), "{rates:?}");
}

#[test]
fn runs_that_failed_end_with_an_error() {
    let ended = from("hyperfine-failed.json", &[]);
    assert_eq!(ended.code, Some(1), "{ended}");
    assert!(
        ended.stderr.contains("error: 1 of 1 task of the hyperfine lane with 2 workers failed (run 4)"),
        "{ended}"
    );
    assert!(ended.stdout.contains("1 of 6 runs failed: their times do not count"), "{ended}");
}

#[test]
fn standard_input_is_read() {
    let mut command = command(&["scale", "--headless", "--from", "-", "--format", "json", "--name", "here"]);
    command.stdin(Stdio::from(File::open(fixture("numbers.csv")).expect("it is there")));
    let ended = Running::start(command).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let told = ended.json();
    assert_eq!(
        (&told["imported"]["file"], &told["machine"]["name"]),
        (&"standard input".into(), &"here".into())
    );
}

#[test]
fn what_is_broken_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty.csv");
    std::fs::write(&empty, "").expect("it can be written");
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/simulated-64-cores.json");
    let cut = folder.path().join("cut.json");
    let whole = std::fs::read_to_string(fixture("hyperfine.json")).expect("it is there");
    std::fs::write(&cut, &whole[..100]).expect("it can be written");
    for (file, said) in [
        (
            fixture("broken.csv"),
            "broken.csv, line 4, column 3: \"fast\" is no number; accepted is a time above 0, e.g. 59.14",
        ),
        (
            empty,
            "empty.csv: is empty; accepted: CSV (n,value), the JSON of hyperfine --export-json, or that of Google",
        ),
        (cut, "cut.json, line 6, column 16: is no JSON of numbers"),
        (
            report,
            "field schema: this is a file of coreograph's own; coreograph compare reads coreograph.scaling/1",
        ),
        (folder.path().join("none.csv"), "cannot read "),
        (folder.path().to_path_buf(), "it is a folder"),
    ] {
        let ended = run(&["scale", "--headless", "--from", text(&file)]);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
        assert!(ended.stderr.contains(said), "{said}: {ended}");
    }
}

#[test]
fn what_would_measure_is_refused_beside_it() {
    for args in [
        &["--lanes", "pool"][..],
        &["--workers", "1,2"],
        &["--reps", "3"],
        &["--weak"],
        &["--command", "true"],
        &["--resume", "x.json"],
    ] {
        let ended = from("numbers.csv", args);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
        assert!(ended.stderr.contains("cannot be used with"), "{ended}");
    }
}

#[test]
fn it_is_saved_and_compared_and_not_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let (saved, other) = (folder.path().join("a.json"), folder.path().join("b.csv"));
    let ended = from("numbers.csv", &["--save", text(&saved), "--name", "alpha", "--format", "json"]);
    assert_eq!(ended.code, Some(0), "{ended}");
    let kept = std::fs::read_to_string(&saved).expect("it was saved");
    assert_eq!(kept, ended.stdout);
    let shown = run(&["compare", text(&saved), "--format", "json"]);
    assert_eq!((shown.code, shown.stdout.as_str()), (Some(0), kept.as_str()), "{shown}");
    // The file itself, and numbers that are twice as good, are compared as they are.
    let half = "n,seconds\n1,57.54\n2,29.57\n4,15.94\n8,9.71\n";
    std::fs::write(&other, half).expect("it can be written");
    for (format, contains) in [
        ("text", "alpha is from numbers.csv (CSV): it was not measured by this program."),
        ("json", "\"imported\": true"),
        ("csv", "numbers,csv,alpha,b,whole machine,8,8,2,2,2,0,"),
        ("markdown", "was not measured by this program"),
        ("html", "was not measured by this program"),
        ("svg", "csv on numbers</text>"),
    ] {
        let beside = run(&["compare", text(&saved), text(&other), "--format", format]);
        assert_eq!(beside.code, Some(0), "{beside}");
        assert!(unwrapped(&beside.stdout).contains(contains), "{format}: {beside}");
    }
    let resumed = run(&["scale", "--headless", "--resume", text(&saved)]);
    assert_eq!(resumed.code, Some(2), "{resumed}");
    assert!(resumed.stderr.contains("was not measured by this program"), "{resumed}");
    let others = run(&["compare", text(&saved), text(&fixture("hyperfine.json"))]);
    assert_eq!(others.code, Some(2), "{others}");
    assert!(others.stderr.contains("the list of lanes is csv in one and hyperfine in the other"), "{others}");
}
