//! A progress bar of one row: thick where done, thin where not.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::ink::Glyphs;

/// A progress bar.
#[derive(Debug)]
pub struct Bar<'a> {
    share: f64,
    done: Style,
    rest: Style,
    glyphs: &'a Glyphs,
}

impl<'a> Bar<'a> {
    /// A bar filled by `share` of its width; only a share of 1 fills it completely.
    #[must_use]
    pub fn new(share: f64, done: Style, rest: Style, glyphs: &'a Glyphs) -> Self {
        Self { share, done, rest, glyphs }
    }
}

impl Widget for &Bar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let reach = f64::from(area.width) * self.share.clamp(0.0, 1.0);
        for (i, x) in (area.left()..area.right()).enumerate() {
            let (glyph, style) = if (i as f64) + 1.0 <= reach {
                (self.glyphs.bar, self.done)
            } else {
                (self.glyphs.track, self.rest)
            };
            if let Some(cell) = buf.cell_mut((x, area.top())) {
                cell.set_symbol(glyph).set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(share: f64) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        (&Bar::new(share, Style::new(), Style::new(), &Glyphs::ASCII)).render(buf.area, &mut buf);
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn only_the_whole_is_full() {
        assert_eq!(
            [0.0, 0.5, 0.99, 1.0, 9.0, f64::NAN].map(draw),
            ["----", "==--", "===-", "====", "====", "----"]
        );
    }
}
