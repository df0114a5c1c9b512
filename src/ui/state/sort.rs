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
mod tests {
    use super::*;
    use crate::ui::roster::{count, names};
    use crate::ui::script::Script;
    use crate::ui::state::UiState;
    use crate::ui::state::table::rows;
    use proptest::prelude::*;

    #[test]
    fn a_column_that_is_chosen_again_is_turned_round() {
        let mut sort = Sort::default();
        assert_eq!((sort.describe().as_str(), sort.falls()), ("sorted by lane", false));
        sort.choose(5);
        assert_eq!((sort.describe().as_str(), sort.falls()), ("sorted by CPU, most first", true));
        sort.choose(5);
        assert_eq!((sort.describe().as_str(), sort.falls()), ("sorted by CPU, least first", false));
        sort.step(1);
        assert_eq!((sort.place(), sort.falls()), (6, true), "another column the usual way round");
        sort.choose(99);
        assert_eq!(sort.place(), 6);
        sort.step(-7);
        assert_eq!(sort.place(), COLUMNS.len() - 1);
    }

    #[test]
    fn what_is_not_known_stands_last_both_ways_round() {
        let model = Script::of(&["gil", "pool"]).on(3, 2).model_at(3.0);
        let names = names(&model);
        let mut state = UiState::default();
        state.sort.choose(5);
        for _ in 0..2 {
            let rows = rows(&model, &state, &names);
            assert!(rows[3..].iter().all(|row| row.name == "pool"), "{:?}", state.sort);
            state.sort.invert();
        }
    }

    proptest! {
        /// Whatever it is sorted by: every worker is there once, in the order of that column, and those that look the
        /// same stand in the order of lanes and workers.
        #[test]
        fn sorting_loses_nobody_and_is_stable(
            column in 0usize..14, inverted: bool, workers in 1u16..20, lanes in 1usize..5, seconds in 0.0f64..9.0,
        ) {
            let kinds = ["gil", "pool", "sequential", "threads"];
            let script = Script { solo: 1.0, ..Script::of(&kinds[..lanes]).on(workers, 4) };
            let model = script.model_at(seconds);
            let names = names(&model);
            let mut state = UiState::default();
            if column != state.sort.place() {
                state.sort.choose(column);
            }
            if inverted {
                state.sort.invert();
            }
            let rows = rows(&model, &state, &names);
            let mut places: Vec<_> = rows.iter().map(|row| (row.place, row.worker)).collect();
            let value = |row: &Row| (COLUMNS[column].value)(row).order();
            for (a, b) in rows.iter().zip(&rows[1..]) {
                let (one, other) = (value(a), value(b));
                prop_assert!(one.is_some() || other.is_none());
                if let (Some(one), Some(other)) = (one, other) {
                    let ordered = if state.sort.falls() { one >= other } else { one <= other };
                    prop_assert!(ordered);
                }
                if one == other {
                    prop_assert!((a.place, a.worker) < (b.place, b.worker));
                }
            }
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), count(&model));
        }
    }
}
