//! Rows as a budget, and stacks of things that get them.

use ratatui::layout::Rect;

use super::cut::cut_top;
use super::rows::Rows;

/// Number of rows left to share out.
pub(super) struct Budget(pub(super) u16);

impl Budget {
    /// Takes this many rows, or none when fewer are left.
    pub(super) fn take(&mut self, rows: u16) -> u16 {
        if self.0 < rows {
            return 0;
        }
        self.0 -= rows;
        rows
    }
}

/// A stack: this many things in this many rows of this height.
#[derive(Default, Clone, Copy)]
pub(super) struct Stack {
    pub(super) things: u16,
    pub(super) rows: u16,
    pub(super) height: u16,
}

impl Stack {
    pub(super) fn new(things: usize) -> Self {
        Self { things: u16::try_from(things).unwrap_or(u16::MAX), rows: 0, height: 1 }
    }

    /// Number of things that share a row.
    pub(super) fn each(self) -> u16 {
        if self.rows == 0 { 0 } else { self.things.div_ceil(self.rows) }
    }

    /// Returns rows that an even sharing leaves empty. Where two share a row, others have theirs alone, and none is left.
    pub(super) fn settle(&mut self, budget: &mut Budget) {
        if self.each() > 2 {
            let used = self.things.div_ceil(self.each());
            budget.0 += self.rows - used;
            self.rows = used;
        }
    }
}

/// Cuts the rows of a stack from the top of `rest`.
pub(super) fn cut_rows(rest: &mut Rect, stack: Stack) -> Rows {
    let area = cut_top(rest, stack.rows * stack.height);
    Rows { area, each: usize::from(stack.each()), height: stack.height }
}
