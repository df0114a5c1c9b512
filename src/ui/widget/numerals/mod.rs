//! Figures three rows high, readable from the last row of a hall.
//!
//! A digit is three columns of five half-cells, so that a stroke is as thick upright as across; in ASCII
//! it is the seven-segment digit of old displays.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::put;

use super::ink::Glyphs;

/// Height of numerals, in rows.
pub(crate) const HEIGHT: u16 = 3;
/// Height at twice the size.
pub(crate) const LARGE: u16 = 5;

/// A figure: digits, point, colon, minus or dash, `~` and `×`.
#[derive(Debug)]
pub struct Numerals<'a> {
    text: &'a str,
    style: Style,
    blocks: bool,
    /// Columns and rows of half a cell: 0 for half a row.
    scale: u16,
}

impl<'a> Numerals<'a> {
    /// Numerals that show `text`; characters without a large form take the width of a digit and stay blank.
    #[must_use]
    pub fn new(text: &'a str, style: Style, glyphs: &Glyphs) -> Self {
        Self { text, style, blocks: glyphs.blocks, scale: 0 }
    }

    /// The same, at twice the size if `large`. Numerals that cannot be built from blocks keep their size.
    #[must_use]
    pub fn large(self, large: bool) -> Self {
        self.scaled(u16::from(large))
    }

    /// The same at this scale: 0 is [`HEIGHT`] high, every further step [`LARGE`] more. Numerals that cannot be built
    /// from blocks keep their size.
    #[must_use]
    pub fn scaled(self, scale: u16) -> Self {
        Self { scale: if self.blocks { scale } else { 0 }, ..self }
    }

    /// Width and height of `text` at this scale.
    #[must_use]
    pub fn size(text: &str, scale: u16) -> (u16, u16) {
        let width = Self::width(text);
        if scale == 0 {
            return (width, HEIGHT);
        }
        (width.saturating_mul(2).saturating_mul(scale), LARGE.saturating_mul(scale))
    }

    /// Width of `text`.
    #[must_use]
    pub fn width(text: &str) -> u16 {
        let columns: usize = text.chars().map(|c| usize::from(advance(c))).sum();
        u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX)
    }
}

impl Widget for &Numerals<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let mut x = area.left();
        if self.scale > 0 {
            return enlarged(self.text, self.scale, self.style, area, buf);
        }
        for c in self.text.chars() {
            let rows = if self.blocks { block(c) } else { segments(c) };
            for (y, row) in (area.top()..area.bottom()).zip(rows) {
                if x < area.right() {
                    put::text(buf, (x, y), row, area.right() - x, self.style);
                }
            }
            x = x.saturating_add(advance(c));
        }
    }
}

/// Draws each half cell of a small numeral as whole ones: twice as many beside each other as above each other.
fn enlarged(text: &str, scale: u16, style: Style, area: Rect, buf: &mut Buffer) {
    let mut left = area.left();
    for c in text.chars() {
        for (row, line) in (0u16..).zip(block(c)) {
            for (column, half) in (0u16..).zip(line.chars()) {
                let [upper, lower] = [matches!(half, '█' | '▀'), matches!(half, '█' | '▄')];
                for (set, y) in [(upper, 2 * row), (lower, 2 * row + 1)] {
                    let cell = Rect {
                        x: left.saturating_add((2 * column).saturating_mul(scale)),
                        y: area.y.saturating_add(y.saturating_mul(scale)),
                        width: scale.saturating_mul(2),
                        height: scale,
                    };
                    for position in cell.intersection(area).positions().filter(|_| set) {
                        if let Some(cell) = buf.cell_mut(position) {
                            cell.set_symbol("█").set_style(style);
                        }
                    }
                }
            }
        }
        left = left.saturating_add(scale.saturating_mul(2 * advance(c)));
    }
}

/// Columns from one character to the next: points are narrow.
const fn advance(c: char) -> u16 {
    if matches!(c, '.' | ':') { 2 } else { 4 }
}

fn block(c: char) -> [&'static str; 3] {
    match c {
        '0' => ["█▀█", "█ █", "▀▀▀"],
        '1' => ["▀█ ", " █ ", "▀▀▀"],
        '2' => ["▀▀█", "█▀▀", "▀▀▀"],
        '3' => ["▀▀█", "▀▀█", "▀▀▀"],
        '4' => ["█ █", "▀▀█", "  ▀"],
        '5' => ["█▀▀", "▀▀█", "▀▀▀"],
        '6' => ["█▀▀", "█▀█", "▀▀▀"],
        '7' => ["▀▀█", "  █", "  ▀"],
        '8' => ["█▀█", "█▀█", "▀▀▀"],
        '9' => ["█▀█", "▀▀█", "▀▀▀"],
        '.' => [" ", " ", "▀"],
        ':' => ["▄", "▄", " "],
        '-' | '–' => ["   ", "▀▀▀", "   "],
        '~' => ["   ", "▄▀▄", "   "],
        '×' | 'x' => ["   ", "▀▄▀", "▀ ▀"],
        _ => ["", "", ""],
    }
}

fn segments(c: char) -> [&'static str; 3] {
    match c {
        '0' => [" _ ", "| |", "|_|"],
        '1' => ["   ", "  |", "  |"],
        '2' => [" _ ", " _|", "|_ "],
        '3' => [" _ ", " _|", " _|"],
        '4' => ["   ", "|_|", "  |"],
        '5' => [" _ ", "|_ ", " _|"],
        '6' => [" _ ", "|_ ", "|_|"],
        '7' => [" _ ", "  |", "  |"],
        '8' => [" _ ", "|_|", "|_|"],
        '9' => [" _ ", "|_|", " _|"],
        '.' => [" ", " ", "."],
        ':' => [" ", ".", "."],
        '-' | '–' => ["   ", " _ ", "   "],
        '~' => ["   ", "/\\/", "   "],
        '×' | 'x' => ["   ", " \\/", " /\\"],
        _ => ["", "", ""],
    }
}

#[cfg(test)]
mod tests;
