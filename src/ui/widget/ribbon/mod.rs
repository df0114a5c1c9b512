//! A row of columns, each a stack of strata: a worker's time, a core's load, or many cores side by side.
//!
//! A column stands for an amount of 1. Its strata are painted from the bottom in steps of an eighth of a
//! cell; what they do not fill stays blank. A character cell can show two things, one below the other (the
//! foreground of an eighth block over its background), so where three meet in a cell the thinnest gives
//! way. A column that is full leaves the topmost eighth free, which keeps the rows of a stack apart.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::ink::{Glyphs, Ink};

/// Largest number of strata of a column.
const STRATA: usize = 3;

/// Strata from the bottom up: share of the column, and ink. Most pictures need two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column<const N: usize = 2>(pub [(f64, Ink); N]);

impl<const N: usize> Column<N> {
    /// A column with nothing in it.
    pub const EMPTY: Self = Self([(0.0, Ink::Blank); N]);

    /// A column of one stratum.
    #[must_use]
    pub fn of(share: f64, ink: Ink) -> Self {
        let mut column = Self::EMPTY;
        if let Some(lowest) = column.0.first_mut() {
            *lowest = (share, ink);
        }
        column
    }
}

/// Columns side by side, in as many rows as the area has.
#[derive(Debug)]
pub struct Ribbon<'a, const N: usize = 2> {
    columns: &'a [Column<N>],
    glyphs: &'a Glyphs,
}

impl<'a, const N: usize> Ribbon<'a, N> {
    /// A ribbon of `columns`, one character wide each.
    #[must_use]
    pub fn new(columns: &'a [Column<N>], glyphs: &'a Glyphs) -> Self {
        const { assert!(N <= STRATA, "a ribbon's columns have at most three strata") };
        Self { columns, glyphs }
    }
}

impl<const N: usize> Widget for &Ribbon<'_, N> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let mut owed = [0.0; N];
        for (x, column) in (area.left()..area.right()).zip(self.columns) {
            let column = &if area.height == 1 { dithered(column, &mut owed) } else { *column };
            let edges = edges(column, area.height);
            for row in 0..area.height {
                let y = area.bottom() - 1 - row;
                let layers = Layers::of(column, edges, u32::from(row) * 8);
                if let (Some((glyph, style)), Some(cell)) =
                    (layers.paint(row + 1 == area.height, self.glyphs), buf.cell_mut((x, y)))
                {
                    cell.set_symbol(glyph).set_style(style);
                }
            }
        }
    }
}

/// A column whose strata do not fit into a single cell's two colours: it shows one of them, and its debt to the
/// others is carried to the next column, so that over a few columns all have their share.
fn dithered<const N: usize>(column: &Column<N>, owed: &mut [f64; N]) -> Column<N> {
    let seen = |(share, ink): &(f64, Ink)| *share > 0.0 && *ink != Ink::Blank;
    let uncoloured = column.0.iter().any(|(_, ink)| matches!(ink, Ink::Pattern(..)));
    if !uncoloured || column.0.iter().filter(|stratum| seen(stratum)).count() < 2 {
        return *column;
    }
    let sum: f64 = column.0.iter().filter(|stratum| seen(stratum)).map(|(share, _)| share).sum();
    let mut next: Option<usize> = None;
    for (i, stratum) in column.0.iter().enumerate().filter(|(_, stratum)| seen(stratum)) {
        owed[i] += stratum.0 / sum;
        if next.is_none_or(|next| owed[i] > owed[next]) {
            next = Some(i);
        }
    }
    let Some(next) = next else { return *column };
    owed[next] -= 1.0;
    Column::of(sum, column.0[next].1)
}

/// Upper edges of the strata in eighths from the bottom of a ribbon `rows` high.
fn edges<const N: usize>(column: &Column<N>, rows: u16) -> [u32; N] {
    let full = f64::from(rows) * 8.0;
    let mut sum: f64 = 0.0;
    let mut edges = column.0.map(|(share, _)| {
        sum += share.max(0.0);
        eighths(sum.min(1.0) * full)
    });
    // A small share is never shown as nothing, and is shown as the topmost stratum.
    let topmost = column.0.iter().rposition(|(share, _)| *share > 0.0).unwrap_or(0);
    if let Some(upper) = edges.last().copied().map(|edge| if sum > 0.002 { edge.max(1) } else { edge }) {
        edges.iter_mut().skip(topmost).for_each(|edge| *edge = upper);
    }
    edges
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 8 rows of 65535")]
fn eighths(height: f64) -> u32 {
    height.round() as u32
}

/// A cell's own layers, as (eighths, ink) from the bottom; they sum to 8.
struct Layers {
    layers: [(u32, Ink); STRATA + 1],
    count: usize,
}

impl Layers {
    /// The part of a column from `bottom` eighths on, with no more layers than a cell can show.
    fn of<const N: usize>(column: &Column<N>, edges: [u32; N], bottom: u32) -> Self {
        let mut seen = Self { layers: [(0, Ink::Blank); STRATA + 1], count: 0 };
        let mut reached = 0;
        for (edge, (_, ink)) in edges.into_iter().zip(column.0) {
            let reach = edge.saturating_sub(bottom).min(8).max(reached);
            seen.put(reach - reached, ink);
            reached = reach;
        }
        seen.put(8 - reached, Ink::Blank);
        while seen.count > 2 {
            seen.give_way();
        }
        seen
    }

    fn put(&mut self, eighths: u32, ink: Ink) {
        if let Some(next) = self.layers.get_mut(self.count).filter(|_| eighths > 0) {
            *next = (eighths, ink);
            self.count += 1;
        }
    }

    /// Removes the thinnest layer; its room goes to the layer below, or to the one that is now the lowest.
    fn give_way(&mut self) {
        let thinnest = (0..self.count).min_by_key(|i| self.layers[*i].0).unwrap_or(0);
        let (freed, _) = self.layers[thinnest];
        self.layers.copy_within(thinnest + 1..self.count, thinnest);
        self.count -= 1;
        self.layers[thinnest.saturating_sub(1)].0 += freed;
    }

    /// The closest glyph and style.
    fn paint(&self, topmost: bool, glyphs: &Glyphs) -> Option<(&'static str, Style)> {
        match &self.layers[..self.count] {
            [(_, Ink::Blank)] | [] => None,
            // A full column stops an eighth short, so that the row above it stays apart.
            [(_, ink)] => Some(alone(if topmost { 7 } else { 8 }, *ink, glyphs)),
            [(n, lower), (_, Ink::Blank), ..] => Some(alone(*n, *lower, glyphs)),
            [(n, lower), (_, upper), ..] => Some(stacked(*n, *lower, *upper, glyphs)),
        }
    }
}

fn alone(n: u32, ink: Ink, glyphs: &Glyphs) -> (&'static str, Style) {
    match ink {
        Ink::Hatch(glyph, colour) if n >= 7 => (glyph, Style::new().fg(colour)),
        Ink::Colour(colour) | Ink::Hatch(_, colour) => (eighth(n, glyphs), Style::new().fg(colour)),
        Ink::Solid => (eighth(n, glyphs), Style::new()),
        Ink::Pattern(glyph, modifier) if n >= 2 => (glyph, Style::new().add_modifier(modifier)),
        Ink::Pattern(..) | Ink::Blank => (" ", Style::new()),
    }
}

fn stacked(n: u32, lower: Ink, upper: Ink, glyphs: &Glyphs) -> (&'static str, Style) {
    match (lower.colour(), upper.colour(), upper) {
        (Some(fg), Some(bg), _) => (eighth(n, glyphs), Style::new().fg(fg).bg(bg)),
        (Some(fg), None, Ink::Pattern(..)) => (eighth(n, glyphs), Style::new().fg(fg)),
        // Without colours a cell shows one of the two: the lower from three eighths on, so that equal
        // shares look the same in every column.
        (None, None, Ink::Pattern(glyph, modifier)) if n < 3 => (glyph, Style::new().add_modifier(modifier)),
        (None, Some(_), upper) if n < 3 => alone(7, upper, glyphs),
        _ => alone(n, lower, glyphs),
    }
}

fn eighth(n: u32, glyphs: &Glyphs) -> &'static str {
    glyphs.eighths.get(n as usize).copied().unwrap_or(glyphs.eighths[8])
}

/// Style and glyph of a sample of `ink`, for legends.
#[must_use]
pub(crate) fn sample(ink: Ink, glyphs: &Glyphs) -> (&'static str, Style) {
    match ink {
        Ink::Blank => (glyphs.eighths[0], Style::new()),
        Ink::Pattern(glyph, modifier) => (glyph, Style::new().add_modifier(modifier)),
        Ink::Hatch(glyph, colour) => (glyph, Style::new().fg(colour)),
        Ink::Solid => (glyphs.eighths[7], Style::new()),
        Ink::Colour(colour) => (glyphs.eighths[7], Style::new().fg(colour)),
    }
}

#[cfg(test)]
mod tests;
