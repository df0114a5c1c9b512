//! Rows that things share.

use ratatui::layout::Rect;

/// A stack of rows, each for one or more things.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows {
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
    pub(crate) fn shared_by(self, count: usize) -> Self {
        let rows = usize::from(self.area.height.checked_div(self.height).unwrap_or(0));
        Self { each: if rows == 0 { 0 } else { count.div_ceil(rows).max(1) }, ..self }
    }

    /// The rows of `count` things: the range of things, and the area of their row.
    pub(crate) fn iter(self, count: usize) -> impl Iterator<Item = (std::ops::Range<usize>, Rect)> {
        let each = self.each.max(1);
        let rows = self.area.height.checked_div(self.height).unwrap_or(0);
        (0..rows).zip((0..count).step_by(each)).map(move |(i, first)| {
            let y = self.area.y + i * self.height;
            (first..(first + each).min(count), Rect { y, height: self.height, ..self.area })
        })
    }
}
