use super::*;
use crate::documents::schema::assert_valid;
use crate::event::{Activity, End, Event, EventKind, LaneId, Nanos, Percentiles};
use crate::model::{fixture, fixture_call};
use crate::probe::doubts;
use crate::text::escape::tests::{HOSTILE, any_text, assert_visible, filled, replaced};
use crate::text::look::Look;
use crate::text::width::tests::{TERMINALS, assert_fits, assert_whole};
use proptest::prelude::*;
use serde_json::{Value, json};

fn report(events: &[Event]) -> Report {
    Report::of(&fixture::model(events))
}

fn rendered(format: &str, events: &[Event]) -> String {
    FORMATS.by_name(format).unwrap().render(&report(events), Look::default())
}

/// The JSON of a report, which is as its schema says.
fn json_of(events: &[Event]) -> Value {
    let json = serde_json::from_str(&rendered("json", events)).unwrap();
    assert_valid(&json);
    json
}

#[test]
fn text() {
    insta::assert_snapshot!("text_race", rendered("text", &fixture::race()));
    insta::assert_snapshot!("text_failing", rendered("text", &fixture::failing()));
    insta::assert_snapshot!("text_stopped", rendered("text", &fixture::stopped()));
}

#[test]
fn the_advice_is_the_last_word_on_a_function() {
    let events = fixture_call::finished();
    insta::assert_snapshot!("text_call", rendered("text", &events));
    let text = rendered("text", &events);
    let code = "    with ProcessPoolExecutor(max_workers=2) as ex:\n        results = list(ex.map(resize, range(64)))\n";
    assert!(text.ends_with(code), "{text}");
    assert!(rendered("markdown", &events).contains("```python\nfrom concurrent.futures import"));
}

#[test]
fn the_json_has_the_advice_and_how_results_agree() {
    let json = json_of(&fixture_call::finished());
    insta::assert_snapshot!("json_advice", indented(&json["advice"]));
    assert_eq!(json["lanes"][2]["agreement"], json!({"agreed": {"==": 64}, "differ": [], "unstable": []}));
    assert_eq!((&json["lanes"][0]["agreement"], json.get("no_advice")), (&Value::Null, None));
    assert_eq!(json_of(&fixture::race())["advice"], Value::Null);
}

#[test]
fn why_there_is_no_advice_is_told() {
    let mut events = fixture_call::finished();
    for event in &mut events {
        if let EventKind::LaneFinished { lane: LaneId(2), outcome } = &mut event.fact {
            outcome.digest = "0".into();
            outcome.agreement.iter_mut().for_each(|agreement| agreement.differ = vec![3, 5]);
        }
    }
    let said = "The lanes disagree: py-sequential and py-pool reached different results for tasks 3, 5";
    assert_eq!(json_of(&events)["no_advice"], format!("{said}."));
    let text =
        FORMATS.by_name("text").unwrap().render(&report(&events), Look { columns: 200, ..Look::default() });
    assert!(text.ends_with(&format!("No advice: {said}.\n")), "{text}");
    assert_eq!(report(&events).exit_code(false), 1);
    // A list that is too short can be repeated.
    let model = fixture::model(&events);
    let lane = &model.lane(LaneId(2)).unwrap().plan;
    let doubt = doubts::short_run(lane, Nanos::from_millis(40)).unwrap();
    let at = events.len() - 1;
    events.insert(at, Event { at: events[at].at, fact: EventKind::Doubt(doubt) });
    let hint = "--seconds 4 repeats the list until one thread takes so long";
    assert_eq!(json_of(&events)["no_advice"], format!("{said}; {hint}"));
}

#[test]
fn a_quota_is_told_in_every_format_for_people() {
    let mut events = fixture::race();
    for event in &mut events {
        if let EventKind::Plan(plan) = &mut event.fact {
            plan.machine.quota = Some(1.5);
        }
    }
    for format in ["text", "markdown"] {
        assert!(rendered(format, &events).contains("quota 1.50 cores"), "{format}");
    }
}

#[test]
fn json() {
    insta::assert_snapshot!("json_race", rendered("json", &fixture::race()));
    insta::assert_snapshot!("json_stopped", rendered("json", &fixture::stopped()));
}

#[test]
fn csv() {
    insta::assert_snapshot!("csv_race", rendered("csv", &fixture::race()));
    insta::assert_snapshot!("csv_failing", rendered("csv", &fixture::failing()));
}

#[test]
fn markdown() {
    insta::assert_snapshot!("markdown_race", rendered("markdown", &fixture::race()));
    insta::assert_snapshot!("markdown_failing", rendered("markdown", &fixture::failing()));
}

#[test]
fn text_fits_and_ends_with_the_verdict() {
    let mut long = fixture::race();
    if let EventKind::Plan(plan) = &mut long[0].fact {
        plan.machine.cpu = "A processor with a very long name ".repeat(5);
        plan.lanes[0].label = "threads under a global interpreter lock that are ".repeat(3);
    }
    let all = [fixture::race(), fixture::failing(), fixture::stopped(), long, vec![]];
    for (events, columns) in all.iter().flat_map(|events| TERMINALS.map(|columns| (events, columns))) {
        let look = Look { columns, ..Look::default() };
        let text = FORMATS.by_name("text").unwrap().render(&report(events), look);
        assert_fits(&text, columns);
        assert_whole(&text, &super::text::HEADS);
        assert!(!text.contains('\u{1b}'), "{text}");
        let verdict = report(events).verdict.unwrap_or("The race has not ended.".into());
        assert!(text.replace('\n', " ").trim_end().ends_with(&verdict), "{text}");
    }
}

#[test]
fn what_is_simulated_says_so_even_where_its_label_does_not() {
    let mut events = fixture::race();
    if let EventKind::Plan(plan) = &mut events[0].fact {
        plan.lanes[0].label = "threads, one lock".into();
    }
    for format in ["text", "markdown"] {
        let look = Look { columns: 200, ..Look::default() };
        let told = FORMATS.by_name(format).unwrap().render(&report(&events), look);
        assert!(told.contains("threads, one lock, simulated"), "{told}");
    }
}

/// The documented example: every field of it, with its type.
#[test]
fn the_json_has_the_documented_fields() {
    let documented = json!({
        "schema": "", "tool": {"version": "", "profile": ""},
        "when": "", "host": "", "argv": [""], "fingerprint": {"kernel": "", "usable_cpus": 2},
        "machine": {"cpu": "", "logical_cpus": 2, "usable_cpus": 2, "quota": null, "os": ""},
        "workload": {"name": "", "tasks": 64, "size": 20000, "seed": 1, "chunk": 1},
        "schedule": "", "doubts": [{"kind": "", "message": "", "advice": ""}],
        "lanes": [{
            "lane": "", "label": "", "workers": 2,
            "wall_s": 6.1, "start_s": 0.001, "tasks": {"total": 64, "done": 64, "failed": 0, "retried": 0},
            "throughput": 10.4, "speedup": 0.98, "efficiency": 0.49, "cores_busy": 1.01, "capacity": 1.97,
            "digest": "", "results": null,
            "time_s": {"spawn": 0, "compute": 6.0, "core_wait": 0, "lock_wait": 6.1, "io": 0, "serialise": 0,
                "transfer": 0, "idle": 0},
            "gil": {"interval_us": 5000, "switches": 1190, "switches_per_s": 195.1, "held": 0.99,
                "wait_us": {"p50": 5060, "p99": 5400}},
            "ipc": null,
            "worker": [{"id": 0, "pid": 4711, "tid": 4712, "tasks": 32, "exit": null, "cpu_s": 3.0, "peak_rss": 0}],
            "output": [] },
          { "gil": null,
            "ipc": {"messages": 1, "bytes_out": 1, "bytes_in": 1, "round_trip_us": {"p50": 1, "p99": 1},
                "spawn_ms": {"p50": 1, "p99": 1}},
            "output": [{"worker": 0, "line": ""}] }],
        "verdict": ""
    });
    covers(&json_of(&fixture::race()), &documented, "$");
}

fn covers(found: &Value, documented: &Value, path: &str) {
    match (found, documented) {
        (Value::Object(found), Value::Object(documented)) => {
            for (name, value) in documented {
                let field = found.get(name).unwrap_or_else(|| panic!("{path}.{name} is missing"));
                covers(field, value, &format!("{path}.{name}"));
            }
        }
        (Value::Array(found), Value::Array(documented)) => {
            assert!(found.len() >= documented.len(), "{path} is too short");
            found.iter().zip(documented).for_each(|(f, d)| covers(f, d, &format!("{path}[]")));
        }
        (Value::Number(_), Value::Number(_))
        | (Value::String(_), Value::String(_))
        | (Value::Null, Value::Null) => {}
        _ => panic!("{path} is {found}, documented as {documented}"),
    }
}

#[test]
fn the_times_have_exactly_the_activities() {
    let json = json_of(&fixture::race());
    let fields: Vec<&String> = json["lanes"][0]["time_s"].as_object().unwrap().keys().collect();
    let mut names = Activity::ALL.map(|a| a.word().replace('-', "_"));
    names.sort();
    assert_eq!(fields, names.iter().collect::<Vec<_>>());
}

#[test]
fn the_figures_add_up() {
    let json = json_of(&fixture::race());
    let number = |path: &str| json.pointer(path).and_then(Value::as_f64).unwrap();
    let near = |path: &str, expected: f64| {
        assert!((number(path) - expected).abs() < 1e-9, "{path}: {} instead of {expected}", number(path));
    };
    near("/lanes/0/wall_s", 6.1);
    near("/lanes/0/start_s", 0.001);
    near("/lanes/0/throughput", 64.0 / 6.1);
    near("/lanes/0/speedup", 6.0 / 6.1);
    near("/lanes/0/efficiency", 3.0 / 6.1);
    near("/lanes/0/cores_busy", 6.16 / 6.1);
    near("/lanes/0/gil/switches_per_s", 1190.0 / 6.1);
    near("/lanes/0/gil/held", 6.039 / 6.1);
    near("/lanes/1/speedup", 6.0 / 3.1);
    near("/lanes/1/of_capacity", 6.0 / 3.1 / 1.97);
    near("/lanes/1/worker/1/peak_rss", f64::from(3 << 20));
    near("/baseline/solo_s", 6.0);
    for lane in ["/lanes/0", "/lanes/1"] {
        let time = json.pointer(&format!("{lane}/time_s")).unwrap().as_object().unwrap();
        let sum: f64 = time.values().filter_map(Value::as_f64).sum();
        let lasted = number(&format!("{lane}/start_s")) + number(&format!("{lane}/wall_s"));
        assert!((sum - 2.0 * lasted).abs() < 1e-9, "{lane}: {sum} of {}", 2.0 * lasted);
    }
}

#[test]
fn json_gives_back_the_report() {
    for events in [fixture::race(), fixture::failing(), fixture::stopped(), vec![]] {
        let report = report(&events);
        let json = FORMATS.by_name("json").unwrap().render(&report, Look::default());
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
        assert_valid(&serde_json::from_str(&json).unwrap());
    }
}

#[test]
fn what_is_not_a_number_is_null() {
    let mut events = fixture::race();
    for event in &mut events {
        match &mut event.fact {
            EventKind::Capacity { capacity, .. } => capacity.cores = f64::NAN,
            EventKind::Plan(plan) => plan.machine.quota = Some(f64::INFINITY),
            EventKind::LaneFinished { outcome, .. } => {
                outcome.lock.iter_mut().for_each(|l| l.all.wait_us = Percentiles { p50: f64::NAN, p99: 1.0 });
            }
            _ => {}
        }
    }
    let json = json_of(&events);
    for path in ["/lanes/0/capacity", "/lanes/0/of_capacity", "/machine/quota", "/lanes/0/gil/wait_us/p50"] {
        assert_eq!(json.pointer(path), Some(&Value::Null), "{path}");
    }
    let report = report(&events);
    assert_eq!(serde_json::from_value::<Report>(json).unwrap(), report);
}

/// The race of [`fixture::race`] as a recording of an older version has it.
fn of_unknown_origin() -> Vec<Event> {
    let mut events = fixture::race();
    if let EventKind::Plan(plan) = &mut events[0].fact {
        plan.origin = None;
    }
    events
}

#[test]
fn when_where_and_by_which_command_stands_in_every_format_for_programs_and_documents() {
    let json = json_of(&fixture::race());
    assert_eq!((&json["when"], &json["host"]), (&json!("2026-11-27T15:08:01Z"), &json!("test-host")));
    assert_eq!(json["argv"], json!(["coreograph", "race", "--headless", "--lanes", "gil,pool"]));
    assert_eq!(json["fingerprint"]["kernel"], "6.8.0-31-generic");

    let csv = rendered("csv", &fixture::race());
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().contains(",lost_stopped,when,host,kernel,command,"), "{csv}");
    let told =
        ",2026-11-27T15:08:01Z,test-host,6.8.0-31-generic,\"coreograph race --headless --lanes gil,pool\",";
    assert!(lines.all(|line| line.contains(told)), "{csv}");

    let markdown = rendered("markdown", &fixture::race());
    let line = "measured 2026-11-27T15:08:01Z, on test-host, kernel 6.8.0-31-generic, by `coreograph race --headless \
                --lanes gil,pool`";
    assert!(markdown.lines().any(|found| found == line), "{markdown}");
}

#[test]
fn what_an_older_recording_does_not_tell_is_null_or_empty_or_left_out() {
    let events = of_unknown_origin();
    let json = json_of(&events);
    for field in ["when", "host", "argv", "fingerprint"] {
        assert_eq!(json.get(field), Some(&Value::Null), "{field}");
    }
    assert!(rendered("csv", &events).lines().skip(1).all(|line| line.ends_with(",,,,")));
    assert!(!rendered("markdown", &events).contains("measured 20"));
}

#[test]
fn the_exit_code_says_how_it_went() {
    let codes = |events: &[Event]| [false, true].map(|strict| report(events).exit_code(strict));
    let without_doubts = |events: Vec<Event>| -> Vec<Event> {
        events.into_iter().filter(|e| !matches!(e.fact, EventKind::Doubt(_))).collect()
    };
    assert_eq!(codes(&fixture::race()), [0, 3]);
    assert_eq!(codes(&without_doubts(fixture::race())), [0, 0]);
    assert_eq!(codes(&fixture::failing()), [1, 1], "a fault weighs more than a doubt");
    assert_eq!(codes(&fixture::stopped()), [0, 0]);
    let mut broken = fixture::stopped();
    broken.last_mut().unwrap().fact = EventKind::RaceEnded { end: End::Failed("no room".into()) };
    assert_eq!(codes(&broken), [1, 1]);
    let mut disagree = fixture::race();
    for event in &mut disagree {
        if let EventKind::LaneFinished { lane: LaneId(1), outcome } = &mut event.fact {
            outcome.digest = "0".into();
        }
    }
    assert_eq!(codes(&disagree), [1, 1]);
}

#[test]
fn doubts_name_their_lane_and_their_advice() {
    insta::assert_snapshot!(doubts_text(&report(&fixture::race()), 100), @r"
    doubt: busy-machine: other programs used 0.42 of 2 cores before the start; close them and run again.
    doubt: steal (pool): the host took 3 % of the CPU time away; measure on a host of your own.
    ");
    assert_eq!(doubts_text(&report(&fixture::stopped()), 100), "");
}

/// 16 workers on two CPUs, five times as fast as the calibration says of one; they kept three cores busy.
fn beyond() -> Vec<Event> {
    use fixture::{Script, accounts, ms, outcome};
    let time = [(Activity::Compute, ms(150)), (Activity::CoreWait, ms(1050))];
    let pool = outcome([1000, 1000, 2200], 64, accounts(16, 4, ms(225), &time));
    Script::calibrated(&[("pool", 16)])
        .doubt(450, "debug-build", "this is a debug build", "measure a release build", None)
        .capacity(600, 0, [1.97, 1.97])
        .lane(0, pool)
        .end(2300, End::Finished)
}

#[test]
fn a_figure_beyond_what_is_possible_is_in_no_format() {
    for format in FORMATS.iter().map(Named::name) {
        let said = rendered(format, &beyond());
        for figure in ["5.0", "3.00"] {
            assert!(!said.contains(figure), "{format} has {figure}: {said}");
        }
        assert!(said.contains("withheld"), "{format}: {said}");
    }
    let json = json_of(&beyond());
    let lane = &json["lanes"][0];
    for field in ["speedup", "efficiency", "of_capacity", "cores_busy", "losses"] {
        assert_eq!(lane[field], Value::Null, "{field}");
    }
    let [speedup, busy] =
        ["speedup_withheld", "cores_busy_withheld"].map(|field| lane[field].as_str().unwrap());
    assert_eq!(speedup, "The speed-up is withheld: it came out above 2, the most that its CPUs can give.");
    assert!(busy.ends_with("came out above 2, the number of CPUs that it may use."), "{busy}");
    assert!(!json["verdict"].as_str().unwrap().contains("times as fast"), "{}", json["verdict"]);
    let kinds: Vec<_> = report(&beyond()).doubts.into_iter().map(|doubt| doubt.kind).collect();
    assert_eq!(kinds, ["beyond-possible", "beyond-possible", "debug-build"], "the headline's come first");
    assert_eq!(report(&beyond()).exit_code(true), 3);
}

#[test]
fn a_comparison_that_is_not_settled_says_so_in_every_format() {
    let mut events = fixture::race();
    let message = "other programs kept 1.96 of 2 cores busy before the start";
    for event in &mut events {
        if let EventKind::Doubt(doubt) = &mut event.fact
            && doubt.kind == "busy-machine"
        {
            doubt.message = message.into();
        }
    }
    for format in FORMATS.iter().map(Named::name) {
        let said = rendered(format, &events).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(message) && !said.contains("times as fast"), "{format}: {said}");
    }
    assert_eq!(json_of(&events)["unsettled"], message);
    assert_eq!(json_of(&fixture::race())["unsettled"], Value::Null);
    assert_eq!(report(&events).exit_code(false), 0);
}

#[test]
fn work_without_a_length_has_no_speed_and_no_cores_busy() {
    let mut events = fixture::race();
    if let EventKind::Plan(plan) = &mut events[0].fact {
        plan.workload.name = "print".into();
    }
    let json = json_of(&events);
    for lane in json["lanes"].as_array().unwrap() {
        for field in ["speedup", "efficiency", "cores_busy", "of_capacity", "throughput", "speedup_withheld"]
        {
            assert_eq!(lane[field], Value::Null, "{field}");
        }
        assert_eq!(lane["tasks"]["done"], 64);
    }
    for format in ["text", "markdown"] {
        let said = rendered(format, &events);
        assert!(!said.contains("1.95") && !said.contains("1.01"), "{format}: {said}");
    }
}

#[test]
fn lanes_of_one_kind_are_told_apart() {
    let report = Report::of(&fixture::Script::calibrated(&[("gil", 2), ("gil", 4), ("pool", 2)]).model());
    assert_eq!([0, 1, 2, 9].map(|lane| report.name_of(lane)), ["gil:2", "gil:4", "pool", "lane 9"]);
}

#[test]
fn long_output_is_cut_with_a_word_about_it() {
    let lane = &mut report(&fixture::race()).lanes[1].clone();
    lane.output = vec![LineReport { line: "hello".into(), ..LineReport::default() }; 250];
    lane.output_lost = 7;
    let mut report = report(&fixture::race());
    report.lanes[1] = lane.clone();
    let text = FORMATS.by_name("text").unwrap().render(&report, Look::default());
    assert_eq!(text.matches("| hello").count(), 100);
    assert!(text.contains("pool printed 157 more lines"), "{text}");
}

/// Reports with `text` in every place that may be any string.
fn hostile(text: &str) -> Vec<Report> {
    [fixture::race(), fixture::failing(), fixture::stopped()]
        .map(|events| {
            let mut report = report(&events);
            for lane in &mut report.lanes {
                lane.results = Some(vec![json!(text), json!({ "a": text })]);
                lane.output = vec![LineReport { stream: "err".into(), ..LineReport::default() }; 101];
            }
            filled(&report, text)
        })
        .into()
}

/// Fails when a report as text, CSV or Markdown, or a progress line, contains a hidden character.
fn assert_all_visible(report: &Report) {
    for format in FORMATS.iter().filter(|format| format.name() != "json") {
        assert_visible(format.name(), &format.render(report, Look::default()));
    }
    assert_visible("the doubts", &doubts_text(report, 100));
}

#[test]
fn whatever_stands_in_a_report_is_shown_escaped_and_stays_exact_in_json() {
    for report in hostile(HOSTILE) {
        assert_all_visible(&report);
        let csv = FORMATS.by_name("csv").unwrap().render(&report, Look::default());
        assert_eq!(csv.lines().count(), 1 + report.lanes.len());
        assert!(csv.contains("\"'=A|`<b>\\u{1b}[31m"), "no spreadsheet runs it: {csv}");
        let markdown = FORMATS.by_name("markdown").unwrap().render(&report, Look::default());
        assert!(!markdown.contains("<b>") && !markdown.contains(" `<"), "{markdown}");
        let json = FORMATS.by_name("json").unwrap().render(&report, Look::default());
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    }
}

#[test]
fn progress_with_a_hostile_lane_is_shown_escaped() {
    for columns in [None, Some(200)] {
        let mut ticker = Ticker::new(Vec::new(), columns);
        ticker.show(crate::event::Nanos::ZERO, "", &"racing a\u{1b}[2J\nb", None);
        let written = String::from_utf8(ticker.into_inner()).unwrap();
        assert!(written.contains(r"racing a\u{1b}[2J\nb"), "{written:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_at_all_gets_out_of_a_report_unescaped(text in any_text()) {
        static TEMPLATES: std::sync::LazyLock<Vec<Report>> = std::sync::LazyLock::new(|| hostile("\u{1b}"));
        for template in TEMPLATES.iter() {
            assert_all_visible(&replaced(template, "\u{1b}", &text));
        }
    }
}
