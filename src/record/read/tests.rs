use super::*;
use crate::documents::schema::Schema;
use crate::event::Phase;
use crate::model::{Model, fixture};
use crate::record::Recorder;
use crate::record::arbitrary::events;
use proptest::prelude::*;

const HEADER: &str = r#"{"schema":"coreograph.recording/1","tool":{"version":"0.1.0","profile":"release"}}"#;

fn read(bytes: impl AsRef<[u8]>) -> Result<Recording, RecordError> {
    Recording::read(bytes.as_ref(), Path::new("r.jsonl"))
}

fn refusal(bytes: impl AsRef<[u8]>) -> String {
    read(bytes).unwrap_err().to_string()
}

/// A good recording, as a file holds it.
fn good() -> String {
    let lines = fixture::race().iter().map(|e| serde_json::to_string(e).unwrap() + "\n").collect::<String>();
    format!("{HEADER}\n{lines}")
}

/// A good recording whose line `number` is `line`.
fn with_line(number: usize, line: &str) -> String {
    let mut lines: Vec<String> = good().lines().map(String::from).collect();
    lines[number - 1] = line.into();
    lines.join("\n") + "\n"
}

#[test]
fn a_good_file_gives_back_what_was_recorded() {
    let recording = read(good()).unwrap();
    assert_eq!(recording.events, fixture::race());
    assert_eq!(recording.header.tool.version, "0.1.0");
    assert_eq!(recording.cut, None);
    assert!(recording.is_complete());
    assert_eq!(recording.length(), fixture::ms(11_300));
}

#[test]
fn line_ends_of_another_system_and_a_missing_last_one_are_no_fault() {
    assert_eq!(read(good().replace('\n', "\r\n")).unwrap().events, fixture::race());
    let recording = read(good().trim_end()).unwrap();
    assert_eq!((recording.events, recording.cut), (fixture::race(), None));
}

#[test]
fn what_a_newer_build_adds_to_a_line_is_passed_over() {
    let file = with_line(3, r#"{"at":5,"phase":"racing","mood":"good"}"#);
    assert_eq!(read(file).unwrap().events[1], Event { at: Nanos(5), fact: EventKind::Phase(Phase::Racing) });
}

#[test]
fn a_plan_of_an_older_build_has_no_origin() {
    let plan = fixture::plan(&[("gil", 2), ("pool", 2)]);
    let mut line = serde_json::json!({ "at": 0, "plan": plan.clone() });
    line["plan"].as_object_mut().unwrap().remove("origin").unwrap();
    let EventKind::Plan(found) = &read(with_line(2, &line.to_string())).unwrap().events[0].fact else {
        panic!("a recording begins with its plan");
    };
    assert_eq!(**found, crate::event::Plan { origin: None, ..plan });
}

#[test]
fn a_foreign_file_is_called_foreign() {
    let foreign = "r.jsonl, line 1: this is not a Coreograph recording \
        (no header with \"schema\": \"coreograph.recording/1\")";
    assert_eq!(refusal("root:x:0:0:root:/root:/bin/bash\n"), foreign);
    assert_eq!(refusal("{}\n"), foreign);
    assert_eq!(refusal("{\"schema\": 7}\n"), foreign);
    assert_eq!(refusal("\n"), foreign);
    assert_eq!(refusal(HEADER.split_at(40).0), foreign, "a header that is cut off is none");
    assert_eq!(refusal(""), format!("{foreign}: the file is empty"));
    assert_eq!(refusal(b"\x7fELF\x02\x01\xff\xfe\n"), format!("{foreign}: it is not text"));
    assert_eq!(
        refusal("{\"schema\":\"coreograph.race/1\"}\n"),
        format!("{foreign}: its schema is \"coreograph.race/1\"")
    );
}

#[test]
fn another_version_says_which_one_is_understood() {
    assert_eq!(
        refusal(good().replace("recording/1", "recording/2")),
        "r.jsonl, line 1: this is a recording of schema \"coreograph.recording/2\"; \
            this version of Coreograph understands \"coreograph.recording/1\""
    );
}

#[test]
fn a_broken_line_is_named_with_its_number_and_its_fault() {
    let broken = |line: &str| refusal(with_line(4, line));
    assert_eq!(
        broken("garbage"),
        "r.jsonl, line 4: expected an event, found `garbage`: expected value (column 1)"
    );
    assert_eq!(broken(""), "r.jsonl, line 4: expected an event, found an empty line");
    assert_eq!(
        broken(r#"{"at":12}"#),
        r#"r.jsonl, line 4: expected an event, found `{"at":12}`: it tells no fact that this version knows"#
    );
    assert_eq!(
        broken(r#"{"phase":"racing"}"#),
        r#"r.jsonl, line 4: expected an event, found `{"phase":"racing"}`: missing field `at` (column 18)"#
    );
    let negative = broken(r#"{"at":-5,"phase":"racing"}"#);
    assert!(negative.contains("line 4: expected an event") && negative.contains("-5"), "{negative}");
    let late = broken(r#"{"at":18446744073709551615,"phase":"racing"}"#);
    assert!(late.contains("line 4: expected a time of at most 9007199254740992 ns"), "{late}");
    let escape = broken("\u{1b}[2J\u{7}");
    assert!(
        escape.contains("line 4") && !escape.contains('\u{1b}') && !escape.contains('\u{7}'),
        "{escape:?}"
    );
    let long = broken(&"x".repeat(5000));
    assert!(long.len() < 200, "{long}");
    // Whatever is nested is refused for its kind, or, beside the fact, passed over without going down.
    let nested = "[".repeat(100_000);
    for (deep, expected) in [
        (format!(r#"{{"at":1,"phase":{nested}"#), "expected value (column 17)"),
        (format!(r#"{{"at":{nested}"#), "invalid type: sequence"),
        (format!(r#"{{"at":1,"later":{nested}"#), "EOF while parsing a list"),
        (format!(r#"{{"at":1,"lane_ready":{{"lane":0,"later":{nested}"#), "EOF while parsing a list"),
    ] {
        let told = broken(&deep);
        assert!(told.contains("line 4: expected an event") && told.contains(expected), "{told}");
    }
    let mut bytes = good().into_bytes();
    let second = HEADER.len() + 3;
    bytes[second] = 0xff;
    assert_eq!(
        refusal(bytes),
        "r.jsonl, line 2: expected the plan of a session, found bytes that are not text"
    );
}

#[test]
fn a_session_begins_with_its_plan() {
    let plain = format!("{HEADER}\n{{\"at\":1,\"phase\":\"racing\"}}\n");
    assert_eq!(
        refusal(plain),
        r#"r.jsonl, line 2: expected the plan of a session, found `{"at":1,"phase":"racing"}`"#
    );
    let nothing = "r.jsonl, line 2: expected the plan of a session, found the end of the file";
    assert_eq!(refusal(format!("{HEADER}\n")), nothing);
    assert_eq!(refusal(format!("{HEADER}\n{{\"at\":0,\"pl")), nothing);
}

#[test]
fn a_plan_that_no_machine_could_have_is_refused() {
    let with = |change: fn(&mut Plan)| {
        let mut plan = fixture::plan(&[("gil", 2), ("pool", 2)]);
        change(&mut plan);
        let event = Event { at: Nanos::ZERO, fact: EventKind::Plan(Box::new(plan)) };
        refusal(with_line(2, &serde_json::to_string(&event).unwrap()))
    };
    assert_eq!(
        with(|p| p.lanes.swap(0, 1)),
        "r.jsonl, line 2: expected lane 0 in place 0 of the plan, found lane 1"
    );
    assert_eq!(
        with(|p| p.lanes[1].workers = u32::MAX),
        "r.jsonl, line 2: expected at most 65536 workers, found 4294967295"
    );
    assert_eq!(
        with(|p| p.machine.logical_cpus = 70_000),
        "r.jsonl, line 2: expected at most 65536 logical_cpus, found 70000"
    );
}

#[test]
fn a_line_without_end_does_not_fill_the_memory() {
    let endless = std::io::repeat(0);
    let error = Recording::read(BufReader::new(endless), Path::new("zero")).unwrap_err();
    assert!(matches!(error, RecordError::Foreign { .. }), "{error:?}");

    let start = good();
    let endless = BufReader::new(start.as_bytes().chain(std::io::repeat(b' ')));
    let error = Recording::read(endless, Path::new("spaces")).unwrap_err();
    let line = start.lines().count() + 1;
    let expected =
        format!("spaces, line {line}: expected an event, found a line of more than 16777216 bytes");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing.jsonl");
    let error = Recording::open(&missing).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot read {}: ", missing.display())), "{error}");
    let error = Recording::open(dir.path()).unwrap_err().to_string();
    let refused = "it is a folder; accepted is a regular file, or - for standard input";
    assert_eq!(error, format!("cannot read {}: {refused}", dir.path().display()));
}

#[test]
fn cut_off_at_any_byte_it_plays_up_to_there_or_says_why_not() {
    let file = good();
    let first_event = file.lines().take(2).map(|l| l.len() + 1).sum::<usize>();
    for length in 0..file.len() {
        let part = &file.as_bytes()[..length];
        match read(part) {
            Ok(recording) => {
                assert!(length + 1 >= first_event, "{length}");
                let whole = part.split(|b| *b == b'\n').count() - 1;
                let last_is_whole = file.as_bytes()[length] == b'\n';
                let expected = if last_is_whole { whole } else { whole - 1 };
                assert_eq!(recording.events, fixture::race()[..expected], "at {length}");
                let cut = (!last_is_whole && part.last() != Some(&b'\n')).then_some(Cut { line: whole + 1 });
                assert_eq!(recording.cut, cut, "at {length}");
            }
            Err(error) => assert!(length + 1 < first_event, "at {length}: {error}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is recorded is what is read, to the last bit, and adds up to the same, whatever the events.
    #[test]
    fn what_is_written_is_read(events in events()) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.jsonl");
        let mut recorder = Recorder::create(&path).unwrap();
        for event in &events {
            recorder.write(event).unwrap();
        }
        recorder.finish().unwrap();
        let recording = Recording::open(&path).unwrap();
        prop_assert_eq!(recording.cut, None);
        prop_assert_eq!(&recording.events, &events);
        prop_assert_eq!(fixture::model(&recording.events), fixture::model(&events));
    }

    /// `docs/schema` describes every kind of event, and no field is left out there.
    #[test]
    fn every_event_is_as_the_schema_says(events in events()) {
        let schema = Schema::named(SCHEMA);
        for event in &events {
            prop_assert_eq!(schema.flaws(&serde_json::to_value(event).unwrap()), Vec::<String>::new());
        }
    }

    /// Bytes of any kind are read or refused, whatever stands before them.
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read([HEADER.as_bytes(), b"\n", &bytes].concat());
        let _ = read([good().as_bytes(), &bytes].concat());
    }

    /// A good file with bytes changed, removed or doubled is read or refused, and what is read can be folded.
    #[test]
    fn mutations_never_panic(edits in proptest::collection::vec((any::<prop::sample::Index>(), 0u8..4, any::<u8>()), 1..8)) {
        let mut bytes = good().into_bytes();
        for (place, kind, byte) in edits {
            let place = place.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => drop(bytes.remove(place)),
                2 => bytes.insert(place, byte),
                // Digits make the mutations that still parse.
                _ => bytes[place] = b'0' + byte % 10,
            }
        }
        if let Ok(recording) = read(&bytes) {
            let mut model = Model::default();
            recording.events.iter().for_each(|event| model.apply(event));
        }
    }
}
