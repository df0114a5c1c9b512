//! A framed sheet in the middle of the screen, in front of everything.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::paint;
use crate::ui::theme::Theme;

/// Where a sheet for so many lines stands, its border included.
pub(super) fn frame(area: Rect, width: u16, lines: usize) -> Rect {
    let width = area.width.min(width);
    let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
    let height = area.height.min(wanted);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The room inside the border; `None` where there is none.
pub(super) fn inner(frame: Rect) -> Option<Rect> {
    let Rect { x, y, width, height } = frame;
    (width >= 5 && height >= 3).then(|| Rect { x: x + 2, y: y + 1, width: width - 4, height: height - 2 })
}

/// Clears the sheet and draws its border, with its title in the upper edge.
pub(super) fn border(theme: &Theme, frame: Rect, title: &str, buf: &mut Buffer) {
    Clear.render(frame, buf);
    let (glyphs, style) = (&theme.glyphs, theme.quiet());
    let [top, bottom] =
        [frame.y, frame.bottom().saturating_sub(1)].map(|y| Rect { y, height: frame.height.min(1), ..frame });
    let [left, right] =
        [frame.x, frame.right().saturating_sub(1)].map(|x| Rect { x, width: frame.width.min(1), ..frame });
    for side in [left, right] {
        paint::fill(buf, side, glyphs.vertical, style);
    }
    for edge in [top, bottom] {
        paint::fill(buf, edge, glyphs.horizontal, style);
    }
    let corners = [(top, left), (top, right), (bottom, left), (bottom, right)];
    for ((edge, side), glyph) in corners.into_iter().zip(glyphs.corners) {
        paint::fill(buf, edge.intersection(side), glyph, style);
    }
    let room = Rect { x: frame.x + frame.width.min(2), width: frame.width.saturating_sub(4), ..top };
    paint::left(buf, room, title, theme.strong());
}
