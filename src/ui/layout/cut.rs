//! Pieces cut from an area.

use ratatui::layout::Rect;

/// Number of digits.
pub(super) fn digits(n: usize) -> u16 {
    u16::try_from(n.checked_ilog10().unwrap_or(0) + 1).unwrap_or(u16::MAX)
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
