//! A recording under one's hands: seek, step, speed and loop, by keys and by the mouse.

mod support;

use support::pty::{Size, Terminal};

const USUAL: Size = (120, 40);
const RECORDING: &str = "assets/race.jsonl";

/// The glyphs of the timeline.
const BAR: &str = "━─●";

const LEFT: &str = "\x1b[D";
const RIGHT: &str = "\x1b[C";
const SHIFT_RIGHT: &str = "\x1b[1;2C";
const ESC: &str = "\x1b";

/// The row of the timeline, counted from 1, and its text.
fn timeline(text: &str) -> Option<(usize, &str)> {
    let rows = text.lines().enumerate().map(|(y, line)| (y + 1, line));
    rows.filter(|(_, line)| line.contains('●') && line.trim_end().ends_with(" s")).last()
}

/// The moment that is shown, and the length of the recording, in seconds.
fn moments(text: &str) -> Option<[f64; 2]> {
    let (_, row) = timeline(text)?;
    let words: Vec<&str> = row.split_whitespace().collect();
    Some([words.first()?.parse().ok()?, words.get(words.len().checked_sub(2)?)?.parse().ok()?])
}

fn shown(terminal: &Terminal) -> [f64; 2] {
    let text = terminal.wait_until("a timeline", |text| moments(text).is_some());
    moments(&text).expect("it was there")
}

/// Waits until this moment is shown, as exactly as it is written.
#[track_caller]
fn wait_for_moment(terminal: &Terminal, moment: f64) -> f64 {
    let is_it = |text: &str| moments(text).is_some_and(|[at, _]| (at - moment).abs() < 0.015);
    terminal.wait_until(&format!("the moment {moment:.2} s"), is_it);
    moment
}

/// First and last column of the bar, and its row, counted from 1.
fn bar(terminal: &Terminal) -> [usize; 3] {
    let text = terminal.wait_until("a timeline", |text| timeline(text).is_some());
    let (y, row) = timeline(&text).expect("it was there");
    let columns: Vec<usize> =
        row.chars().enumerate().filter(|(_, c)| BAR.contains(*c)).map(|(x, _)| x + 1).collect();
    [columns[0], columns[columns.len() - 1], y]
}

/// Mouse report at a cell counted from 1: 0 presses the left button, 32 moves with it pressed.
fn mouse(code: u8, column: usize, row: usize) -> String {
    format!("\x1b[<{code};{column};{row}M")
}

fn release(column: usize, row: usize) -> String {
    format!("\x1b[<0;{column};{row}m")
}

/// A recording that stands still somewhere.
fn paused() -> Terminal {
    let mut terminal = Terminal::start(USUAL, &["replay", RECORDING]);
    terminal.wait_for(&["recorded, 1×", "seek", "step", "speed", "loop"]);
    terminal.press(" ");
    terminal.wait_for(&["paused"]);
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn arrows_seek_and_digits_are_tenths_until_esc_makes_them_views_again() {
    let mut terminal = paused();
    let [_, length] = shown(&terminal);
    let stride = (length / 20.0).min(1.0).max(length / 60.0);
    terminal.press(RIGHT);
    terminal.wait_for(&["tenths"]);
    terminal.press("0");
    wait_for_moment(&terminal, 0.0);
    terminal.press(RIGHT);
    wait_for_moment(&terminal, stride);
    terminal.press(RIGHT);
    wait_for_moment(&terminal, 2.0 * stride);
    terminal.press(LEFT);
    wait_for_moment(&terminal, stride);
    terminal.press(SHIFT_RIGHT);
    wait_for_moment(&terminal, length.min(11.0 * stride));
    terminal.press("5");
    wait_for_moment(&terminal, length / 2.0);
    terminal.press(ESC);
    terminal.wait_without(&["tenths"]);
    terminal.press("4");
    terminal.wait_for(&["LOCK HOLDERS", "paused"]);
    wait_for_moment(&terminal, length / 2.0);
    leave(terminal);
}

#[test]
fn a_seek_to_the_end_and_back_shows_what_was_known_then() {
    let mut terminal = paused();
    terminal.press(&RIGHT.repeat(70));
    terminal.wait_for(&["finished"]);
    terminal.press("1");
    terminal.wait_without(&["finished"]);
    terminal.press("0");
    wait_for_moment(&terminal, 0.0);
    terminal.wait_for(&["paused"]);
    leave(terminal);
}

#[test]
fn a_step_pauses_and_goes_a_thirtieth_of_a_second() {
    let mut terminal = Terminal::start(USUAL, &["replay", RECORDING]);
    terminal.wait_for(&["recorded, 1×"]);
    terminal.press(".");
    terminal.wait_for(&["paused"]);
    terminal.press(RIGHT);
    terminal.press("0");
    wait_for_moment(&terminal, 0.0);
    terminal.press("...");
    wait_for_moment(&terminal, 0.1);
    terminal.press(",,");
    wait_for_moment(&terminal, 1.0 / 30.0);
    terminal.press(" ");
    terminal.wait_without(&["paused"]);
    terminal.wait_until("time that goes on", |text| moments(text).is_some_and(|[at, _]| at > 0.2));
    leave(terminal);
}

#[test]
fn keys_halve_and_double_the_speed_and_the_table_of_workers_keeps_its_own() {
    let mut terminal = paused();
    terminal.press(">");
    terminal.wait_for(&["recorded, 2×"]);
    terminal.press("<<");
    terminal.wait_for(&["recorded, 0.5×"]);
    terminal.press("3");
    let before = terminal.wait_for(&["sorted by", "[ ] speed"]);
    terminal.press(">");
    terminal.wait_until("another order", |text| sorted_by(text) != sorted_by(&before));
    terminal.wait_for(&["recorded, 0.5×"]);
    terminal.press("]");
    terminal.wait_for(&["recorded, 1×"]);
    leave(terminal);
}

/// Column by which the table of workers is sorted.
fn sorted_by(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("sorted by")?;
    rest.lines().next()
}

#[test]
fn a_loop_begins_again_after_the_end() {
    let mut terminal = paused();
    let [_, length] = shown(&terminal);
    terminal.press("L");
    terminal.wait_for(&["recorded, 1×, loop"]);
    terminal.press(RIGHT);
    terminal.press("9");
    wait_for_moment(&terminal, length * 0.9);
    terminal.press(" ");
    terminal.wait_for(&["finished"]);
    terminal.wait_until("the beginning", |text| moments(text).is_some_and(|[at, _]| at < length / 2.0));
    terminal.press("L");
    terminal.wait_without(&[", loop"]);
    leave(terminal);
}

#[test]
fn the_timeline_is_clicked_and_dragged() {
    let mut terminal = paused();
    let [_, length] = shown(&terminal);
    let [first, last, row] = bar(&terminal);
    let middle = usize::midpoint(first, last);
    terminal.press(&(mouse(0, middle, row) + &release(middle, row)));
    let share = (middle - first) as f64 / (last - first) as f64;
    wait_for_moment(&terminal, length * share);
    terminal.wait_for(&["tenths"]);
    // The pointer need not stay on the row.
    terminal.press(&(mouse(0, middle, row) + &mouse(32, last, row - 3)));
    wait_for_moment(&terminal, length);
    terminal.wait_for(&["finished"]);
    terminal.press(&(mouse(32, first, row) + &release(first, row)));
    wait_for_moment(&terminal, 0.0);
    terminal.wait_without(&["finished"]);
    leave(terminal);
}

#[test]
fn on_the_smallest_screens_the_keys_seek_all_the_same() {
    for size in [(40, 12), (20, 6)] {
        let mut terminal = Terminal::start(size, &["replay", RECORDING]);
        terminal.press(" ");
        terminal.wait_until("a picture", |text| !text.trim().is_empty());
        terminal.press(&(RIGHT.repeat(3) + "5" + "." + "," + ">" + "L"));
        leave(terminal);
    }
}
