//! A text as large as its area allows: in letters three rows high, else in words with space between the lines.
//!
//! Of several sentences that are too long for that together, the one that matters is large: the question at the end, or
//! the statement at the beginning.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::cut::cut;
use crate::text::wrap::paragraph;
use crate::ui::widget::letters::LINE;
use crate::ui::widget::{Glyphs, letters, paint};

/// A text that is laid out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    lines: Vec<Placed>,
    rows: u16,
    large: bool,
}

/// A line in its place.
#[derive(Debug, PartialEq, Eq)]
struct Placed {
    /// Rows above it.
    y: u16,
    /// Whether it is in large letters.
    large: bool,
    text: String,
}

impl Sentence {
    /// The largest form of `text` in so many columns and rows. If none fits, its beginning.
    pub(super) fn fitting(text: &str, (width, rows): (u16, u16), glyphs: &Glyphs) -> Self {
        let fits = |sentence: &Self| sentence.rows <= rows;
        if glyphs.blocks {
            let whole = letters::wrap(text, width).unwrap_or_default();
            let large = [LINE + 1, LINE].map(|pitch| Self::default().with(&whole, true, pitch));
            let parts = parts(text).and_then(|parts| Self::of_parts(parts, width));
            if let Some(large) = large.into_iter().chain(parts).filter(|large| large.large).find(fits) {
                return large;
            }
        }
        let mut lines = paragraph(text, width.max(1));
        let airy = Self::default().with(&lines, false, 2);
        if fits(&airy) {
            return airy;
        }
        let all = lines.len();
        lines.truncate(usize::from(rows));
        if lines.len() < all
            && let Some(last) = lines.last_mut()
        {
            *last = cut(&format!("{last} {}", glyphs.ellipsis), width, glyphs.ellipsis);
        }
        Self::default().with(&lines, false, 1)
    }

    /// The sentence that matters in large letters, the others in words; `None` where the letters are missing.
    fn of_parts((before, main, after): (&str, &str, &str), width: u16) -> Option<Self> {
        let main = letters::wrap(main, width)?;
        let [before, after] = [before, after].map(|text| paragraph(text, width.max(1)));
        Some(Self::default().with(&before, false, 1).with(&main, true, LINE).with(&after, false, 1))
    }

    /// The same with further lines below, a row between both.
    fn with(mut self, lines: &[String], large: bool, pitch: u16) -> Self {
        let height = if large { LINE } else { 1 };
        let mut y = if self.lines.is_empty() { 0 } else { self.rows.saturating_add(1) };
        for text in lines {
            self.lines.push(Placed { y, large, text: text.clone() });
            self.rows = y.saturating_add(height);
            y = y.saturating_add(pitch);
        }
        self.large |= large && !lines.is_empty();
        self
    }

    /// Its height.
    pub(super) const fn rows(&self) -> u16 {
        self.rows
    }

    /// Whether what matters of it is in large letters.
    pub(super) const fn is_large(&self) -> bool {
        self.large
    }

    /// Draws it at the top of `area`.
    pub(super) fn draw(&self, area: Rect, style: Style, buf: &mut Buffer) {
        for line in &self.lines {
            let height = if line.large { LINE } else { 1 };
            let row = Rect { y: area.y.saturating_add(line.y), height, ..area }.intersection(area);
            if line.large {
                letters::draw(buf, row, &line.text, style);
            } else {
                paint::left(buf, row, &line.text, style);
            }
        }
    }
}

/// The text before the sentence that matters, that sentence, and the text after it; `None` for one sentence.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let ends = [". ", "? ", "! "];
    if text.trim_end().ends_with('?') {
        let end = ends.iter().filter_map(|end| text.trim_end().rfind(end)).max()? + 1;
        return Some((&text[..end], &text[end..], ""));
    }
    let end = ends.iter().filter_map(|end| text.find(end)).min()? + 1;
    Some(("", &text[..end], &text[end..]))
}

#[cfg(test)]
mod tests;
