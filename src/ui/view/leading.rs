//! Which figure of a lane is large, which stands beside it smaller, and their words.
//!
//! Work that computes has its busy cores first and its speed-up second; work that waits, which keeps no core busy, has
//! its speed-up first, and before there is one its tasks in flight ([`crate::model::waiting`]).

use super::lane_view::LaneView;
use crate::model::headline::Beyond;
use crate::model::score::Score;
use crate::model::waiting::{Leading, waits};
use crate::text::figure::count;
use crate::text::words::counted;
use crate::ui::lanes::cores_of;
use crate::ui::widget::Numerals;

/// Width reserved for a figure, so that nothing beside it moves: `88.8`.
const SLOT: u16 = 13;

/// A figure in large numerals with its words.
pub(super) struct Figure {
    /// The figure.
    pub(super) numerals: String,
    /// Width reserved for it.
    pub(super) slot: u16,
    /// Its words, three short lines.
    pub(super) words: [String; 3],
    /// Width reserved for them.
    pub(super) width: u16,
}

impl Figure {
    /// Columns that it takes, with the space behind it.
    pub(super) fn columns(&self) -> u16 {
        self.slot + 1 + self.width + 1
    }
}

/// The two figures that sum up a lane.
pub(super) struct Pair {
    /// The large one.
    pub(super) first: Figure,
    /// The second, where it is large in a wide lane.
    pub(super) second: Option<Figure>,
    /// The second in a line, the longest wording first.
    pub(super) line: Vec<String>,
    /// Both in one row, the longest wording first.
    pub(super) row: [[String; 2]; 3],
}

/// The figures of a lane; `wide` where there is room for two large ones.
pub(super) fn pair(stand: &LaneView, score: &Score, wide: bool) -> Pair {
    if !stand.ctx.model.is_timed() {
        doing(stand)
    } else if waits(stand.ctx.model) {
        waiting(stand, score, wide)
    } else {
        computing(stand, score)
    }
}

/// A withheld figure in words.
pub(super) fn withheld(figure: &str, beyond: &Beyond) -> String {
    format!("{figure} withheld: {}", beyond.bound())
}

/// `of` and the number of tasks, once known.
fn of_tasks(stand: &LaneView) -> Option<String> {
    stand.ctx.model.tasks_of(stand.lane).map(|tasks| format!("of {}", count(tasks.into())))
}

/// Work without a meaningful duration: what was done.
fn doing(stand: &LaneView) -> Pair {
    let (done, of) = (count(stand.lane.done.into()), of_tasks(stand).unwrap_or_default());
    let slot = SLOT.max(Numerals::width(&done));
    let width = u16::try_from(of.len()).unwrap_or(0).max(5);
    let gap = if of.is_empty() { "" } else { " " };
    let row = format!("{done} {of}{gap}tasks done");
    let first = Figure { numerals: done, slot, words: lines(["tasks", "done", &of]), width };
    let row = [row.clone(), row.clone(), row].map(|row| [row, String::new()]);
    Pair { first, second: None, line: Vec::new(), row }
}

fn lines(words: [&str; 3]) -> [String; 3] {
    words.map(String::from)
}

fn computing(stand: &LaneView, score: &Score) -> Pair {
    let (dash, times) = (stand.ctx.theme.glyphs.dash, stand.ctx.theme.glyphs.times);
    let busy = four(score.cores_busy, dash);
    let speedup = format!("{} {times}", four(score.speedup, dash));
    let of = cpus_of(stand).map_or_else(String::new, |n| format!("of {n}"));
    let width = u16::try_from(of.len()).unwrap_or(0).max(5);
    let possible = score.possible.map_or_else(String::new, |possible| format!("cores gave {possible:.1}"));
    let [word, possible] = match &score.speedup_withheld {
        Some(beyond) => ["speed: withheld".into(), beyond.bound()],
        None => ["speed".to_string(), possible],
    };
    let [long, short] = speed_words(score, &speedup);
    let in_row = format!("{busy} cores busy");
    let first =
        Figure { numerals: busy.trim().into(), slot: SLOT, words: lines(["cores", "busy", &of]), width };
    let second = Figure {
        numerals: format!("{}{times}", four(score.speedup, dash).trim()),
        slot: SLOT + 4,
        words: lines(["one worker's", &word, &possible]),
        width: 16,
    };
    let with_of = if of.is_empty() { in_row.clone() } else { format!("{in_row} {of}") };
    let row = [[with_of, long.clone()], [in_row.clone(), long.clone()], [in_row, short.clone()]];
    Pair { first, second: Some(second), line: vec![long, short], row }
}

/// The speed-up in a line, long and short; where it is withheld, that.
fn speed_words(score: &Score, speedup: &str) -> [String; 2] {
    match &score.speedup_withheld {
        Some(beyond) => [withheld("speed-up", beyond), "speed-up withheld".into()],
        None => [format!("{speedup} one worker"), speedup.into()],
    }
}

fn waiting(stand: &LaneView, score: &Score, wide: bool) -> Pair {
    let (dash, times) = (stand.ctx.theme.glyphs.dash, stand.ctx.theme.glyphs.times);
    let busy = four(score.cores_busy, dash);
    let busy = busy.trim();
    let (numerals, words, width, row) = match Leading::of(stand.ctx.model, stand.lane, score) {
        Some(Leading::InFlight(tasks)) => {
            (tasks.to_string(), ["tasks", "in", "flight"], 6, format!("{} in flight", counted(tasks, "task")))
        }
        leading => {
            let speedup = match leading {
                Some(Leading::Speedup(speedup)) => Some(speedup),
                _ => None,
            };
            let figure = four(speedup, dash);
            let [row, _] = speed_words(score, &format!("{figure} {times}"));
            let figure = figure.trim();
            if score.speedup_withheld.is_some() {
                (figure.to_string(), ["speed-up", "withheld", ""], 12, row)
            } else if wide {
                (format!("{figure}{times}"), ["one worker's", "speed", ""], 12, row)
            } else {
                (figure.to_string(), ["times", "one", "worker"], 6, row)
            }
        }
    };
    let slot = if wide { SLOT + 4 } else { SLOT };
    let line = vec![format!("{busy} cores busy"), format!("{busy} busy")];
    let of = cpus_of(stand).map_or_else(String::new, |n| format!(" of {n}"));
    let row =
        [format!("{busy} cores busy{of}"), line[0].clone(), line[1].clone()].map(|busy| [row.clone(), busy]);
    Pair { first: Figure { numerals, slot, words: lines(words), width }, second: None, line, row }
}

/// The one figure that can be read from the last row of a hall, and its words.
pub(super) fn alone(stand: &LaneView, score: &Score) -> (String, Option<String>) {
    let glyphs = &stand.ctx.theme.glyphs;
    match Leading::alone(stand.ctx.model, stand.lane, score) {
        Some(Leading::Speedup(speedup)) => (
            format!("{}{}", four(Some(speedup), glyphs.dash).trim(), glyphs.times),
            Some(format!("{} one worker", glyphs.times)),
        ),
        Some(Leading::InFlight(tasks)) => (tasks.to_string(), Some("tasks in flight".into())),
        Some(Leading::CoresBusy(busy)) => (four(Some(busy), glyphs.dash).trim().to_string(), None),
        Some(Leading::Done(done)) => {
            (count(done.into()), of_tasks(stand).map(|of| format!("{of} tasks done")))
        }
        None => (glyphs.dash.into(), None),
    }
}

/// Entry of the large figure in the table of explanations.
pub(super) fn first_id(stand: &LaneView, score: &Score) -> &'static str {
    let fallback = if waits(stand.ctx.model) { "speed-up" } else { "cores busy" };
    Leading::of(stand.ctx.model, stand.lane, score).map_or(fallback, id)
}

/// Entry of the figure that stands alone.
pub(super) fn alone_id(stand: &LaneView, score: &Score) -> &'static str {
    Leading::alone(stand.ctx.model, stand.lane, score).map_or("speed-up", id)
}

const fn id(figure: Leading) -> &'static str {
    match figure {
        Leading::Speedup(_) => "speed-up",
        Leading::InFlight(_) => "in flight",
        Leading::CoresBusy(_) => "cores busy",
        Leading::Done(_) => "tasks done",
    }
}

/// A figure in a sentence: `1.97 cores busy`.
pub(super) fn told(figure: Leading) -> String {
    match figure {
        Leading::Speedup(speedup) => format!("{speedup:.2} times one worker's speed"),
        Leading::InFlight(tasks) => format!("{} in flight", counted(tasks, "task")),
        Leading::CoresBusy(busy) => format!("{busy:.2} cores busy"),
        Leading::Done(done) => format!("{} done", counted(done, "task")),
    }
}

/// Number of CPUs that the lane may use.
pub(super) fn cpus_of(stand: &LaneView) -> Option<usize> {
    Some(cores_of(stand.ctx.model, stand.place.lane).len()).filter(|n| *n > 0)
}

/// A figure in at most four characters, with as many decimals as fit.
pub(super) fn four(value: Option<f64>, dash: &str) -> String {
    match value {
        None => format!("{dash:>4}"),
        Some(v) if v < 9.995 => format!("{v:.2}"),
        Some(v) if v < 99.95 => format!("{v:.1}"),
        Some(v) => format!("{v:4.0}"),
    }
}
