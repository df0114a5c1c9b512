//! The bar of a lane: the measured part, then the losses, a length for each cause.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::ink::ink;
use crate::model::losses::Losses;
use crate::text::width::columns;
use crate::ui::theme::Theme;
use crate::ui::widget::{Ink, paint};

/// A bar on a scale that ends at a speed-up of `scale`.
pub(super) struct LossBar<'a> {
    pub(super) budget: &'a Losses,
    pub(super) scale: f64,
    pub(super) theme: &'a Theme,
}

impl LossBar<'_> {
    pub(super) fn render(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() || self.scale <= 0.0 {
            return;
        }
        let (mut end, mut from) = (self.budget.measured, 0);
        let measured = (self.theme.ours(), "measured", self.budget.measured);
        let lost = self
            .budget
            .by_cause
            .iter()
            .map(|loss| (ink(self.theme, loss.cause), loss.cause.short(), loss.times));
        let mut pieces = Vec::new();
        for (place, (ink, word, times)) in
            std::iter::once(measured).chain(lost.filter(|(.., times)| *times > 0.0)).enumerate()
        {
            end += if place == 0 { 0.0 } else { times };
            let until = self.column(end, area.width);
            let piece = Rect { x: area.x + from, width: until.saturating_sub(from), ..area };
            from = from.max(until);
            self.fill(piece, ink, buf);
            pieces.push((piece, ink, [format!(" {word} {times:.2} "), format!(" {times:.2} ")]));
        }
        let possible = self.column(self.budget.possible, area.width);
        if possible < from {
            // Beyond this mark lies a gain.
            let mark = Rect { x: area.x + possible, width: 1, ..area };
            paint::fill(buf, mark, self.theme.glyphs.vertical, self.theme.strong());
        }
        // Figures last: the mark goes behind them.
        for (piece, ink, wordings) in &pieces {
            self.label(*piece, *ink, wordings, buf);
        }
    }

    /// Draws a piece of one ink.
    fn fill(&self, piece: Rect, ink: Ink, buf: &mut Buffer) {
        let full = self.theme.glyphs.eighths[8];
        let (glyph, style) = match ink {
            Ink::Colour(colour) => (full, Style::new().fg(colour)),
            Ink::Hatch(glyph, colour) => (glyph, Style::new().fg(colour)),
            Ink::Solid => (full, Style::new()),
            Ink::Pattern(glyph, modifier) => (glyph, Style::new().add_modifier(modifier)),
            Ink::Blank => return,
        };
        paint::fill(buf, piece, glyph, style);
    }

    /// Draws its figure, in its middle row where there is room.
    fn label(&self, piece: Rect, ink: Ink, wordings: &[String], buf: &mut Buffer) {
        let label = match ink {
            Ink::Colour(colour) | Ink::Hatch(_, colour) => self.theme.upon(colour),
            Ink::Solid => Style::new().add_modifier(Modifier::REVERSED),
            Ink::Pattern(..) => Style::new(),
            Ink::Blank => return,
        };
        if let Some(words) = paint::fitting(wordings, piece.width) {
            let length = columns(words);
            let (x, y) = (piece.x + (piece.width - length) / 2, piece.y + (piece.height - 1) / 2);
            let label = label.remove_modifier(Modifier::DIM);
            paint::left(buf, Rect { x, y, width: length, height: 1 }, words, label);
        }
    }

    /// Column at which a speed-up of `times` ends.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the width of the bar")]
    fn column(&self, times: f64, width: u16) -> u16 {
        ((times / self.scale).clamp(0.0, 1.0) * f64::from(width)).round() as u16
    }
}
