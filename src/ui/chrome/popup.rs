//! A framed popup in the middle of the screen, in front of everything.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::text::wrap::paragraph;
use crate::ui::state::Reach;
use crate::ui::theme::Theme;
use crate::ui::widget::paint;
use crate::ui::widget::put;

/// Width of a popup: enough for the longest sentence of the help.
const WIDTH: u16 = 76;

/// Width of a popup's text on a screen of this size.
pub(in crate::ui) fn text_width(area: Rect) -> u16 {
    area.width.min(WIDTH).saturating_sub(4)
}

/// Draws a popup of sentences, scrolled by this many lines.
pub(in crate::ui) fn draw(
    theme: &Theme,
    title: &str,
    lines: &[Line],
    scroll: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let frame = frame(area, WIDTH, lines.len());
    border(theme, frame, title, buf);
    let Some(inner) = inner(frame) else { return };
    let last = reach(lines, area).last;
    for (line, y) in lines.iter().skip(scroll.min(last)).zip(inner.top()..inner.bottom()) {
        put::line(buf, (inner.x, y), line, inner.width);
    }
    if last > 0 {
        let foot = Rect { y: frame.bottom() - 1, height: 1, ..inner };
        paint::right(buf, foot, " up and down scroll ", theme.caution());
    }
}

/// Scroll range on a screen of this size.
pub(in crate::ui) fn reach(lines: &[Line], area: Rect) -> Reach {
    let page = frame(area, WIDTH, lines.len()).height.saturating_sub(2);
    Reach { page, last: lines.len().saturating_sub(usize::from(page)) }
}

/// A word and its meaning, which is wrapped in a column of its own.
pub(in crate::ui) fn entry(
    word: &str,
    column: usize,
    meaning: &str,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let room = width.saturating_sub(u16::try_from(column).unwrap_or(0)).max(8);
    let wrapped = paragraph(meaning, room).into_iter().enumerate();
    let line = |(i, text): (usize, String)| {
        let word = if i == 0 { word } else { "" };
        Line::from(vec![Span::styled(format!("{word:<column$}"), theme.strong()), Span::raw(text)])
    };
    wrapped.map(line).collect()
}

/// Area of a popup for this many lines, its border included.
pub(in crate::ui) fn frame(area: Rect, width: u16, lines: usize) -> Rect {
    let width = area.width.min(width);
    let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
    let height = area.height.min(wanted);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The area inside the border; `None` where there is none.
pub(in crate::ui) fn inner(frame: Rect) -> Option<Rect> {
    let Rect { x, y, width, height } = frame;
    (width >= 5 && height >= 3).then(|| Rect { x: x + 2, y: y + 1, width: width - 4, height: height - 2 })
}

/// Clears the popup's area and draws its border, with its title in the upper edge.
pub(in crate::ui) fn border(theme: &Theme, frame: Rect, title: &str, buf: &mut Buffer) {
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
