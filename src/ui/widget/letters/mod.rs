//! Text in capitals three rows high, readable from the last row of a hall.
//!
//! A letter is five dots high and one to five wide; a cell shows two dots above each other, so a stroke is as thick
//! upright as across. Letters have different widths: words are wrapped by what they measure.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::put;

/// Height of a line, in rows.
pub(crate) const LINE: u16 = 3;
/// Columns between two letters.
const GAP: u16 = 1;
/// Columns of a space, its gap included.
const SPACE: u16 = 3;

/// Whether every character of `text` has a large form.
#[must_use]
pub(crate) fn has_all(text: &str) -> bool {
    text.chars().all(|c| c == ' ' || glyph(c).is_some())
}

/// Columns of `text` in large letters.
#[must_use]
pub(crate) fn width(text: &str) -> u16 {
    let columns = text.chars().map(|c| if c == ' ' { SPACE } else { columns(glyph(c)) + GAP });
    columns.fold(0u16, u16::saturating_add).saturating_sub(GAP)
}

/// `text` in lines of at most `columns` columns in large letters; `None` where a word is wider than that, or a
/// character has no large form.
#[must_use]
pub(crate) fn wrap(text: &str, columns: u16) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if !has_all(word) || width(word) > columns {
            return None;
        }
        match lines.last_mut() {
            Some(line) if width(line).saturating_add(SPACE + GAP).saturating_add(width(word)) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    Some(lines)
}

/// Draws one line of large letters; what does not fit is left out.
pub(in crate::ui) fn draw(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let area = area.intersection(buf.area);
    let mut x = area.left();
    for c in text.chars() {
        if x >= area.right() {
            return;
        }
        let Some(glyph) = glyph(c).filter(|_| c != ' ') else {
            x = x.saturating_add(SPACE);
            continue;
        };
        for (y, row) in (area.top()..area.bottom()).zip(rows(glyph)) {
            put::text(buf, (x, y), &row, area.right() - x, style);
        }
        x = x.saturating_add(columns(Some(glyph)) + GAP);
    }
}

/// Dots of a glyph beside each other; those of a digit for a character without a large form.
fn columns(glyph: Option<&str>) -> u16 {
    let first = glyph.and_then(|glyph| glyph.split('/').next());
    first.map_or(3, |row| u16::try_from(row.len()).unwrap_or(3))
}

/// The three rows of cells of a glyph.
fn rows(glyph: &str) -> [String; LINE as usize] {
    let dots: Vec<&[u8]> = glyph.split('/').map(str::as_bytes).collect();
    let is_set = |row: usize, column: usize| dots.get(row).and_then(|row| row.get(column)) == Some(&b'#');
    let width = dots.first().map_or(0, |row| row.len());
    [0, 2, 4].map(|upper| {
        let cell = |column| match (is_set(upper, column), is_set(upper + 1, column)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        (0..width).map(cell).collect()
    })
}

/// The dots of a character, its rows from the top separated by slashes.
#[rustfmt::skip]
fn glyph(c: char) -> Option<&'static str> {
    Some(match c.to_ascii_uppercase() {
        'A' => ".#./#.#/###/#.#/#.#",
        'B' => "##./#.#/##./#.#/##.",
        'C' => ".##/#../#../#../.##",
        'D' => "##./#.#/#.#/#.#/##.",
        'E' => "###/#../##./#../###",
        'F' => "###/#../##./#../#..",
        'G' => ".###/#.../#.##/#..#/.###",
        'H' => "#.#/#.#/###/#.#/#.#",
        'I' => "#/#/#/#/#",
        'J' => "..#/..#/..#/#.#/.#.",
        'K' => "#.#/#.#/##./#.#/#.#",
        'L' => "#../#../#../#../###",
        'M' => "#...#/##.##/#.#.#/#...#/#...#",
        'N' => "#..#/##.#/#.##/#..#/#..#",
        'O' => ".##./#..#/#..#/#..#/.##.",
        'P' => "##./#.#/##./#../#..",
        'Q' => ".##./#..#/#..#/#.##/.###",
        'R' => "##./#.#/##./#.#/#.#",
        'S' => ".##/#../.#./..#/##.",
        'T' => "###/.#./.#./.#./.#.",
        'U' => "#.#/#.#/#.#/#.#/###",
        'V' => "#.#/#.#/#.#/#.#/.#.",
        'W' => "#...#/#...#/#.#.#/##.##/#...#",
        'X' => "#.#/#.#/.#./#.#/#.#",
        'Y' => "#.#/#.#/.#./.#./.#.",
        'Z' => "###/..#/.#./#../###",
        '0' => "###/#.#/#.#/#.#/###",
        '1' => ".#./##./.#./.#./###",
        '2' => "###/..#/###/#../###",
        '3' => "###/..#/.##/..#/###",
        '4' => "#.#/#.#/###/..#/..#",
        '5' => "###/#../###/..#/###",
        '6' => "###/#../###/#.#/###",
        '7' => "###/..#/.#./.#./.#.",
        '8' => "###/#.#/###/#.#/###",
        '9' => "###/#.#/###/..#/###",
        '.' => "././././#",
        ',' => "../../../.#/#.",
        ':' => "./#/./#/.",
        ';' => "../.#/../.#/#.",
        '?' => "##./..#/.#./.../.#.",
        '!' => "#/#/#/./#",
        '\'' | '’' => "#/#/././.",
        '"' => "#.#/#.#/.../.../...",
        '-' | '–' | '−' => ".../.../###/.../...",
        '+' => ".../.#./###/.#./...",
        '=' => ".../###/.../###/...",
        '×' => ".../#.#/.#./#.#/...",
        '%' => "#.#/..#/.#./#../#.#",
        '/' => "..#/..#/.#./#../#..",
        '(' => ".#/#./#./#./.#",
        ')' => "#./.#/.#/.#/#.",
        'µ' => "#.#/#.#/#.#/##./#..",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
