//! Speaker's notes beside a talk: two terminals, one socket.

mod support;

use std::os::unix::fs::{DirBuilderExt, MetadataExt};

use support::process::Signal;
use support::pty::{Size, Terminal};
use support::run::run;
use support::wait_for;

const USUAL: Size = (100, 30);

/// A runtime folder of its own, closed to others, with a name short enough for a socket.
fn runtime() -> (tempfile::TempDir, String) {
    let folder = tempfile::Builder::new().prefix("cg").tempdir_in("/tmp").expect("a folder");
    let path = folder.path().join("run");
    std::fs::DirBuilder::new().mode(0o700).create(&path).expect("a folder");
    let name = path.to_string_lossy().into_owned();
    (folder, name)
}

#[test]
fn notes_follow_a_talk_steer_it_and_wait_for_the_next() {
    let (_folder, runtime) = runtime();
    let here = [("XDG_RUNTIME_DIR", runtime.as_str())];
    let mut notes = Terminal::start_with(USUAL, &["tour", "--notes"], &here);
    notes.wait_for(&["There is no talk yet."]);
    let talk = Terminal::start_with(USUAL, &["tour", "one-or-many"], &here);
    notes.wait_for(&["one-or-many", "since the talk began"]);
    let folder = format!("{runtime}/coreograph");
    let socket = format!("{folder}/talk-{}.sock", talk.pid());
    let mode = |path: &str| std::fs::metadata(path).expect("it is there").mode() & 0o777;
    assert_eq!((mode(&folder), mode(&socket)), (0o700, 0o600));
    notes.press("b");
    notes.wait_for(&["screen is blank"]);
    notes.press("b");
    notes.wait_without(&["screen is blank"]);
    notes.press(" ");
    let later = ["prediction", "running", "verdict"];
    notes.wait_until("the next step", |text| {
        text.lines().next().is_some_and(|header| later.iter().any(|step| header.contains(step)))
    });
    talk.signal(Signal::TERM);
    talk.end().assert_restored(143);
    notes.wait_for(&["The talk has ended."]);
    wait_for("the socket's end", || (!std::path::Path::new(&socket).exists()).then_some(()));
    notes.press("q");
    notes.end().assert_restored(0);
}

#[test]
fn notes_without_a_terminal_say_what_they_need() {
    let ended = run(&["tour", "--notes"]);
    assert_eq!(ended.code, Some(2), "{ended}");
    assert!(ended.stderr.contains("notes need a terminal"), "{ended}");
}
