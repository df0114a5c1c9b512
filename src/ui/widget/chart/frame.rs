//! What stands around the curves: the legend, the axes with their ticks, and what they count.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Chart;
use super::ruler::label;
use crate::text::escape::visible;
use crate::ui::widget::put;

/// The rooms of a chart, and the ticks of its upward axis.
#[derive(Debug)]
pub(super) struct Frame {
    legend: Rect,
    upwards: Rect,
    pub(super) plot: Rect,
    across: Rect,
    ticks: Vec<(f64, String)>,
}

/// Below this there is no room for axes.
const LEAST: (u16, u16) = (16, 4);
/// Rows between two labels upwards, at least.
const PITCH: u16 = 2;

impl Frame {
    pub(super) fn of(chart: &Chart, area: Rect) -> Self {
        let legend = Rect { height: u16::from(area.height > LEAST.1), ..area };
        let body = Rect { y: area.y + legend.height, height: area.height - legend.height, ..area };
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let none = Rect { width: 0, height: 0, ..body };
            return Self { legend, upwards: none, plot: body, across: none, ticks: Vec::new() };
        }
        let rows = body.height - 2;
        let values = chart.upwards.ticks(usize::from(rows.div_ceil(PITCH).max(2)));
        let ticks: Vec<(f64, String)> = values.iter().map(|value| (*value, label(*value, &values))).collect();
        let widest = ticks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
        // A label, a space, the axis. Three digits always have room, so that the plot stays where it is.
        let gutter = u16::try_from(widest.max(3)).unwrap_or(3).saturating_add(2).min(body.width / 2);
        let plot = Rect { x: body.x + gutter, width: body.width - gutter, height: rows, ..body };
        Self {
            legend,
            upwards: Rect { width: gutter, height: rows, ..body },
            plot,
            across: Rect { y: plot.bottom(), height: 2, ..body },
            ticks,
        }
    }

    pub(super) fn draw(&self, chart: &Chart, buf: &mut Buffer) {
        self.draw_legend(chart, buf);
        self.draw_upwards(chart, buf);
        self.draw_across(chart, buf);
    }

    /// The title, then what each mark is, as many as fit.
    fn draw_legend(&self, chart: &Chart, buf: &mut Buffer) {
        let looks = &chart.looks;
        let mut row = Legend { rest: self.legend, ellipsis: looks.glyphs.ellipsis };
        let dotted = if looks.glyphs.blocks { looks.glyphs.dot } else { "." };
        let guides = chart.guides.iter().map(|guide| (dotted, looks.quiet, guide.name.as_str()));
        let series = chart.series.iter().map(|series| (series.mark, series.style, series.name.as_str()));
        let all: Vec<_> = series.chain(guides).collect();
        // Where not everything fits the names are worth more than the title.
        let needed = all.iter().map(|(.., name)| visible(name).chars().count() + 4).sum::<usize>();
        if needed + visible(&chart.titles[1]).chars().count() <= usize::from(row.rest.width) {
            row.write(buf, &chart.titles[1], looks.quiet);
            row.skip(2);
        }
        for (i, (mark, style, name)) in all.iter().enumerate() {
            // Who is not the last leaves room to say how many there are.
            let kept = if i + 1 == all.len() { 0 } else { 15 };
            let wanted = u16::try_from(visible(name).chars().count()).unwrap_or(u16::MAX).saturating_add(2);
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

    fn draw_upwards(&self, chart: &Chart, buf: &mut Buffer) {
        let [_, edge, tick, ..] = chart.looks.glyphs.frame;
        let (room, style) = (self.upwards, chart.looks.quiet);
        if room.width < 2 {
            return;
        }
        for y in room.rows().map(|row| row.y) {
            put::text(buf, (room.right() - 1, y), edge, 1u16, style);
        }
        for (value, text) in &self.ticks {
            let Some(share) = chart.upwards.inside(*value) else { continue };
            let y = room.y + chart.row(share, room.height);
            let width = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
            if let Some(x) = (room.right() - 2).checked_sub(width).filter(|x| *x >= room.x) {
                put::text(buf, (x, y), text, width, style);
            }
            put::text(buf, (room.right() - 1, y), tick, 1u16, style);
        }
    }

    /// The axis, its ticks, the labels that do not touch each other, and what they count.
    fn draw_across(&self, chart: &Chart, buf: &mut Buffer) {
        let [corner, _, _, line, tick] = chart.looks.glyphs.frame;
        let (room, style) = (self.across, chart.looks.quiet);
        if room.is_empty() || self.plot.is_empty() {
            return;
        }
        for x in self.plot.x..self.plot.right() {
            put::text(buf, (x, room.y), line, 1u16, style);
        }
        put::text(buf, (self.plot.x - 1, room.y), corner, 1u16, style);
        let mut labels = Labels { row: Rect { y: room.y + 1, height: 1, ..room }, taken: Vec::new() };
        let last = chart.ticks.len().saturating_sub(1);
        // The ends first: between them as many as there is room for.
        let order = [0, last].into_iter().chain(1..last.max(1)).take(chart.ticks.len());
        for value in order.filter_map(|place| chart.ticks.get(place)) {
            let Some(share) = chart.across.inside(*value) else { continue };
            let x = self.plot.x + chart.column(share, self.plot.width);
            put::text(buf, (x, room.y), tick, 1u16, style);
            labels.centre(buf, x, &value.to_string(), chart.looks.text);
        }
        labels.fill(buf, &chart.titles[0], style);
    }
}

/// What is written from left to right as long as there is room.
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
        if text.chars().count() > usize::from(self.rest.width) {
            put::text(buf, (self.rest.right() - 1, self.rest.y), self.ellipsis, 1u16, style);
        }
        self.skip(x - self.rest.x);
    }
}

/// A row of labels that do not touch.
struct Labels {
    row: Rect,
    /// From and to, the column between two labels included.
    taken: Vec<(u16, u16)>,
}

impl Labels {
    /// Writes a label below a tick, or nothing where it would touch another.
    fn centre(&mut self, buf: &mut Buffer, at: u16, text: &str, style: Style) {
        let width = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        let Some(most) = self.row.right().checked_sub(width) else { return };
        let from = at.saturating_sub((width - width.min(1)) / 2).clamp(self.row.x, most.max(self.row.x));
        let to = from + width;
        if self.taken.iter().all(|(a, b)| to < *a || *b < from) {
            put::text(buf, (from, self.row.y), text, width, style);
            self.taken.push((from, to));
        }
    }

    /// Writes a word into the last gap that holds it with a space on either side.
    fn fill(&mut self, buf: &mut Buffer, word: &str, style: Style) {
        let width = u16::try_from(visible(word).chars().count()).unwrap_or(u16::MAX).saturating_add(2);
        self.taken.sort_unstable();
        let ends = self.taken.iter().map(|(_, to)| *to);
        let begins = self.taken.iter().skip(1).map(|(from, _)| *from).chain([self.row.right() + 1]);
        let gap = ends.zip(begins).filter(|(from, to)| to.saturating_sub(*from) > width).last();
        if let Some((from, to)) = gap {
            let x = from + (to - from).saturating_sub(width) / 2 + 1;
            put::text(buf, (x, self.row.y), word, width, style);
        }
    }
}
