//! Workers that are killed from the dashboard: by key and from the list of faults; and who cannot be.

mod support;

use std::path::Path;

use support::pty::{Size, Terminal};
use support::{run, wait_for};

const USUAL: Size = (120, 40);

/// A pool that is busy for some seconds with tasks of some tens of milliseconds, also where a loaded machine made the
/// calibration of their size too small.
const POOL: [&str; 9] = ["race", "--lanes", "pool", "--workers", "2", "--tasks", "200", "--seconds", "12"];

#[test]
fn a_worker_that_is_killed_by_key_is_replaced_and_nothing_is_lost() {
    let mut terminal = Terminal::start(USUAL, &POOL);
    terminal.wait_for(&["racing", "x kill"]);
    let before = wait_for("two worker processes", || Some(terminal.workers()).filter(|all| all.len() == 2));
    terminal.press("x");
    terminal.wait_for(&["was killed by signal 9", "replaced after"]);
    wait_for("another process in its place", || {
        let now = terminal.workers();
        (now.len() == 2 && now != before).then_some(())
    });
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_race_in_which_a_worker_was_killed_ends_with_every_result() {
    let mut terminal = Terminal::start(USUAL, &POOL);
    terminal.wait_for(&["racing", "x kill"]);
    // A worker can be chosen once it is ready, and then its row tells its memory.
    terminal.wait_until("two workers that are ready", |text| text.matches("MiB").count() == 2);
    terminal.press("nn");
    terminal.wait_for(&["Worker 1 (pid", "X lists other faults"]);
    terminal.press("X");
    terminal.wait_for(&["faults for worker 1 (pid", "1 kill", "7 leak"]);
    terminal.press("\r");
    terminal.wait_without(&["7 leak"]);
    terminal.wait_for(&["finished", "200/200", "1 worker process died", "no result is missing"]);
    terminal.press("q");
    let left = terminal.end();
    left.assert_restored(0);
    assert!(left.text.contains("pool: worker 1 (pid"), "{}", left.text);
}

#[test]
fn threads_cannot_be_killed_and_a_recording_is_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("race.jsonl");
    let short = ["--tasks", "8", "--size", "5000", "--workers", "2", "--lanes", "gil,pool"];
    run::race(&[&short[..], &["--record", text(&file)]].concat());
    let mut terminal = Terminal::start(USUAL, &["race", "--seconds", "600", "--workers=2", "--lanes=gil"]);
    terminal.wait_for(&["racing"]);
    terminal.press("x");
    terminal.wait_for(&["Threads cannot be killed one by one"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
    let mut terminal = Terminal::start(USUAL, &["replay", text(&file)]);
    terminal.wait_for(&["finished"]);
    terminal.press("\tx");
    terminal.wait_until("a refusal", |text| text.contains("It is over") || text.contains("Threads cannot"));
    terminal.press("q");
    terminal.end().assert_restored(0);
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of plain characters")
}
