//! Which figure of a lane is large, which stands beside it smaller, and their words.
//!
//! Work that computes has its busy cores first and its speed-up second; work that waits, which keeps no core busy, has
//! its speed-up first, and before there is one its tasks in flight ([`crate::model::waiting`]).

use super::lane_view::LaneView;
use crate::model::score::Score;
use crate::model::waiting::{Leading, waits};
use crate::text::words::counted;
use crate::ui::lanes::cores_of;

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
    if waits(stand.ctx.model) { waiting(stand, score, wide) } else { computing(stand, score) }
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
    let possible = score.possible.map_or_else(String::new, |possible| format!("spins gave {possible:.1}"));
    let long = format!("{speedup} one worker");
    let in_row = format!("{busy} cores busy");
    let first =
        Figure { numerals: busy.trim().into(), slot: SLOT, words: lines(["cores", "busy", &of]), width };
    let second = Figure {
        numerals: format!("{}{times}", four(score.speedup, dash).trim()),
        slot: SLOT + 4,
        words: lines(["one worker's", "speed", &possible]),
        width: 16,
    };
    let with_of = if of.is_empty() { in_row.clone() } else { format!("{in_row} {of}") };
    let row = [[with_of, long.clone()], [in_row.clone(), long.clone()], [in_row, speedup.clone()]];
    Pair { first, second: Some(second), line: vec![long, speedup], row }
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
            let row = format!("{figure} {times} one worker");
            let figure = figure.trim();
            if wide {
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
    }
}

/// A figure in a sentence: `1.97 cores busy`.
pub(super) fn told(figure: Leading) -> String {
    match figure {
        Leading::Speedup(speedup) => format!("{speedup:.2} times one worker's speed"),
        Leading::InFlight(tasks) => format!("{} in flight", counted(tasks, "task")),
        Leading::CoresBusy(busy) => format!("{busy:.2} cores busy"),
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
