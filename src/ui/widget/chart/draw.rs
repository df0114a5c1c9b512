//! Data become cells: curves, bands, marks and regions within the frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use super::canvas::{Canvas, Pen, Rank};
use super::frame::Frame;
use super::plot::Plot;
use crate::scaling::chart::{DataPoint, RegionSpan, Series};
use crate::text::width::columns;
use crate::ui::widget::ink::Ink;
use crate::ui::widget::put;

impl Plot<'_> {
    /// A place in the plot as shares of its width and height.
    fn share(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        Some((self.panel.across.scale.share(x)?, self.panel.upwards.scale.share(y)?))
    }

    /// Draws curves, bands and guides. Looks are numbered: the series, then quiet parts.
    fn curves(&self, plot: Rect) -> (Canvas, Vec<Style>) {
        let mut canvas = Canvas::new(plot, self.looks.glyphs.blocks);
        let quiet = u16::try_from(self.series.len()).unwrap_or(u16::MAX);
        for guide in &self.panel.guides {
            self.polyline(&mut canvas, &guide.points, (1, 3), Pen { rank: Rank::Guide, look: quiet });
        }
        for (look, (series, _, front)) in (0u16..).zip(self.drawn()) {
            let pen = |rank| Pen { rank, look };
            self.band(&mut canvas, series, front, pen(Rank::Band));
            self.polyline(&mut canvas, &series.fit, (2, 4), pen(Rank::Fit));
            let points: Vec<(f64, f64)> = series.points.iter().map(|point| (point.x, point.y)).collect();
            let rank = if front { Rank::Front } else { Rank::Line };
            self.polyline(&mut canvas, &points, (1, 1), pen(rank));
        }
        let looks = self.series.iter().map(|look| look.style).chain([self.looks.quiet]);
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

    fn band(&self, canvas: &mut Canvas, series: &Series, dense: bool, pen: Pen) {
        let ends = series.band.lower.iter().zip(&series.band.upper);
        let bounds: Vec<_> =
            ends.map(|(low, high)| Some((self.share(low.0, low.1)?, self.share(high.0, high.1)?))).collect();
        // A single point has an interval as well.
        let alone = (bounds.len() == 1).then(|| [bounds[0]; 2]);
        for pair in bounds.windows(2).chain(alone.iter().map(<[_; 2]>::as_slice)) {
            if let Some((left, right)) = pair[0].zip(pair[1]) {
                canvas.band([left.0, right.0], [left.1, right.1], dense, pen);
            }
        }
    }

    /// Draws the marks of all points: those in front first, and none upon another.
    fn marks(&self, plot: Rect, buf: &mut Buffer) {
        let mut taken: Vec<Position> = Vec::new();
        let (front, behind): (Vec<_>, Vec<_>) = self.drawn().partition(|(.., front)| *front);
        // The series in front has its own places, the others stand beside them.
        for (series, look, _) in front.into_iter().chain(behind) {
            for point in &series.points {
                let Some(own) = self.cell(plot, point) else { continue };
                // Where there is no more room beside it, the legend shows that there is one more.
                let Some(free) = beside(plot, own).find(|place| !taken.contains(place)) else { continue };
                taken.push(free);
                put(buf, free, look.mark, look.style);
                let right = Position { x: free.x.saturating_add(1), ..free };
                if point.doubted && plot.contains(right) && !taken.contains(&right) {
                    put(buf, right, "?", self.looks.caution);
                }
            }
        }
    }

    /// The cell of a point; `None` outside the plot.
    fn cell(&self, plot: Rect, point: &DataPoint) -> Option<Position> {
        let (across, upwards) = (&self.panel.across.scale, &self.panel.upwards.scale);
        let (x, y) = (across.inside(point.x)?, upwards.inside(point.y)?);
        let place = Position { x: plot.x + self.column(x, plot.width), y: plot.y + self.row(y, plot.height) };
        Some(place).filter(|place| plot.contains(*place))
    }

    /// Draws the backgrounds of the regions; their names in the first row.
    fn grounds(&self, plot: Rect, buf: &mut Buffer) {
        for span in &self.panel.regions {
            let Some(room) = self.room(plot, span) else { continue };
            for position in room.positions() {
                let Some(cell) = buf.cell_mut(position) else { continue };
                match self.looks.shade {
                    Ink::Colour(colour) | Ink::Hatch(_, colour) => {
                        cell.set_bg(colour);
                    }
                    Ink::Pattern(glyph, modifier) if cell.symbol() == " " => {
                        cell.set_symbol(glyph).set_style(Style::new().add_modifier(modifier));
                    }
                    _ => {}
                }
            }
        }
        for span in &self.panel.regions {
            let Some(room) = self.room(plot, span) else { continue };
            let fits = |name: &str| columns(name) <= room.width;
            if let Some(words) = span.name(fits) {
                let width = columns(words);
                let style = self.looks.quiet.remove_modifier(ratatui::style::Modifier::DIM);
                put::text(buf, (room.x + (room.width - width) / 2, room.y), words, width, style);
            }
        }
    }

    /// The columns of a region: from its border up to that of the next, or to the end of the axis.
    fn room(&self, plot: Rect, span: &RegionSpan) -> Option<Rect> {
        let share = |x| Some(self.panel.across.scale.share(x)?.clamp(0.0, 1.0));
        let (from, to) = (share(span.from)?, share(span.to)?);
        let first = self.column(from, plot.width);
        let end = if to < 1.0 { self.column(to, plot.width) } else { plot.width };
        (first < end).then(|| Rect { x: plot.x + first, width: end - first, ..plot })
    }
}

/// Largest distance of a mark from its place, in columns.
const BESIDE: u16 = 6;

/// Places for a mark, the nearest first: its own, then ever further to the right and left.
fn beside(plot: Rect, own: Position) -> impl Iterator<Item = Position> {
    let aside = move |by: u16| [own.x.checked_add(by), own.x.checked_sub(by)];
    let columns = std::iter::once(Some(own.x)).chain((1..=BESIDE).flat_map(aside));
    columns.flatten().map(move |x| Position { x, ..own }).filter(move |place| plot.contains(*place))
}

fn put(buf: &mut Buffer, place: Position, glyph: &str, style: Style) {
    if let Some(cell) = buf.cell_mut(place) {
        // On the background that is there.
        let ground = cell.bg;
        cell.set_symbol(glyph).set_style(Style::new().bg(ground).fg(Color::Reset)).set_style(style);
    }
}

impl Widget for &Plot<'_> {
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
