//! Curves over a number line: measured points with their marks and intervals, fitted laws, guides such as an ideal, and
//! stretches that are told apart.
//!
//! ```text
//! speed-up  ● pool  ◆ threads  ▲ gil  ┄ ideal           a legend: what each mark is
//!  8 ┤                 ░░SMT siblings░░                   a stretch with its word
//!    │           ⣀⠤⠒⠊ ●      ░░░░░░░░░
//!  4 ┤     ⣀⠤⠒●⠉⠉                                        a line through the points, its interval as a band
//!    │ ●⠔⠉                                                 dashed: a fitted law
//!  0 ┤▲⠤⠤⠤⠤⠤▲⠤⠤⠤⠤⠤⠤▲⠤⠤⠤⠤⠤⠤⠤▲
//!    └┬─────┬───────┬────────┬
//!     1     2       4        8  workers
//! ```
//!
//! Points that would cover each other stand side by side as far as there is room, the curve in front in its own place.

mod canvas;
mod frame;
pub mod ruler;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use self::canvas::{Canvas, Pen, Rank};
use self::frame::Frame;
use super::ink::{Glyphs, Ink};
use super::put;
pub use ruler::Ruler;

/// A measured point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Where it stands across.
    pub x: f64,
    /// Where it stands upwards.
    pub y: f64,
    /// The interval of `y`.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Whether there is a doubt about it: it has a question mark.
    pub doubted: bool,
}

/// Points that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What they are called in the legend.
    pub name: String,
    /// The mark of a point.
    pub mark: &'static str,
    /// Their look.
    pub style: Style,
    /// The points, ascending in `x`.
    pub dots: Vec<Dot>,
    /// A fitted law, dashed: so many of its points that they are a curve.
    pub fit: Vec<(f64, f64)>,
    /// Whether it lies in front of the others.
    pub front: bool,
}

/// A dotted line that measurements are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    /// What it is called in the legend.
    pub name: String,
    /// Its points.
    pub points: Vec<(f64, f64)>,
}

/// A stretch that is told apart from the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Where it begins across,
    pub from: f64,
    /// and where it ends.
    pub to: f64,
    /// What it is, at length and in fewer letters.
    pub words: [&'static str; 2],
}

/// The looks of what is not a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// Names.
    pub text: Style,
    /// Axes, guides.
    pub quiet: Style,
    /// The question mark of a doubted point.
    pub caution: Style,
    /// The ground of a stretch.
    pub shade: Ink,
    /// The glyphs to draw with.
    pub glyphs: Glyphs,
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The number line across.
    pub across: Ruler,
    /// The number line upwards.
    pub upwards: Ruler,
    /// What stands across, e.g. `workers`; and upwards.
    pub titles: [String; 2],
    /// The values across that have a tick, ascending.
    pub ticks: Vec<f64>,
    /// The curves. The first one in the list is named first.
    pub series: Vec<Series>,
    /// What they are held against.
    pub guides: Vec<Guide>,
    /// What is told apart.
    pub stretches: Vec<Stretch>,
    /// The looks of the rest.
    pub looks: Looks,
}

impl Chart {
    /// A place in the plot as shares of its width and height.
    fn share(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        Some((self.across.share(x)?, self.upwards.share(y)?))
    }

    /// Curves, bands and guides. Looks are numbered: the series, then what is quiet.
    fn curves(&self, plot: Rect) -> (Canvas, Vec<Style>) {
        let mut canvas = Canvas::new(plot, self.looks.glyphs.blocks);
        let quiet = u16::try_from(self.series.len()).unwrap_or(u16::MAX);
        for guide in &self.guides {
            self.polyline(&mut canvas, &guide.points, (1, 3), Pen { rank: Rank::Guide, look: quiet });
        }
        for (look, series) in (0u16..).zip(&self.series) {
            let pen = |rank| Pen { rank, look };
            self.band(&mut canvas, series, pen(Rank::Band));
            self.polyline(&mut canvas, &series.fit, (2, 4), pen(Rank::Fit));
            let points: Vec<(f64, f64)> = series.dots.iter().map(|dot| (dot.x, dot.y)).collect();
            let rank = if series.front { Rank::Front } else { Rank::Line };
            self.polyline(&mut canvas, &points, (1, 1), pen(rank));
        }
        let looks = self.series.iter().map(|series| series.style).chain([self.looks.quiet]);
        (canvas, looks.collect())
    }

    fn polyline(&self, canvas: &mut Canvas, points: &[(f64, f64)], dash: (u16, u16), pen: Pen) {
        for pair in points.windows(2) {
            let ends = self.share(pair[0].0, pair[0].1).zip(self.share(pair[1].0, pair[1].1));
            if let Some((from, to)) = ends {
                canvas.line(from, to, dash, pen);
            }
        }
    }

    fn band(&self, canvas: &mut Canvas, series: &Series, pen: Pen) {
        let dots = &series.dots;
        let bounds = |dot: &Dot| Some((self.share(dot.x, dot.low)?, self.share(dot.x, dot.high)?));
        // A point alone has an interval as well.
        let alone = (dots.len() == 1).then(|| [dots[0]; 2]);
        for pair in dots.windows(2).chain(alone.iter().map(<[Dot; 2]>::as_slice)) {
            if let Some((left, right)) = bounds(&pair[0]).zip(bounds(&pair[1])) {
                canvas.band([left.0, right.0], [left.1, right.1], series.front, pen);
            }
        }
    }

    /// The marks of all points: those in front last, and none upon another.
    fn marks(&self, plot: Rect, buf: &mut Buffer) {
        let mut taken: Vec<Position> = Vec::new();
        let (behind, front): (Vec<&Series>, Vec<&Series>) =
            self.series.iter().partition(|series| !series.front);
        // Who is in front has his own place, the others stand beside him.
        for series in front.into_iter().chain(behind) {
            for dot in &series.dots {
                let Some(own) = self.cell(plot, dot) else { continue };
                // Where there is no more room beside it, the legend tells that there is one more.
                let Some(free) = beside(plot, own).find(|place| !taken.contains(place)) else { continue };
                taken.push(free);
                put(buf, free, series.mark, series.style);
                let right = Position { x: free.x.saturating_add(1), ..free };
                if dot.doubted && plot.contains(right) && !taken.contains(&right) {
                    put(buf, right, "?", self.looks.caution);
                }
            }
        }
    }

    /// The cell of a point; `None` outside the plot.
    fn cell(&self, plot: Rect, dot: &Dot) -> Option<Position> {
        let (x, y) = (self.across.inside(dot.x)?, self.upwards.inside(dot.y)?);
        let place = Position { x: plot.x + self.column(x, plot.width), y: plot.y + self.row(y, plot.height) };
        Some(place).filter(|place| plot.contains(*place))
    }

    /// The column at a share of the width: the one in which a curve has its dot there.
    fn column(&self, share: f64, columns: u16) -> u16 {
        cell(share, columns, canvas::grain(self.looks.glyphs.blocks).0)
    }

    /// The row, from the top, at a share of the height.
    fn row(&self, share: f64, rows: u16) -> u16 {
        cell(1.0 - share, rows, canvas::grain(self.looks.glyphs.blocks).1)
    }

    /// The grounds of the stretches; their words in the first row.
    fn grounds(&self, plot: Rect, buf: &mut Buffer) {
        for stretch in &self.stretches {
            let Some(room) = self.room(plot, stretch) else { continue };
            for position in room.positions() {
                let Some(cell) = buf.cell_mut(position) else { continue };
                match self.looks.shade {
                    Ink::Colour(colour) => {
                        cell.set_bg(colour);
                    }
                    Ink::Pattern(glyph, modifier) if cell.symbol() == " " => {
                        cell.set_symbol(glyph).set_style(Style::new().add_modifier(modifier));
                    }
                    _ => {}
                }
            }
        }
        for stretch in &self.stretches {
            let Some(room) = self.room(plot, stretch) else { continue };
            let fits = |words: &&&str| words.chars().count() <= usize::from(room.width);
            if let Some(words) = stretch.words.iter().find(fits) {
                let width = u16::try_from(words.chars().count()).unwrap_or(room.width);
                let style = self.looks.quiet.remove_modifier(ratatui::style::Modifier::DIM);
                put::text(buf, (room.x + (room.width - width) / 2, room.y), words, width, style);
            }
        }
    }

    /// The columns of a stretch: after that of where it begins.
    fn room(&self, plot: Rect, stretch: &Stretch) -> Option<Rect> {
        let [from, to] = [stretch.from, stretch.to].map(|x| self.across.share(x));
        let [from, to] = [from?, to?].map(|share| self.column(share.clamp(0.0, 1.0), plot.width));
        let from = if stretch.from < self.across.at(0.0) { 0 } else { from + 1 };
        (from <= to && to < plot.width).then(|| Rect { x: plot.x + from, width: to - from + 1, ..plot })
    }
}

/// A mark stands no further than this from its place.
const BESIDE: u16 = 6;

/// Places for a mark, the nearest first: its own, then ever further to the right and left.
fn beside(plot: Rect, own: Position) -> impl Iterator<Item = Position> {
    let aside = move |by: u16| [own.x.checked_add(by), own.x.checked_sub(by)];
    let columns = std::iter::once(Some(own.x)).chain((1..=BESIDE).flat_map(aside));
    columns.flatten().map(move |x| Position { x, ..own }).filter(move |place| plot.contains(*place))
}

/// The cell at a share of so many, with so many dots each.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u16")]
fn cell(share: f64, cells: u16, grain: u16) -> u16 {
    let last = f64::from(cells) * f64::from(grain) - 1.0;
    // `as` makes 0 of what is below it: where there are no cells.
    ((share * last).round() / f64::from(grain)) as u16
}

fn put(buf: &mut Buffer, place: Position, glyph: &str, style: Style) {
    if let Some(cell) = buf.cell_mut(place) {
        // On the ground that is there.
        let ground = cell.bg;
        cell.set_symbol(glyph).set_style(Style::new().bg(ground).fg(Color::Reset)).set_style(style);
    }
}

impl Widget for &Chart {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let frame = Frame::of(self, area);
        frame.draw(self, buf);
        let (canvas, looks) = self.curves(frame.plot);
        canvas.lay(buf, &looks);
        self.grounds(frame.plot, buf);
        self.marks(frame.plot, buf);
    }
}

#[cfg(test)]
mod tests;
