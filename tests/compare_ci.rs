//! `coreograph compare` in a pipeline: thresholds with their exit code, figures as they were chosen, all points.

mod support;

use std::process::{Command, Stdio};

use support::PROGRAM;
use support::run::run;

/// A fixture: its runs were made by formulas.
fn fixture(cores: u32) -> String {
    format!("{}/tests/fixtures/simulated-{cores}-cores.json", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn an_interval_below_the_threshold_exits_with_4_and_says_why() {
    let (small, large) = (fixture(64), fixture(128));
    let below = run(&["compare", &large, &small, "--fail-below", "0.95"]);
    assert_eq!(below.code, Some(4), "{below}");
    assert!(
        below.stderr.contains("fail: below 0.95: the whole of simulated-64-cores does 0.")
            && below.stderr.contains("geometric mean of ")
            && below.stderr.contains("interval 0."),
        "{below}"
    );
    assert!(below.stdout.contains("simulated-64-cores is 0."), "the result is told all the same: {below}");
    let above = run(&["compare", &small, &large, "--fail-below", "0.95"]);
    assert_eq!((above.code, above.stderr.contains("fail:")), (Some(0), false), "{above}");
    let any = run(&["compare", &large, &large, &small, "--fail-below", "0.95", "--format", "json"]);
    assert_eq!(any.code, Some(4), "one of two machines is below: {any}");
    assert!(any.json()["geometric_means"][2]["whole_machine"]["high"].as_f64().unwrap() < 0.95, "{any}");
}

#[test]
fn a_machine_beside_itself_passes_everything() {
    let file = fixture(64);
    let args = ["--fail-below", "1", "--fail-below", "core:1", "--fail-below", "scaling:1"];
    let same = run(&[&["compare", &file, &file][..], &args].concat());
    assert_eq!(same.code, Some(0), "{same}");
    assert!(same.stdout.contains("No significant difference between "), "{same}");
}

#[test]
fn doubts_come_before_thresholds_where_they_are_not_accepted() {
    let strict = run(&["compare", &fixture(128), &fixture(64), "--fail-below", "0.95", "--strict"]);
    assert_eq!(strict.code, Some(3), "runs of some milliseconds are doubted: {strict}");
    assert!(strict.stderr.contains("fail: below 0.95"), "{strict}");
}

#[test]
fn what_cannot_be_judged_is_wrong_input() {
    let (small, large) = (fixture(64), fixture(128));
    for (args, said) in [
        (&["compare", &small, "--fail-below", "0.9"][..], "name at least two reports"),
        (&["compare", &small, &large, "--fail-below", "half"], "accepted: a ratio above 0"),
        (&["compare", &small, &large, "--fail-below", "cores:0.9"], "whole:0.95, core:0.95, scaling:0.9"),
        (&["compare", &small, &large, "--width", "300"], "--width needs --format svg"),
        (&["compare", &small, &large, "--points"], "--points needs --format csv"),
        (
            &["compare", &small, &large, "--format", "svg", "--metric", "speed"],
            "accepted: speedup, efficiency, throughput",
        ),
        (&["compare", &small, &large, "--format", "svg", "--panel", "fork"], "there is no panel fork"),
    ] {
        let refused = run(args);
        assert_eq!(refused.code, Some(2), "{refused}");
        assert!(refused.stderr.contains(said), "{said}: {refused}");
    }
}

#[test]
fn a_figure_has_the_panels_the_metrics_and_the_width_that_were_asked_for() {
    let (small, large) = (fixture(64), fixture(128));
    let figure = |args: &[&str]| {
        let ended = run(&[&["compare", &small, &large, "--format", "svg"][..], args].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
        ended.stdout
    };
    let panels = |svg: &str| svg.matches("<g transform").count();
    let whole = figure(&[]);
    let speedups = figure(&["--metric", "speedup"]);
    assert_eq!(panels(&whole), 3 * panels(&speedups));
    let one =
        figure(&["--panel", "pool:primes", "--metric", "speedup,throughput", "--width", "600", "--no-text"]);
    assert!(panels(&one) == 2 && one.contains(" width=\"600\""), "{one}");
    assert!(whole.contains("times as fast") && !one.contains("times as fast"));
    // One report by itself has panels by workload.
    let alone = run(&["compare", &small, "--format", "svg", "--panel", "primes", "--metric", "efficiency"]);
    assert!(alone.code == Some(0) && panels(&alone.stdout) == 1, "{alone}");
}

#[test]
fn all_points_of_all_machines_are_in_the_csv() {
    let points = run(&["compare", &fixture(64), &fixture(128), "--format", "csv", "--points"]);
    assert_eq!(points.code, Some(0), "{points}");
    for (cores, most) in [(64, ",64,"), (128, ",128,")] {
        let name = format!("simulated-{cores}-cores,");
        let of_it: Vec<&str> = points.stdout.lines().filter(|line| line.starts_with(&name)).collect();
        let alone = run(&["compare", &fixture(cores), "--format", "csv"]);
        assert_eq!(of_it.len(), alone.stdout.lines().count() - 1, "{points}");
        assert!(of_it.iter().any(|line| line.contains(most)), "{points}");
    }
}

/// The lines of the documents for a pipeline, run as they are written; variables make the sweep short.
#[test]
fn the_lines_for_ci_run_as_written() {
    let page = std::fs::read_to_string(format!("{}/docs/scaling.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let section = page.split_once("## In CI\n").expect("the section").1;
    let script = section.split_once("```sh\n").expect("its lines").1.split_once("```").expect("their end").0;
    assert_eq!(script.lines().count(), 5, "{script}");
    let first_page = std::fs::read_to_string(format!("{}/README.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(first_page.contains(script), "README.md has the same lines");
    let folder = tempfile::tempdir().unwrap();
    let programs = std::path::Path::new(PROGRAM).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let sh = || {
        let mut sh = Command::new("sh");
        sh.args(["-eu", "-c", script]).current_dir(folder.path()).stdin(Stdio::null()).env("PATH", &path);
        for (name, value) in [
            ("COREOGRAPH_LANES", "threads"),
            ("COREOGRAPH_WORKLOADS", "primes"),
            ("COREOGRAPH_WORKERS", "1,2"),
            ("COREOGRAPH_TASKS", "8"),
            ("COREOGRAPH_SIZE", "300"),
        ] {
            sh.env(name, value);
        }
        sh.env("XDG_CONFIG_HOME", folder.path()).output().unwrap()
    };
    // The first run is its own base, and passes.
    let first = sh();
    let said = String::from_utf8_lossy(&first.stderr).into_owned();
    assert_eq!(first.status.code(), Some(0), "{said}");
    assert!(folder.path().join("base.json").exists() && folder.path().join("compare.md").exists(), "{said}");
    // A machine that became slower: the fixtures stand for it, in place of the sweep.
    std::fs::copy(fixture(128), folder.path().join("base.json")).unwrap();
    let last = script.lines().last().unwrap();
    std::fs::copy(fixture(64), folder.path().join("now.json")).unwrap();
    let slower = Command::new("sh")
        .args(["-eu", "-c", &format!("base=base.json\n{last}")])
        .current_dir(folder.path())
        .env("PATH", &path)
        .output()
        .unwrap();
    assert_eq!(slower.status.code(), Some(4), "{}", String::from_utf8_lossy(&slower.stderr));
}
