//! Known answers, and whatever a file contains.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::scaling::analysis::{Claim, Curve, curves};
use crate::scaling::fit;
use crate::scaling::output::{FORMATS, SweepSummary};
use crate::text::generated::matching;
use crate::text::look::Look;

/// The report of a text in a file of this name.
fn read_text(name: &str, text: &str) -> Result<Report, Flaw> {
    report_of(text, Path::new(name), None)
}

/// A file of the fixtures.
fn fixture(name: &str) -> Report {
    let path = format!("{}/tests/fixtures/imported/{name}", env!("CARGO_MANIFEST_DIR"));
    read(Path::new(&path), None).unwrap_or_else(|error| panic!("{error}"))
}

fn only(report: &Report) -> Curve {
    let mut curves = curves(report);
    assert_eq!(curves.len(), 1);
    curves.remove(0)
}

fn notes(report: &Report) -> Vec<String> {
    report.imported.as_ref().expect("it is imported").notes.clone()
}

#[track_caller]
fn near(found: f64, known: f64, within: f64) {
    assert!((found - known).abs() <= within, "{found} is not {known}");
}

#[test]
fn the_known_answers_of_a_csv() {
    let report = fixture("numbers.csv");
    assert_eq!(report.machine.name.as_deref(), Some("numbers"));
    let curve = only(&report);
    near(curve.points[7].speedup.unwrap().value, 5.926, 0.0005);
    for (n, e) in [(2, 0.0278), (4, 0.0360), (8, 0.0500)] {
        near(curve.points[n - 1].karp_flatt.unwrap().value, e, 0.00005);
    }
    let points: Vec<(f64, f64)> =
        curve.points.iter().map(|point| (f64::from(point.workers), point.throughput.value)).collect();
    let usl = fit::usl(&points).unwrap();
    assert!(usl.sigma.value.abs() < 1e-12 && usl.sigma.at_most.is_some(), "{usl:?}");
    near(usl.kappa.value, 0.005_075, 5e-7);
    // An F-test of eight points does not prefer a third parameter (p = 0.12), and this law does without it: it is told.
    let Claim::Amdahl { alternative: Some(other), indicative: false, .. } = &curve.claim else {
        panic!("{:?}", curve.claim)
    };
    assert_eq!(other.fit, usl);
    near(other.p, 0.1227, 0.001);
    for point in &curve.points {
        assert_eq!((point.cores_busy, point.start, point.losses, point.balance), (None, None, None, None));
        let kinds: Vec<&str> = point.doubts.iter().map(|doubt| doubt.doubt.kind.as_str()).collect();
        assert_eq!(kinds, ["few-repetitions"]);
    }
    assert_eq!(
        notes(&report),
        [
            "no CPU time in the file: cores busy and the losses are not known",
            "one run for each N: no intervals",
            "the machine is unknown: all N count as cores of one kind",
        ]
    );
}

#[test]
fn rates_are_inverted_and_do_not_say_how_long_a_run_took() {
    let curve = only(&fixture("rates.csv"));
    let throughputs: Vec<f64> = curve.points.iter().map(|point| point.throughput.value).collect();
    for (found, known) in throughputs.into_iter().zip([1000.0, 1900.0, 3400.0]) {
        near(found, known, 1e-9);
    }
    assert!(curve.points.iter().flat_map(|point| &point.doubts).all(|doubt| doubt.doubt.kind != "short-run"));
    let report = read_text("a.csv", "n,ops per second\n2,5e9\n4,9e9\n").unwrap();
    assert!(report.doubts.is_empty(), "{:?}", report.doubts);
    assert!(notes(&report)[2].starts_with("no run with N = 1: no speed-up"), "{:?}", notes(&report));
    assert_eq!(only(&report).points[0].speedup, None);
}

#[test]
fn a_scan_of_hyperfine_is_one_curve_with_its_cpu_time() {
    let report = fixture("hyperfine.json");
    let curve = only(&report);
    assert_eq!(
        (curve.plan.lane.as_str(), curve.plan.workload.name.as_str()),
        ("hyperfine", "xz -T{N} -kc big.tar")
    );
    let figures: Vec<(u32, usize)> = curve.points.iter().map(|point| (point.workers, point.runs)).collect();
    assert_eq!(figures, [(1, 5), (2, 5), (4, 5)]);
    near(curve.points[2].wall.value, 2.31, 1e-12);
    near(curve.points[2].cores_busy.unwrap(), 8.3 / 2.31, 1e-12);
    assert!(curve.points[2].losses.is_some());
    assert_eq!(notes(&report).len(), 2, "{:?}", notes(&report));
}

#[test]
fn other_parameters_make_other_curves_and_means_count_as_runs() {
    let report = fixture("hyperfine-matrix.json");
    let names: Vec<String> = curves(&report).into_iter().map(|curve| curve.plan.workload.name).collect();
    assert_eq!(names, ["zstd -T{N} -3 a.tar", "zstd -T{N} -19 a.tar"]);
    assert!(notes(&report)[0].starts_with("4 of 4 results have no single runs"), "{:?}", notes(&report));
    assert!(notes(&report)[1].starts_with("no CPU time in the file"), "0 s is no CPU time");
}

#[test]
fn runs_that_failed_are_told_and_their_times_do_not_count() {
    let report = fixture("hyperfine-failed.json");
    assert!(notes(&report).contains(&"N is the parameter jobs".into()));
    assert!(notes(&report).contains(&"1 of 6 runs failed: their times do not count".into()));
    assert_eq!(notes(&report).len(), 4, "{:?}", notes(&report));
    let curve = only(&report);
    assert_eq!(curve.points[1].runs, 2);
    near(curve.points[1].wall.value, 3.1, 1e-12);
    near(curve.points[1].cores_busy.unwrap(), 6.1 / 3.1, 1e-12);
    let told = SweepSummary::of(&report);
    assert_eq!(told.wrong(), ["1 of 1 task of the hyperfine lane with 2 workers failed (run 4)"]);
}

#[test]
fn hyperfine_without_a_number_of_workers_is_refused_with_what_is_there() {
    let of = |parameters: Value| {
        let results = json!({"results": [{"command": "a", "times": [1.0], "parameters": parameters}]});
        read_text("h.json", &results.to_string()).map_err(|flaw| flaw.place + ": " + &flaw.reason)
    };
    for (parameters, said) in [
        (
            json!({}),
            "no result has a parameter, so there is no number of workers; hyperfine --parameter-list N",
        ),
        (
            json!({"level": "3", "size": "4"}),
            "no parameter is named N; there are level, size (several may be it)",
        ),
        (
            json!({"file": "a"}),
            "no parameter is named N; there are file (none is a whole number in every result)",
        ),
        (
            json!({"N": "many"}),
            ", field results[0].parameters.N: \"many\" is no number of workers; accepted is a whole",
        ),
    ] {
        let refused = of(parameters).unwrap_err();
        assert!(refused.contains(said), "{refused}");
    }
    assert!(of(json!({"threads": 4, "file": "a"})).is_ok());
    let refused = read_text("h.json", "{\"results\": [\n{\"command\": 3}]}").unwrap_err();
    assert_eq!(refused.place, ", line 2, column 13");
    assert!(refused.reason.starts_with("is no export of hyperfine: invalid type"), "{}", refused.reason);
}

/// The same benchmark as three versions of the library write it.
#[test]
fn every_version_of_google_benchmark_gives_the_same_throughput() {
    for file in ["google-benchmark.json", "google-benchmark-1.8.json", "google-benchmark-1.9.5.json"] {
        let report = fixture(file);
        let curve = only(&report);
        assert_eq!(
            (curve.plan.workload.name.as_str(), curve.plan.workload.unit.as_str()),
            ("BM_queue/real_time", "item"),
            "{file}"
        );
        // 64 items in 100, 110 and 125 ns of each thread.
        for (point, (n, ns)) in curve.points.iter().zip([(1.0, 100.0), (2.0, 110.0), (4.0, 125.0)]) {
            let rate = 64.0 * n / (ns * 1e-9);
            near(point.throughput.value / rate, 1.0, 1e-6);
            near(point.cores_busy.unwrap(), 0.98 * n, 1e-3);
            assert_eq!(point.runs, 3, "aggregates are none");
        }
        near(curve.points[2].speedup.unwrap().value, 3.2, 1e-6);
        assert_eq!((report.machine.name.as_deref(), report.machine.physical_cores), (Some("tau"), Some(4)));
        assert_eq!(report.started.as_deref(), Some("2024-09-01T08:00:00Z"));
        assert!(report.doubts.is_empty(), "{:?}", report.doubts);
    }
}

#[test]
fn an_argument_is_the_number_of_workers_where_threads_do_not_vary() {
    let report = fixture("google-benchmark-arguments.json");
    let curve = only(&report);
    assert_eq!(curve.plan.workload.name, "BM_sort/1048576/{N}");
    near(curve.points[2].speedup.unwrap().value, 80.0 / 24.0, 1e-9);
    assert_eq!(curve.points[2].cores_busy, None, "the main thread's CPU time is not that of all");
    let notes = notes(&report).join("\n");
    for said in
        ["last argument", "main thread alone", "BM_broken/1048576/4 (no memory)", "one run for each N"]
    {
        assert!(notes.contains(said), "{said}: {notes}");
    }
}

#[test]
fn aggregates_stand_in_where_there_is_nothing_else() {
    let entry = |n: u32, kind: &str, time: f64| {
        json!({"name": format!("BM_x/threads:{n}_{kind}"), "run_name": format!("BM_x/threads:{n}"), "run_type": "aggregate",
            "threads": n, "aggregate_name": kind, "real_time": time, "cpu_time": time, "time_unit": "us"})
    };
    let benchmarks = [
        entry(1, "mean", 9.0),
        entry(1, "median", 8.0),
        entry(1, "stddev", 0.1),
        entry(2, "mean", 10.0),
        entry(2, "BigO", 1.0),
    ];
    let text = json!({"context": {"library_version": "v1.9.0"}, "benchmarks": benchmarks}).to_string();
    let report = read_text("g.json", &text).unwrap();
    let curve = only(&report);
    near(curve.points[0].wall.value, 8e-6, 1e-15);
    near(curve.points[1].wall.value, 5e-6, 1e-15);
    assert!(notes(&report).iter().any(|note| note.contains("only aggregates")), "{:?}", notes(&report));
}

#[test]
fn what_is_none_of_the_formats_is_refused() {
    for (text, place, said) in [
        ("", "", "is empty; accepted: CSV"),
        (" \n", "", "is empty"),
        ("{}", "", "has neither a field results nor benchmarks; accepted: CSV"),
        ("{\"results\": [}", ", line 1, column 14", "is no JSON of numbers (accepted: CSV"),
        ("{\"results\": []}", ", field results", "is empty: nothing was measured"),
        ("{\"benchmarks\": []}", ", field benchmarks", "nothing was measured"),
        ("{\"schema\": \"coreograph.scaling/1\"}", ", field schema", "coreograph compare reads"),
    ] {
        let flaw = read_text("x", text).unwrap_err();
        assert_eq!(flaw.place, place, "{text}: {}", flaw.reason);
        assert!(flaw.reason.contains(said), "{text}: {}", flaw.reason);
    }
}

#[test]
fn more_workers_than_a_lane_can_have_are_read() {
    let report = read_text("x.csv", "1,100\n4096,0.1\n1048576,0.01\n").unwrap();
    assert_eq!(file::parse(&file::text(&report)).as_ref(), Ok(&report));
    assert_eq!(only(&report).points.len(), 3);
}

/// Whatever numbers become: the file of the report is read back, and every format tells it.
fn check(text: &str) {
    match read_text("anyfile", text) {
        Err(flaw) => assert!(!flaw.reason.is_empty()),
        Ok(report) => {
            assert_eq!(file::parse(&file::text(&report)).as_ref(), Ok(&report), "{text}");
            for format in FORMATS.iter() {
                let told = format.sweep(&SweepSummary::of(&report), Look::default());
                assert!(told.contains("anyfile") || format.name() == "csv", "{}: {told}", format.name());
            }
        }
    }
}

/// Any value in the place of those that the formats have.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!({})),
        Just(json!([])),
        Just(json!([1.0, 2.5])),
        Just(json!("4")),
        Just(json!("ns")),
        Just(json!(0)),
        Just(json!(-1)),
        Just(json!(4)),
        Just(json!(u64::MAX)),
        Just(json!(1e308)),
        Just(json!(5e-324)),
        Just(json!({"N": "4"})),
        Just(json!({"N": 2, "size": "8"})),
        matching("\\PC{0,10}").prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
    ]
}

const FIXTURES: [&str; 6] = [
    include_str!("../../../tests/fixtures/imported/hyperfine.json"),
    include_str!("../../../tests/fixtures/imported/hyperfine-failed.json"),
    include_str!("../../../tests/fixtures/imported/hyperfine-matrix.json"),
    include_str!("../../../tests/fixtures/imported/google-benchmark.json"),
    include_str!("../../../tests/fixtures/imported/google-benchmark-1.8.json"),
    include_str!("../../../tests/fixtures/imported/google-benchmark-arguments.json"),
];

/// Every place in a value, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.into());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
        }
        Value::Array(values) => {
            (0..)
                .zip(values)
                .for_each(|(place, value): (usize, _)| places(value, &format!("{at}/{place}"), found));
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in matching("\\PC{0,60}")) {
        check(&text);
    }

    #[test]
    fn no_table_makes_it_panic(text in matching("(n[,;]rate\n)?([0-9]{1,3}[,; \t][0-9.e+-]{0,6}([,;][0-9.]{0,4})?\n){0,8}")) {
        check(&text);
    }

    #[test]
    fn no_value_in_the_place_of_another_makes_it_panic(file in 0..FIXTURES.len(), place: prop::sample::Index, value in value()) {
        let mut json: Value = serde_json::from_str(FIXTURES[file]).expect("it is JSON");
        let mut all = Vec::new();
        places(&json, "", &mut all);
        *json.pointer_mut(&all[place.index(all.len())]).expect("it is there") = value;
        check(&json.to_string());
    }

    #[test]
    fn no_end_in_the_midst_makes_it_panic(file in 0..FIXTURES.len(), end: prop::sample::Index) {
        let text = FIXTURES[file];
        let mut end = end.index(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        check(&text[..end]);
    }
}
