//! The whole talk under sabotage: whatever is done to it, every scene reaches a true verdict or a labelled recording,
//! no screen is blank, none shows an error, and the talk ends as ever.
//!
//! Three passes over all scenes have several sabotages each, chosen so that they do not hide each other: what takes CPUs
//! away or stops the program sends scenes to their recordings, in which no worker can be killed. (So does whatever else
//! the machine does meanwhile.) Every sabotage by itself is a test that is left out:
//! `cargo test --test tour_sabotage -- --ignored`.

mod support;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use support::cast::{CastReader, each_frame};
use support::cpus::{Hogs, allowed, on_one_cpu, usable};
use support::process::{Process, Signal, wait_until_gone};
use support::pty::{Size, Terminal};
use support::scenes::SceneFolder;
use support::verdicts::{SceneRules, shipped};
use support::{poll, wait_for};

const USUAL: Size = (80, 24);
const SMALL: Size = (60, 20);
/// As many rows as the list of all verdicts needs.
const LONG: Size = (80, 120);

/// A key that scrolls a list, and otherwise only ends the answer to the key before.
const UP: &str = "\x1b[A";

/// Length of a stop of the program: longer than any of its periods.
const STOPPED: Duration = Duration::from_secs(1);

/// Parts of sentences that say that something went wrong. No sentence of a scene has one of them, and no page has
/// where everything works.
const ERRORS: &[&str] = &[
    "error",
    "panicked",
    "cannot",
    "could not",
    "not found",
    "No such file",
    "lane failed",
    "Not measured on this machine",
];

/// Something that is done to the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sabotage {
    /// A `PATH` without programs, so that there is no Python.
    NoPython,
    /// Threads beside it that keep every CPU busy.
    Hog,
    /// A worker process killed in each scene that has some.
    Kill,
    /// A smaller screen in the midst of each run, and the usual one again.
    Resize,
    /// SIGSTOP in the midst of each run, then SIGCONT.
    Stop,
    /// One CPU for the program and its workers.
    OneCpu,
}

use Sabotage::{Hog, Kill, NoPython, OneCpu, Resize, Stop};

/// One talk at a time: a hog beside a talk that is not meant to have one would send its scenes to their recordings.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn no_python_killed_workers_and_another_size() {
    give(&[NoPython, Kill, Resize]);
}

#[test]
fn a_hog_and_another_size() {
    give(&[Hog, Resize]);
}

#[test]
fn one_cpu_and_stops_of_the_program() {
    give(&[OneCpu, Stop]);
}

/// A scene that has no recording, so that it is live on any machine and beside any load.
const COMPUTES: &str = r#"
title = "Two workers"
idea = "A worker can die without any result being lost."
question = "Is a result lost?"
choices = ["yes", "no"]
seconds = 3

[[run]]
args = "--workload primes --lanes pool --workers 2 --seconds 4 --seed 1"

[[verdict]]
when = "lanes.pool.deaths.count = 1 and lanes.pool.tasks.done = lanes.pool.tasks.total"
choice = 2
text = "{lanes.pool.deaths.count} death, {lanes.pool.tasks.done} of {lanes.pool.tasks.total} results."

[[verdict]]
text = "It gave no result."
"#;

#[test]
fn a_worker_killed_in_a_scene_without_a_recording_costs_no_result() {
    let scenes = SceneFolder::new(&[("1-computes", COMPUTES)]);
    let args = scenes.tour(&["--theme", "dark"]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let data = scenes.data();
    let data = [("XDG_DATA_HOME", data.to_str().expect("a name in UTF-8"))];
    let mut terminal = Terminal::start_with(USUAL, &args, &data);
    terminal.wait_for(&["1 of 1", "Two workers"]);
    terminal.press(" ");
    let workers = wait_for("workers that compute", || {
        let workers = terminal.workers();
        (workers.len() == 2 && workers.iter().all(Process::has_computed)).then_some(workers)
    });
    workers[1].signal(Signal::KILL);
    let over = poll(|| {
        let text = terminal.whole_frame()?;
        assert_sound(&text);
        has_ended(&text).then_some(text)
    });
    assert!(over.is_some_and(|text| label(&text) == Some(Label::Live)), "{}", terminal.text());
    terminal.press(" ");
    terminal.wait_for(&["happened"]);
    terminal.press("qq");
    let left = terminal.end();
    left.assert_restored(0);
    assert!(left.text.contains("Verdict: 1 death, "), "{}", left.text);
    wait_until_gone(&workers);
}

#[test]
#[ignore = "takes ten minutes: six times the whole talk"]
fn each_sabotage_by_itself() {
    for sabotage in [NoPython, Hog, Kill, Resize, Stop, OneCpu] {
        eprintln!("{sabotage:?}");
        give(&[sabotage]);
    }
}

/// Gives the whole talk under these sabotages.
fn give(sabotages: &[Sabotage]) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let _hogs = Hogs::start(if sabotages.contains(&Hog) { usable() } else { 0 });
    let scenes = shipped();
    assert_eq!(scenes.len(), 15);
    let mut talk = Talk::start(sabotages, scenes.len());
    let recorded: Vec<bool> = (1..).zip(&scenes).map(|(number, scene)| talk.scene(number, scene)).collect();
    talk.closing(&scenes);
    let Talk { terminal, cast, seen, killed, folder, .. } = talk;
    let count = recorded.iter().filter(|is| **is).count();
    eprintln!("{sabotages:?}: {count} of {} recorded, {killed} workers killed", scenes.len());
    let left = terminal.end();
    left.assert_restored(0);
    wait_until_gone(&seen);
    let cpus = allowed().map(|all| if sabotages.contains(&OneCpu) { 1 } else { all });
    let told = told(&left.text);
    assert_eq!(told.len(), scenes.len(), "{}", left.text);
    for ((scene, recorded), told) in scenes.iter().zip(recorded).zip(told) {
        assert_eq!((told.scene.as_str(), told.recorded), (scene.name.as_str(), recorded), "{}", left.text);
        // What a recording was made with is not known here.
        let objection = scene.objection(&told.verdict, cpus.filter(|_| !recorded));
        assert_eq!(objection, None, "{}, recorded: {recorded}: {}", scene.name, told.verdict);
    }
    let frames = each_frame(&cast.path, |frame| assert_sound(frame));
    assert!(frames > scenes.len(), "{frames} frames");
    drop(folder);
}

/// A talk that is given by keys, and what is done to it.
struct Talk<'s> {
    sabotages: &'s [Sabotage],
    terminal: Terminal,
    cast: CastReader,
    scenes: usize,
    /// Every worker process that was seen.
    seen: Vec<Process>,
    killed: usize,
    /// The folder of the cast, and of this machine's takes, of which there are none.
    folder: tempfile::TempDir,
}

impl<'s> Talk<'s> {
    fn start(sabotages: &'s [Sabotage], scenes: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str| folder.path().join(name).to_str().expect("a name in UTF-8").to_string();
        let (cast, data) = (file("talk.cast"), file("data"));
        let mut variables = vec![("XDG_DATA_HOME", data.as_str())];
        if sabotages.contains(&NoPython) {
            variables.push(("PATH", "/nonexistent"));
        }
        let start = || Terminal::start_with(USUAL, &["tour", "--theme", "dark", "--cast", &cast], &variables);
        let terminal = if sabotages.contains(&OneCpu) { on_one_cpu(start) } else { start() };
        // Before its first frame there is nothing to see.
        terminal.wait_until("a frame", |text| !text.trim().is_empty());
        let cast = CastReader::of(&PathBuf::from(&cast));
        Self { sabotages, terminal, cast, scenes, seen: Vec::new(), killed: 0, folder }
    }

    fn has(&self, sabotage: Sabotage) -> bool {
        self.sabotages.contains(&sabotage)
    }

    /// Shows a scene from its question to its verdict and goes on; returns whether it was recorded.
    fn scene(&mut self, number: usize, scene: &SceneRules) -> bool {
        self.wait_for_mark(&format!("question {}", scene.name));
        self.terminal.press(" ");
        let place = format!("{number} of {}  ", self.scenes);
        let run = format!("the run of {}", scene.name);
        self.terminal.wait_until(&run, |text| text.trim_start().starts_with(&place) && label(text).is_some());
        if self.has(Resize) {
            self.terminal.resize(SMALL);
            // The label stands at the end of the row: what is cut off an older frame has none.
            self.terminal.wait_until("a small frame", |text| label(text).is_some());
            self.terminal.resize(USUAL);
            let is_wide = |row: &str| row.chars().count() > usize::from(SMALL.0);
            self.terminal.wait_until("a usual frame", |text| text.lines().next().is_some_and(is_wide));
        }
        if self.has(Stop) {
            self.terminal.signal(Signal::STOP);
            // No wait for anything: it is how long the sabotage is.
            sleep(STOPPED);
            self.terminal.go_on_after_stop();
        }
        self.wait_for_end(scene);
        self.terminal.press(" ");
        self.wait_for_mark(&format!("verdict {}", scene.name));
        let verdict = self.terminal.wait_until("a label", |text| label(text).is_some());
        self.terminal.press(" ");
        label(&verdict) == Some(Label::Recorded)
    }

    /// Waits until a run has ended. Meanwhile a worker is killed where that is asked for, and a recording plays faster.
    fn wait_for_end(&mut self, scene: &SceneRules) {
        let (mut kills, mut hurries) = (self.has(Kill), true);
        let ended = poll(|| {
            let workers = self.terminal.workers();
            for worker in &workers {
                if !self.seen.contains(worker) {
                    self.seen.push(worker.clone());
                }
            }
            // In a scene of seconds in the midst of its tasks; one of milliseconds leaves no time to wait for that.
            let is_due = |worker: &&Process| kills && (scene.seconds < 3.0 || worker.has_computed());
            if let Some(worker) = workers.iter().rev().find(is_due) {
                worker.signal(Signal::KILL);
                (kills, self.killed) = (false, self.killed + 1);
            }
            let text = self.terminal.whole_frame()?;
            assert_sound(&text);
            if hurries && label(&text) == Some(Label::Recorded) {
                self.terminal.press(&["+", "+", UP].concat());
                hurries = false;
            }
            has_ended(&text).then_some(())
        });
        assert!(ended.is_some(), "{} does not end; the screen shows\n{}", scene.name, self.terminal.text());
    }

    /// Waits for the list of all verdicts, and ends the talk.
    fn closing(&mut self, scenes: &[SceneRules]) {
        self.terminal.wait_for(&["What the tour has shown"]);
        self.terminal.resize(LONG);
        let titles: Vec<String> =
            (1..).zip(scenes).map(|(number, scene)| format!("{number:>2} {}", scene.title)).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        assert_sound(&self.terminal.wait_for(&titles));
        self.terminal.press("qq");
    }

    /// Waits until the talk has reached a moment.
    fn wait_for_mark(&mut self, mark: &str) {
        let reached = poll(|| {
            if let Some(text) = self.terminal.whole_frame() {
                assert_sound(&text);
            }
            self.cast.marks().last().is_some_and(|last| last == mark).then_some(())
        });
        assert!(reached.is_some(), "no {mark}; the screen shows\n{}", self.terminal.text());
    }
}

/// Where the figures on the screen are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Live,
    Recorded,
}

/// The label at the end of the first row; `None` where there is none.
fn label(text: &str) -> Option<Label> {
    let row = text.lines().next()?;
    if row.contains("  recorded") {
        Some(Label::Recorded)
    } else {
        (row.ends_with("  live") || row.ends_with("  live on this machine")).then_some(Label::Live)
    }
}

/// Whether a run has ended: of the keys in the last row, the one that pauses is gone.
fn has_ended(text: &str) -> bool {
    let keys = text.lines().last().unwrap_or_default();
    keys.contains("space next") && !keys.contains("p pause")
}

/// A frame has a picture, and no words of an error.
#[track_caller]
fn assert_sound(frame: &str) {
    assert!(!frame.trim().is_empty(), "the screen is blank");
    if let Some(words) = ERRORS.iter().find(|words| frame.contains(**words)) {
        panic!("{words:?} is on the screen:\n{frame}");
    }
}

/// A scene as the program tells of it at its end.
struct Told {
    scene: String,
    recorded: bool,
    verdict: String,
}

/// What is written when the talk is over: `name: title`, and indented below it question, choices and verdict.
fn told(text: &str) -> Vec<Told> {
    let mut scenes: Vec<Told> = Vec::new();
    let mut in_verdict = false;
    for line in text.lines() {
        let words = line.trim();
        if !line.starts_with(' ') {
            if let Some((name, _)) = line.split_once(": ") {
                scenes.push(Told { scene: name.into(), recorded: false, verdict: String::new() });
            }
            in_verdict = false;
            continue;
        }
        let Some(scene) = scenes.last_mut() else { continue };
        in_verdict = in_verdict && line.starts_with("    ");
        scene.recorded |= words.starts_with("Recorded on ");
        if let Some(verdict) = words.strip_prefix("Verdict: ") {
            (scene.verdict, in_verdict) = (verdict.into(), true);
        } else if in_verdict {
            scene.verdict = format!("{} {words}", scene.verdict);
        }
    }
    scenes
}

#[test]
fn a_verdict_that_is_not_true_is_noticed() {
    let scenes = shipped();
    let objection = |name: &str, sentence: &str| {
        let scene = scenes.iter().find(|scene| scene.name == name).expect("a scene");
        scene.objection(sentence, Some(2))
    };
    for (name, sentence) in [
        ("one-or-many", "4.10 s became 2.11 s: 2 processes were 1.9 times as fast."),
        ("one-or-many", "4.10 s became 3.11 s: only 1.3 times as fast with 2 processes."),
        ("pool-map", "0 1 4 9 16 25 36 49 64 81: the order of the list, whichever worker was first."),
        ("killed", "Replaced after 31.2 ms, 1 of 96 tasks done again, none lost."),
        ("convoy", "31 µs became 5.21 ms: a reply takes 168 times as long."),
    ] {
        assert_eq!(objection(name, sentence), None, "{name}: {sentence}");
    }
    for (name, sentence) in [
        ("one-or-many", "4.10 s became 2.11 s: 2 processes were 2.9 times as fast."),
        ("one-or-many", "4.10 s became 4.00 s: only 1.0 times as fast with 2 processes."),
        ("one-or-many", "This machine shows nothing here just now: the race gave no comparison."),
        ("killed", "Replaced after 31.2 ms, 0 of 96 tasks done again, none lost."),
        ("convoy", "31 µs became 52 µs: a reply takes 2 times as long."),
        ("convoy", "The lane failed."),
    ] {
        assert!(objection(name, sentence).is_some(), "{name}: {sentence}");
    }
}
