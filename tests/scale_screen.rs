//! `coreograph scale` on a terminal: the curves grow, keys choose what is seen, and however it is left the terminal is as
//! it was and what was measured is told.

mod support;

use std::time::{Duration, Instant};

use support::pty::{Size, Terminal};

const USUAL: Size = (100, 30);

/// A sweep that is over soon.
const SHORT: [&str; 10] = [
    "scale",
    "--lanes=pool,threads",
    "--workloads=primes,square",
    "--workers=1,2",
    "--tasks=8",
    "--size=300",
    "--reps=1",
    "--theme=dark",
    "--name=here",
    "--seed=7",
];

/// A sweep that goes on for as long as a test looks at it.
const LONG: [&str; 5] = ["scale", "--lanes=threads", "--workloads=sleep", "--workers=1,2", "--reps=500"];

#[test]
fn a_sweep_is_watched_to_its_end_and_told_when_the_screen_is_left() {
    let mut terminal = Terminal::start(USUAL, &SHORT);
    let text = terminal.wait_for(&["finished", "8 runs in"]);
    for words in
        ["strong scaling", "here", "1 primes", "2 square", "speed-up", "pool", "threads", "ideal", "workers"]
    {
        assert!(text.contains(words), "no {words:?} on\n{text}");
    }
    terminal.press("a");
    terminal.wait_for(&["efficiency in %"]);
    terminal.press("o");
    terminal.wait_for(&["1 pool", "2 threads", "by lane"]);
    terminal.press("?");
    terminal.wait_for(&["What primes says"]);
    terminal.press("q");
    terminal.wait_for(&["8 runs in"]);
    let left = Instant::now();
    terminal.press("q");
    let ended = terminal.end();
    // Far less than the two seconds for which a run that is under way is waited for.
    assert!(left.elapsed() < Duration::from_millis(1500), "{:?}", left.elapsed());
    ended.assert_restored(0);
}

#[test]
fn numbers_of_another_program_are_shown_as_such() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/imported/numbers.csv");
    let mut terminal = Terminal::start(USUAL, &["scale", "--from", file, "--theme=dark"]);
    let text = terminal.wait_for(&["strong scaling", "from numbers.csv (CSV)", "imported", "workers"]);
    for words in ["numbers", "5.93", "74 %", "0.050"] {
        assert!(text.contains(words), "no {words:?} on\n{text}");
    }
    terminal.press("?");
    terminal.wait_for(&["Not measured by this program"]);
    terminal.press("q");
    terminal.wait_for(&["74 %"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_sweep_that_is_left_ends_and_the_terminal_is_as_it_was() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["measuring", "repetition"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn an_interrupt_ends_it_as_one() {
    let mut terminal = Terminal::start(USUAL, &LONG);
    terminal.wait_for(&["measuring", "repetition"]);
    terminal.press("\x03");
    terminal.end().assert_restored(130);
}
