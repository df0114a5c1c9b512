//! Layout: pure functions from an area, and what it has to fit, to rectangles. Drawing and the mouse use the same
//! ones.
//!
//! Every view has the same frame:
//!
//! ```text
//! ┌ header: what is raced, where, and how far it is ───────────────────────┐
//! │ ─ tabs: the views by their numbers ─────────────────────────────────── │
//! │                                                                        │
//! │ body: the view                                                         │
//! │                                                                        │
//! │ ────────────────────────────────────────────────────────────────────── │
//! │ caption: the sentence of the moment                                    │
//! └ footer: the keys, and what watching costs ─────────────────────────────┘
//! ```
//!
//! On low screens the tabs go first, then the footer, then header and caption: the body matters most.

mod cores;
mod lock_layout;
mod output;
pub mod race;
mod share;
pub(crate) mod workers;

use ratatui::layout::Rect;

pub use self::cores::{CoreColumn, CoreLine, CoresLayout, CoresNeeds, cores_layout};
pub use self::lock_layout::{CHARTS_ABREAST, LockLayout, lock_layout};
pub use self::output::Output;
pub use self::race::{
    LaneLayout, Needs, PAIR, ROOMY, RaceLayout, SIDE_BY_SIDE, cores_of, race_layout, workers_of,
};
use self::share::Stack;
pub use self::workers::{Cells, DetailLayout, TableNeeds, WorkersLayout, workers_layout};

/// Least height for rules between the parts.
pub const RULED: u16 = 28;
/// Least height for a row of keys.
const KEYED: u16 = 6;
/// Least height for a row of tabs.
const TABBED: u16 = 20;

/// A stack of rows, each for one or more things.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// All of them, labels and figures included.
    pub area: Rect,
    /// Number of things that share a row; 0 when there are no rows.
    pub each: usize,
    /// Height of a row.
    pub height: u16,
}

impl Rows {
    /// The same rows for `count` things, which may be fewer than the rows were made for.
    #[must_use]
    pub fn shared_by(self, count: usize) -> Self {
        let rows = usize::from(self.area.height.checked_div(self.height).unwrap_or(0));
        Self { each: if rows == 0 { 0 } else { count.div_ceil(rows).max(1) }, ..self }
    }

    /// The rows of `count` things: the range of things, and the area of their row.
    pub fn iter(self, count: usize) -> impl Iterator<Item = (std::ops::Range<usize>, Rect)> {
        let each = self.each.max(1);
        let rows = self.area.height.checked_div(self.height).unwrap_or(0);
        (0..rows).zip((0..count).step_by(each)).map(move |(i, first)| {
            let y = self.area.y + i * self.height;
            (first..(first + each).min(count), Rect { y, height: self.height, ..self.area })
        })
    }
}

/// The parts around every view.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Header: the workload, the machine and the state.
    pub header: Rect,
    /// The views by their numbers; empty on a low screen.
    pub tabs: Rect,
    /// The view.
    pub body: Rect,
    /// A rule above the caption; empty on a low screen.
    pub rule: Rect,
    /// Caption: the sentence of the moment.
    pub caption: Rect,
    /// The keys.
    pub footer: Rect,
}

/// The frame on this screen, with a caption of `caption` rows; 0 for the usual height. On a projector keys and tabs
/// only take room: `present` leaves them out.
#[must_use]
pub fn frame(area: Rect, caption: u16, present: bool) -> Frame {
    let (mut body, height) = (area, area.height);
    let mut when = |least: u16, cut: fn(&mut Rect, u16) -> Rect| {
        if height >= least { cut(&mut body, 1) } else { Rect::default() }
    };
    let header = when(3, cut_top);
    let [least_tabbed, least_keyed] = if present { [u16::MAX; 2] } else { [TABBED, KEYED] };
    let footer = when(least_keyed, cut_bottom);
    let tabs = when(least_tabbed, cut_top);
    let caption = cut_bottom(&mut body, caption_height(area, caption));
    let rule = if height >= RULED { cut_bottom(&mut body, 1) } else { Rect::default() };
    Frame { header, tabs, body, rule, caption, footer }
}

/// Height of the caption on a screen of this height; more for a verdict that needs it.
fn caption_height(area: Rect, wanted: u16) -> u16 {
    let spared = match area.height {
        0..=4 => 0,
        5..=11 => 1,
        12..=19 => 2,
        _ => 3,
    };
    let most = if area.height >= RULED { 5 } else { 4 };
    wanted.min(most).min(area.height / 4).max(spared)
}

/// Number of digits.
fn digits(n: usize) -> u16 {
    u16::try_from(n.checked_ilog10().unwrap_or(0) + 1).unwrap_or(u16::MAX)
}

fn cut_rows(rest: &mut Rect, stack: Stack) -> Rows {
    let area = cut_top(rest, stack.rows * stack.height);
    Rows { area, each: usize::from(stack.each()), height: stack.height }
}

/// The area inside the margins of a text.
pub(in crate::ui) fn inner(area: Rect) -> Rect {
    let margin = u16::from(area.width > 4);
    Rect { x: area.x + margin, width: area.width - 2 * margin, ..area }
}

/// Takes this many rows from the top of `rest`, or all that there are.
pub(in crate::ui) fn cut_top(rest: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rest.height);
    let top = Rect { height: rows, ..*rest };
    rest.y += rows;
    rest.height -= rows;
    top
}

/// Takes this many rows from the bottom of `rest`, or all that there are.
pub(in crate::ui) fn cut_bottom(rest: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rest.height);
    rest.height -= rows;
    Rect { y: rest.y + rest.height, height: rows, ..*rest }
}

#[cfg(test)]
mod tests;
