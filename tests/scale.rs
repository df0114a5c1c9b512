//! `coreograph scale` and `coreograph compare` as scripts use them. What is measured here means nothing, in a debug build
//! beside other tests: what is tested is that everything is measured, kept, taken up again and told.

mod support;

use std::path::Path;

use serde_json::Value;
use support::poll;
use support::process::{Signal, children_of, send, wait_until_gone};
use support::run::{Running, command, run};
use support::schema::assert_valid;

/// Small work, so that a run takes some milliseconds.
const SMALL: [&str; 9] =
    ["scale", "--headless", "--lanes", "pool,threads", "--workloads", "primes", "--tasks", "8", "--size=300"];

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is text")
}

fn report(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the report is there");
    let report = serde_json::from_str(&text).expect("the report is JSON");
    assert_valid(&report);
    report
}

/// The runs of a report by what identifies them.
fn runs(report: &Value) -> Vec<(u64, u64, u64)> {
    let runs = report["runs"].as_array().expect("runs");
    runs.iter()
        .map(|run| {
            let of = |field: &str| run[field].as_u64().unwrap_or_else(|| panic!("{field} of {run}"));
            (of("round"), of("curve"), of("workers"))
        })
        .collect()
}

#[test]
fn every_point_is_measured_as_often_as_was_said_and_saved_as_it_was_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    let args =
        [&SMALL[..], &["--workers", "2,3", "--reps", "2", "--format", "json", "--name", "here"]].concat();
    let ended = run(&[&args[..], &["--save", text(&file)]].concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    let told = ended.json();
    assert_eq!(told, report(&file));
    assert_eq!((&told["schema"], &told["complete"]), (&"coreograph.scaling/1".into(), &true.into()));
    assert_eq!(told["machine"]["name"], "here");
    assert!(told["when"].as_str().is_some_and(|when| when.ends_with('Z') && told["when"] == told["started"]));
    assert!(told["host"].as_str().is_some_and(|host| !host.is_empty()), "{told:#}");
    assert!(told["argv"][0].as_str().is_some_and(|name| name.contains("coreograph")), "{told:#}");
    assert_eq!(told["plan"]["workers"], serde_json::json!([1, 2, 3]));
    let mut made = runs(&told);
    made.sort_unstable();
    let all = (0..2).flat_map(|round| (0..2).flat_map(move |curve| [1, 2, 3].map(|n| (round, curve, n))));
    assert_eq!(made, all.collect::<Vec<_>>());
    for run in told["runs"].as_array().unwrap() {
        assert_eq!((&run["done"], &run["failed"]), (&8.into(), &0.into()));
        assert_eq!(run["digest"], told["runs"][0]["digest"], "all lanes agree");
        let times: f64 = run["time_s"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
        let workers = run["workers"].as_f64().unwrap();
        let whole = run["wall_s"].as_f64().unwrap() * workers;
        // A worker and its lane do not see it become ready at the same moment.
        let ready = run["start_s"].as_f64().unwrap() * workers;
        assert!(
            (times - whole).abs() <= 0.01 * whole + 0.5 * ready,
            "the books close: {times} of {whole} in {run}"
        );
    }
    assert!(ended.stderr.contains("12 runs"), "{ended}");
}

#[test]
fn weak_work_grows_with_the_workers() {
    let args = [&SMALL[..], &["--workers", "1,3", "--reps", "1", "--weak", "--format", "json"]].concat();
    let told = run(&args).json();
    assert_eq!(told["plan"]["mode"], "weak");
    for run in told["runs"].as_array().unwrap() {
        assert_eq!(run["done"].as_u64().unwrap(), 8 * run["workers"].as_u64().unwrap());
    }
}

/// Whatever was measured is kept, and nothing is measured twice.
#[test]
fn an_interrupted_sweep_keeps_what_it_has_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (cut, whole) = (folder.path().join("cut.json"), folder.path().join("whole.json"));
    let args =
        ["scale", "--headless", "--lanes", "pool", "--workloads", "sleep", "--tasks", "4", "--size", "30000"];
    let args = [&args[..], &["--workers", "1,2,4", "--reps", "3"]].concat();
    let running = Running::start(command(&[&args[..], &["--save", text(&cut)]].concat()));
    let begun = poll(|| {
        let text = std::fs::read_to_string(&cut).ok()?;
        let report: Value = serde_json::from_str(&text).expect("a report is whole at any moment");
        (runs(&report).len() >= 2).then_some(())
    });
    assert!(begun.is_some(), "nothing was saved");
    let workers = children_of(running.pid());
    send(running.pid(), Signal::INT);
    let ended = running.end();
    assert_eq!(ended.code, Some(130), "{ended}");
    assert!(ended.stderr.contains("--resume"), "{ended}");
    wait_until_gone(&workers);
    let before = report(&cut);
    assert_eq!(before["complete"], false);

    let resumed = run(&["scale", "--headless", "--resume", text(&cut), "--format", "json"]);
    assert_eq!(resumed.code, Some(0), "{resumed}");
    let after = report(&cut);
    assert_eq!((&after["complete"], &resumed.json()), (&true.into(), &after));
    let kept = before["runs"].as_array().unwrap();
    assert_eq!(&after["runs"].as_array().unwrap()[..kept.len()], &kept[..]);
    let never_interrupted = run(&[&args[..], &["--save", text(&whole)]].concat());
    assert_eq!(never_interrupted.code, Some(0), "{never_interrupted}");
    assert_eq!(runs(&after), runs(&report(&whole)), "the same order as without an interruption");
    let orders: Vec<_> = after["runs"].as_array().unwrap().iter().map(|run| run["order"].as_u64()).collect();
    assert!(orders.into_iter().eq((0..9).map(Some)));

    // Nothing is left to be done: more repetitions may be asked for.
    let more = run(&["scale", "--headless", "--resume", text(&cut), "--reps", "4", "--format", "json"]);
    assert_eq!(runs(&more.json()).len(), 12, "{more}");
}

#[test]
fn a_report_of_another_machine_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    run(&[&SMALL[..], &["--workers", "1", "--reps", "1", "--save", text(&file)]].concat());
    let mut other = report(&file);
    other["machine"]["cpu"] = "Another CPU".into();
    std::fs::write(&file, other.to_string()).unwrap();
    let ended = run(&["scale", "--headless", "--resume", text(&file)]);
    assert_eq!(ended.code, Some(2), "{ended}");
    assert!(ended.stderr.contains("another machine: its CPU is Another CPU, here it is"), "{ended}");
}

#[test]
fn one_report_is_shown_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    let saved = run(&[&SMALL[..], &["--workers", "1,2", "--reps", "2", "--save", text(&file)]].concat());
    assert_eq!(saved.code, Some(0), "{saved}");
    for (format, begins, contains) in [
        ("json", "{\n  \"schema\": \"coreograph.scaling/1\"", "\"runs\""),
        ("csv", "machine,cpu,", ",primes,8,300,pool,strong,1,"),
        ("markdown", "**", "| primes | threads | 2 |"),
        ("svg", "<svg xmlns=", "speed-up</text>"),
        ("html", "<!DOCTYPE html>", "</svg>"),
        (
            "benchstat",
            "toolchain: coreograph",
            "BenchmarkScale/workload=primes/size=300/lane=pool/workers=2-",
        ),
    ] {
        let shown = run(&["compare", text(&file), "--format", format]);
        assert_eq!(shown.code, Some(0), "{shown}");
        assert!(shown.stdout.starts_with(begins) && shown.stdout.contains(contains), "{format}: {shown}");
    }
    let doubted = run(&["compare", text(&file), "--strict"]);
    assert_eq!(doubted.code, Some(3), "a debug build is doubted: {doubted}");
}

/// The fixtures are made by formulas, and say so.
#[test]
fn machines_are_compared_in_every_format() {
    let fixture =
        |cores: u32| format!("{}/tests/fixtures/simulated-{cores}-cores.json", env!("CARGO_MANIFEST_DIR"));
    let (small, large) = (fixture(64), fixture(128));
    for (format, begins, contains) in [
        (
            "text",
            "simulated-64-cores and simulated-128-cores: strong scaling",
            "simulated machine: nothing of it was measured",
        ),
        ("json", "{\n  \"schema\": \"coreograph.comparison/1\"", "\"significant\": true"),
        (
            "csv",
            "workload,lane,first,machine,ratio,",
            "primes,pool,simulated-64-cores,simulated-128-cores,whole machine,64,128,",
        ),
        ("markdown", "**simulated-64-cores and", "| machine.usable\\_cpus | 64 | 128 |"),
        ("svg", "<svg xmlns=", "pool on primes</text>"),
        ("html", "<!DOCTYPE html>", "whole machine"),
        ("benchstat", "toolchain: coreograph", "machine: simulated-128-cores\n"),
    ] {
        let ended = run(&["compare", &small, &large, "--format", format]);
        assert_eq!(ended.code, Some(0), "{ended}");
        assert!(ended.stdout.starts_with(begins) && ended.stdout.contains(contains), "{format}: {ended}");
    }
    let strict = run(&["compare", &small, &large, "--strict"]);
    assert_eq!(strict.code, Some(3), "runs of some milliseconds are doubted: {strict}");
}

/// The README's figure is drawn from a fixture.
#[test]
fn the_readmes_figure_is_what_is_drawn_today() {
    let root = env!("CARGO_MANIFEST_DIR");
    let fixture = format!("{root}/tests/fixtures/simulated-64-cores.json");
    let drawn = run(&["compare", &fixture, "--format", "svg"]);
    let kept = std::fs::read_to_string(format!("{root}/assets/scaling.svg")).unwrap();
    assert!(
        drawn.stdout == kept,
        "coreograph compare tests/fixtures/simulated-64-cores.json --format svg --output assets/scaling.svg draws it anew"
    );
}

#[test]
fn a_machine_of_the_library_stands_beside_a_folder_of_reports() {
    let folder = tempfile::tempdir().unwrap();
    let fixture =
        |cores: u32| format!("{}/tests/fixtures/simulated-{cores}-cores.json", env!("CARGO_MANIFEST_DIR"));
    for cores in [64, 128] {
        std::fs::copy(fixture(cores), folder.path().join(format!("{cores}.json"))).unwrap();
    }
    std::fs::write(folder.path().join("broken.json"), "{").unwrap();
    let ended = run(&["compare", text(folder.path()), "--with", "epyc-2", "--format", "json"]);
    assert_eq!(ended.code, Some(0), "{ended}");
    let json = ended.json();
    let names: Vec<_> =
        json["machines"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["simulated-128-cores", "simulated-64-cores", "epyc-2"]);
    assert!(ended.stderr.contains("warning: ") && ended.stderr.contains("broken.json, line 1"), "{ended}");
}

#[test]
fn reports_of_different_work_are_refused_and_compared_by_force_with_a_mark() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one.json"), folder.path().join("other.json"));
    let sweep = |size: &str, file: &Path| {
        let args = [
            "scale",
            "--headless",
            "--lanes=threads",
            "--workloads=primes",
            "--tasks=8",
            "--workers=1,2",
            "--reps=2",
        ];
        let ended = run(&[&args[..], &["--size", size, "--save", text(file)]].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
    };
    sweep("300", &one);
    sweep("600", &other);
    let refused = run(&["compare", text(&one), text(&other)]);
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{refused}");
    assert!(
        refused.stderr.contains("the size of the threads lane is 300 numbers in one and 600 numbers"),
        "{refused}"
    );
    let forced = run(&["compare", text(&one), text(&other), "--force"]);
    assert_eq!(forced.code, Some(0), "{forced}");
    assert!(forced.stdout.contains("(forced)") && forced.stdout.contains("compared by force"), "{forced}");
}

#[test]
fn what_was_typed_wrong_is_answered_with_what_is_accepted() {
    for (args, said) in [
        (&["--lanes", "pol"][..], "accepted: sequential, threads, gil"),
        (&["--workloads", "prime"], "accepted: primes, mandelbrot"),
        (&["--workloads", "print"], "the workload print cannot be swept"),
        (&["--workers", "0"], "1..="),
        (&["--workers", "1,x"], "invalid value 'x'"),
        (&["--budget", "60"], "accepted: a time from 1s to 24h with its unit, e.g. 60s"),
        (&["--format", "pdf"], "accepted: text, json, csv, markdown, svg, html, benchstat"),
        (&["--all", "--workers", "2"], "cannot be used with"),
        (&["--lanes", "gil,gil"], "gil on primes is named twice"),
        (&["--resume", "/no/such/report.json"], "cannot read /no/such/report.json"),
        (&["--resume", "x.json", "--lanes", "pool"], "cannot be used with"),
        (&["--save", "/no/such/folder/a.json"], "cannot write /no/such/folder/a.json"),
        (&["--python", "/no/such/python", "--lanes", "py-pool"], "/no/such/python"),
    ] {
        let ended = run(&[&["scale", "--headless"][..], args].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{args:?}: {ended}");
        assert!(ended.stderr.contains(said), "{args:?}: {ended}");
    }
}

#[test]
fn files_that_are_no_reports_are_refused_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    for (content, said) in [
        ("", "a.json, line 1, column 0: is no report (it breaks off)"),
        (
            "{\"schema\": \"coreograph.race/1\"}",
            "field schema: \"coreograph.race/1\" is another kind of file",
        ),
        ("{\"schema\": \"coreograph.scaling/9\"}", "a newer coreograph is needed"),
        ("{\"schema\": \"coreograph.scaling/1\",\n \"tool\": 1}", "a.json, line 2, column"),
    ] {
        std::fs::write(&file, content).unwrap();
        for args in [["compare", text(&file)], ["scale", "--resume"]] {
            let args = if args[0] == "scale" { vec![args[0], args[1], text(&file)] } else { args.to_vec() };
            let ended = run(&args);
            assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{ended}");
            assert!(ended.stderr.contains(said), "{ended}");
        }
    }
    let nothing = run(&["compare"]);
    assert_eq!(nothing.code, Some(2), "{nothing}");
    assert!(nothing.stderr.contains("nothing to compare: name reports"), "{nothing}");
    let unknown = run(&["compare", "--with", "cray-1"]);
    assert_eq!(unknown.code, Some(2), "{unknown}");
    assert!(unknown.stderr.contains("there is no machine \"cray-1\" in the library"), "{unknown}");
}
