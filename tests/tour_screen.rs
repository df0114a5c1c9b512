//! `coreograph tour` on a terminal: a talk by itself to its end, and under a presenter's hands.

mod support;

use support::process::Signal;
use support::pty::{Size, Terminal};
use support::run::run;
use support::scenes::SceneFolder;
use support::wait_for;

const USUAL: Size = (80, 24);

const PAGE_DOWN: &str = "\x1b[6~";
const PAGE_UP: &str = "\x1b[5~";
const ESC: &str = "\x1b";

/// A scene whose work only waits, so that it runs on any machine.
const WAITS: &str = r#"
title = "Work that waits"
idea = "Work that waits needs no cores."
question = "How long do 4 tasks of 20 ms take 2 threads?"
choices = ["about 40 ms", "about 80 ms"]
seconds = 1

[[run]]
args = "--workload sleep --tasks 4 --size 20000 --lanes threads --workers 2 --seed 1"
captions = [{ after = "end", text = "All 4 tasks are done." }]

[[verdict]]
when = "lanes.threads.tasks.done = 4"
choice = 1
text = "2 threads did 4 tasks."

[[verdict]]
text = "It gave no result."
"#;

/// A scene that runs for as long as a test looks at it.
const LONG: &str = r#"
title = "A long wait"
idea = "It goes on."
question = "Does it end?"
choices = ["yes", "no"]
seconds = 10

[[run]]
args = "--workload sleep --tasks 6000 --size 100000 --lanes threads --workers 2 --seed 1"

[[verdict]]
text = "It ended."
"#;

/// Both scenes in a folder.
struct Talk(SceneFolder);

impl Talk {
    fn new() -> Self {
        Self(SceneFolder::new(&[("1-waits", WAITS), ("2-long", LONG)]))
    }

    /// The talk on a terminal, with no takes to fall back on.
    fn start(&self, args: &[&str]) -> Terminal {
        let args = self.0.tour(&[&["--theme", "dark"], args].concat());
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let data = self.0.data();
        let data = data.to_str().expect("a name in UTF-8");
        Terminal::start_with(USUAL, &args, &[("XDG_DATA_HOME", data)])
    }
}

#[test]
fn a_scene_by_itself_goes_from_its_question_to_the_list_and_ends() {
    let talk = Talk::new();
    let terminal = talk.start(&["waits", "--auto"]);
    let question = terminal.wait_for(&["1 of 2", "Work that waits", "scene 0:0"]);
    assert!(!question.contains("live") && !question.contains("recorded"), "{question}");
    terminal.wait_for(&["live", "All 4 tasks are done."]);
    terminal.wait_for(&["happened"]);
    let list =
        terminal.wait_for(&["What the tour has shown", "2 threads did 4 tasks.", "1 scene was not shown."]);
    assert!(!list.contains("error"), "{list}");
    let left = terminal.end();
    left.assert_restored(0);
    assert!(left.text.contains("2 threads did 4 tasks."), "{}", left.text);
}

#[test]
fn a_presenter_votes_runs_and_goes_on_with_a_clicker() {
    let talk = Talk::new();
    let mut terminal = talk.start(&[]);
    terminal.wait_for(&["1 of 2", "space next"]);
    terminal.press("112");
    // The choices may stand in large letters; votes are figures at the end of a row.
    terminal.wait_until("the votes", |text| {
        let votes: Vec<&str> =
            text.lines().filter(|line| line.ends_with("   2") || line.ends_with("   1")).collect();
        votes.len() == 2
    });
    terminal.press("v");
    terminal.wait_for(&["votes for 1, 2"]);
    terminal.press("5 30\r");
    terminal.wait_until("the count", |text| text.lines().any(|line| line.ends_with("   30")));
    terminal.press(PAGE_DOWN);
    terminal.wait_for(&["live", "All 4 tasks are done."]);
    terminal.wait_without(&["p pause"]);
    terminal.press(PAGE_DOWN);
    terminal.wait_for(&["happened", "predicted", "The room predicted", "5 of 35 votes"]);
    terminal.press(PAGE_UP);
    terminal.wait_for(&["All 4 tasks are done."]);
    terminal.press(PAGE_DOWN);
    terminal.wait_for(&["5 of 35 votes"]);
    terminal.press(PAGE_DOWN);
    terminal.wait_for(&["2 of 2", "A long wait"]);
    terminal.press("qq");
    terminal.end().assert_restored(0);
}

#[test]
fn a_blank_screen_a_jump_and_an_end_that_is_confirmed() {
    let talk = Talk::new();
    let mut terminal = talk.start(&[]);
    terminal.wait_for(&["1 of 2"]);
    terminal.press("b");
    terminal.wait_until("nothing", |text| text.trim().is_empty());
    terminal.press(PAGE_DOWN);
    terminal.wait_for(&["1 of 2", "Work that waits"]);
    terminal.press("g");
    terminal.wait_for(&["go to the scene:"]);
    terminal.press("lnog\r");
    terminal.wait_for(&["2 of 2", "A long wait"]);
    terminal.press(" ");
    terminal.wait_for(&["live"]);
    // One press ends nothing.
    terminal.press(" ");
    terminal.wait_for(&["once more"]);
    terminal.press(ESC);
    terminal.wait_without(&["once more"]);
    terminal.press("q");
    terminal.wait_for(&["End the talk?"]);
    terminal.press("h");
    terminal.wait_without(&["End the talk?"]);
    terminal.press("q");
    terminal.wait_for(&["End the talk?"]);
    terminal.press("q");
    terminal.end().assert_restored(0);
}

#[test]
fn a_run_survives_another_size_and_a_stop_of_the_program() {
    let talk = Talk::new();
    let mut terminal = talk.start(&["long"]);
    terminal.wait_for(&["2 of 2"]);
    terminal.press(" ");
    terminal.wait_for(&["live", "threads"]);
    terminal.resize((60, 20));
    terminal.wait_for(&["live", "threads"]);
    terminal.resize(USUAL);
    terminal.wait_for(&["live", "threads"]);
    terminal.press("\x1a");
    wait_for("the screen to be left", || (!terminal.is_on_alternate_screen()).then_some(()));
    terminal.go_on_after_stop();
    wait_for("the screen to come back", || terminal.is_on_alternate_screen().then_some(()));
    terminal.wait_for(&["2 of 2", "live"]);
    terminal.press("qq");
    terminal.end().assert_restored(0);
}

#[test]
fn a_signal_ends_the_talk_and_a_name_that_is_none_is_answered() {
    let talk = Talk::new();
    let mut terminal = talk.start(&["--from", "long"]);
    terminal.wait_for(&["2 of 2"]);
    terminal.press(" ");
    terminal.wait_for(&["live"]);
    terminal.signal(Signal::TERM);
    terminal.end().assert_restored(143);
    let ended = run(&["tour", "convoi"]);
    assert_eq!(ended.code, Some(2), "{ended}");
    assert!(ended.stderr.contains("did you mean convoy?"), "{ended}");
}
