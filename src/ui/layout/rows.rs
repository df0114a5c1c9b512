//! Rows that things share.

use ratatui::layout::Rect;

/// A stack of rows, each for one or more things.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rows {
    /// All of them, labels and figures included.
    pub area: Rect,
    /// Largest number of things that share a row; 0 when there are no rows.
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

    /// The rows of `count` things: the range of things, and the area of their row. Where two share a row, only as many do
    /// as have to: the others have theirs alone.
    pub(crate) fn iter(self, count: usize) -> impl Iterator<Item = (std::ops::Range<usize>, Rect)> {
        let each = self.each.max(1);
        let rows = self.area.height.checked_div(self.height).unwrap_or(0);
        let pairs = if each == 2 { count.saturating_sub(usize::from(rows)) } else { usize::MAX };
        let first = move |row: usize| if row <= pairs { row * each } else { row + pairs };
        (0..rows)
            .map(move |row| (row, usize::from(row)))
            .map(move |(row, place)| {
                let y = self.area.y + row * self.height;
                let range = first(place).min(count)..first(place + 1).min(count);
                (range, Rect { y, height: self.height, ..self.area })
            })
            .filter(|(range, _)| !range.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(rows: u16, each: usize, count: usize) -> Vec<usize> {
        let rows = Rows { area: Rect::new(0, 0, 9, rows), each, height: 1 };
        rows.iter(count).map(|(group, _)| group.len()).collect()
    }

    #[test]
    fn no_more_share_a_row_than_have_to() {
        assert_eq!(groups(4, 1, 4), [1; 4]);
        assert_eq!(groups(4, 2, 6), [2, 2, 1, 1]);
        assert_eq!(groups(4, 2, 8), [2; 4]);
        assert_eq!(groups(4, 2, 3), [1; 3], "fewer than rows");
        assert_eq!(groups(3, 4, 10), [4, 4, 2], "many share evenly");
        assert_eq!(groups(0, 0, 10), [0; 0]);
    }
}
