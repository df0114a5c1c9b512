//! The program without a terminal: what scripts rely on.
//!
//! Figures are compared with each other inside one run only; how fast this machine is just now is nobody's
//! promise.

mod support;

use std::path::Path;

use serde_json::Value;
use support::run::{Ended, command, race, run, wait_for_exit};

/// What a field of the documented JSON holds.
#[derive(Debug, Clone, Copy)]
enum Is {
    Text,
    Number,
    List,
    /// `null`, because there is nothing of the kind here.
    Nothing,
    /// A number, or `null` where it could not be measured.
    Measured,
}

impl Is {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Number => value.is_number(),
            Self::List => value.is_array(),
            Self::Nothing => value.is_null(),
            Self::Measured => value.is_number() || value.is_null(),
        }
    }
}

#[track_caller]
fn check(json: &Value, fields: &[(&str, Is)]) {
    for (pointer, is) in fields {
        let value = json.pointer(pointer);
        assert!(value.is_some_and(|v| is.fits(v)), "{pointer} is not {is:?} but {value:?} in {json:#}");
    }
}

fn lanes(json: &Value) -> &Vec<Value> {
    json["lanes"].as_array().expect("a race has lanes")
}

#[track_caller]
fn number(json: &Value, pointer: &str) -> f64 {
    json.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no number {pointer} in {json:#}"))
}

/// The time of all workers together.
fn time(lane: &Value) -> f64 {
    lane["time_s"].as_object().expect("time by activity").values().filter_map(Value::as_f64).sum()
}

/// Accounts that do not add up are wrong, whatever the machine was busy with.
#[track_caller]
fn assert_books_balance(lane: &Value) {
    let span = number(lane, "/workers") * (number(lane, "/start_s") + number(lane, "/wall_s"));
    let told = time(lane);
    assert!((told - span).abs() <= 0.02 * span, "{told} s of {span} s are accounted for in {lane:#}");
}

const ALL_LANES: &str = "sequential,threads,gil,interpreters,async,pool";

#[test]
fn every_documented_field_is_there() {
    let json = race(&["--lanes", ALL_LANES, "--workers", "2", "--tasks", "8", "--size", "5000"]);
    check(
        &json,
        &[
            ("/schema", Is::Text),
            ("/when", Is::Text),
            ("/host", Is::Text),
            ("/argv", Is::List),
            ("/argv/0", Is::Text),
            ("/fingerprint/arch", Is::Text),
            ("/tool/version", Is::Text),
            ("/tool/profile", Is::Text),
            ("/machine/cpu", Is::Text),
            ("/machine/logical_cpus", Is::Number),
            ("/machine/usable_cpus", Is::Number),
            ("/machine/quota", Is::Measured),
            ("/machine/os", Is::Text),
            ("/workload/name", Is::Text),
            ("/workload/tasks", Is::Number),
            ("/workload/size", Is::Number),
            ("/workload/seed", Is::Number),
            ("/workload/chunk", Is::Number),
            ("/schedule", Is::Text),
            ("/doubts", Is::List),
            ("/doubts/0/kind", Is::Text),
            ("/doubts/0/message", Is::Text),
            ("/doubts/0/advice", Is::Text),
            ("/lanes", Is::List),
            ("/verdict", Is::Text),
        ],
    );
    assert_eq!(json["schema"], "coreograph.race/1");
    assert_eq!(json["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&json["workload"]["tasks"], &json["workload"]["size"]), (&8.into(), &5000.into()));
    let names: Vec<&str> = lanes(&json).iter().filter_map(|lane| lane["lane"].as_str()).collect();
    assert_eq!(names.join(","), ALL_LANES);
    for lane in lanes(&json) {
        check_lane(lane);
    }
}

fn check_lane(lane: &Value) {
    check(
        lane,
        &[
            ("/label", Is::Text),
            ("/workers", Is::Number),
            ("/wall_s", Is::Number),
            ("/start_s", Is::Number),
            ("/tasks/total", Is::Number),
            ("/tasks/done", Is::Number),
            ("/tasks/failed", Is::Number),
            ("/tasks/retried", Is::Number),
            ("/throughput", Is::Number),
            ("/speedup", Is::Measured),
            ("/efficiency", Is::Measured),
            ("/cores_busy", Is::Measured),
            ("/capacity", Is::Measured),
            ("/digest", Is::Text),
            ("/results", Is::List),
            ("/time_s/spawn", Is::Number),
            ("/time_s/compute", Is::Number),
            ("/time_s/core_wait", Is::Number),
            ("/time_s/lock_wait", Is::Number),
            ("/time_s/io", Is::Number),
            ("/time_s/serialise", Is::Number),
            ("/time_s/transfer", Is::Number),
            ("/time_s/idle", Is::Number),
            ("/worker/0/id", Is::Number),
            ("/worker/0/pid", Is::Number),
            ("/worker/0/tid", Is::Number),
            ("/worker/0/tasks", Is::Number),
            ("/worker/0/cpu_s", Is::Number),
            ("/worker/0/peak_rss", Is::Number),
            ("/output", Is::List),
        ],
    );
    let workers = lane["worker"].as_array().expect("a lane has workers");
    assert_eq!(lane["workers"], workers.len(), "{lane:#}");
    let tasks: f64 = workers.iter().map(|worker| number(worker, "/tasks")).sum();
    assert_eq!(lane["tasks"]["done"].as_f64(), Some(tasks), "{lane:#}");
    let gil: &[(&str, Is)] = &[
        ("/gil/interval_us", Is::Number),
        ("/gil/switches", Is::Number),
        ("/gil/switches_per_s", Is::Number),
        ("/gil/held", Is::Number),
        ("/gil/wait_us/p50", Is::Number),
        ("/gil/wait_us/p99", Is::Number),
    ];
    let ipc: &[(&str, Is)] = &[
        ("/ipc/messages", Is::Number),
        ("/ipc/bytes_out", Is::Number),
        ("/ipc/bytes_in", Is::Number),
        ("/ipc/round_trip_us/p50", Is::Number),
        ("/ipc/round_trip_us/p99", Is::Number),
        ("/ipc/spawn_ms/p50", Is::Number),
        ("/ipc/spawn_ms/p99", Is::Number),
        ("/worker/0/exit", Is::Text),
    ];
    let gil = match lane["lane"].as_str() {
        Some("gil") => gil,
        // Nobody waits for a lock of one's own.
        Some("interpreters") => &[("/gil/held", Is::Number), ("/gil/wait_us/p50", Is::Nothing)],
        _ => &[("/gil", Is::Nothing)],
    };
    check(lane, gil);
    check(lane, &[("/in_flight", if lane["lane"] == "async" { Is::Number } else { Is::Nothing })]);
    check(lane, &[("/replies_us", Is::Nothing), ("/counter", Is::Nothing)]);
    let threads = &[("/ipc", Is::Nothing), ("/worker/0/exit", Is::Nothing)];
    check(lane, if lane["lane"] == "pool" { ipc } else { threads });
}

#[test]
fn all_lanes_reach_the_same_results_on_every_workload() {
    for (workload, size) in [
        ("primes", "3000"),
        ("mandelbrot", "40"),
        ("hash", "10000"),
        ("hash-small", "10000"),
        ("hold", "10000"),
        ("triad", "10000"),
        ("sleep", "500"),
        ("echo", "20"),
        ("mixed", "3000"),
        ("counter", "1000"),
        ("square", "1"),
        ("uneven", "10"),
        ("payload", "100KiB"),
        ("print", "1"),
        ("number", "1"),
    ] {
        let sized = ["--workload", workload, "--size", size, "--tasks", "23", "--seed", "7"];
        // At once, so that the capacity is measured twice and not before each lane.
        let lanes_at_once =
            ["--lanes", ALL_LANES, "--workers", "3", "--chunk", "2", "--schedule", "together"];
        let json = race(&[&sized[..], &lanes_at_once].concat());
        let first = &lanes(&json)[0];
        assert_eq!(lanes(&json).len(), 6);
        for lane in lanes(&json) {
            let name = &lane["lane"];
            assert_eq!(lane["tasks"]["done"], 23, "{workload}, {name}");
            assert_eq!(lane["digest"], first["digest"], "{workload}, {name}");
            assert_eq!(lane["results"], first["results"], "{workload}, {name}");
            assert_books_balance(lane);
        }
        assert_eq!(json["fault"], Value::Null);
    }
}

#[test]
fn another_seed_is_another_race() {
    let digest = |seed| {
        let args = ["--lanes", "sequential", "--workload", "hash", "--tasks", "3", "--size", "100"];
        lanes(&race(&[&args[..], &["--seed", seed]].concat()))[0]["digest"].clone()
    };
    assert_ne!(digest("1"), digest("2"));
    assert_eq!(digest("3"), digest("3"));
}

#[test]
fn squares_come_back_in_order() {
    let json = race(&["--workload", "square", "--tasks", "10", "--workers", "4", "--lanes", "pool"]);
    let squares: Vec<Value> = (0..10).map(|n| (n * n).into()).collect();
    assert_eq!(json["lanes"][0]["results"], Value::from(squares));
}

#[test]
fn results_are_left_out_where_there_are_many() {
    let json = race(&["--workload", "square", "--tasks", "101", "--lanes", "sequential"]);
    assert_eq!(json["lanes"][0]["results"], Value::Null);
}

#[test]
fn lanes_of_one_kind_have_their_own_workers() {
    let json = race(&["--lanes", "gil:2,gil:4", "--tasks", "8", "--size", "2000"]);
    let workers: Vec<(&Value, &Value)> = lanes(&json).iter().map(|l| (&l["lane"], &l["workers"])).collect();
    assert_eq!(workers, [(&"gil".into(), &2.into()), (&"gil".into(), &4.into())]);
}

#[test]
fn under_one_lock_threads_that_compute_wait_for_each_other() {
    let json = race(&["--lanes", "threads,gil,pool", "--workers", "2", "--seconds", "0.6"]);
    let [threads, gil, pool] = lanes(&json).as_slice() else { panic!("three lanes in {json:#}") };
    for lane in [threads, gil, pool] {
        assert_books_balance(lane);
    }
    // One of two waits while the other computes: half the time, less what the end of the race takes away.
    let waited = number(gil, "/time_s/lock_wait") / time(gil);
    assert!(waited > 0.3, "only {waited:.2} of the time was spent waiting for the lock: {gil:#}");
    for free in [threads, pool] {
        assert_eq!(free["time_s"]["lock_wait"].as_f64(), Some(0.0), "{free:#}");
    }
    let held = number(gil, "/gil/held");
    assert!(held > 0.5 && held <= 1.0, "{held} of the time a thread held the lock: {gil:#}");
    assert!(number(gil, "/gil/switches") >= 2.0, "{gil:#}");
    // However busy the machine is: under the lock no two compute at once.
    let computed = number(gil, "/time_s/compute");
    assert!(computed <= 1.05 * (number(gil, "/start_s") + number(gil, "/wall_s")), "{gil:#}");
}

#[test]
fn under_one_lock_threads_that_wait_do_not_wait_for_each_other() {
    let tasks = ["--workload", "sleep", "--tasks", "40", "--size", "20000", "--workers", "4"];
    let json = race(&[&tasks[..], &["--lanes", "gil,pool"]].concat());
    let wall = |lane: usize| number(&lanes(&json)[lane], "/wall_s");
    // With the lock kept while sleeping it would be four times.
    assert!(wall(0) < 2.0 * wall(1), "gil {} s, pool {} s", wall(0), wall(1));
    assert!(number(&lanes(&json)[0], "/time_s/io") > number(&lanes(&json)[0], "/time_s/lock_wait"));
}

const TINY: [&str; 7] = ["race", "--headless", "--workload", "square", "--tasks", "10", "--lanes=gil:2,pool"];

#[test]
fn a_tiny_run_is_doubted_and_strict_does_not_accept_it() {
    let lenient = run(&[&TINY[..], &["--format", "json"]].concat());
    assert_eq!(lenient.code, Some(0), "{lenient}");
    let json = lenient.json();
    let doubts = json["doubts"].as_array().expect("a list of doubts");
    let short: Vec<&Value> = doubts.iter().filter(|doubt| doubt["kind"] == "short-run").collect();
    assert_eq!(short.len(), 2, "each lane was too short: {doubts:#?}");
    assert!(lenient.stderr.contains("doubt: short-run"), "{lenient}");
    let strict = run(&[&TINY[..], &["--strict"]].concat());
    assert_eq!(strict.code, Some(3), "{strict}");
    assert!(!strict.stdout.is_empty(), "the result is told all the same");
}

#[test]
fn every_format_names_every_lane() {
    for format in ["text", "json", "csv", "markdown"] {
        let ended = run(&[&TINY[..], &["--format", format]].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
        for word in ["gil", "pool", "simulated", "worker processes", "square"] {
            assert!(ended.stdout.contains(word), "no {word:?} in {format}: {ended}");
        }
        assert!(ended.stdout.ends_with('\n') && !ended.stdout.contains('\u{1b}'), "{format}: {ended}");
    }
}

#[test]
fn csv_is_a_table() {
    let ended = run(&[&TINY[..], &["--format", "csv"]].concat());
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "a row of names and one for each lane: {ended}");
    let columns = lines[0].split(',').count();
    assert!(columns > 10 && lines[0].starts_with("lane,"), "{ended}");
    for row in &lines[1..] {
        // Commas inside quotes are no separators.
        let outside: String = row.split('"').step_by(2).collect();
        assert_eq!(outside.split(',').count(), columns, "{ended}");
    }
}

/// Whether it is a time as RFC 3339 has it, in UTC and whole seconds: `2026-11-27T15:08:01Z`.
fn is_a_time(text: &str) -> bool {
    let pattern = "dddd-dd-ddTdd:dd:ddZ";
    let fits = |(c, p): (char, char)| if p == 'd' { c.is_ascii_digit() } else { c == p };
    let part = |from: usize, until: usize| text[from..until].parse::<u32>().unwrap_or(u32::MAX);
    text.is_ascii()
        && text.len() == pattern.len()
        && text.chars().zip(pattern.chars()).all(fits)
        && part(0, 4) >= 2025
        && (1..=12).contains(&part(5, 7))
        && (1..=31).contains(&part(8, 10))
        && part(11, 13) < 24
        && part(14, 16) < 60
        && part(17, 19) < 60
}

#[test]
fn a_result_says_when_where_and_by_which_command_it_was_measured() {
    let json = run(&[&TINY[..], &["--format", "json"]].concat()).json();
    let when = json["when"].as_str().expect("a time");
    assert!(is_a_time(when), "{when}");
    assert!(json["host"].as_str().is_some_and(|host| !host.is_empty()), "{json:#}");
    let argv: Vec<&str> = json["argv"].as_array().expect("words").iter().filter_map(Value::as_str).collect();
    assert!(argv[0].contains("coreograph"), "{argv:?}");
    assert!(argv.ends_with(&["--format", "json"]), "{argv:?}");
    assert_eq!(json["fingerprint"]["usable_cpus"], json["machine"]["usable_cpus"]);

    let csv = run(&[&TINY[..], &["--format", "csv"]].concat());
    let names = csv.stdout.lines().next().expect("a row of names");
    assert!(names.starts_with("lane,label,") && names.contains(",when,host,kernel,command,"), "{csv}");
    assert!(csv.stdout.lines().skip(1).all(|row| row.contains("--format csv")), "{csv}");

    let markdown = run(&[&TINY[..], &["--format", "markdown"]].concat());
    let line = markdown.stdout.lines().find(|line| line.starts_with("measured 20"));
    assert!(line.is_some_and(|line| line.contains("kernel ") && line.contains("markdown")), "{markdown}");
}

#[test]
fn a_result_can_go_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("result.json");
    let ended = run(&[&TINY[..], &["--format", "json", "--output", text(&file)]].concat());
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), ""), "{ended}");
    let written = std::fs::read_to_string(&file).expect("the result is there");
    let json: Value = serde_json::from_str(&written).expect("the result is JSON");
    assert_eq!(lanes(&json).len(), 2);
}

#[test]
fn without_a_terminal_it_runs_headless_by_itself() {
    let ended = run(&["--seconds", "0.2"]);
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(ended.stdout.contains("primes") && ended.stdout.contains("simulated GIL"), "{ended}");
    assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'), "{ended}");
}

#[test]
fn progress_goes_to_standard_error_and_the_result_alone_to_standard_output() {
    let ended = run(&[&TINY[..], &["--format", "json"]].concat());
    assert_eq!(ended.json()["schema"], "coreograph.race/1");
    for stage in ["probing", "calibrating", "racing lane 1 of 2 (gil)", "racing lane 2 of 2 (pool)"] {
        assert!(ended.stderr.contains(stage), "no {stage:?}: {ended}");
    }
}

#[test]
fn every_schedule_runs_every_lane() {
    let mut schedules = vec!["turns", "together"];
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    if cfg!(target_os = "linux") && cpus >= 2 {
        schedules.push("split");
    }
    for schedule in schedules {
        let json = race(&["--schedule", schedule, "--tasks", "8", "--size", "2000", "--lanes", "gil,pool"]);
        assert_eq!(json["schedule"], schedule);
        for lane in lanes(&json) {
            assert_eq!(lane["state"], "finished", "{schedule}: {lane:#}");
            assert_books_balance(lane);
        }
    }
}

/// What was typed, and words that the answer must contain: what was typed and what is accepted.
const WRONG: &[(&[&str], &[&str])] = &[
    (&["race", "--lanes", "nonsense"], &["nonsense", "sequential", "threads", "gil", "pool"]),
    (&["race", "--lanes", ""], &["--lanes", "sequential, threads, gil, interpreters, async, pool"]),
    (&["race", "--lanes", "gil:0"], &["gil:0", "1 to 1024"]),
    (&["race", "--lanes", "gil:many"], &["gil:many", "1 to 1024"]),
    (&["--lanes", "nonsense"], &["nonsense", "sequential"]),
    (&["race", "--workers", "0"], &["--workers", "'0'", "1 to 1024"]),
    (&["race", "--workers", "-1"], &["-1"]),
    (
        &["race", "--workload", "x"],
        &["\"x\"", "primes, mandelbrot, hash, hash-small, hold, triad, sleep, echo"],
    ),
    (&["race", "--tasks", "0"], &["--tasks", "'0'", "1..=10000000"]),
    (&["race", "--chunk", "0"], &["--chunk", "'0'", "1 to "]),
    (&["race", "--size", "0"], &["--size", "'0'"]),
    (&["race", "--seconds", "0"], &["--seconds", "0.01 to 3600"]),
    (&["race", "--seconds", "NaN"], &["NaN", "0.01 to 3600"]),
    (&["race", "--seconds", "1", "--size", "1"], &["--seconds", "--size"]),
    (&["race", "--switch-interval", "5"], &["'5'", "5ms, 500us, 1s"]),
    (&["race", "--format", "xml"], &["xml", "text, json, csv, markdown"]),
    (&["race", "--schedule", "sometimes"], &["sometimes", "auto, turns, together, split"]),
    (&["race", "--bogus"], &["--bogus", "race"]),
    (&["bogus"], &["bogus", "--help"]),
    (&["replay"], &["FILE"]),
    (&["replay", "missing.jsonl"], &["missing.jsonl"]),
    (&["replay", "missing.jsonl", "--speed", "0"], &["--speed", "0.01 to 1000"]),
    (&["replay", "Cargo.toml"], &["Cargo.toml", "line 1", "coreograph.recording/1"]),
    (&["replay", "src"], &["src", "folder"]),
    (&["export", "missing.jsonl", "--to", "svg"], &["missing.jsonl"]),
    (&["export", "missing.jsonl", "--to", "png"], &["png", "svg", "animation"]),
    (&["export", "Cargo.toml", "--to", "svg"], &["Cargo.toml", "line 1"]),
    (&["export", "missing.jsonl", "--to", "svg", "--size", "big"], &["big", "120x40"]),
    (&["race", "--record", "no/such/folder/r.jsonl"], &["no/such/folder/r.jsonl"]),
];

#[test]
fn wrong_input_is_refused_with_what_was_typed_and_what_is_accepted() {
    for (typed, words) in WRONG {
        assert_refused(&run(typed), typed, words);
    }
}

#[test]
fn more_lanes_than_cpus_cannot_be_split() {
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    let many = vec!["sequential"; cpus + 1].join(",");
    let typed = ["race", "--schedule", "split", "--lanes", &many];
    let lanes = if cfg!(target_os = "linux") { format!("{} lanes", cpus + 1) } else { "lanes".into() };
    assert_refused(&run(&typed), &typed, &["split", &lanes, "turns or together"]);
}

#[test]
fn a_system_file_is_no_recording() {
    let typed = ["replay", "/etc/passwd"];
    assert_refused(&run(&typed), &typed, &["/etc/passwd", "line 1", "coreograph.recording/1"]);
}

#[track_caller]
fn assert_refused(ended: &Ended, typed: &[&str], words: &[&str]) {
    assert_eq!(ended.code, Some(2), "{typed:?}: {ended}");
    assert_eq!(ended.stdout, "", "{typed:?}");
    for word in words {
        assert!(ended.stderr.contains(word), "{typed:?} is not answered with {word:?}: {ended}");
    }
}

/// A recording of a short race, and what the race itself reported.
fn recorded(folder: &Path, lanes: &str) -> (String, Value) {
    let file = text(&folder.join("race.jsonl")).to_string();
    let args = ["--tasks", "8", "--size", "5000", "--lanes", lanes, "--workers", "2"];
    let live = race(&[&args[..], &["--record", &file]].concat());
    (file, live)
}

#[test]
fn a_replay_reports_exactly_what_the_race_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, live) = recorded(folder.path(), ALL_LANES);
    let replayed = run(&["replay", &file, "--format", "json"]);
    assert_eq!(replayed.code, Some(0), "{replayed}");
    // Without exception: both are what the same events add up to.
    assert_eq!(replayed.json(), live);
    let text = run(&["replay", &file]);
    assert!(text.code == Some(0) && text.stdout.contains("simulated GIL"), "{text}");
    assert_eq!(run(&["replay", &file, "--strict"]).code, Some(3), "doubts are recorded too");
}

/// Its seed is drawn: the plan that was checked, the recording and the report have the same.
#[test]
fn a_seed_that_was_drawn_is_recorded_and_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("r.jsonl").display().to_string();
    let live = race(&["--workload", "number", "--lanes", "sequential", "--record", &file]);
    let text = std::fs::read_to_string(&file).expect("it was recorded");
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let seeds: Vec<Value> = lines.filter_map(|line| seed_in(&line)).collect();
    assert_eq!(seeds, [live["workload"]["seed"].clone()]);
}

/// The first seed anywhere in a line of a recording.
fn seed_in(value: &Value) -> Option<Value> {
    match value {
        Value::Object(fields) => fields.get("seed").cloned().or_else(|| fields.values().find_map(seed_in)),
        Value::Array(values) => values.iter().find_map(seed_in),
        _ => None,
    }
}

#[test]
fn a_recording_that_breaks_off_is_shown_as_far_as_it_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, _) = recorded(folder.path(), ALL_LANES);
    let whole = std::fs::read_to_string(&file).expect("the recording");
    let ready = whole.find("lane_ready").expect("a lane was ready");
    let cut = folder.path().join("cut.jsonl");
    std::fs::write(&cut, &whole[..ready + 7]).expect("a file");
    let line = whole[..ready].lines().count();
    let replayed = run(&["replay", text(&cut), "--format", "json"]);
    assert_eq!(replayed.code, Some(0), "{replayed}");
    let json = replayed.json();
    assert_eq!((&json["end"], &json["lanes"][0]["state"]), (&"stopped".into(), &"starting".into()));
    let doubts = json["doubts"].as_array().expect("doubts");
    let told = doubts.iter().find(|doubt| doubt["kind"] == "cut-recording").expect("the cut is told");
    assert!(told["message"].as_str().is_some_and(|m| m.ends_with(&format!("line {line}"))), "{told}");
    assert!(replayed.stderr.contains("breaks off"), "{replayed}");
}

#[test]
fn a_recording_with_a_broken_line_is_refused_with_its_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, _) = recorded(folder.path(), ALL_LANES);
    let whole = std::fs::read_to_string(&file).expect("the recording");
    let broken = folder.path().join("broken.jsonl");
    for (line, instead) in [(5, "{\"at\":12"), (7, "not an event"), (9, ""), (4, "{\"at\":1,\"mood\":2}")] {
        let mut lines: Vec<&str> = whole.lines().collect();
        lines[line - 1] = instead;
        std::fs::write(&broken, lines.join("\n") + "\n").expect("a file");
        for typed in [&["replay", text(&broken)][..], &["export", text(&broken), "--to", "svg"]] {
            assert_refused(
                &run(typed),
                typed,
                &[text(&broken), &format!("line {line}"), "expected an event"],
            );
        }
    }
}

#[test]
fn a_recording_of_another_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other.jsonl");
    std::fs::write(&other, "{\"schema\":\"coreograph.recording/999\"}\n").expect("a file");
    let typed = ["replay", text(&other)];
    assert_refused(&run(&typed), &typed, &["coreograph.recording/999", "coreograph.recording/1"]);
}

#[test]
fn a_recording_becomes_a_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, _) = recorded(folder.path(), "gil,pool");
    for size in ["120x40", "80x24", "20x5"] {
        let ended = run(&["export", &file, "--to", "svg", "--size", size]);
        assert_eq!(ended.code, Some(0), "{ended}");
        assert!(ended.stdout.starts_with("<svg ") || ended.stdout.starts_with("<?xml "), "{ended}");
        assert_well_formed(&ended.stdout);
        assert!(size == "20x5" || ended.stdout.contains("simulated GIL"), "{ended}");
    }
    let picture = folder.path().join("picture.svg");
    let ended = run(&["export", &file, "--to", "svg", "--at", "0.1", "--output", text(&picture)]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(0), ""), "{ended}");
    assert_well_formed(&std::fs::read_to_string(&picture).expect("the picture is there"));
}

/// Every element is closed in its order, and no `<` or `&` stands where it must be escaped.
#[track_caller]
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        assert_escaped(&rest[..start]);
        let end = rest[start..].find('>').unwrap_or_else(|| panic!("a tag without an end: {rest}")) + start;
        let tag = &rest[start + 1..end];
        assert!(!tag.contains('<'), "<{tag}>");
        assert!(tag.matches('"').count().is_multiple_of(2), "<{tag}>");
        assert_escaped(tag);
        let name = tag.split_ascii_whitespace().next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "an element is closed that is not the last one opened");
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "left open: {open:?}, left over: {rest}");
}

#[track_caller]
fn assert_escaped(text: &str) {
    for after in text.split('&').skip(1) {
        let entity = after.split_once(';').map(|(entity, _)| entity);
        let known = |e: &str| ["amp", "lt", "gt", "quot", "apos"].contains(&e) || e.starts_with('#');
        assert!(entity.is_some_and(known), "an & that begins no entity: {after}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    use std::process::Stdio;
    // Both ends are closed long before the race has something to say.
    for (stdout, stderr) in [(true, false), (false, true), (true, true)] {
        let mut command = command(&TINY);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut outputs = (child.stdout.take(), child.stderr.take());
        if stdout {
            outputs.0 = None;
        }
        if stderr {
            outputs.1 = None;
        }
        let status = wait_for_exit(&mut child).expect("it ends");
        assert_eq!(status.code(), Some(0), "standard output closed: {stdout}, error closed: {stderr}");
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of plain characters")
}

/// The pictures in the documents are what the program draws from the recording beside them. After a change to the
/// dashboard: `coreograph export assets/race.jsonl --to svg --size 110x30 --view VIEW --output assets/NAME.svg`.
#[test]
fn the_pictures_in_the_documents_are_drawn_from_their_recording() {
    for (view, name) in [("race", "dashboard"), ("cores", "cores"), ("lock", "lock"), ("losses", "losses")] {
        let drawn = run(&["export", "assets/race.jsonl", "--to", "svg", "--size", "110x30", "--view", view]);
        assert_eq!(drawn.code, Some(0), "{drawn}");
        let kept = std::fs::read_to_string(format!("assets/{name}.svg")).expect("the picture");
        assert!(drawn.stdout == kept, "{name}: draw it again: see the comment of this test");
    }
    let moves = ["--size", "100x30", "--from", "0.9", "--fps", "5"];
    let drawn = run(&[&["export", "assets/race.jsonl", "--to", "animation"], &moves[..]].concat());
    assert_eq!(drawn.code, Some(0), "{drawn}");
    let kept = std::fs::read_to_string("assets/race.svg").expect("the picture");
    assert!(drawn.stdout == kept, "race: draw it again: `coreograph export` with the options of this test");
}

/// Frame by frame it is what a picture shows of that moment.
#[test]
fn a_frame_of_an_animation_is_the_picture_of_its_moment() {
    for at in ["0", "1.13", "2.5", "5.4", "6.661", "99"] {
        let drawn = |kind: &str, more: &[&str]| {
            let drawn = run(&[&["export", "assets/race.jsonl", "--to", kind, "--at", at], more].concat());
            assert_eq!(drawn.code, Some(0), "{drawn}");
            drawn.stdout
        };
        let from = if at == "99" { "7.6" } else { at };
        // One frame, or with the end of the recording a few of which the last is looked at.
        let (still, moves) = (drawn("svg", &[]), drawn("animation", &["--from", from]));
        let seen: Vec<&str> = moves.lines().filter(|line| !line.starts_with("<style>")).collect();
        if at == "99" {
            assert!(still.lines().all(|line| seen.contains(&line)), "{at}");
        } else {
            let sorted = |mut lines: Vec<_>| {
                lines.sort_unstable();
                lines
            };
            assert!(sorted(seen) == sorted(still.lines().collect()), "{at}");
        }
    }
}

/// Options of an animation with a picture, and spans that are none, are refused with what is accepted.
#[test]
fn an_animation_that_cannot_be_is_refused() {
    let recording = "assets/race.jsonl";
    for (typed, said) in [
        (&["--to", "svg", "--fps", "4"][..], "--fps is for --to animation"),
        (&["--to", "svg", "--hold", "4"], "--hold is for --to animation"),
        (&["--to", "animation", "--from", "3", "--at", "2"], "--from 3 is after --at 2"),
        (&["--to", "animation", "--from", "99"], "after the end of the recording, which is"),
        (&["--to", "animation", "--speed", "0.01"], "at most 600"),
        (&["--to", "animation", "--fps", "0"], "1..=30"),
    ] {
        let ended = run(&[&["export", recording], typed].concat());
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{typed:?}: {ended}");
        assert!(ended.stderr.contains(said), "{typed:?}: {ended}");
    }
}
