//! A talk kept as an asciicast: on a terminal and without one, to its end and cut short.

mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::process::Signal;
use support::pty::{Size, Terminal};
use support::run::run;
use support::wait_for;

const USUAL: Size = (80, 24);

/// The header and the events of a cast; every line must be whole.
fn read(cast: &Path) -> (Value, Vec<(f64, String, String)>) {
    let text = std::fs::read_to_string(cast).expect("a cast");
    assert!(text.ends_with('\n'), "the last line is cut: {text:?}");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a whole line"));
    let header = lines.next().expect("a header");
    let event = |line: Value| {
        let word = |at: usize| line[at].as_str().expect("a word").to_string();
        (line[0].as_f64().expect("a time"), word(1), word(2))
    };
    (header, lines.map(event).collect())
}

fn of_kind(events: &[(f64, String, String)], kind: &str) -> Vec<String> {
    events.iter().filter(|(_, of, _)| of == kind).map(|(.., data)| data.clone()).collect()
}

/// Screen that a player shows at the end, and whether the screen was left.
fn played(events: &[(f64, String, String)], (columns, rows): Size) -> vt100::Parser {
    let cells = |count: u16| count.try_into().expect("a screen has cells");
    let mut player = vt100::Parser::new(cells(rows), cells(columns), 0);
    player.process(of_kind(events, "o").concat().as_bytes());
    player
}

/// `asciinema cat` writes all that a cast shows. Left out where it is not installed.
#[track_caller]
fn assert_asciinema_reads(cast: &Path) {
    if Command::new("asciinema").arg("--version").stdout(Stdio::null()).status().is_err() {
        return eprintln!("skipped: asciinema is not installed here");
    }
    // An earlier version wants a terminal, whatever it writes to.
    let out = cast.with_extension("out");
    let line = format!("asciinema cat '{}' > '{}'; echo \"it ended with $?\"", cast.display(), out.display());
    let terminal = Terminal::start_shell(USUAL, &line);
    let text = terminal.wait_for(&["it ended with"]);
    assert!(text.contains("it ended with 0"), "{text}");
    let _ = terminal.end();
    // An earlier version writes what the screen was sent, a later one the cast itself.
    let written = std::fs::metadata(&out).expect("its output").len();
    let sent = of_kind(&self::read(cast).1, "o").concat().len();
    assert!(written >= sent as u64, "{written} bytes of {sent}");
}

/// Number of events of a cast that is being written.
fn count(cast: &Path) -> usize {
    std::fs::read_to_string(cast).unwrap_or_default().lines().count()
}

#[test]
fn a_talk_that_is_cut_short_leaves_a_cast_that_can_be_played() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let folder = tempfile::tempdir().expect("a folder");
        let cast = folder.path().join("talk.cast");
        let name = cast.to_string_lossy();
        let terminal = Terminal::start(USUAL, &["tour", "one-or-many", "--cast", &name]);
        wait_for("some frames", || (count(&cast) > 3).then_some(()));
        terminal.signal(signal);
        terminal.end().assert_restored(code);
        let (header, events) = read(&cast);
        assert_eq!(
            (&header["version"], &header["width"], &header["height"]),
            (&2.into(), &80.into(), &24.into())
        );
        assert!(of_kind(&events, "m").iter().any(|label| label == "question one-or-many"), "{events:?}");
        let player = played(&events, USUAL);
        assert!(!player.screen().alternate_screen() && !player.screen().hide_cursor());
        assert!(events.is_sorted_by(|a, b| a.0 <= b.0));
    }
}

#[test]
fn a_resize_is_in_the_cast_before_the_frame_that_it_causes() {
    let folder = tempfile::tempdir().expect("a folder");
    let cast = folder.path().join("talk.cast");
    let name = cast.to_string_lossy();
    let terminal = Terminal::start(USUAL, &["tour", "one-or-many", "--cast", &name]);
    wait_for("some frames", || (count(&cast) > 3).then_some(()));
    terminal.resize((100, 30));
    let resized = || std::fs::read_to_string(&cast).unwrap_or_default().contains("\"r\", \"100x30\"");
    wait_for("the new size", || resized().then_some(()));
    terminal.signal(Signal::TERM);
    terminal.end().assert_restored(143);
    assert_eq!(of_kind(&read(&cast).1, "r"), ["100x30"]);
}

#[test]
fn asciinema_reads_a_talk_that_was_given_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let cast = folder.path().join("talk.cast");
    let name = cast.to_string_lossy();
    let mut terminal = Terminal::start(USUAL, &["tour", "a-process", "--cast", &name]);
    terminal.wait_for(&["A process", "space next"]);
    terminal.press(" ");
    terminal.wait_until("the end of the run", |text| text.contains("r again") && !text.contains("p pause"));
    terminal.resize((100, 30));
    terminal.press(" ");
    terminal.wait_until("the verdict", |_| {
        std::fs::read_to_string(&cast).is_ok_and(|cast| cast.contains("\"verdict a-process"))
    });
    terminal.press(" ");
    terminal.wait_for(&["What the tour has shown"]);
    terminal.press("qq");
    terminal.end().assert_restored(0);
    let marks = of_kind(&read(&cast).1, "m");
    assert_eq!(marks.last().map(String::as_str), Some("verdict a-process"), "{marks:?}");
    assert_asciinema_reads(&cast);
}

#[test]
fn without_a_terminal_a_scene_is_drawn_all_the_same_with_all_its_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let cast = folder.path().join("talk.cast");
    let name = cast.to_string_lossy();
    let ended = run(&["tour", "one-or-many", "--auto", "--headless", "--cast", &name]);
    assert_eq!(ended.code, Some(0), "{ended}");
    let (header, events) = read(&cast);
    assert_eq!((&header["width"], &header["height"]), (&80.into(), &24.into()));
    let marks = of_kind(&events, "m");
    let moments: Vec<&str> = marks.iter().filter_map(|label| label.split(' ').next()).collect();
    assert_eq!(moments, ["question", "prediction", "start", "verdict"], "{marks:?}");
    assert_asciinema_reads(&cast);
}

#[test]
fn standard_output_has_the_screen_or_the_result_and_no_cast() {
    for name in ["-", "/dev/stdout"] {
        let left = Terminal::start(USUAL, &["tour", "--auto", "--cast", name]).end();
        left.assert_restored(2);
        assert!(left.text.contains("standard output, which has the screen"), "{}", left.text);
        let ended = run(&["tour", "--auto", "--headless", "--cast", name]);
        assert_eq!(ended.code, Some(2), "{ended}");
        assert!(ended.stderr.contains("standard output, which has the result"), "{ended}");
    }
}
