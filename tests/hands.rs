//! The usual keys on the dashboard in a terminal, the way back, and the races before.

mod support;

use support::pty::{Size, Terminal};

const USUAL: Size = (120, 40);

/// A race that goes on for as long as a test looks at it.
const LONG: [&str; 6] = ["race", "--seconds", "600", "--workers", "2", "--schedule=turns"];

/// A race that is over soon.
const SHORT: [&str; 9] = ["race", "--tasks", "8", "--size", "5000", "--workers", "2", "--lanes", "gil,pool"];

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn leave(mut terminal: Terminal) {
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn the_keys_of_all_programs_do_here_what_they_do_there() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing", "T0"]);
    // F1 as xterm, as older terminals and as the Linux console send it.
    for f1 in ["\x1bOP", "\x1b[11~", "\x1b[[A"] {
        terminal.press(f1);
        terminal.wait_for(&["Keys", "run again from the beginning"]);
        terminal.press("\x1b");
        terminal.wait_without(&["run again from the beginning"]);
    }
    terminal.press("/");
    terminal.wait_for(&["esc closes", "workload"]);
    terminal.press("\x1b");
    terminal.wait_without(&["esc closes"]);
    terminal.press("\r");
    terminal.wait_for(&["No details here: select a worker (arrows) or a lane (tab) first."]);
    terminal.press("n\r");
    terminal.wait_for(&["sorted by"]);
    terminal.press("\x1b");
    terminal.wait_for(&["THREADS, simulated GIL", "WORKER PROCESSES"]);
    terminal.press("\x1b[15~");
    terminal.wait_for(&["F5 does nothing here; ? lists the keys."]);
    leave(terminal);
}

#[test]
fn the_help_goes_to_its_end_and_back() {
    let mut terminal = Terminal::start((80, 24), &LONG);
    terminal.wait_for(&["racing"]);
    terminal.press("?");
    terminal.wait_for(&["Keys"]);
    for (end, begin) in [("G", "g"), ("\x1b[F", "\x1b[H"), ("\x1b[4~", "\x1b[1~")] {
        terminal.press(end);
        terminal.wait_for(&["this one where it is at work"]);
        terminal.press(begin);
        terminal.wait_for(&["run again from the beginning"]);
    }
    terminal.press("q");
    leave(terminal);
}

#[test]
fn a_running_race_is_ended_by_the_second_press_alone() {
    for arguments in [&LONG[..], &[&LONG[..], &["--present"]].concat()] {
        let mut terminal = Terminal::start(USUAL, arguments);
        terminal.wait_for(&["racing", "primes"]);
        for no in ["\x1b", "y", "t", "q"] {
            terminal.press("w");
            terminal.wait_for(&["w again ends this race"]);
            terminal.press(no);
            terminal.wait_without(&["again ends this race"]);
        }
        assert!(first_line(&terminal.text()).contains("primes"), "{}", terminal.text());
        terminal.press("w");
        terminal.wait_for(&["w again ends this race"]);
        terminal.press("w");
        terminal.wait_until("another workload", |text| !first_line(text).contains("primes"));
        // Undo is asked in the same way.
        terminal.wait_for(&["racing"]);
        terminal.press("u");
        terminal.wait_for(&["u again ends this race"]);
        terminal.press("u");
        terminal.wait_until("the first workload", |text| first_line(text).contains("primes"));
        leave(terminal);
    }
}

#[test]
fn without_a_change_there_is_nothing_to_undo() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing"]);
    terminal.press("u");
    let text = terminal.wait_for(&["nothing to undo"]);
    assert!(!text.contains("again ends"), "{text}");
    leave(terminal);
}

#[test]
fn the_races_of_a_session_are_listed_shown_again_compared_and_summed_up() {
    let mut terminal = Terminal::start(USUAL, &SHORT);
    terminal.wait_for(&["finished", "8/8"]);
    terminal.press("}");
    terminal.wait_until("three workers", |text| first_line(text).contains("3 workers"));
    terminal.wait_for(&["finished", "8/8"]);
    terminal.press("H");
    terminal.wait_for(&["races of this session", "gil 2, pool 2", "gil 3, pool 3"]);
    terminal.press("\x1b[A\r");
    terminal.wait_until("the first race", |text| {
        first_line(text).contains("race 1 of 2") && first_line(text).contains("2 workers")
    });
    terminal.press("4");
    terminal.wait_for(&["LOCK HOLDERS", "race 1 of 2"]);
    terminal.press("\x1b");
    terminal.wait_until("the present race", |text| first_line(text).contains("3 workers"));
    terminal.press("H k ");
    terminal.wait_for(&["beside each other"]);
    terminal.press("\r");
    terminal.wait_for(&["race 1 beside race 2", "speed-up", "cores busy", "Race 1: ", "Race 2: "]);
    terminal.press("\x1b");
    terminal.wait_for(&["races of this session"]);
    terminal.press("\x1b");
    terminal.wait_without(&["races of this session"]);
    terminal.press("q");
    let left = terminal.end();
    left.assert_restored(0);
    let report = left.text.find("primes, 8 tasks").expect("the report of the last race");
    let summed_up = left.text.find("The races of this session:").expect("the races");
    assert!(report < summed_up, "{}", left.text);
    for race in ["Race 1: primes; gil 2, pool 2: ", "Race 2: primes; gil 3, pool 3: "] {
        assert!(left.text.contains(race), "{}", left.text);
    }
}

#[test]
fn one_race_alone_is_not_summed_up() {
    let mut terminal = Terminal::start(USUAL, &SHORT);
    terminal.wait_for(&["finished"]);
    terminal.press("q");
    let left = terminal.end();
    left.assert_restored(0);
    assert!(!left.text.contains("The races of this session"), "{}", left.text);
}
