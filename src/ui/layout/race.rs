//! The race: lanes beside each other, each with its workers above its cores on one axis of time.
//!
//! ```text
//! │ title                              │ title                             │
//! │ figures: three rows, or one        │ figures                           │
//! │ bar                                │ bar                               │
//! │ legend                    (head)   │ legend                            │
//! │ T0 workers ~~~~~~~~~~~~~~~~~~  25% │ P0 workers ~~~~~~~~~~~~~~~~~  99% │
//! │ heading                            │ heading                           │
//! │ ·· strip: every core, when merged  │ ·· strip                          │
//! │  0 cores ~~~~~~~~~~~~~~~~~~~~  50% │  0 cores ~~~~~~~~~~~~~~~~~~~  99% │
//! │    axis                            │    axis                           │
//! │ output: what the workers printed, when it is shown                     │
//! ```
//!
//! Lanes stand side by side from [`SIDE_BY_SIDE`] columns on and are stacked below that. All lanes have the same
//! inner layout, so rows and time axes align across them. Rows are shared out by importance: what the moment is about
//! first, free lines last. Where rows do not suffice, workers and cores share one, and [`Rows::each`] says how many.
//!
//! A zoomed lane is as high as before, and wider. Its details stand where its neighbours stood:
//!
//! ```text
//! │ title                                                   │ details      │
//! │ figures, bar, legend                                    │              │
//! │ P0 workers ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  99% │              │
//! │  0 cores ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~  99% │              │
//! ```
//!
//! On a screen on which lanes are stacked they stand below it.

use ratatui::layout::Rect;

use super::cut::{cut_bottom, cut_top, digits, inner};
use super::frame::RULED;
use super::needs::Needs;
use super::rows::Rows;
use super::share::{DETAILS, ROOMY, Share, share_out};
use super::stack::cut_rows;

/// Least width for lanes side by side.
pub(crate) const SIDE_BY_SIDE: u16 = 75;
/// Least width of a lane beside others.
const LANE_WIDTH: u16 = 29;
/// Least and greatest width of the details beside a zoomed lane.
const BESIDE: [u16; 2] = [28, 60];
/// Least height of a lane above others.
const LANE_HEIGHT: u16 = 6;
/// Least height of a lane with its workers above others of one row.
const LOWEST: u16 = 4;
/// Width of the figure at the end of a row, its space included.
const TAIL: u16 = 5;
/// Width of a worker's memory, its space included: ` 1.1 MiB`.
const MEMORY: u16 = 8;

/// Areas of one lane. A part that did not fit is empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct LaneLayout {
    /// Index of the lane.
    pub lane: usize,
    /// All of it.
    pub area: Rect,
    /// Its name and its state.
    pub title: Rect,
    /// Cores busy and speed-up.
    pub figures: Rect,
    /// Progress.
    pub bar: Rect,
    /// Activities and their shares.
    pub legend: Rect,
    /// Facts that did not fit beside the figures.
    pub facts: Rect,
    /// Heads of the figures at the ends of the workers' rows.
    pub head: Rect,
    /// The workers' rows.
    pub workers: Rows,
    /// Holder of the lock.
    pub lock: Rect,
    /// Heading of the cores: how busy they are.
    pub heading: Rect,
    /// One character for each core, when cores share rows.
    pub strip: Rect,
    /// The cores' rows.
    pub cores: Rows,
    /// The time axis.
    pub axis: Rect,
    /// Details of a zoomed lane.
    pub detail: Rect,
    /// Width of the labels at the left of every row.
    pub gutter: u16,
    /// Width of the figures at the right of every row.
    pub tail: u16,
    /// Width of the worker's core, within that.
    pub core: u16,
    /// Width of the worker's memory, within that.
    pub memory: u16,
}

impl LaneLayout {
    /// The part of a row between label and figure: the time plot.
    #[must_use]
    pub(crate) fn plot(&self, row: Rect) -> Rect {
        let gutter = self.gutter.min(row.width);
        Rect { x: row.x + gutter, width: row.width - gutter - self.tail.min(row.width - gutter), ..row }
    }
}

/// Areas of the race.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct RaceLayout {
    /// Horizontal rules.
    pub rules: Vec<Rect>,
    /// Vertical rules between lanes.
    pub dividers: Vec<Rect>,
    /// Lanes that are shown with their workers and cores.
    pub lanes: Vec<LaneLayout>,
    /// Lanes that are shown in one row, by index.
    pub compact: Vec<(usize, Rect)>,
    /// The row that counts the lanes that are not shown.
    pub more: Rect,
    /// Number of lanes that are not shown.
    pub hidden: usize,
    /// The printed lines of the workers.
    pub output: Rect,
}

/// Lays out the race on the part of a screen that has `rows` rows in all.
#[must_use]
pub(crate) fn race_layout(area: Rect, rows: u16, needs: &Needs) -> RaceLayout {
    let mut rest = area;
    let mut rules = Vec::new();
    let output = cut_bottom(&mut rest, needs.output.height(rows));
    if rows >= RULED && output.height > 0 {
        rules.push(cut_bottom(&mut rest, 1));
    }
    let Placed { large, dividers, compact, rule, more } = places(rest, needs);
    rules.extend(rule);
    let hidden = needs.lanes - large.len() - compact.len();
    let mut dividers = dividers;
    let lanes = large.into_iter().map(|(lane, place)| {
        if needs.zoom {
            let (layout, divider) = zoomed(lane, place, needs, rest);
            dividers.extend(divider);
            layout
        } else {
            lane_layout(lane, place, needs, &share_of(place, needs, 0))
        }
    });
    let lanes = lanes.collect();
    RaceLayout { rules, dividers, lanes, compact, more, hidden, output }
}

/// Areas of the lanes.
#[derive(Default)]
struct Placed {
    /// Lanes with their workers and cores.
    large: Vec<(usize, Rect)>,
    /// Rules between those.
    dividers: Vec<Rect>,
    /// Lanes of one row.
    compact: Vec<(usize, Rect)>,
    /// The rule above those.
    rule: Option<Rect>,
    /// The row that counts the lanes without one.
    more: Rect,
}

/// Which lanes are shown, and where: with their workers as many as fit, all others in a row each. Where these rows leave
/// too little, every lane has a row, as far as there are rows.
fn places(area: Rect, needs: &Needs) -> Placed {
    let lanes = needs.lanes;
    if lanes == 0 || area.is_empty() {
        return Placed::default();
    }
    if needs.zoom || lanes == 1 {
        return Placed { large: vec![(needs.focus % lanes, area)], ..Placed::default() };
    }
    let side = area.width >= SIDE_BY_SIDE;
    let room = |area: Rect| {
        usize::from(if side { (area.width + 1) / (LANE_WIDTH + 1) } else { area.height / LANE_HEIGHT })
    };
    if room(area) >= lanes {
        let (large, dividers) = abreast(area, &(0..lanes).collect::<Vec<_>>(), side);
        return Placed { large, dividers, ..Placed::default() };
    }
    for fit in (1..lanes.min(room(area).max(1) + 1)).rev() {
        let mut rest = area;
        let rows = u16::try_from(lanes - fit).unwrap_or(u16::MAX);
        let below = cut_bottom(&mut rest, rows.saturating_add(1));
        if below.height <= rows || rest.height < LOWEST || room(rest).max(1) < fit {
            continue;
        }
        let chosen = chosen(needs, fit);
        let (large, dividers) = abreast(rest, &chosen, side);
        let others = (0..lanes).filter(|lane| !chosen.contains(lane)).collect();
        let rule = Some(Rect { height: 1, ..below });
        let below = Rect { y: below.y + 1, height: rows, ..below };
        return Placed { large, dividers, compact: one_each(below, others), rule, more: Rect::default() };
    }
    let rows = usize::from(area.height);
    if lanes <= rows {
        return Placed { compact: one_each(area, (0..lanes).collect()), ..Placed::default() };
    }
    // The focused lane is among those that are shown.
    let shown = rows.saturating_sub(1).max(1);
    let first = (needs.focus % lanes + 1).saturating_sub(shown).min(lanes - shown);
    let mut rest = area;
    let more = if rows > 1 { cut_bottom(&mut rest, 1) } else { Rect::default() };
    Placed { compact: one_each(rest, (first..first + shown).collect()), more, ..Placed::default() }
}

/// These lanes in a row each.
fn one_each(area: Rect, lanes: Vec<usize>) -> Vec<(usize, Rect)> {
    let rows = (area.top()..area.bottom()).map(|y| Rect { y, height: 1, ..area });
    lanes.into_iter().zip(rows).map(|(lane, row)| (lane, inner(row))).collect()
}

/// These lanes beside each other or above each other, and the rules between them.
fn abreast(area: Rect, lanes: &[usize], side: bool) -> (Vec<(usize, Rect)>, Vec<Rect>) {
    let count = u16::try_from(lanes.len()).unwrap_or(1).max(1);
    let mut dividers = Vec::new();
    let place = |(i, lane): (u16, usize)| {
        let rect = if side {
            let width = (area.width - (count - 1)) / count;
            let x = area.x + i * (width + 1);
            if i > 0 {
                dividers.push(Rect { x: x - 1, width: 1, ..area });
            }
            Rect { x, width, ..area }
        } else {
            let height = area.height / count;
            Rect { y: area.y + i * height, height, ..area }
        };
        (lane, rect)
    };
    let placed = (0..count).zip(lanes.iter().copied()).map(place).collect();
    (placed, dividers)
}

/// The lanes that are larger where `fit` can be, in their order: the two that belong together before others, else the
/// focused one and those before it.
fn chosen(needs: &Needs, fit: usize) -> Vec<usize> {
    if let Some(pair) = needs.together.filter(|_| fit >= 2) {
        let others = (0..needs.lanes).filter(|lane| !pair.contains(lane));
        let mut shown: Vec<usize> = pair.into_iter().chain(others).take(fit).collect();
        shown.sort_unstable();
        return shown;
    }
    let first = (needs.focus % needs.lanes + 1).saturating_sub(fit).min(needs.lanes - fit);
    (first..first + fit).collect()
}

/// The area of a lane inside its margins.
fn inner_of(area: Rect) -> Rect {
    if area.width >= 16 { Rect { x: area.x + 1, width: area.width - 2, ..area } } else { area }
}

/// Shares the rows of a lane's area out; its rows grow higher while more than `kept` rows are left.
fn share_of(area: Rect, needs: &Needs, kept: u16) -> Share {
    let inner = inner_of(area);
    share_out(inner.height, needs, inner.width, kept)
}

/// Lays out a zoomed lane on the whole `area`, with its details beside or below it, and the rule between them. Its rows
/// are never fewer or lower than among the other lanes.
fn zoomed(lane: usize, area: Rect, needs: &Needs, page: Rect) -> (LaneLayout, Option<Rect>) {
    let [least, most] = BESIDE;
    let beside = area.width >= SIDE_BY_SIDE;
    let taken = if beside { (area.width / 3).clamp(least, most) } else { 0 };
    let place = Rect { width: area.width - taken, ..area };
    let among = places(page, &Needs { zoom: false, ..*needs });
    let before =
        among.large.iter().find(|(other, _)| *other == lane).map(|(_, area)| share_of(*area, needs, 0));
    let share = share_of(place, needs, if beside { 0 } else { DETAILS });
    let share = before.filter(|before| needs.lanes > 1 && !share.is_at_least(before)).unwrap_or(share);
    let layout = lane_layout(lane, place, needs, &share);
    let details = if beside {
        let x = place.right() + 1;
        inner_of(Rect { x, width: area.right() - x, ..area })
    } else {
        let bottom = if layout.axis.is_empty() { area.bottom() } else { layout.axis.bottom() + 1 };
        let top = bottom.min(area.bottom());
        Rect { y: top, height: area.bottom() - top, ..inner_of(area) }
    };
    let divider = beside.then(|| Rect { x: place.right(), width: 1, ..area });
    (LaneLayout { area, detail: details, ..layout }, divider)
}

fn lane_layout(lane: usize, area: Rect, needs: &Needs, share: &Share) -> LaneLayout {
    let inner = inner_of(area);
    let (gutter, tail) =
        if inner.width >= 16 { (gutter(needs, share).min(inner.width / 3), TAIL) } else { (0, 0) };
    let roomy = inner.width >= ROOMY;
    let core = if roomy { digits(needs.top_core) + 2 } else { 0 };
    let memory = if roomy && needs.processes { MEMORY } else { 0 };
    let mut rest = inner;
    let title = cut_top(&mut rest, share.title);
    cut_top(&mut rest, share.gaps[2]);
    let figures = cut_top(&mut rest, share.figures);
    let bar = cut_top(&mut rest, share.bar);
    let facts = cut_top(&mut rest, share.facts);
    // Where there is no room for heads beside the legend they stand in the free row, which is below it then.
    let before = if roomy { share.gaps[0] } else { 0 };
    cut_top(&mut rest, before);
    let legend = cut_top(&mut rest, share.legend);
    let below = cut_top(&mut rest, share.gaps[0] - before);
    let head = if roomy { legend } else { below };
    let workers = cut_rows(&mut rest, share.workers);
    let lock = cut_top(&mut rest, share.lock);
    cut_top(&mut rest, share.gaps[1]);
    let heading = cut_top(&mut rest, share.heading);
    let strip = cut_top(&mut rest, share.strip);
    let cores = cut_rows(&mut rest, share.cores);
    let axis = cut_top(&mut rest, share.axis);
    LaneLayout {
        lane,
        area,
        title,
        figures,
        bar,
        legend,
        facts,
        head,
        workers,
        lock,
        heading,
        strip,
        cores,
        axis,
        detail: Rect::default(),
        gutter,
        tail: tail + core + memory,
        core,
        memory,
    }
}

/// Width of the longest label and a space: `T7`, `c12`, `T0-11`, `120-127`.
fn gutter(needs: &Needs, share: &Share) -> u16 {
    let (worker, core) = (digits(needs.workers.saturating_sub(1)), digits(needs.top_core));
    let workers = if share.workers.each() > 1 { 2 * worker + 2 } else { worker + 1 };
    let cores = if share.cores.each() > 1 { 2 * core + 1 } else { core + 1 };
    workers.max(cores).max(3) + 1
}
