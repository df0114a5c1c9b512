//! Areas of the page of all cores.

use std::ops::Range;

use ratatui::layout::Rect;

/// Columns between two columns of cores.
pub(super) const GAP: u16 = 2;

/// Areas of the view of all cores. A part that did not fit is empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct CoresLayout {
    /// Load of the cores by origin: three rows, or one.
    pub figures: Rect,
    /// One cell for each core, with the headings of their groups.
    pub strips: Vec<CoreLine>,
    /// Height of such a cell, in rows.
    pub cell: u16,
    /// The cores over time.
    pub columns: Vec<CoreColumn>,
    /// Width of the labels at the left of each row.
    pub gutter: u16,
    /// Width of the figures at the right of each row.
    pub tail: u16,
    /// Whether those show how the load divides.
    pub whose: bool,
    /// Largest number of cores that share a row over time; 0 without rows.
    pub each: usize,
    /// Number of cores that are not shown.
    pub hidden: usize,
}

/// Cores below each other on one time axis.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct CoreColumn {
    /// All of it.
    pub area: Rect,
    /// Row of the marks: which lane ran when.
    pub marks: Rect,
    /// The cores, with the headings of their groups.
    pub lines: Vec<CoreLine>,
    /// The time axis.
    pub axis: Rect,
}

/// A heading, or the row or strip of some cores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CoreLine {
    /// Cores, by their indices in the order of the groups; of a heading, all of its group.
    pub members: Range<usize>,
    /// Index of the group, if this is a heading.
    pub heads: Option<usize>,
    /// Its area.
    pub area: Rect,
}

impl CoresLayout {
    /// The part of a row between label and figures: the time plot.
    #[must_use]
    pub(crate) fn plot(&self, row: Rect) -> Rect {
        let gutter = self.gutter.min(row.width);
        Rect { x: row.x + gutter, width: row.width - gutter - self.tail.min(row.width - gutter), ..row }
    }

    /// Number of cores in one row of a strip of this width, without its label: a multiple of eight with a space
    /// behind each eight, where there is room.
    #[must_use]
    pub(crate) fn cells_in(width: u16) -> usize {
        let eights = (usize::from(width) + 1) / 9;
        match eights {
            0 => usize::from(width),
            1..4 => eights * 8,
            _ => eights / 4 * 32,
        }
    }

    /// Column of a strip's cell, counted from the strip's beginning.
    #[must_use]
    pub(crate) fn cell_column(place: usize, width: u16) -> u16 {
        let spaces = if width < 8 { 0 } else { place / 8 };
        u16::try_from(place + spaces).unwrap_or(u16::MAX)
    }
}
