//! Division of this view's rows.

use crate::model::losses::Cause;
use crate::ui::widget::numerals;

/// Height of the table below the bars: a head, the measured speed-up, the causes but one, the possible speed-up.
pub(super) const TABLE_HEIGHT: u16 = 10;
const _: () = assert!(TABLE_HEIGHT as usize == Cause::ALL.len() + 2);

/// Height of a lane's block, and whether there is a table below all blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) title: u16,
    pub(super) bar: u16,
    pub(super) words: u16,
    /// Rows between two blocks.
    pub(super) gap: u16,
    pub(super) table: bool,
}

/// Heights of bar, words and gap, and whether there is a table: from roomy to tight.
const WAYS: [(u16, u16, u16, bool); 12] = [
    (9, 1, 2, true),
    (6, 1, 1, true),
    (5, 1, 1, true),
    (4, 1, 1, true),
    (3, 1, 1, true),
    (2, 1, 1, true),
    (1, 1, 1, true),
    (1, 1, 0, true),
    (2, 1, 1, false),
    (1, 1, 1, false),
    (1, 1, 0, false),
    (1, 0, 0, false),
];

/// The same for a projector: words stand beside the figure.
const LARGE: [(u16, u16, u16, bool); 4] =
    [(4, 0, 2, false), (3, 0, 1, false), (2, 0, 1, false), (1, 0, 0, false)];

impl Rows {
    /// The roomiest arrangement in which all lanes fit; the tightest if none does.
    pub(super) fn of(height: u16, lanes: usize, present: bool) -> Self {
        let (title, ways) = if present { (numerals::HEIGHT, &LARGE[..]) } else { (1, &WAYS[..]) };
        let ways = ways.iter().map(|&(bar, words, gap, table)| Self { title, bar, words, gap, table });
        let fits = |rows: &Self| {
            // The last block keeps its distance from the table.
            let below = if rows.table { TABLE_HEIGHT + rows.gap } else { 0 };
            height >= below && rows.lanes(height - below, lanes) == lanes
        };
        let tightest = Self { title, bar: 1, words: 0, gap: 0, table: false };
        ways.into_iter().find(fits).unwrap_or(tightest)
    }

    /// Height of a block.
    pub(super) fn block(&self) -> u16 {
        self.title + self.bar + self.words
    }

    /// Number of lanes that fit; if not all, a row is left to count the rest.
    pub(super) fn lanes(&self, height: u16, lanes: usize) -> usize {
        let each = usize::from(self.block() + self.gap);
        let height = usize::from(height);
        if lanes * each <= height + usize::from(self.gap) { lanes } else { height.saturating_sub(1) / each }
    }
}

#[cfg(test)]
mod tests;
