//! Names, files and messages that are not ours hold instructions to terminals and spreadsheets: none of them gets out.

mod support;

use std::path::Path;

use support::run::{Ended, command, run};

/// What the recordings and names of these tests hold: a title for the window, the end of a screen, a colour, a bell, NUL, the
/// eight-bit form of an escape sequence, text from right to left, nothing of any width.
const HOSTILE: &str = "A\u{1b}]0;pwn\u{7}\u{1b}[2J\u{1b}[31m\0\u{9b}2J\u{202e}\u{200b}B";

/// The same without NUL, which no argument can hold.
fn argument() -> String {
    HOSTILE.replace('\0', "")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a temporary path is text")
}

/// Fails when something hidden is in `text`, the ends of lines excepted.
#[track_caller]
fn assert_visible(what: &str, text: &str) {
    let hidden = |c: char| (c.is_control() || "\u{202e}\u{200b}".contains(c)) && c != '\n';
    assert!(!text.contains(hidden), "{what} holds {:?}: {text:?}", text.chars().find(|c| hidden(*c)));
}

/// Fails when something hidden is in what was written, or nothing that is shown instead.
#[track_caller]
fn assert_escaped(ended: &Ended) {
    assert_visible("standard output", &ended.stdout);
    assert_visible("standard error", &ended.stderr);
    assert!((ended.stdout.clone() + &ended.stderr).contains(r"\u{1b}"), "{ended}");
}

/// The recording of the README, of a machine, lanes and doubts that are called so.
fn recording(folder: &Path) -> String {
    let file = folder.join("hostile.jsonl");
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/race.jsonl");
    let text = std::fs::read_to_string(recorded).expect("a recording");
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    let hostile = serde_json::Value::from(HOSTILE);
    for line in &mut lines {
        let mut event: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let names = ["cpu", "os", "label", "message", "advice", "reason", "line"];
        if replace(&mut event, &names, &hostile) {
            *line = event.to_string();
        }
    }
    let plan = lines.iter().position(|line| line.contains(r"\u001b")).expect("a machine");
    let doubt = serde_json::json!({ "at": 1, "doubt": { "kind": HOSTILE, "message": HOSTILE, "advice": HOSTILE, "lane": 0 } });
    lines.insert(plan + 1, doubt.to_string());
    std::fs::write(&file, lines.join("\n") + "\n").expect("a recording");
    path(&file).to_string()
}

/// Puts `with` into every field of text that has one of these names; whether there was one.
fn replace(value: &mut serde_json::Value, names: &[&str], with: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(fields) => fields.iter_mut().fold(false, |done, (name, field)| {
            if field.is_string() && names.contains(&name.as_str()) {
                *field = with.clone();
                return true;
            }
            replace(field, names, with) || done
        }),
        serde_json::Value::Array(list) => {
            list.iter_mut().map(|item| replace(item, names, with)).filter(|done| *done).count() > 0
        }
        _ => false,
    }
}

#[test]
fn a_hostile_recording_is_replayed_escaped_in_every_format_but_json() {
    let folder = tempfile::tempdir().unwrap();
    let file = recording(folder.path());
    for format in ["text", "csv", "markdown"] {
        let ended = run(&["replay", "--headless", "--format", format, &file]);
        assert_eq!(ended.code, Some(0), "{ended}");
        assert_escaped(&ended);
        assert!(ended.stderr.contains(r"\u{202e}"), "the doubt on standard error: {ended}");
    }
    let ended = run(&["replay", "--headless", "--format", "json", &file]);
    assert_eq!(ended.json()["machine"]["cpu"], HOSTILE, "JSON is exact");
    let ended = run(&["export", &file, "--to", "svg"]);
    assert_visible("the picture", &ended.stdout);
}

#[test]
fn a_hostile_name_of_a_sweep_is_told_escaped_in_every_format_but_json() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.json"), folder.path().join("b.json"));
    let small = [
        "scale",
        "--headless",
        "--lanes=sequential",
        "--workloads=square",
        "--tasks=2",
        "--size=10",
        "--workers=1",
        "--reps=1",
    ];
    let name = argument();
    let ended = run(&[&small[..], &["--name", &name, "--save", path(&a)]].concat());
    assert_eq!(ended.code, Some(0), "{ended}");
    assert_escaped(&ended);
    let saved = std::fs::read_to_string(&a).expect("the report is there");
    let mut json: serde_json::Value = serde_json::from_str(&saved).expect("JSON");
    assert_eq!(json["machine"]["name"], name.as_str(), "JSON is exact");
    json["machine"]["name"] = format!("=1+1{name}").into();
    std::fs::write(&b, json.to_string()).expect("the report is written");
    for format in ["text", "csv", "markdown", "svg", "html", "benchstat"] {
        for files in [&[path(&a)][..], &[path(&a), path(&b)], &[path(&b)]] {
            let ended = run(&[&["compare", "--headless", "--force", "--format", format][..], files].concat());
            assert_eq!(ended.code, Some(0), "{ended}");
            assert_escaped(&ended);
            let runs = ended
                .stdout
                .lines()
                .any(|line| line.starts_with(['=', '+', '-', '@']) || line.contains(",="));
            assert!(format != "csv" || !runs, "{ended}");
        }
    }
}

#[test]
fn errors_and_warnings_repeat_what_was_typed_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = argument();
    let nowhere = format!("{}/{hostile}", path(folder.path()));
    let option = format!("--{hostile}");
    for arguments in [
        &["race", "--headless", "--lanes", &hostile][..],
        &["race", "--headless", "--workload", &hostile],
        &["race", "--headless", "--format", &hostile],
        &["race", "--headless", "--workers", &hostile],
        &["race", "--headless", "--workload=print", "--arg", &hostile],
        &["race", "--headless", "--output", &format!("{nowhere}/x")],
        &["race", "--headless", "--record", &format!("{nowhere}/x")],
        &["race", &hostile],
        &[&option],
        &[&hostile],
        &["scale", "--headless", "--resume", &nowhere],
        &["scale", "--headless", "--workloads", &hostile],
        &["compare", "--headless", &nowhere],
        &["compare", "--headless", "--with", &hostile],
        &["replay", "--headless", &nowhere],
        &["export", &nowhere, "--to", "svg"],
        &["fidelity", "--checks", &hostile],
        &["doctor", &option],
        &["config", "--output", &format!("{nowhere}\nx/")],
    ] {
        let ended = run(arguments);
        assert!(ended.code.is_some_and(|code| code == 1 || code == 2), "{arguments:?}: {ended}");
        assert_escaped(&ended);
    }
}

#[test]
fn complaints_about_settings_and_themes_are_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = argument();
    let file = folder.path().join(format!("{hostile}.toml"));
    let written = hostile.chars().fold(String::new(), |written, c| written + &format!("\\U{:08x}", c as u32));
    std::fs::write(&file, format!("theme = \"{written}\"\n\"{written}\" = 1\n[\"{written}\"]\n")).unwrap();
    let race = [
        "race",
        "--headless",
        "--lanes=sequential",
        "--workers=1",
        "--tasks=2",
        "--size=10",
        "--workload=square",
    ];
    let mut with = command(&[&race[..], &["--config", path(&file)]].concat());
    with.env("COREOGRAPH_SWITCH_INTERVAL", &hostile).env("COREOGRAPH_NOSUCH", &hostile);
    let ended = support::run::Running::start(with).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    assert_escaped(&ended);
    assert!(ended.stderr.matches("warning: ").count() >= 4, "{ended}");
    let ended = run(&["doctor", "--config", path(&file)]);
    assert_escaped(&ended);
    // Help shows what the settings make of the defaults.
    std::fs::write(&file, format!("[scale]\nname = \"{written}\"\n")).unwrap();
    for arguments in [&["scale", "--help"][..], &["scale", "-h"]] {
        let ended = run(&[arguments, &["--config", path(&file)]].concat());
        assert_eq!(ended.code, Some(0), "{ended}");
        assert_visible("the help", &ended.stdout);
    }
}

#[test]
fn a_terminal_shows_what_a_hostile_recording_holds_and_obeys_none_of_it() {
    use support::pty::Terminal;

    let folder = tempfile::tempdir().unwrap();
    let file = recording(folder.path());
    let mut terminal = Terminal::start((200, 60), &["replay", "--speed", "1000", &file]);
    terminal.wait_for(&["finished", r"\u{1b}"]);
    for view in ["2", "3", "4", "5", "6", "?", "q"] {
        terminal.press(view);
    }
    terminal.press("q");
    let left = terminal.end();
    left.assert_restored(0);
    assert!(left.text.contains(r"\u{1b}[2J"), "the report after the dashboard: {}", left.text);
    let written = String::from_utf8_lossy(&left.bytes);
    for sequence in ["\u{1b}]0;", "\u{7}", "\u{1b}[31m", "\u{9b}", "\u{202e}", "\u{200b}", "\0"] {
        assert!(!written.contains(sequence), "{sequence:?} in {written:?}");
    }
}
