//! A whole and its parts as a bar of one row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// The parts of a whole side by side: share and glyph of each.
#[derive(Debug)]
pub struct Shares<'a> {
    parts: &'a [(f64, (&'static str, Style))],
    rest: (&'static str, Style),
}

impl<'a> Shares<'a> {
    /// A bar of parts that are shares of 1; the remainder is filled with `rest`.
    #[must_use]
    pub fn new(parts: &'a [(f64, (&'static str, Style))], rest: (&'static str, Style)) -> Self {
        Self { parts, rest }
    }

    /// The part at this share of the whole.
    fn at(&self, share: f64) -> (&'static str, Style) {
        let mut end = 0.0;
        let mut covers = |part: &&(f64, (&'static str, Style))| {
            end += part.0;
            share < end
        };
        self.parts.iter().find(&mut covers).map_or(self.rest, |(_, look)| *look)
    }
}

impl Widget for &Shares<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        for (i, x) in (area.left()..area.right()).enumerate() {
            // A cell shows the part at its middle.
            let (glyph, style) = self.at((i as f64 + 0.5) / f64::from(area.width));
            for y in area.top()..area.bottom() {
                if let Some(cell) = buf.cell_mut((x, y)) {
                    cell.set_symbol(glyph).set_style(style);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
