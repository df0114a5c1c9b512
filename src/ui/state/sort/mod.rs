//! Sort order of the table. Pure.

use std::cmp::Reverse;

use crate::ui::roster::{COLUMNS, Column, LANE, Row};

/// A column and a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    /// Index of the column.
    column: usize,
    /// Whether the direction is opposite to that column's usual one.
    inverted: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: LANE, inverted: false }
    }
}

impl Sort {
    /// Index of the column.
    #[must_use]
    pub(crate) const fn place(self) -> usize {
        self.column
    }

    /// The column.
    #[must_use]
    pub(crate) fn column(self) -> &'static Column {
        &COLUMNS[self.column % COLUMNS.len()]
    }

    /// Whether the largest value comes first.
    #[must_use]
    pub(crate) fn falls(self) -> bool {
        self.column().falls != self.inverted
    }

    /// Moves this many columns to the right, wrapping around, in the usual direction.
    pub(crate) fn step(&mut self, places: isize) {
        let count = COLUMNS.len();
        let to = (self.column + count).saturating_add_signed(places % count.cast_signed()) % count;
        *self = Self { column: to, inverted: false };
    }

    /// Reverses the direction.
    pub(crate) fn invert(&mut self) {
        self.inverted = !self.inverted;
    }

    /// Sorts by this column; reverses the direction when it is this one already.
    pub(crate) fn choose(&mut self, column: usize) {
        if column == self.column {
            self.invert();
        } else if column < COLUMNS.len() {
            *self = Self { column, inverted: false };
        }
    }

    /// Its description in words.
    #[must_use]
    pub(crate) fn describe(self) -> String {
        let column = self.column();
        let way = match (column.words || !column.falls, self.falls()) {
            (true, false) => return format!("sorted by {}", column.name),
            (true, true) => "last first",
            (false, true) => "most first",
            (false, false) => "least first",
        };
        format!("sorted by {}, {way}", column.name)
    }

    /// Sorts rows that stand in the order of lanes and workers. Rows with equal values keep that order; unknown
    /// values come last in either direction.
    pub(crate) fn arrange(self, rows: &mut [Row]) {
        if self == Self::default() {
            return;
        }
        let (column, falls) = (self.column(), self.falls());
        rows.sort_by_cached_key(|row| {
            let order = (column.value)(row).order();
            let rising = order.filter(|_| !falls);
            (order.is_none(), rising, Reverse(order.filter(|_| falls)))
        });
    }
}

#[cfg(test)]
mod tests;
