//! The cores' use along a row of columns, read once from the oldest to the newest.
//!
//! [`CoreHistory::mean`] searches its readings each time, which is right for a few times. A picture needs hundreds of
//! neighbouring ones, a row of them for every core: where one ends the next begins.

use super::{CoreHistory, CoreUse};
use crate::event::Nanos;

impl CoreHistory {
    /// Mean use of `cores` in each of `columns` equal parts of `length` from `from` on, over the cores that were
    /// online; `None` where there is no reading of them. `seen` is cleared first, and receives them.
    ///
    /// Costs one look at each core per column, however many readings there are.
    pub fn walk(
        &self,
        cores: &[usize],
        (from, length): (Nanos, Nanos),
        columns: u16,
        seen: &mut Vec<Option<CoreUse>>,
    ) {
        seen.clear();
        let mut before = self.cut(from, 0);
        // A reading is often longer than a column, and is used by several of them.
        let mut bracket = self.bracket(before.before, cores);
        let mut then = bracket.at(before.share);
        for column in 0..columns {
            let after = self.cut(from + part(length, column + 1, columns), before.before);
            if after.before != bracket.before {
                bracket = self.bracket(after.before, cores);
            }
            let now = bracket.at(after.share);
            seen.push(self.between([before, after], [then, now]));
            (before, then) = (after, now);
        }
    }
}

/// Offset at which one of `columns` equal parts of a `length` begins, `column` counted from 0.
fn part(length: Nanos, column: u16, columns: u16) -> Nanos {
    let share = u128::from(length.0) * u128::from(column) / u128::from(columns.max(1));
    Nanos(u64::try_from(share).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests;
