//! Layout of the table of workers and of the selected one.
//!
//! At 80x24 the least important columns are left out and counted:
//!
//! ```text
//!  WORKERS  4                                    +2 columns   sorted by lane  < > i
//!  lane▲ who pid/tid activity     core  CPU comp c-wait l-wait   io tasks  memory
//! ▌gil   T0     4712 ▇ compute      c0  50%  50%     0%    50%   0%    12
//!  gil   T1     4713 ▇ lock-wait    c1  50%  50%     0%    50%   0%    11
//!  pool  P0            waiting
//!  pool  P1            waiting
//! ────────────────────────────────────────────────────────────────────────────────
//! ▌T0 of gil · thread 4712 of process 4711 · ran on core 0 last
//!  T0  ▇▇▅▇▆▇▇▅▇▆▇▇▅▇▆▇▇▅▇▆▇▇▅▇▆
//!      ▇▇▅▇▆▇▇▅▇▆▇▇▅▇▆▇▇▅▇▆▇▇▅▇▆
//!      0 s       2 s        4 s       6 s
//!  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
//!  ▇ compute 50 %  ▇ lock-wait 50 %  ▇ spawn <1 %
//!  lock: held 50 % of its time, waited 50 %
//!  …
//! ```
//!
//! At 120x40 heads are whole words, the timeline takes half of the room, and below it a dozen lines fit: figures,
//! deaths, printed lines; where they leave room, each activity with its time and what it means. At 200x60 each row of the table ends with a bar of the worker's time by activity. At 40x12 there is
//! the table alone: worker, activity, and four figures.
//!
//! The table gets the rows that it needs, the detail the rest; where both want more, the detail keeps half of the
//! view. In the detail the parts at the bottom go first.

use ratatui::layout::Rect;

use super::cut::cut_top;
use super::frame::RULED;
use crate::ui::roster::{COLUMNS, LANE, WORKER};
use crate::ui::state::Sort;

/// Least height for both table and detail; in a lower view the table has all the rows it needs.
const SHARED: u16 = 10;
/// Largest number of rows that the detail keeps where the table wants them.
const KEPT: u16 = 14;
/// Greatest height of the timeline.
const HIGHEST: u16 = 16;
/// Least and greatest width of a bar at the end of the rows.
const BAR: [u16; 2] = [12, 48];
/// Width before the detail's timeline, for the worker's label.
pub(crate) const GUTTER: u16 = 5;
/// Highest rank of a column that is shown with large figures and few words.
const PRESENTED: u8 = 6;
/// Least width for a margin at both sides.
const MARGIN: u16 = 16;

/// Contents that the layout has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableNeeds {
    /// Number of workers.
    pub workers: usize,
    /// Width of the longest lane's name.
    pub names: u16,
    /// Width of the longest worker's label.
    pub labels: u16,
    /// Sort order; its column is always shown.
    pub sort: Sort,
    /// Whether figures are large and words few.
    pub present: bool,
}

/// A column with its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cells {
    /// Its index in the list of columns.
    pub column: usize,
    /// Its first column on the screen.
    pub x: u16,
    /// Its width.
    pub width: u16,
}

/// Areas of the selected worker. A part that did not fit is empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct DetailLayout {
    /// All of it.
    pub area: Rect,
    /// A rule above it.
    pub rule: Rect,
    /// The worker's name.
    pub title: Rect,
    /// Its activities over time, with its label before.
    pub timeline: Rect,
    /// Time axis.
    pub axis: Rect,
    /// Its time by activity.
    pub bar: Rect,
    /// The same as figures.
    pub legend: Rect,
    /// Everything else, line by line.
    pub words: Rect,
}

/// Areas of the table and of the selected worker.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct WorkersLayout {
    /// Number of workers, and the sort order.
    pub heading: Rect,
    /// Names of the columns.
    pub head: Rect,
    /// One row for each worker that is shown.
    pub rows: Rect,
    /// Columns, from left to right.
    pub columns: Vec<Cells>,
    /// Number of columns that did not fit.
    pub hidden: usize,
    /// Whether the columns have their short names.
    pub brief: bool,
    /// Bars at the end of the rows; empty where there is no room for one.
    pub bar: Rect,
    /// The selected worker.
    pub detail: DetailLayout,
}

/// Lays out the table and the selected worker.
#[must_use]
pub(crate) fn workers_layout(area: Rect, needs: &TableNeeds) -> WorkersLayout {
    let inner =
        if area.width >= MARGIN { Rect { x: area.x + 1, width: area.width - 2, ..area } } else { area };
    let rest = &mut inner.clone();
    let heading = cut_top(rest, 1);
    let head = if rest.height >= 3 { cut_top(rest, 1) } else { Rect::default() };
    let wanted = u16::try_from(needs.workers).unwrap_or(u16::MAX).max(1);
    let rows = cut_top(rest, wanted.min(rest.height - kept(area.height).min(rest.height)));
    let (columns, brief, hidden) = columns(inner, needs);
    let bar = bar(rows, &columns);
    let mut detail = detail(*rest, needs.present);
    // Rules span the whole width.
    detail.rule = Rect { x: area.x, width: area.width, ..detail.rule };
    WorkersLayout { heading, head, rows, columns, hidden, brief, bar, detail }
}

/// Number of rows that the detail keeps in a view of this height, whatever the table wants.
fn kept(height: u16) -> u16 {
    if height < SHARED { 0 } else { (height / 2).min(KEPT) }
}

/// The columns that fit: in full words and well apart, then closer, then in short words, then without those that
/// matter least. Then whether the words are short, and how many columns are left out.
fn columns(area: Rect, needs: &TableNeeds) -> (Vec<Cells>, bool, usize) {
    // The worker's name comes first, then the column of the sort order.
    let rank = |column: usize| match COLUMNS[column].rank {
        rank @ 1.. if column == needs.sort.place() => (rank.min(1), false),
        rank => (rank, true),
    };
    let most = if needs.present { PRESENTED } else { u8::MAX };
    let mut shown: Vec<usize> = (0..COLUMNS.len()).filter(|column| rank(*column).0 <= most).collect();
    loop {
        for (brief, gap) in [(false, 2), (false, 1), (true, 1)] {
            let placed = placed(&shown, area, needs, brief, gap);
            let fits = placed.last().is_none_or(|cells| cells.x + cells.width <= area.right());
            if fits || (shown.len() == 1 && brief) {
                return (placed, brief, COLUMNS.len() - shown.len());
            }
        }
        let least = (0..shown.len()).max_by_key(|place| rank(shown[*place])).unwrap_or(0);
        shown.remove(least);
    }
}

fn placed(shown: &[usize], area: Rect, needs: &TableNeeds, brief: bool, gap: u16) -> Vec<Cells> {
    let mut x = area.x;
    let place = |column: &usize| {
        let cells = Cells { column: *column, x, width: width(*column, needs, brief) };
        x = x.saturating_add(cells.width).saturating_add(gap);
        cells
    };
    shown.iter().map(place).collect()
}

/// Width of a column, its name included.
fn width(column: usize, needs: &TableNeeds, brief: bool) -> u16 {
    let name = if brief { COLUMNS[column].brief } else { COLUMNS[column].name };
    let values = match column {
        LANE => needs.names,
        WORKER => needs.labels,
        column => COLUMNS[column].width,
    };
    values.max(u16::try_from(name.len()).unwrap_or(u16::MAX))
}

/// The rest of the rows at the right of the columns, if that is enough for a bar.
fn bar(rows: Rect, columns: &[Cells]) -> Rect {
    let end = columns.last().map_or(rows.x, |cells| cells.x.saturating_add(cells.width)).saturating_add(2);
    let [least, most] = BAR;
    match rows.right().checked_sub(end) {
        Some(width) if width >= least => Rect { x: end, width: width.min(most), ..rows },
        _ => Rect::default(),
    }
}

/// Lays out the selected worker: name and timeline first, then the rest from the top.
fn detail(area: Rect, present: bool) -> DetailLayout {
    if area.height < 2 {
        return DetailLayout::default();
    }
    let rest = &mut area.clone();
    let rule = if area.height >= 4 { cut_top(rest, 1) } else { Rect::default() };
    let title = cut_top(rest, 1);
    let spare = rest.height.saturating_sub(4);
    let more = if present { spare } else { (spare / 2).min(HIGHEST - 1) };
    let timeline = cut_top(rest, 1 + more);
    let axis = cut_top(rest, 1);
    // A free line where there is plenty of room.
    let gap = u16::from(!present && area.height >= RULED / 2);
    cut_top(rest, gap);
    let bar = cut_top(rest, 1);
    let legend = cut_top(rest, 1);
    cut_top(rest, gap);
    DetailLayout { area, rule, title, timeline, axis, bar, legend, words: *rest }
}

#[cfg(test)]
mod tests;
