//! Every core on the whole screen, from 1 to 512: figures, then the cores over the session's time, the lanes marked
//! above them.
//!
//! Up to eight cores have a chart each, as high as there is room. At 80x24, eight of them:
//!
//! ```text
//!  ▀▀█ █▀█ █▀█   cores busy        min      1 %    ▇ lanes     98.4 %
//!    █ █▀█ █▀▀   of 8              median  99 %    ▇ the rest   1.2 %
//!    ▀ ▀▀▀ ▀▀▀   now               max    100 %    ▇ stolen     0.1 %
//!     gil 6.1 s ━━━━━━━━━━━━  pool ━━━      gil 6.1 s ━━━━━━━━━━━━  pool ━━━
//!                             ▇▇▇▇▇▇▇                             ▇▇▇▇▇▇▇
//!                             ███████                             ███████
//!  c0 ▂▃▂▂▂▃▂▂▂▂▃▂▂▃▂▂▃▂▂▃▂  ███████  99%  c4 ▂▃▂▂▃▂▂▃▂▂▃▂▂▃▂▂▃▂  ███████  99%
//!  …
//!     0 s       2 s       4 s       6 s     0 s       2 s       4 s       6 s
//! ```
//!
//! Up to sixty-four have a row each, in as many columns as they need. At 120x40, sixty-four of two sockets:
//!
//! ```text
//!  figures, three rows
//!      gil 20.4 s ━━━━━━━━━  pool ━━       gil 20.4 s ━━━━━━━━━  pool ━━       …
//!  SOCKET 0        1.0 of 32 busy         SOCKET 0                            SOCKET 1
//!  c0  ▂▂▃▂▂▂▂▂▃▂▂▂▂▂▂  ▇▇▇▇  99%         c22 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  ▇▇▇▇  99%      c44 …
//!  c1  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  ▇▇▇▇  99%         …
//!  …
//!      0 s   5 s   10 s   15 s            0 s   5 s   10 s   15 s             …
//! ```
//!
//! More than that, or more than fit, have a cell each in heat strips. Below the strips, 2, 4, 8 … cores share a row
//! over time, with their numbers as its label. At 200x60, 512 of two sockets:
//!
//! ```text
//!  figures, three rows
//!  SOCKET 0      254.1 of 256 busy  min  97  median  99  max 100 %               ▁ idle  ▄ half  ▇ full
//!    0 ▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇ …
//!  160 ▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇ ▇▇▇▇▇▇▇▇ …
//!  SOCKET 1      …
//!          gil 20.4 s ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  pool ━━━━━
//!  0-15    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  ▇▇▇▇▇▇▇▇▇▇   99%
//!  16-31   …
//!          0 s         5 s         10 s        15 s        20 s
//! ```
//!
//! Where room is short, these go in this order: gaps, the large figure, the groups' headings, strips, marks and axis.
//! Cores that then have neither row nor cell nor a name in a shared row are counted as not shown.

mod arrange;
mod needs;
mod parts;

use ratatui::layout::Rect;

use self::arrange::{Line, Shape, strips};
pub(crate) use self::needs::CoresNeeds;
use self::parts::GAP;
pub(crate) use self::parts::{CoreColumn, CoreLine, CoresLayout};
use super::cut::{cut_bottom, cut_top, digits};
use crate::ui::widget::numerals;

/// Width of the figure at the end of a row, its space included.
const TAIL: u16 = 5;
/// Least width at which a row shows how its load divides.
const WHOSE: u16 = 84;
/// Width of each of the three figures of that division.
const PART: u16 = 7;
/// Least height for the large figure: for a few cores, and for many, whose rows come first.
const LARGE: [u16; 2] = [16, 24];
/// The same on a projector.
const LARGE_FOR_ALL: u16 = 10;
/// Least height for free lines between the parts.
const ROOMY: u16 = 24;
/// Least height at which several simultaneous lanes have a mark each.
const MARKED: u16 = 10;

/// Lays out all cores.
#[must_use]
pub(crate) fn cores_layout(area: Rect, needs: &CoresNeeds) -> CoresLayout {
    let inner = if area.width >= 16 { Rect { x: area.x + 1, width: area.width - 2, ..area } } else { area };
    let count: usize = needs.groups.iter().sum();
    let mut rest = inner;
    let large = match (needs.present, count) {
        (true, _) => LARGE_FOR_ALL,
        (_, 0..=8) => LARGE[0],
        _ => LARGE[1],
    };
    let figures = cut_top(&mut rest, if inner.height >= large { numerals::HEIGHT } else { 1 });
    cut_top(&mut rest, u16::from(inner.height >= ROOMY));
    let marks = if inner.height >= MARKED { needs.abreast.clamp(1, 4) } else { 1 };
    let framed = rest.height >= 3;
    let marks = if framed { u16::try_from(marks).unwrap_or(1) } else { 0 };
    let frame = marks + u16::from(framed);
    let shape = Shape::of(needs, rest.width, rest.height - frame);
    let mut layout = CoresLayout { figures, ..CoresLayout::default() };
    match shape {
        Some(shape) => rows_in_columns(&mut layout, rest, marks, needs, &shape),
        None => strips_above_rows(&mut layout, rest, marks, needs),
    }
    layout
}

/// Lays out one row for each core.
fn rows_in_columns(layout: &mut CoresLayout, rest: Rect, marks: u16, needs: &CoresNeeds, shape: &Shape) {
    set_margins(layout, rest.width, 1, needs);
    layout.whose = shape.width >= WHOSE && !needs.present;
    layout.tail += if layout.whose { 3 * PART } else { 0 };
    layout.each = 1;
    let columns = shape.lines(needs.groups);
    let longest = columns.iter().map(|lines| rows_of(lines, shape.height)).max().unwrap_or(0);
    for (i, lines) in (0..).zip(columns) {
        let height = marks + longest + u16::from(marks > 0);
        let area = Rect { x: rest.x + i * (shape.width + GAP), width: shape.width, height, ..rest };
        layout.columns.push(column(area, marks, shape.height, lines));
    }
}

/// Lays out one cell for each core, where there is room, and shared rows below.
fn strips_above_rows(layout: &mut CoresLayout, mut rest: Rect, marks: u16, needs: &CoresNeeds) {
    let count: usize = needs.groups.iter().sum();
    set_margins(layout, rest.width, 2, needs);
    let axis = u16::from(marks > 0);
    let label = digits(needs.top_core) + 1;
    let label = if layout.gutter > 0 { label } else { 0 };
    let plan =
        strips(needs.groups, rest.width.saturating_sub(label), rest.height.saturating_sub(marks + axis));
    layout.cell = plan.cell;
    for line in &plan.cells {
        let height = if line.heads.is_some() { 1 } else { plan.cell };
        let area = cut_top(&mut rest, height);
        let label = if line.heads.is_some() { 0 } else { label };
        let area = Rect { x: area.x + label, width: area.width - label, ..area };
        layout.strips.push(CoreLine { members: line.members.clone(), heads: line.heads, area });
    }
    cut_top(&mut rest, plan.gap);
    // Cores in a shared row are shown only where the row can name them.
    let nameless = plan.each > 1 && layout.gutter == 0;
    layout.each = if nameless { 0 } else { plan.each };
    if layout.each == 0 {
        layout.hidden = if plan.cells.is_empty() { count } else { 0 };
        return;
    }
    let height = marks + rows_of(&plan.rows, plan.height) + axis;
    layout.columns.push(column(Rect { height, ..rest }, marks, plan.height, plan.rows));
}

/// Number of screen rows that these lines take.
fn rows_of(lines: &[Line], height: u16) -> u16 {
    lines.iter().map(|line| if line.heads.is_some() { 1 } else { height }).sum()
}

/// Sets the widths of labels and figures.
fn set_margins(layout: &mut CoresLayout, width: u16, each: usize, needs: &CoresNeeds) {
    let digits = digits(needs.top_core);
    let gutter = if each > 1 { 2 * digits + 2 } else { digits + 2 };
    (layout.gutter, layout.tail) = if width >= 14 { (gutter, TAIL) } else { (0, 0) };
}

fn column(area: Rect, marks: u16, height: u16, lines: Vec<Line>) -> CoreColumn {
    let mut rest = area;
    let marks = cut_top(&mut rest, marks);
    let framed = marks.height > 0;
    let place = |line: Line| {
        let area = cut_top(&mut rest, if line.heads.is_some() { 1 } else { height });
        CoreLine { members: line.members, heads: line.heads, area }
    };
    let lines: Vec<CoreLine> = lines.into_iter().map(place).collect();
    // The same height in every column.
    let axis = if framed { cut_bottom(&mut rest, 1) } else { Rect::default() };
    CoreColumn { area, marks, lines, axis }
}

#[cfg(test)]
mod tests;
