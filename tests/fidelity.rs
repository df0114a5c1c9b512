//! `coreograph fidelity` as scripts use it. One repetition tells nothing about any lock: what is tested is how the
//! program behaves, whatever it measures.

mod support;

use serde_json::Value;
use support::run::{Running, command, run};

const SHORT: [&str; 5] = ["fidelity", "--quick", "--reps", "1", "--checks"];

/// Whether there is an interpreter to compare with.
fn python_is_there() -> bool {
    let there =
        std::process::Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    if !there {
        eprintln!("skipped: there is no python3 here");
    }
    there
}

#[test]
fn one_repetition_compares_and_is_unclear() {
    if !python_is_there() {
        return;
    }
    let ended = run(&[&SHORT[..], &["native,freeze", "--format", "json"]].concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    assert_eq!(json["schema"], "coreograph.fidelity/1");
    assert_eq!((&json["quick"], &json["ended"]), (&true.into(), &"finished".into()));
    assert_eq!(json["repetitions"]["done"], 1);
    let names: Vec<&str> =
        json["checks"].as_array().unwrap().iter().filter_map(|c| c["name"].as_str()).collect();
    assert_eq!(names, ["native-2", "freeze-50ms"]);
    for check in json["checks"].as_array().unwrap() {
        assert_eq!(check["figures"].as_array().map(Vec::len), Some(2), "{check:#}");
        assert_eq!(check["comparisons"][0]["verdict"], "unclear", "{check:#}");
        assert!(check["comparisons"][0]["ratio"]["value"].as_f64().is_some_and(|r| r > 0.0), "{check:#}");
    }
    assert!(ended.stderr.contains("one scenario") || ended.stderr.contains("2 scenarios"), "{ended}");
}

#[test]
fn without_python_the_simulated_figures_are_shown_alone() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = command(&[&SHORT[..], &["native", "--format", "json"]].concat());
    command.env("PATH", nowhere.path());
    let ended = Running::start(command).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let verdict = json["verdict"].as_str().unwrap();
    assert!(verdict.starts_with("Nothing could be compared: python3 cannot be started"), "{verdict}");
    assert!(json["checks"][0]["figures"][0]["value"].as_f64().is_some());
    assert_eq!(json["checks"][0]["figures"][1], Value::Null);
}

#[test]
fn a_python_that_was_named_and_is_none_is_refused_with_the_reason() {
    let nothing = run(&["fidelity", "--python", "/no/such/python"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(2), ""), "{nothing}");
    assert!(nothing.stderr.contains("/no/such/python cannot be started"), "{nothing}");
    // `false` has no fixed place.
    let silent = run(&["fidelity", "--python", "false"]);
    assert_eq!((silent.code, silent.stdout.as_str()), (Some(2), ""), "{silent}");
    assert!(silent.stderr.contains("false ended without an answer (exit 1)"), "{silent}");
}

#[test]
fn wrong_input_is_answered_with_what_is_accepted() {
    for (args, accepted) in [
        (["--checks", "slick"], "accepted: slices, throughput"),
        (["--format", "csv"], "accepted: text, json, markdown"),
        (["--reps", "0"], "1..="),
    ] {
        let ended = run(&[&["fidelity"][..], &args[..]].concat());
        assert_eq!(ended.code, Some(2), "{ended}");
        assert!(ended.stderr.contains(accepted), "{ended}");
    }
}

#[test]
fn doubts_are_strict_only_when_asked_and_the_result_goes_where_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("result.md");
    let path = file.to_str().unwrap();
    let args = [&SHORT[..], &["native", "--strict", "--format", "markdown", "--output", path]].concat();
    let ended = run(&args);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(3), ""), "{ended}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("## The simulated GIL beside CPython") && text.contains("few-repetitions"),
        "{text}"
    );
    let nowhere = run(&["fidelity", "--output", "/no/such/folder/file"]);
    assert_eq!(nowhere.code, Some(2), "{nowhere}");
}

#[test]
fn ctrl_c_reports_what_is_there_and_leaves_no_child() {
    use support::process::{Signal, children_of, send, unburied_children_of, wait_until_gone};
    let running = Running::start(command(&["fidelity", "--reps", "1000", "--format", "json"]));
    running.wait_for_stderr("repetition 1 of 1000");
    let children = children_of(running.pid());
    assert_eq!(children.len(), unburied_children_of(running.pid()).len());
    send(running.pid(), Signal::INT);
    let ended = running.end();
    assert_eq!(ended.code, Some(130), "{ended}");
    assert_eq!(ended.json()["ended"], "stopped");
    wait_until_gone(&children);
}
