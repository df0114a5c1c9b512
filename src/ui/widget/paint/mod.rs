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
mod tests;
