//! Ratios on a logarithmic axis: one line a check, 1 in the middle, the bounds as a band, the interval as a bar.
//!
//! ```text
//!                                  ¼             ½             1             2             4
//! slice, 2 hogs at 5 ms            ····························░●░····························
//! wake-up beside 2 hogs, median    ·························░░░░━━━●━━━━━━━━━━▶················
//! ```

use crate::fidelity::verdict::Verdict;
use crate::text::look::Look;
use crate::text::width::width;

/// Powers of two from the middle to either end.
const OCTAVES: f64 = 2.0;

/// Marks at the ends, halfway, and in the middle.
const MARKS: [[&str; 5]; 2] = [["¼", "½", "1", "2", "4"], ["1/4", "1/2", "1", "2", "4"]];

/// Glyphs: track, band, bar, point, and arrows where an interval leaves the axis.
struct Glyphs {
    track: char,
    band: char,
    bar: char,
    point: char,
    beyond: [char; 2],
}

const UNICODE: Glyphs = Glyphs { track: '·', band: '░', bar: '━', point: '●', beyond: ['◀', '▶'] };
const ASCII: Glyphs = Glyphs { track: '.', band: ':', bar: '=', point: 'o', beyond: ['<', '>'] };

/// An axis, by its width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    columns: usize,
    look: Look,
}

impl Axis {
    /// An axis of at most `most` columns; an odd number, so that 1 has a column of its own.
    pub(super) fn new(most: usize, look: Look) -> Self {
        Self { columns: if most.is_multiple_of(2) { most.saturating_sub(1) } else { most }.max(3), look }
    }

    /// The line of marks.
    pub(super) fn marks(self) -> String {
        let mut line = vec![' '; self.columns + 2];
        for (place, mark) in (0..).zip(MARKS[usize::from(self.look.ascii)]) {
            let at = (self.columns - 1) * place / 4;
            // A long mark is centred on its column, as far as the line allows.
            let from = at.saturating_sub(width(mark) / 2);
            for (cell, c) in line.iter_mut().skip(from).zip(mark.chars()) {
                *cell = c;
            }
        }
        line.into_iter().collect::<String>().trim_end().into()
    }

    /// The line of a ratio from `low` to `high` with the bound `factor`; without a ratio only the band.
    pub(super) fn line(self, factor: f64, ratio: Option<(f64, f64, f64)>, verdict: Verdict) -> String {
        let glyphs = if self.look.ascii { ASCII } else { UNICODE };
        let mut line = vec![glyphs.track; self.columns];
        self.fill(&mut line, 1.0 / factor, factor, glyphs.band);
        let Some((low, value, high)) = ratio else { return line.into_iter().collect() };
        self.fill(&mut line, low, high, glyphs.bar);
        let last = self.columns - 1;
        if let Some(cell) = line.get_mut(self.column(value)) {
            *cell = glyphs.point;
        }
        let limit = OCTAVES.exp2();
        for (leaves, end, glyph) in
            [(low < 1.0 / limit, 0, glyphs.beyond[0]), (high > limit, last, glyphs.beyond[1])]
        {
            if let Some(cell) = line.get_mut(end).filter(|_| leaves) {
                *cell = glyph;
            }
        }
        if !self.look.colour {
            return line.into_iter().collect();
        }
        let (from, until) = (self.column(low), self.column(high).max(self.column(low)));
        let part =
            |range: std::ops::Range<usize>| line.get(range).unwrap_or_default().iter().collect::<String>();
        let ink = paint(&part(from..until + 1), verdict);
        format!("{}{ink}{}", part(0..from), part(until + 1..self.columns))
    }

    fn fill(self, line: &mut [char], low: f64, high: f64, glyph: char) {
        let (from, until) = (self.column(low), self.column(high));
        if let Some(cells) = line.get_mut(from..=until) {
            cells.fill(glyph);
        }
    }

    /// Column of a ratio; beyond the axis the last one.
    fn column(self, ratio: f64) -> usize {
        let share = (ratio.max(f64::MIN_POSITIVE).log2() / OCTAVES).clamp(-1.0, 1.0) / 2.0 + 0.5;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between the first column and the last"
        )]
        let column = (share * (self.columns - 1) as f64).round() as usize;
        column.min(self.columns - 1)
    }
}

/// `text` in the colour of a verdict. Cyan and red stay apart for colour-blind eyes; yellow is a caution.
pub(super) fn paint(text: &str, verdict: Verdict) -> String {
    let colour = match verdict {
        Verdict::Agree => 36,
        Verdict::Differ => 31,
        Verdict::Unclear => 33,
    };
    format!("\u{1b}[{colour}m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests;
