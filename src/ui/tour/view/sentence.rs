//! A sentence as large as its area allows: in letters three rows high, else in words with space between the lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::cut::cut;
use crate::text::wrap::paragraph;
use crate::ui::widget::letters::LINE;
use crate::ui::widget::{Glyphs, letters, paint};

/// A sentence that is laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    lines: Vec<String>,
    /// Height of a line of letters, or of words.
    height: u16,
    /// Rows from one line to the next.
    pitch: u16,
}

impl Sentence {
    /// The largest form of `text` in so many columns and rows. If none fits, its beginning.
    pub(super) fn fitting(text: &str, (width, rows): (u16, u16), glyphs: &Glyphs) -> Self {
        let large = if glyphs.blocks { letters::wrap(text, width) } else { None };
        let forms = [(&large, LINE, LINE + 1), (&large, LINE, LINE)];
        for (lines, height, pitch) in forms {
            if let Some(lines) = lines
                && Self::rows_of(lines.len(), height, pitch) <= rows
            {
                return Self { lines: lines.clone(), height, pitch };
            }
        }
        let mut lines = paragraph(text, width.max(1));
        let pitch = if Self::rows_of(lines.len(), 1, 2) <= rows { 2 } else { 1 };
        let all = lines.len();
        lines.truncate(usize::from(rows));
        if lines.len() < all
            && let Some(last) = lines.last_mut()
        {
            *last = cut(&format!("{last} {}", glyphs.ellipsis), width, glyphs.ellipsis);
        }
        Self { lines, height: 1, pitch }
    }

    fn rows_of(lines: usize, height: u16, pitch: u16) -> u16 {
        let lines = u16::try_from(lines).unwrap_or(u16::MAX);
        if lines == 0 { 0 } else { (lines - 1).saturating_mul(pitch).saturating_add(height) }
    }

    /// Its height.
    pub(super) fn rows(&self) -> u16 {
        Self::rows_of(self.lines.len(), self.height, self.pitch)
    }

    /// Whether it is in large letters.
    pub(super) const fn is_large(&self) -> bool {
        self.height > 1
    }

    /// Draws it at the top of `area`.
    pub(super) fn draw(&self, area: Rect, style: Style, buf: &mut Buffer) {
        let mut y = area.y;
        for line in &self.lines {
            let row = Rect { y, height: self.height, ..area }.intersection(area);
            if self.is_large() {
                letters::draw(buf, row, line, style);
            } else {
                paint::left(buf, row, line, style);
            }
            y = y.saturating_add(self.pitch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_as_large_as_its_area_allows() {
        let fit = |size| Sentence::fitting("How many cores are busy?", size, &Glyphs::UNICODE);
        assert_eq!((fit((78, 20)).is_large(), fit((78, 20)).rows()), (true, 7));
        assert_eq!((fit((78, 6)).is_large(), fit((78, 6)).rows()), (true, 6));
        assert_eq!((fit((78, 5)).is_large(), fit((78, 5)).rows()), (false, 1));
        assert_eq!(fit((10, 3)).lines, ["How many", "cores are", "busy?"]);
        assert_eq!(fit((10, 2)).lines, ["How many", "cores are…"]);
        assert!(!Sentence::fitting("How?", (78, 20), &Glyphs::ASCII).is_large());
    }

    #[test]
    fn it_never_needs_more_rows_than_it_has() {
        for width in 1..100 {
            for rows in 0..20 {
                let sentence = Sentence::fitting(
                    "4 threads, one lock: 1.02 cores busy.",
                    (width, rows),
                    &Glyphs::UNICODE,
                );
                assert!(sentence.rows() <= rows.max(0), "{width}x{rows}: {sentence:?}");
            }
        }
    }
}
