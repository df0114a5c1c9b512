//! How soon the tour shows something: `cargo bench --bench tour [-- --quick]`.
//!
//! The real program in a pseudo-terminal, each scene by itself, all scenes in turns. Every figure is a median with the
//! interval that holds the true one, in milliseconds, from the start of the program or the press of a key until the
//! whole frame is on the terminal:
//!
//! - *question*: from the start of `coreograph tour NAME` to the question;
//! - *run page*: from the key at the question to the first frame of the run; *live*: to the first that is labelled so;
//! - *f*: from the key that confirms it to the first frame of the recording; nothing for a scene that is over before;
//! - *one CPU*: from the key at the question to the first frame of the recording, where the scene does not run on one
//!   CPU (Linux only).
//!
//! The goals: 100 ms for question and run page, 300 ms for a recording.

#[path = "../tests/support/mod.rs"]
mod program;
mod support;

use std::error::Error;
use std::thread::sleep;
use std::time::{Duration, Instant};

use coreograph::statistics::median;
use program::cpus::{on_one_cpu, usable};
use program::pty::Terminal;
use program::run::run;
use support::{in_turns, print_table, quick, spread};

/// Longest time until a picture, in milliseconds: of a question or a run, and of a recording.
const GOALS: [f64; 2] = [100.0, 300.0];

/// Time between two looks at the screen: what a figure is too large by at most.
const LOOK: Duration = Duration::from_millis(1);

/// Longest time that is waited for a picture.
const PATIENCE: Duration = Duration::from_secs(20);

/// Milliseconds until each picture of a scene.
struct Reading {
    question: f64,
    page: f64,
    live: f64,
    asked: Option<f64>,
    one_cpu: Option<f64>,
}

type Column = (&'static str, f64, fn(&Reading) -> Option<f64>);

const COLUMNS: &[Column] = &[
    ("question", GOALS[0], |reading| Some(reading.question)),
    ("run page", GOALS[0], |reading| Some(reading.page)),
    ("live", f64::INFINITY, |reading| Some(reading.live)),
    ("f", GOALS[1], |reading| reading.asked),
    ("one CPU", GOALS[1], |reading| reading.one_cpu),
];

fn main() -> Result<(), Box<dyn Error>> {
    let rounds = if quick() { 3 } else { 9 };
    let list = run(&["tour", "--list", "--format", "json"]).json();
    let scenes = list["scenes"].as_array().ok_or("a tour has scenes")?;
    let names: Vec<&str> = scenes.iter().filter_map(|scene| scene["name"].as_str()).collect();
    // The first start reads files from the disk, whose time is not the program's.
    names.first().map(|name| measure(name)).transpose()?;
    println!("Milliseconds until the first picture, {rounds} rounds in turns, {} CPUs\n", usable());
    let readings = in_turns(rounds, &names, |name| measure(name))?;
    let head = ["scene"].into_iter().chain(COLUMNS.iter().map(|(name, ..)| *name)).map(str::to_string);
    let mut rows: Vec<Vec<String>> = vec![head.collect()];
    for (name, of_scene) in names.iter().zip(&readings) {
        let cells = COLUMNS.iter().map(|(.., figure)| spread(of_scene.iter().filter_map(figure), 0));
        rows.push([(*name).to_string()].into_iter().chain(cells).collect());
    }
    print_table(&rows);
    println!();
    for (name, goal, figure) in COLUMNS.iter().filter(|(_, goal, _)| goal.is_finite()) {
        let medians = readings.iter().filter_map(|of_scene| median(of_scene.iter().filter_map(figure)));
        let most = medians.fold(0.0, f64::max);
        let word = if most <= *goal { "reached" } else { "MISSED" };
        println!("{name}: {most:.0} ms in the slowest scene (goal: at most {goal:.0} ms) {word}");
    }
    Ok(())
}

/// Measures a scene once.
fn measure(scene: &str) -> Result<Reading, Box<dyn Error>> {
    let began = Instant::now();
    let mut terminal = start(scene);
    let question = until(&terminal, began, is_question)?;
    let began = press(&mut terminal, " ");
    let page = until(&terminal, began, |text| !is_question(text))?;
    let live = until(&terminal, began, |text| has_label(text, "live"))?;
    press(&mut terminal, "f");
    until(&terminal, began, |text| text.contains("f once more") || text.contains("Only a live run"))?;
    let asked = if terminal.text().contains("f once more") {
        let began = press(&mut terminal, "f");
        // The scene may be over before the second press.
        let over = |text: &str| has_label(text, "recorded") || text.contains("Only a live run");
        let asked = until(&terminal, began, over)?;
        has_label(&terminal.text(), "recorded").then_some(asked)
    } else {
        None
    };
    leave(terminal);

    let mut terminal = on_one_cpu(|| start(scene));
    until(&terminal, Instant::now(), is_question)?;
    let began = press(&mut terminal, " ");
    let one_cpu = until(&terminal, began, |text| has_label(text, "live") || has_label(text, "recorded"))?;
    let one_cpu = has_label(&terminal.text(), "recorded").then_some(one_cpu);
    leave(terminal);
    Ok(Reading { question, page, live, asked, one_cpu })
}

/// The scene on a terminal, with the recordings of the program alone.
fn start(scene: &str) -> Terminal {
    let nowhere = [("XDG_DATA_HOME", "/nonexistent/data")];
    Terminal::start_with((80, 24), &["tour", scene, "--theme", "dark"], &nowhere)
}

fn press(terminal: &mut Terminal, keys: &str) -> Instant {
    let began = Instant::now();
    terminal.press(keys);
    began
}

/// Ends the talk, so that nothing of it runs beside the next.
fn leave(mut terminal: Terminal) {
    terminal.press("qq");
    terminal.end().assert_restored(0);
}

/// Milliseconds since `began` when a whole frame first is as wanted.
fn until(terminal: &Terminal, began: Instant, wanted: impl Fn(&str) -> bool) -> Result<f64, String> {
    while began.elapsed() < PATIENCE {
        if terminal.whole_frame().is_some_and(|text| wanted(&text)) {
            return Ok(milliseconds(began));
        }
        sleep(LOOK);
    }
    Err(format!("waited in vain; the screen shows\n{}", terminal.text()))
}

fn milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e3
}

/// Whether the question is shown: only there votes are taken.
fn is_question(text: &str) -> bool {
    text.lines().last().is_some_and(|keys| keys.contains("1-4 vote"))
}

/// Whether the first row says so of what is shown.
fn has_label(text: &str, label: &str) -> bool {
    text.lines().next().is_some_and(|row| row.contains(&format!("  {label}")))
}
