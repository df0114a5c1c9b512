//! The menu of the program in a terminal: what is typed and chosen there changes the race.

mod support;

use support::pty::{Size, Terminal};
use support::run;

const USUAL: Size = (120, 40);

/// A race that goes on for as long as a test looks at it.
const LONG: [&str; 6] = ["race", "--seconds", "600", "--workers", "2", "--schedule=turns"];

/// What stands on the menu's edge while it is open.
const OPEN: &str = "esc closes";

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Opens the menu, types `line` and waits until `found` is on the screen.
#[track_caller]
fn type_in_menu(terminal: &mut Terminal, line: &str, found: &[&str]) {
    terminal.press(":");
    terminal.wait_for(&[OPEN]);
    terminal.press(line);
    terminal.wait_for(&[&[&format!(": {line}")[..]], found].concat());
}

/// Chooses what is marked, and confirms that this ends the race.
#[track_caller]
fn choose(terminal: &mut Terminal) {
    terminal.press("\r");
    terminal.wait_for(&["enter again ends this race", OPEN]);
    terminal.press("\r");
}

#[test]
fn a_workload_and_a_number_of_workers_are_chosen_by_typing() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing", "primes"]);
    type_in_menu(&mut terminal, "mandel", &["rows of the Mandelbrot set", "1 of"]);
    choose(&mut terminal);
    terminal.wait_until("the workload in the header", |text| first_line(text).contains("mandelbrot"));
    type_in_menu(&mut terminal, "workers 3", &["The race starts again."]);
    choose(&mut terminal);
    terminal.wait_until("the workers in the header", |text| first_line(text).contains("3 workers"));
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_lane_joins_and_leaves() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["THREADS, simulated GIL", "WORKER PROCESSES"]);
    type_in_menu(&mut terminal, "sequential", &["It joins the race"]);
    choose(&mut terminal);
    terminal.wait_for(&["ONE THREAD"]);
    type_in_menu(&mut terminal, "sequential", &["It leaves the race"]);
    choose(&mut terminal);
    terminal.wait_without(&["ONE THREAD"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_wrong_value_is_named_and_keys_are_text() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["2 workers"]);
    type_in_menu(&mut terminal, "workers 9q", &["workers \"9q\": accepted: 1 to 1024."]);
    terminal.press("\r");
    // Keys are taken in order: when this one is answered, enter had its say.
    terminal.press("\x15interval 2");
    let text = terminal.wait_for(&["interval \"2\": accepted: a time from 1us to 10s", OPEN]);
    assert!(first_line(&text).contains("2 workers"), "{text}");
    terminal.press("ms\r");
    terminal.wait_until("the interval in the header", |text| first_line(text).contains("interval 2 ms"));
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn the_mouse_opens_a_view_from_the_menu() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing"]);
    type_in_menu(&mut terminal, "views lock", &["views"]);
    let text = terminal.text();
    let row = text.lines().position(|line| line.contains("views      ")).expect("it stands there") + 1;
    terminal.press(&format!("\x1b[<0;40;{row}M\x1b[<0;40;{row}m"));
    terminal.wait_for(&["LOCK HOLDERS"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn in_a_replay_nothing_can_be_set_and_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    let file = file.to_str().expect("a name in UTF-8");
    run::race(&["--tasks", "8", "--size", "5000", "--workers", "2", "--lanes", "gil,pool", "--record", file]);
    let mut terminal = Terminal::start(USUAL, &["replay", file]);
    terminal.wait_for(&["finished"]);
    terminal.press(":");
    let text = terminal.wait_for(&["what was raced cannot be changed", OPEN]);
    assert!(!text.contains("mandelbrot"), "{text}");
    terminal.press("\x1b");
    terminal.wait_without(&[OPEN]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_command_of_ones_own_is_chosen_by_typing() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing", "primes"]);
    type_in_menu(&mut terminal, "command sleep 600", &["The race starts again."]);
    choose(&mut terminal);
    terminal.wait_until("the command in the header", |text| first_line(text).contains("sleep 600"));
    terminal.wait_for(&["processes:1", "RUNS OF A COMMAND", "blank idle"]);
    terminal.press("6");
    terminal.wait_for(&["--output-of N keeps that of task N"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn the_very_first_dashboard_offers_help_and_the_tour() {
    let home = tempfile::tempdir().expect("a folder");
    let data = [("XDG_DATA_HOME", home.path().to_str().expect("a name in UTF-8"))];
    for first in [true, false] {
        let mut terminal = Terminal::start_with(USUAL, &LONG, &data);
        let text = terminal.wait_for(&["First a look at the machine, then "]);
        assert!(text.contains("2 threads under one lock, then by 2 worker processes"), "{text}");
        let greeted = text.contains("Here for the first time? ?");
        assert_eq!(greeted, first, "{text}");
        terminal.press("q");
        terminal.end().assert_restored(0);
    }
}
