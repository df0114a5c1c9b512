//! Text drawing: clipped, aligned, never outside its area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::width::columns as text_columns;
use crate::ui::widget::put;

/// Fills `area` with `glyph`.
pub(in crate::ui) fn fill(buf: &mut Buffer, area: Rect, glyph: &str, style: Style) {
    for position in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.set_symbol(glyph).set_style(style);
        }
    }
}

/// Writes `text` at the left of `area`'s first row and returns the area that is left.
pub(in crate::ui) fn left(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> Rect {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return area;
    }
    let x = put::text(buf, (area.x, area.y), text, area.width, style);
    Rect { x, width: area.right() - x, ..area }
}

/// Writes `text` at the right of `area`'s first row, or nothing when it does not fit, and returns the area that is
/// left.
pub(in crate::ui) fn right(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> Rect {
    line_right(buf, area, &Line::from(Span::styled(text.to_string(), style)))
}

/// The same for a line of several styles.
pub(in crate::ui) fn line_right(buf: &mut Buffer, area: Rect, line: &Line) -> Rect {
    let area = area.intersection(buf.area);
    let width = width(line);
    if area.is_empty() || width > area.width {
        return area;
    }
    put::line(buf, (area.right() - width, area.y), line, width);
    Rect { width: area.width - width, ..area }
}

/// Writes as many of `parts` as fit, the separator between them; returns how many.
pub(in crate::ui) fn parts(buf: &mut Buffer, area: Rect, parts: &[Line], between: &Line) -> usize {
    let area = area.intersection(buf.area);
    let mut x = area.x;
    for (i, part) in parts.iter().enumerate() {
        let gap = if i == 0 { 0 } else { width(between) };
        if area.is_empty() || u32::from(x) + u32::from(gap) + u32::from(width(part)) > u32::from(area.right())
        {
            return i;
        }
        if i > 0 {
            x = put::line(buf, (x, area.y), between, gap);
        }
        x = put::line(buf, (x, area.y), part, width(part));
    }
    parts.len()
}

/// Writes as many of `parts` as fit, two spaces between them, and the ellipsis after them if there are more; returns how
/// many.
pub(in crate::ui) fn parts_or_more(buf: &mut Buffer, area: Rect, all: &[Line], more: Line) -> usize {
    let gap = Line::raw("  ");
    let wanted: usize = all.iter().map(|part| put::width(part) + 2).sum();
    if wanted <= usize::from(area.width) + 2 {
        return parts(buf, area, all, &gap);
    }
    let kept = width(&more) + 1;
    let shown = parts(buf, Rect { width: area.width.saturating_sub(kept), ..area }, all, &gap);
    let taken: u16 = all[..shown].iter().map(|part| width(part) + 2).sum();
    parts(buf, after(area, taken.saturating_sub(1)), &[more], &gap);
    shown
}

/// Writes `text` in the middle of `area`, cut to its width.
pub(in crate::ui) fn centred(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let width = text_columns(text).min(area.width);
    let (x, y) = (area.x + (area.width - width) / 2, area.y + area.height / 2);
    left(buf, Rect { x, y, width, height: area.height.min(1) }, text, style);
}

/// The area right of this many columns.
pub(in crate::ui) fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// Width of a line.
pub(in crate::ui) fn width(line: &Line) -> u16 {
    u16::try_from(put::width(line)).unwrap_or(u16::MAX)
}

/// Spells in ASCII whatever units, names and workers brought that is not: a micro is a `u`, what has no spelling a
/// `?`.
pub(in crate::ui) fn spell_in_ascii(buf: &mut Buffer, area: Rect) {
    for position in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position).filter(|cell| !cell.symbol().is_ascii()) {
            let spelt = match cell.symbol() {
                "µ" => "u",
                "×" => "x",
                "σ" => "s",
                "κ" => "k",
                "λ" => "l",
                "≤" | "←" => "<",
                "→" => ">",
                "±" => "~",
                "–" | "−" => "-",
                _ => "?",
            };
            cell.set_symbol(spelt);
        }
    }
}

/// The first wording that fits.
pub(in crate::ui) fn fitting(wordings: &[String], width: u16) -> Option<&str> {
    wordings.iter().find(|words| text_columns(words) <= width).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_only_ascii_is_shown_everything_is_spelt_in_it() {
        let mut buf = Buffer::with_lines(["5 µs, né"]);
        let area = buf.area;
        spell_in_ascii(&mut buf, area);
        assert_eq!(buf, Buffer::with_lines(["5 us, n?"]));
    }

    #[test]
    fn what_does_not_fit_is_dropped_whole_and_counted_by_an_ellipsis() {
        let drawn = |width| {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
            let area = buf.area;
            let all = ["one", "two", "three"].map(Line::raw);
            let shown = parts_or_more(&mut buf, area, &all, Line::raw("…"));
            let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
            (shown, text.trim_end().to_string())
        };
        assert_eq!(drawn(15), (3, "one  two  three".into()));
        assert_eq!(drawn(14), (2, "one  two …".into()));
        assert_eq!(drawn(9), (1, "one …".into()));
        assert_eq!(drawn(3), (0, "…".into()));
        assert_eq!(drawn(0), (0, String::new()));
    }

    #[test]
    fn what_does_not_fit_at_the_right_is_left_out() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        let area = buf.area;
        let rest = right(&mut buf, area, "12345", Style::new());
        assert_eq!((rest.width, &buf), (4, &Buffer::empty(area)));
        assert_eq!(right(&mut buf, rest, "12", Style::new()).width, 2);
    }
}
