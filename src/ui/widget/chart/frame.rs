//! Everything around the curves: the legend, the axes with their ticks, and their units.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::plot::Plot;
use crate::scaling::chart::{Guide, legible};
use crate::text::escape::visible;
use crate::text::width::{columns, width};
use crate::ui::widget::put;

/// The areas of a chart, and the ticks of its vertical axis.
#[derive(Debug)]
pub(super) struct Frame {
    legend: Rect,
    upwards: Rect,
    pub(super) plot: Rect,
    across: Rect,
    ticks: Vec<(f64, String)>,
}

/// Least width and height for axes.
const LEAST: (u16, u16) = (16, 4);
/// Least number of rows between two labels of the vertical axis.
const PITCH: u16 = 2;

impl Frame {
    pub(super) fn of(chart: &Plot, area: Rect) -> Self {
        let legend = Rect { height: u16::from(area.height > LEAST.1), ..area };
        let body = Rect { y: area.y + legend.height, height: area.height - legend.height, ..area };
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let none = Rect { width: 0, height: 0, ..body };
            return Self { legend, upwards: none, plot: body, across: none, ticks: Vec::new() };
        }
        let rows = body.height - 2;
        let ticks = chart.panel.upwards.ticks(usize::from(rows.div_ceil(PITCH).max(2)));
        let widest = ticks.iter().map(|(_, text)| columns(text)).max().unwrap_or(0);
        // A label, a space, the axis. Three digits always fit, so that the plot stays where it is.
        let gutter = widest.max(3).saturating_add(2).min(body.width / 2);
        let plot = Rect { x: body.x + gutter, width: body.width - gutter, height: rows, ..body };
        Self {
            legend,
            upwards: Rect { width: gutter, height: rows, ..body },
            plot,
            across: Rect { y: plot.bottom(), height: 2, ..body },
            ticks,
        }
    }

    pub(super) fn draw(&self, chart: &Plot, buf: &mut Buffer) {
        self.draw_legend(chart, buf);
        self.draw_upwards(chart, buf);
        self.draw_across(chart, buf);
    }

    /// Draws the title, then each mark with its name, as many as fit.
    fn draw_legend(&self, chart: &Plot, buf: &mut Buffer) {
        let looks = &chart.looks;
        let mut row = Legend { rest: self.legend, ellipsis: looks.glyphs.ellipsis };
        let dotted = if looks.glyphs.blocks { looks.glyphs.dot } else { "." };
        let guides = guides(&chart.panel.guides);
        let guides = guides.iter().map(|name| (dotted, looks.quiet, name.as_str()));
        let series = chart.drawn().map(|(series, look, _)| (look.mark, look.style, series.name.as_str()));
        let all: Vec<_> = series.chain(guides).collect();
        // Where not everything fits the names are worth more than the title.
        let needed = all.iter().map(|(.., name)| width(name) + 4).sum::<usize>();
        if needed + width(chart.panel.upwards.title) <= usize::from(row.rest.width) {
            row.write(buf, chart.panel.upwards.title, looks.quiet);
            row.skip(2);
        }
        for (i, (mark, style, name)) in all.iter().enumerate() {
            // All but the last leave room for a count of the rest.
            let kept = if i + 1 == all.len() { 0 } else { 15 };
            let wanted = columns(name).saturating_add(2);
            if row.rest.width < wanted.saturating_add(kept) {
                row.write(buf, &format!("+{} not named", all.len() - i), looks.quiet);
                return;
            }
            row.write(buf, mark, *style);
            row.skip(1);
            row.write(buf, name, looks.text);
            row.skip(2);
        }
    }

    fn draw_upwards(&self, chart: &Plot, buf: &mut Buffer) {
        let [_, edge, tick, ..] = chart.looks.glyphs.frame;
        let (room, style) = (self.upwards, chart.looks.quiet);
        if room.width < 2 {
            return;
        }
        for y in room.rows().map(|row| row.y) {
            put::text(buf, (room.right() - 1, y), edge, 1u16, style);
        }
        for (value, text) in &self.ticks {
            let Some(share) = chart.panel.upwards.scale.inside(*value) else { continue };
            let y = room.y + chart.row(share, room.height);
            let width = columns(text);
            if let Some(x) = (room.right() - 2).checked_sub(width).filter(|x| *x >= room.x) {
                put::text(buf, (x, y), text, width, style);
            }
            put::text(buf, (room.right() - 1, y), tick, 1u16, style);
        }
    }

    /// Draws the horizontal axis, its ticks, the labels that do not touch each other, and its unit.
    fn draw_across(&self, chart: &Plot, buf: &mut Buffer) {
        let [corner, _, _, line, tick] = chart.looks.glyphs.frame;
        let (room, style) = (self.across, chart.looks.quiet);
        if room.is_empty() || self.plot.is_empty() {
            return;
        }
        for x in self.plot.x..self.plot.right() {
            put::text(buf, (x, room.y), line, 1u16, style);
        }
        put::text(buf, (self.plot.x - 1, room.y), corner, 1u16, style);
        let ticks = chart.panel.across.ticks(usize::from(room.width));
        let mut labels: Vec<Label> = Vec::new();
        for (value, text) in &ticks {
            let Some(share) = chart.panel.across.scale.inside(*value) else { continue };
            let x = self.plot.x + chart.column(share, self.plot.width);
            put::text(buf, (x, room.y), tick, 1u16, style);
            labels.extend(Label::centred(text, x, room));
        }
        let extents: Vec<(f64, f64)> =
            labels.iter().map(|label| (f64::from(label.from), f64::from(label.to))).collect();
        let mut written: Vec<Label> = Vec::new();
        for (label, legible) in labels.into_iter().zip(legible(&extents)) {
            if legible {
                put::text(buf, (label.from, room.y + 1), label.text, label.to - label.from, chart.looks.text);
                written.push(label);
            }
        }
        fill(buf, Rect { y: room.y + 1, height: 1, ..room }, &written, chart.panel.across.title, style);
    }
}

/// The names of the guides in the legend: guides that share a name share an entry, with their notes in brackets.
fn guides(guides: &[Guide]) -> Vec<String> {
    let mut names: Vec<(&str, Vec<&str>)> = Vec::new();
    for guide in guides {
        match names.iter_mut().find(|(name, _)| *name == guide.name) {
            Some((_, notes)) => notes.push(&guide.note),
            None => names.push((guide.name, vec![&guide.note])),
        }
    }
    let entry = |(name, notes): (&str, Vec<&str>)| {
        let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        if notes.is_empty() { name.to_string() } else { format!("{name} ({})", notes.join(", ")) }
    };
    names.into_iter().map(entry).collect()
}

/// Entries written from left to right as long as there is room.
struct Legend {
    rest: Rect,
    ellipsis: &'static str,
}

impl Legend {
    fn skip(&mut self, columns: u16) {
        let columns = columns.min(self.rest.width);
        self.rest = Rect { x: self.rest.x + columns, width: self.rest.width - columns, ..self.rest };
    }

    fn write(&mut self, buf: &mut Buffer, text: &str, style: Style) {
        if self.rest.is_empty() {
            return;
        }
        let text = visible(text);
        let x = put::text(buf, (self.rest.x, self.rest.y), &text, self.rest.width, style);
        if columns(&text) > self.rest.width {
            put::text(buf, (self.rest.right() - 1, self.rest.y), self.ellipsis, 1u16, style);
        }
        self.skip(x - self.rest.x);
    }
}

/// A label below the axis.
struct Label<'a> {
    text: &'a str,
    /// Its first column.
    from: u16,
    /// The column after it.
    to: u16,
}

impl<'a> Label<'a> {
    /// A label below the tick in this column, moved as far as needed to stay in `room`; `None` where it is wider.
    fn centred(text: &'a str, at: u16, room: Rect) -> Option<Self> {
        let width = columns(text);
        let most = room.right().checked_sub(width)?;
        let from = at.saturating_sub((width - width.min(1)) / 2).clamp(room.x, most.max(room.x));
        Some(Self { text, from, to: from + width })
    }
}

/// Writes a word into the last gap between labels that holds it with a space on either side.
fn fill(buf: &mut Buffer, row: Rect, labels: &[Label], word: &str, style: Style) {
    let width = columns(word).saturating_add(2);
    let ends = labels.iter().map(|label| label.to);
    let begins = labels.iter().skip(1).map(|label| label.from).chain([row.right() + 1]);
    let gap = ends.zip(begins).filter(|(from, to)| to.saturating_sub(*from) > width).last();
    if let Some((from, to)) = gap {
        let x = from + (to - from).saturating_sub(width) / 2 + 1;
        put::text(buf, (x, row.y), word, width, style);
    }
}
