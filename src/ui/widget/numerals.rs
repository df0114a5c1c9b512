//! Figures three rows high, for the last row of the hall.
//!
//! A digit is three columns of five half-cells, so that a stroke is as thick upright as across; in ASCII
//! it is the seven-segment digit of old displays.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::ink::Glyphs;

/// Rows that numerals take.
pub const HEIGHT: u16 = 3;

/// A figure: digits, point, minus or dash, and `×`.
#[derive(Debug)]
pub struct Numerals<'a> {
    text: &'a str,
    style: Style,
    blocks: bool,
}

impl<'a> Numerals<'a> {
    /// Numerals that show `text`; characters without a big form take the room of a digit and stay blank.
    #[must_use]
    pub fn new(text: &'a str, style: Style, glyphs: &Glyphs) -> Self {
        Self { text, style, blocks: glyphs.blocks }
    }

    /// Columns that `text` takes.
    #[must_use]
    pub fn width(text: &str) -> u16 {
        let columns: usize = text.chars().map(|c| if c == '.' { 2 } else { 4 }).sum();
        u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX)
    }
}

impl Widget for &Numerals<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let mut x = area.left();
        for c in self.text.chars() {
            let rows = if self.blocks { block(c) } else { segments(c) };
            for (y, row) in (area.top()..area.bottom()).zip(rows) {
                if x < area.right() {
                    buf.set_stringn(x, y, row, usize::from(area.right() - x), self.style);
                }
            }
            x = x.saturating_add(if c == '.' { 2 } else { 4 });
        }
    }
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
        '-' | '–' => ["   ", "▀▀▀", "   "],
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
        '-' | '–' => ["   ", " _ ", "   "],
        '×' | 'x' => ["   ", " \\/", " /\\"],
        _ => ["", "", ""],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, glyphs: &Glyphs) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, Numerals::width(text), HEIGHT));
        (&Numerals::new(text, Style::new(), glyphs)).render(buf.area, &mut buf);
        let width = usize::from(buf.area.width);
        buf.content()
            .chunks(width)
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect()
    }

    #[test]
    fn a_figure_in_blocks() {
        assert_eq!(
            draw("3.94×", &Glyphs::UNICODE),
            ["▀▀█   █▀█ █ █    ", "▀▀█   ▀▀█ ▀▀█ ▀▄▀", "▀▀▀ ▀ ▀▀▀   ▀ ▀ ▀"]
        );
    }

    #[test]
    fn a_figure_in_segments() {
        assert_eq!(draw("12", &Glyphs::ASCII), ["     _ ", "  |  _|", "  | |_ "]);
    }

    #[test]
    fn every_digit_is_three_wide_in_both_forms() {
        for c in "0123456789-×".chars() {
            for rows in [block(c), segments(c)] {
                assert!(rows.iter().all(|r| r.chars().count() == 3), "{c}");
            }
        }
    }

    #[test]
    fn too_little_room_cuts() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 2, 2));
        (&Numerals::new("888", Style::new(), &Glyphs::UNICODE)).render(Rect::new(0, 0, 20, 5), &mut buf);
    }
}
