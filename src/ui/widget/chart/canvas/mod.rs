//! Curves in character cells: eight dots of braille each, or where there is only ASCII a character.
//!
//! A cell has one colour. So it shows only the frontmost curve: a curve that crosses another one interrupts it, and
//! nothing is ever painted in the colour of something else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Drawing order, from back to front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Nothing,
    Band,
    Guide,
    Fit,
    Line,
    /// The line of the curve in front.
    Front,
}

/// A pen: its rank, and the index of its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    pub(super) rank: Rank,
    pub(super) look: u16,
}

/// A cell: its dots, or its character.
#[derive(Debug, Clone, Copy)]
struct Spot {
    pen: Pen,
    dots: u8,
    glyph: char,
}

const BLANK: Spot = Spot { pen: Pen { rank: Rank::Nothing, look: 0 }, dots: 0, glyph: ' ' };

/// The area of the curves.
#[derive(Debug)]
pub(super) struct Canvas {
    area: Rect,
    spots: Vec<Spot>,
    /// Dots of a cell, across and down.
    grain: (u16, u16),
}

/// Braille's dots by column and row (Unicode 16, chapter 21.1): dots 1, 2, 3, 7 and 4, 5, 6, 8.
const DOTS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
/// Braille's empty cell.
const BRAILLE: u32 = 0x2800;

/// Dots of a cell, across and down.
pub(super) const fn grain(braille: bool) -> (u16, u16) {
    if braille { (2, 4) } else { (1, 1) }
}

impl Canvas {
    pub(super) fn new(area: Rect, braille: bool) -> Self {
        let cells = usize::from(area.width) * usize::from(area.height);
        Self { area, spots: vec![BLANK; cells], grain: grain(braille) }
    }

    /// Dots across and down.
    fn size(&self) -> (u16, u16) {
        (self.area.width.saturating_mul(self.grain.0), self.area.height.saturating_mul(self.grain.1))
    }

    /// Position of a share of the width and of the height from the bottom, in dots. May lie outside.
    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (width, height) = self.size();
        let [right, bottom] = [width, height].map(|dots| f64::from(dots.saturating_sub(1)));
        ((x * right).round(), ((1.0 - y) * bottom).round())
    }

    fn dot(&mut self, x: u16, y: u16, pen: Pen, glyph: char) {
        let (column, row) = (x / self.grain.0, y / self.grain.1);
        let place = usize::from(row) * usize::from(self.area.width) + usize::from(column);
        let bit = DOTS[usize::from(x % self.grain.0)][usize::from(y % self.grain.1)];
        let Some(spot) = self.spots.get_mut(place).filter(|_| column < self.area.width) else { return };
        if pen == spot.pen {
            spot.dots |= bit;
        } else if pen.rank >= spot.pen.rank {
            *spot = Spot { pen, dots: bit, glyph };
        }
    }

    /// Draws a straight line between two places, given as shares; of a dashed one, `dash.0` dots of each `dash.1`.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), dash: (u16, u16), pen: Pen) {
        let ((x0, y0), (x1, y1)) = (self.place(from), self.place(to));
        let slope = if x1 > x0 { (y1 - y0) / (x1 - x0) } else { 0.0 };
        let at = |x: f64| if x1 > x0 { y0 + slope * (x - x0) } else { y1 };
        let glyph = if pen.rank == Rank::Guide { '.' } else { stroke(-slope) };
        for x in self.columns(x0, x1) {
            if x % dash.1.max(1) >= dash.0 {
                continue;
            }
            // Down to where the next column begins, so that steep lines have no gaps.
            let left = if f64::from(x) <= x0 { y0 } else { at(f64::from(x)) };
            let right = if f64::from(x) + 1.0 >= x1 { y1 } else { at(f64::from(x) + 1.0) };
            let right = if (right - left).abs() > 1.0 { right - (right - left).signum() } else { left };
            for y in self.rows(left.min(right), left.max(right)) {
                self.dot(x, y, pen, glyph);
            }
        }
    }

    /// Fills the area between two lines over the same range: every fourth dot, or every eighth if not `dense`.
    pub(super) fn band(&mut self, low: [(f64, f64); 2], high: [(f64, f64); 2], dense: bool, pen: Pen) {
        let [low, high] = [low, high].map(|ends| ends.map(|end| self.place(end)));
        let (x0, x1) = (low[0].0, low[1].0);
        let at = |ends: [(f64, f64); 2], x: f64| {
            let share = if x1 > x0 { ((x - x0) / (x1 - x0)).clamp(0.0, 1.0) } else { 1.0 };
            ends[0].1 + (ends[1].1 - ends[0].1) * share
        };
        for x in self.columns(x0, x1) {
            let [bottom, top] = [low, high].map(|ends| at(ends, f64::from(x)));
            let (cells, step) = (self.grain.0 == 1, if dense { 4 } else { 8 });
            // Characters are larger than dots: every second column is dense enough.
            let drawn =
                |y: &u16| if cells { dense || x.is_multiple_of(2) } else { (x + 2 * y).is_multiple_of(step) };
            for y in self.rows(top, bottom).filter(drawn) {
                self.dot(x, y, pen, ':');
            }
        }
    }

    /// The columns of dots between two places, as far as there are any.
    fn columns(&self, from: f64, to: f64) -> std::ops::Range<u16> {
        within(from, to, self.size().0)
    }

    fn rows(&self, from: f64, to: f64) -> std::ops::Range<u16> {
        within(from, to, self.size().1)
    }

    /// Writes the canvas into `buf`. `looks` are those of the pens.
    pub(super) fn lay(&self, buf: &mut Buffer, looks: &[Style]) {
        for (position, spot) in self.area.positions().zip(&self.spots) {
            if spot.pen.rank == Rank::Nothing {
                continue;
            }
            let braille = char::from_u32(BRAILLE + u32::from(spot.dots)).unwrap_or(' ');
            let glyph = if self.grain.0 == 1 { spot.glyph } else { braille };
            let style = looks.get(usize::from(spot.pen.look)).copied().unwrap_or_default();
            if let Some(cell) = buf.cell_mut(position) {
                cell.set_char(glyph).set_style(style);
            }
        }
    }
}

/// Whole numbers from `from` to `to`, as far as they are between 0 and `end`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a u16")]
fn within(from: f64, to: f64, end: u16) -> std::ops::Range<u16> {
    if !(from.is_finite() && to.is_finite()) || to < -0.5 || from > f64::from(end) - 0.5 {
        return 0..0;
    }
    let clamped = |v: f64| v.round().clamp(0.0, f64::from(end.saturating_sub(1))) as u16;
    clamped(from)..clamped(to).saturating_add(1).min(end)
}

/// The character for a line that rises by this many rows a column.
fn stroke(rise: f64) -> char {
    match rise {
        r if r.abs() < 0.4 => '-',
        r if r.abs() > 3.0 => '|',
        r if r > 0.0 => '/',
        _ => '\\',
    }
}

#[cfg(test)]
mod tests;
