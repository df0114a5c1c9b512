//! The dashboard under one's hands: views, mouse, time, projector, any size at any moment.

mod support;

use support::pty::{Size, Terminal};
use support::wait_for;

const USUAL: Size = (120, 40);

/// A race that goes on for as long as a test looks at it, with both lanes at work.
const LONG: [&str; 7] =
    ["race", "--seconds", "600", "--workers=2", "--lanes", "gil,pool", "--schedule=together"];

/// What the mouse sends: a press and its release, or the wheel, at a cell counted from 1.
fn mouse(button: u8, column: usize, row: usize) -> String {
    let press = format!("\x1b[<{button};{column};{row}M");
    if button < 64 { format!("{press}\x1b[<{button};{column};{row}m") } else { press }
}

const LEFT: u8 = 0;
const WHEEL_UP: u8 = 64;
const WHEEL_DOWN: u8 = 65;

/// Where a word stands below the first line of the screen, counted from 1.
fn place(text: &str, word: &str) -> (usize, usize) {
    let found = text.lines().enumerate().skip(1).find_map(|(y, line)| {
        let byte = line.find(word)?;
        Some((line[..byte].chars().count() + 1, y + 1))
    });
    found.unwrap_or_else(|| panic!("no {word:?} on\n{text}"))
}

fn racing() -> Terminal {
    let terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["racing", "switches/s", "P1"]);
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.press("q");
    terminal.end().assert_restored(0);
}

/// What each view shows and no other does; of the losses, before and after the first task has been done.
const VIEWS: [(&str, &str, &str); 10] = [
    ("1", "1 race", "one worker's"),
    ("2", "2 cores", "stolen"),
    ("3", "3 workers", "sorted by"),
    ("4", "4 lock", "LOCK HOLDERS"),
    ("5", "5 losses", "No task has been done so far|load balance"),
    ("6", "6 output", "OUTPUT"),
    ("7", "7 tasks", "in order|only totals"),
    ("8", "8 life", "No worker process|spawn at"),
    ("9", "9 memory", "memory of the program"),
    ("0", "0 ranking", "finished so far"),
];

/// Waits until one of these words, set apart by bars, is on the screen.
fn wait_for_one_of(terminal: &Terminal, words: &str) {
    terminal.wait_until(words, |text| words.split('|').any(|word| text.contains(word)));
}

#[test]
fn every_view_is_reached_by_its_number_and_by_its_tab() {
    let mut terminal = racing();
    for (key, _, shown) in VIEWS.iter().rev() {
        terminal.press(key);
        wait_for_one_of(&terminal, shown);
    }
    for (_, tab, shown) in VIEWS.iter().rev() {
        let (column, row) = place(&terminal.text(), tab);
        terminal.press(&mouse(LEFT, column, row));
        wait_for_one_of(&terminal, shown);
    }
    terminal.press("4");
    terminal.wait_for(&["LOCK HOLDERS"]);
    terminal.press("\x1b");
    terminal.wait_without(&["LOCK HOLDERS"]);
    leave(terminal);
}

#[test]
fn the_arrows_read_out_a_moment_and_end_follows_again() {
    let mut terminal = racing();
    for (back, end) in
        [("\x1b[D", "\x1b[F"), ("h", "G"), ("\x1b[1;2D", "\x1b[F"), ("\x1b[H", "G"), ("g", "\x1b[F")]
    {
        terminal.press(back);
        terminal.wait_for(&["End follows again."]);
        terminal.press(end);
        terminal.wait_without(&["End follows again."]);
    }
    terminal.press("h");
    let early = terminal.wait_for(&["End follows again."]);
    terminal.press("+++");
    let stretched = terminal.wait_until("another axis", |text| axis(text) != axis(&early));
    terminal.press("---");
    terminal.wait_until("the axis as it was", |text| axis(text) != axis(&stretched));
    terminal.press("\x1b");
    terminal.wait_without(&["End follows again."]);
    leave(terminal);
}

/// The labels of the time axis.
fn axis(text: &str) -> String {
    let line = text.lines().find(|line| line.matches(" s ").count() + line.matches(" s\u{2502}").count() > 2);
    line.unwrap_or_default().split('\u{2502}').next().unwrap_or_default().to_string()
}

#[test]
fn the_mouse_puts_the_cursor_selects_stretches_and_presses_keys() {
    let mut terminal = racing();
    let text = terminal.wait_for(&["P1", "T1"]);
    let (column, row) = place(&text, "T0 ");
    terminal.press(&mouse(LEFT, column + 5, row));
    let whole = terminal.wait_for(&["End follows again.", "of gil"]);
    terminal.press(&mouse(WHEEL_UP, column + 5, row));
    let stretched = terminal.wait_until("another axis", |now| axis(now) != axis(&whole));
    terminal.press(&mouse(WHEEL_DOWN, column + 5, row));
    terminal.wait_until("the axis as it was", |now| axis(now) != axis(&stretched));
    terminal.press("\x1b");
    terminal.wait_without(&["End follows again."]);
    let (column, row) = place(&text, "P1");
    terminal.press(&mouse(LEFT, column, row));
    terminal.wait_for(&["Worker 1 (pid"]);
    let (column, row) = place(&terminal.text(), "? help");
    terminal.press(&mouse(LEFT, column, row));
    terminal.wait_for(&["─ help ─"]);
    // The wheel scrolls what is in front, a press beside it closes it.
    terminal.press(&mouse(WHEEL_DOWN, 60, 20));
    terminal.press(&mouse(LEFT, 1, 20));
    terminal.wait_without(&["─ help ─"]);
    leave(terminal);
}

#[test]
fn for_a_projector_there_are_few_words() {
    let mut terminal = Terminal::start((80, 24), &LONG);
    terminal.wait_for(&["racing", "? help", "1 race"]);
    terminal.press("P");
    terminal.wait_for(&["P brings all of them back"]);
    terminal.wait_without(&["1 race", "? help  q"]);
    terminal.press("P");
    terminal.wait_for(&["1 race"]);
    leave(terminal);
}

#[test]
fn a_storm_of_sizes_is_borne() {
    let mut terminal = racing();
    for round in 0..60u16 {
        terminal.resize((1 + (round * 37) % 230, 1 + (round * 23) % 75));
    }
    terminal.resize(USUAL);
    terminal.wait_for(&["1 race", "WORKER PROCESSES", "quit"]);
    terminal.press("?");
    terminal.wait_for(&["─ help ─"]);
    terminal.press("q");
    leave(terminal);
}

#[test]
fn after_ctrl_z_the_mouse_is_back() {
    let mut terminal = racing();
    terminal.press("\x1a");
    wait_for("the normal screen", || (!terminal.is_on_alternate_screen()).then_some(()));
    assert!(!terminal.has_the_mouse(), "the shell would read what the mouse does");
    terminal.go_on_after_stop();
    terminal.wait_for(&["WORKER PROCESSES"]);
    assert!(terminal.has_the_mouse());
    leave(terminal);
}

/// A panic of a task is the task's end and nobody else's: the screen goes on, and says so.
#[test]
fn a_panic_in_a_worker_leaves_the_screen_alone() {
    let args = ["race", "--lanes", "pool", "--workers=2", "--tasks=40", "--seconds", "2", "--fault", "panic"];
    let mut terminal = Terminal::start(USUAL, &args);
    terminal.wait_for(&["finished", "panicked"]);
    assert!(terminal.is_on_alternate_screen());
    terminal.press("3");
    terminal.wait_for(&["sorted by"]);
    terminal.press("q");
    // A task without a result is a fault of the race.
    terminal.end().assert_restored(1);
}
