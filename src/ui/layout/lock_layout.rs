//! Layout of the lock's panel. It has the same parts at every size; where room is short, parts go from the bottom of
//! this list: title, figures, holders now, distribution of waits, the whole run.
//!
//! At 80x24, two threads:
//!
//! ```text
//!  primes · 64 tasks · 2 workers · turns · 2 cores                   racing 2.2 s
//! ▌THE LOCK of 2 threads, simulated GIL               interval 5 ms    switched
//!  █▀▀ █▀█   % of the        198 switches/s   394 requests
//!  ▀▀█ █ █   threads' time   held 99 %        394 forced, 0 voluntary
//!  ▀▀▀ ▀▀▀   is waiting      slept 18 ms      0 expired, 0 overtaken
//!  LOCK HOLDERS  75 ms, from 1.0 s   ▇ holds ▇ waits  ? asks ↓ lets go when asked
//!      0    1    0    1    0    1    0    1    0    1    0    1    0    1    0
//!  T0  █████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?
//!  T1  ░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░░░░?████↓░
//!      0 ms      10 ms     20 ms     30 ms     40 ms     50 ms     60 ms
//!  WAITS  half of them 5.06 ms, 1 % above 5.40 ms
//!                                          │█
//!                                          │█▁
//!      1 µs       10 µs      100 µs    1 ms │5 ms      100 ms     1 s
//!  THE WHOLE RUN                                                       held waits
//!  T0  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄                                         50%   50%
//!  T1  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄                                         50%   50%
//!      0 s        2 s       4 s        6 s
//!  A thread waits 5.06 ms each time: one interval of 5 ms, then …
//!  space pause  l back  [ ] interval  …
//! ```
//!
//! At 120x40 there is room for rules below header and above caption, free lines between the parts, a line of marks
//! above each thread, a chart of four rows, and the holds beside the waits. At 200x60 every row is higher, and each
//! thread of the whole run has a bar of its shares at its end.

use ratatui::layout::Rect;

use super::cut::{cut_top, digits};
use super::rows::Rows;
use super::stack::{Budget, Stack, cut_rows};
use crate::ui::widget::numerals;

/// Largest number of threads with a row each; more share rows.
const ROWS: u16 = 12;
/// Least width for waits and holds beside each other.
pub(crate) const CHARTS_ABREAST: u16 = 100;
/// Least width for a bar at the end of each thread's row of the whole run.
const BARS: u16 = 100;
/// Width of that bar, the space before it included.
const BAR: u16 = 14;
/// Width of the two figures at the end of a thread's row: ` 100%  100%`.
const FIGURES: u16 = 11;
/// Greatest height of a thread's row now, of one in the whole run, and of the chart.
const HIGHEST: [u16; 3] = [4, 5, 10];

/// Areas of the lock's panel. A part that did not fit is empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct LockLayout {
    /// All of it.
    pub area: Rect,
    /// Name of the lock, and its interval.
    pub title: Rect,
    /// Share of waiting, large, and the other figures.
    pub figures: Rect,
    /// Heading: the window's time, and the meaning of its marks.
    pub now: Rect,
    /// Holder of the lock over the window.
    pub strip: Rect,
    /// Rows of the threads in the window.
    pub threads: Rows,
    /// Time axis of the window.
    pub now_axis: Rect,
    /// Heading of the chart.
    pub waits: Rect,
    /// Chart of the waits' lengths.
    pub chart: Rect,
    /// Its axis.
    pub chart_axis: Rect,
    /// The heading of the whole run.
    pub run: Rect,
    /// Rows of the threads over the whole run.
    pub run_threads: Rows,
    /// Time axis of the whole run.
    pub run_axis: Rect,
    /// Width of the labels at the left.
    pub gutter: u16,
    /// Width of the figures at the right of a thread's row in the whole run.
    pub tail: u16,
    /// Width of the bar within them.
    pub bar: u16,
}

impl LockLayout {
    /// The part of a row behind its label.
    #[must_use]
    pub(crate) fn plot(&self, row: Rect) -> Rect {
        let gutter = self.gutter.min(row.width);
        Rect { x: row.x + gutter, width: row.width - gutter, ..row }
    }

    /// The part of a row of the whole run between label and figures.
    #[must_use]
    pub(crate) fn run_plot(&self, row: Rect) -> Rect {
        let plot = self.plot(row);
        Rect { width: plot.width - self.tail.min(plot.width), ..plot }
    }
}

/// Number of rows of each part.
#[derive(Default)]
struct Plan {
    title: u16,
    figures: u16,
    now: u16,
    strip: u16,
    threads: Stack,
    now_axis: u16,
    waits: u16,
    chart: u16,
    chart_axis: u16,
    run: u16,
    run_threads: Stack,
    run_axis: u16,
    gaps: [u16; 4],
}

/// Lays out the panel of a lock with this many threads.
#[must_use]
pub(crate) fn lock_layout(area: Rect, threads: usize) -> LockLayout {
    let inner = if area.width >= 16 { Rect { x: area.x + 1, width: area.width - 2, ..area } } else { area };
    let plan = plan(inner.height, threads);
    let rest = &mut inner.clone();
    let title = cut_top(rest, plan.title);
    cut_top(rest, plan.gaps[0]);
    let figures = cut_top(rest, plan.figures);
    cut_top(rest, plan.gaps[1]);
    let now = cut_top(rest, plan.now);
    let strip = cut_top(rest, plan.strip);
    let rows = cut_rows(rest, plan.threads);
    let now_axis = cut_top(rest, plan.now_axis);
    cut_top(rest, plan.gaps[2]);
    let waits = cut_top(rest, plan.waits);
    let chart = cut_top(rest, plan.chart);
    let chart_axis = cut_top(rest, plan.chart_axis);
    cut_top(rest, plan.gaps[3]);
    let run = cut_top(rest, plan.run);
    let run_threads = cut_rows(rest, plan.run_threads);
    let run_axis = cut_top(rest, plan.run_axis);
    let bar = if inner.width >= BARS { BAR } else { 0 };
    let roomy = inner.width >= 30;
    LockLayout {
        area,
        title,
        figures,
        now,
        strip,
        threads: rows,
        now_axis,
        waits,
        chart,
        chart_axis,
        run,
        run_threads,
        run_axis,
        gutter: if roomy { gutter(threads, rows.each.max(run_threads.each)) } else { 0 },
        tail: if roomy { FIGURES + bar } else { 0 },
        bar,
    }
}

/// Width of the longest label and a space: `T7`, `T0-11`.
fn gutter(threads: usize, each: usize) -> u16 {
    let digits = digits(threads.saturating_sub(1));
    if each > 1 { 2 * digits + 3 } else { (digits + 2).max(4) }
}

/// Shares `height` rows out, by importance: what happens now, then what it costs, then the whole run.
fn plan(height: u16, threads: usize) -> Plan {
    let mut budget = Budget(height);
    let take = |budget: &mut Budget, rows| budget.take(rows);
    let mut plan = Plan { threads: Stack::new(threads), run_threads: Stack::new(threads), ..Plan::default() };
    let wanted = plan.threads.things.min(ROWS);
    plan.title = take(&mut budget, 1);
    plan.figures = take(&mut budget, 1);
    plan.strip = take(&mut budget, 1);
    plan.threads.rows = take(&mut budget, 1).min(wanted);
    plan.now_axis = take(&mut budget, 1);
    plan.now = take(&mut budget, 1);
    while plan.threads.rows < wanted.min(4) && budget.take(1) > 0 {
        plan.threads.rows += 1;
    }
    if take(&mut budget, 3) > 0 {
        (plan.waits, plan.chart, plan.chart_axis) = (1, 1, 1);
    }
    if take(&mut budget, numerals::HEIGHT - 1) > 0 {
        plan.figures = numerals::HEIGHT;
    }
    if take(&mut budget, 2) > 0 {
        (plan.run, plan.run_threads.rows) = (1, 1.min(wanted));
    }
    plan.run_axis = take(&mut budget, 1);
    plan.chart += take(&mut budget, 1);
    grow(&mut plan, &mut budget, wanted);
    for gap in [1, 2, 3, 0] {
        plan.gaps[gap] = take(&mut budget, 1);
    }
    heighten(&mut plan, &mut budget);
    plan
}

/// Gives each thread a row, as far as there is room: now first, then in the whole run.
fn grow(plan: &mut Plan, budget: &mut Budget, wanted: u16) {
    while plan.threads.rows < wanted && budget.take(1) > 0 {
        plan.threads.rows += 1;
    }
    while plan.run > 0 && plan.run_threads.rows < wanted && budget.take(1) > 0 {
        plan.run_threads.rows += 1;
    }
    plan.threads.settle(budget);
    plan.run_threads.settle(budget);
}

/// Makes rows higher as long as there is room, part by part.
fn heighten(plan: &mut Plan, budget: &mut Budget) {
    let [now, run, chart] = HIGHEST;
    loop {
        let left = budget.0;
        let (threads, rows) = (plan.threads, plan.run_threads);
        if threads.rows > 0 && threads.height < now && budget.take(threads.rows) > 0 {
            plan.threads.height += 1;
        }
        if plan.chart > 0 && plan.chart < chart {
            plan.chart += budget.take(1);
        }
        if rows.rows > 0 && rows.height < run && budget.take(rows.rows) > 0 {
            plan.run_threads.height += 1;
        }
        if budget.0 == left {
            return;
        }
    }
}
