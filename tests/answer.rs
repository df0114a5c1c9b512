//! How soon the dashboard answers a key. The test has a program of its own, so that its race alone keeps the cores busy and
//! not the dashboards of other tests as well.

mod support;

use support::pty::Terminal;

/// A race that goes on for as long as the test looks at it, with both lanes at work.
const RACE: [&str; 7] =
    ["race", "--seconds", "600", "--workers=2", "--lanes", "gil,pool", "--schedule=together"];

#[test]
fn a_key_is_answered_within_two_frames_though_every_core_is_busy() {
    let mut terminal = Terminal::start((120, 40), &RACE);
    terminal.wait_for(&["racing", "switches/s", "P1"]);
    for (key, shown) in [("4", "LOCK HOLDERS"), ("1", "one worker's"), ("?", "─ help ─")] {
        let before = terminal.written();
        terminal.press(key);
        terminal.wait_for(&[shown]);
        let frames = terminal.frames_until(before, shown);
        assert!(frames <= 2, "{key:?} was answered in frame {frames}");
    }
    terminal.press("?");
    terminal.press("q");
    terminal.end().assert_restored(0);
}
