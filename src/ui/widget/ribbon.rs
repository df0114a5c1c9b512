//! A row of columns, each a stack of strata: the picture of a worker's time, of a core's load, or of many
//! cores side by side.
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

/// Strata from the bottom up: how much of the column each takes, and its ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column(pub [(f64, Ink); 2]);

impl Column {
    /// A column with nothing in it.
    pub const EMPTY: Self = Self([(0.0, Ink::Blank); 2]);

    /// A column of one stratum.
    #[must_use]
    pub fn of(share: f64, ink: Ink) -> Self {
        Self([(share, ink), (0.0, Ink::Blank)])
    }
}

/// Columns side by side, in as many rows as the area has.
#[derive(Debug)]
pub struct Ribbon<'a> {
    columns: &'a [Column],
    glyphs: Glyphs,
}

impl<'a> Ribbon<'a> {
    /// A ribbon of `columns`, one character wide each.
    #[must_use]
    pub fn new(columns: &'a [Column], glyphs: Glyphs) -> Self {
        Self { columns, glyphs }
    }
}

impl Widget for &Ribbon<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let mut owed = 0.0;
        for (x, column) in (area.left()..area.right()).zip(self.columns) {
            let column = &if area.height == 1 { dithered(column, &mut owed) } else { *column };
            let edges = edges(column, area.height);
            for row in 0..area.height {
                let y = area.bottom() - 1 - row;
                if let (Some((glyph, style)), Some(cell)) = (
                    paint(&layers(column, edges, u32::from(row) * 8), row + 1 == area.height, &self.glyphs),
                    buf.cell_mut((x, y)),
                ) {
                    cell.set_symbol(glyph).set_style(style);
                }
            }
        }
    }
}

/// A column whose two strata a single cell cannot show for want of colours: it shows one of them, and what
/// it owes the lower is carried to the next column, so that over a few columns both have their share.
fn dithered(column: &Column, owed: &mut f64) -> Column {
    let [(a, lower), (b, upper)] = column.0;
    let uncoloured = [lower, upper].iter().any(|ink| matches!(ink, Ink::Pattern(..)));
    if !uncoloured || lower == Ink::Blank || upper == Ink::Blank || !(a > 0.0 && b > 0.0) {
        return *column;
    }
    *owed += a / (a + b);
    if *owed < 0.5 {
        return Column::of(a + b, upper);
    }
    *owed -= 1.0;
    Column::of(a + b, lower)
}

/// The upper edges of the two strata in eighths from the bottom of a ribbon `rows` high.
fn edges(column: &Column, rows: u16) -> [u32; 2] {
    let full = f64::from(rows) * 8.0;
    let [(a, _), (b, _)] = column.0;
    let sum = (a.max(0.0) + b.max(0.0)).min(1.0);
    let [lower, mut upper] = [a.clamp(0.0, 1.0), sum].map(|share| eighths(share * full));
    // Something is never shown as nothing.
    if sum > 0.002 && upper == 0 {
        upper = 1;
    }
    [if b <= 0.0 { upper } else { lower }, upper]
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 8 rows of 65535")]
fn eighths(height: f64) -> u32 {
    height.round() as u32
}

/// A cell's own layers, as (eighths, ink) from the bottom; they sum to 8.
fn layers(column: &Column, edges: [u32; 2], bottom: u32) -> [(u32, Ink); 3] {
    let cut = |edge: u32| edge.saturating_sub(bottom).min(8);
    let [lower, upper] = edges.map(cut);
    let [(_, first), (_, second)] = column.0;
    [(lower, first), (upper.saturating_sub(lower), second), (8 - upper.max(lower), Ink::Blank)]
}

/// The glyph and style that come closest to a cell's layers.
fn paint(layers: &[(u32, Ink); 3], topmost: bool, glyphs: &Glyphs) -> Option<(&'static str, Style)> {
    let mut seen: Vec<(u32, Ink)> = layers.iter().copied().filter(|(n, _)| *n > 0).collect();
    if seen.len() == 3 {
        let thinnest = (0..3).min_by_key(|i| seen[*i].0).unwrap_or(2);
        let (n, _) = seen.remove(thinnest);
        // Its room goes to the layer below, or to the one that is now the lowest.
        seen[thinnest.saturating_sub(1)].0 += n;
    }
    match seen.as_slice() {
        [(_, Ink::Blank)] | [] => None,
        // A full column stops an eighth short, so that what stands above it stays apart.
        [(_, ink)] => Some(alone(if topmost { 7 } else { 8 }, *ink, glyphs)),
        [(n, lower), (_, Ink::Blank), ..] => Some(alone(*n, *lower, glyphs)),
        [(n, lower), (_, upper), ..] => Some(stacked(*n, *lower, *upper, glyphs)),
    }
}

fn alone(n: u32, ink: Ink, glyphs: &Glyphs) -> (&'static str, Style) {
    match ink {
        Ink::Colour(colour) => (eighth(n, glyphs), Style::new().fg(colour)),
        Ink::Solid => (eighth(n, glyphs), Style::new()),
        Ink::Pattern(glyph, modifier) if n >= 2 => (glyph, Style::new().add_modifier(modifier)),
        Ink::Pattern(..) | Ink::Blank => (" ", Style::new()),
    }
}

fn stacked(n: u32, lower: Ink, upper: Ink, glyphs: &Glyphs) -> (&'static str, Style) {
    match (lower, upper) {
        (Ink::Colour(fg), Ink::Colour(bg)) => (eighth(n, glyphs), Style::new().fg(fg).bg(bg)),
        (Ink::Colour(fg), Ink::Pattern(_, _)) => (eighth(n, glyphs), Style::new().fg(fg)),
        // Without colours a cell shows one of the two: the lower from three eighths on, so that equal
        // shares look the same in every column.
        (_, Ink::Pattern(glyph, modifier)) if n < 3 => (glyph, Style::new().add_modifier(modifier)),
        (_, Ink::Colour(colour)) if n < 3 => (eighth(7, glyphs), Style::new().fg(colour)),
        (lower, _) => alone(n, lower, glyphs),
    }
}

fn eighth(n: u32, glyphs: &Glyphs) -> &'static str {
    glyphs.eighths.get(n as usize).copied().unwrap_or(glyphs.eighths[8])
}

/// The style of a sample of `ink`, and its glyph: for legends.
#[must_use]
pub fn sample(ink: Ink, glyphs: &Glyphs) -> (&'static str, Style) {
    match ink {
        Ink::Blank => (glyphs.eighths[0], Style::new()),
        Ink::Pattern(glyph, modifier) => (glyph, Style::new().add_modifier(modifier)),
        Ink::Solid => (glyphs.eighths[7], Style::new()),
        Ink::Colour(colour) => (glyphs.eighths[7], Style::new().fg(colour)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Modifier};

    const A: Ink = Ink::Colour(Color::Cyan);
    const B: Ink = Ink::Colour(Color::Red);

    fn draw(columns: &[Column], rows: u16) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, u16::try_from(columns.len()).unwrap(), rows));
        (&Ribbon::new(columns, Glyphs::UNICODE)).render(buf.area, &mut buf);
        buf
    }

    fn text(buf: &Buffer) -> Vec<String> {
        let width = usize::from(buf.area.width);
        buf.content()
            .chunks(width)
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect()
    }

    #[test]
    fn heights_are_shares_of_the_rows() {
        let columns = [0.0, 0.001, 0.01, 0.25, 0.5, 0.75, 1.0].map(|s| Column::of(s, A));
        assert_eq!(text(&draw(&columns, 1)), ["  ▁▂▄▆▇"]);
        assert_eq!(text(&draw(&columns, 2)), ["     ▄▇", "  ▁▄███"]);
    }

    #[test]
    fn two_strata_share_a_cell_as_foreground_and_background() {
        let buf = draw(&[Column([(0.25, A), (0.75, B)])], 1);
        let cell = buf.cell((0, 0)).unwrap();
        assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▂", Color::Cyan, Color::Red));
    }

    #[test]
    fn where_three_meet_the_thinnest_gives_way() {
        let buf = draw(&[Column([(0.5, A), (0.375, B)])], 1);
        let cell = buf.cell((0, 0)).unwrap();
        assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▄", Color::Cyan, Color::Red));
        let buf = draw(&[Column([(0.5, A), (0.125, B)])], 1);
        let cell = buf.cell((0, 0)).unwrap();
        assert_eq!((cell.symbol(), cell.fg, cell.bg), ("▅", Color::Cyan, Color::Reset));
    }

    #[test]
    fn without_colours_a_single_row_shows_both_strata_in_turn() {
        let wait = Ink::Pattern("░", Modifier::DIM);
        let row = |share: f64| text(&draw(&[Column([(share, Ink::Solid), (1.0 - share, wait)]); 8], 1));
        assert_eq!(row(0.5), ["▇░▇░▇░▇░"]);
        assert_eq!(row(0.25), ["░▇░░░▇░░"]);
        assert_eq!(row(1.0), ["▇▇▇▇▇▇▇▇"]);
        let columns = [Column([(0.5, Ink::Solid), (0.5, wait)]); 2];
        assert_eq!(text(&draw(&columns, 2)), ["░░", "██"], "two rows show both at once");
    }

    #[test]
    fn nonsense_does_not_panic() {
        let columns = [Column([(7.0, A), (-3.0, B)]), Column([(f64::NAN, A), (f64::INFINITY, B)])];
        draw(&columns, 3);
    }
}
