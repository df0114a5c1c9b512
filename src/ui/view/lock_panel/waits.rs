//! Lengths of waits, and of holds where there is room beside them: a chart over lengths from 1 µs to 10 s.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel::{Panel, heading};
use super::strip::interval_of;
use crate::event::{Activity, Histogram, Nanos};
use crate::text::duration::{duration, interval};
use crate::text::figure::count;
use crate::ui::layout::CHARTS_ABREAST;
use crate::ui::widget::{Column, Decades, Ink, Ribbon, paint};

/// Width between two charts.
const BETWEEN: u16 = 3;

pub(super) fn draw(panel: &Panel, buf: &mut Buffer) {
    let (theme, place) = (panel.ctx.theme, panel.place);
    let all = panel.lane.lock.as_ref().map(|lock| &lock.all);
    let none = Histogram::default();
    let (waits, holds) = all.map_or((&none, &none), |all| (&all.waits, &all.holds));
    let areas = [place.waits, place.plot(place.chart), place.plot(place.chart_axis)];
    if place.chart.width < CHARTS_ABREAST {
        chart(panel, "waits", waits, theme.ink(Activity::LockWait), areas, buf);
        return;
    }
    let width = (place.chart.width - BETWEEN) / 2;
    let left = areas.map(|area| Rect { width: width.saturating_sub(area.x - place.area.x), ..area });
    let x = place.chart.x + width + BETWEEN;
    let right = areas.map(|area| Rect { x, width, ..area });
    chart(panel, "waits", waits, theme.ink(Activity::LockWait), left, buf);
    chart(panel, "holds", holds, theme.ink(Activity::Compute), right, buf);
}

fn chart(
    panel: &Panel,
    what: &str,
    lengths: &Histogram,
    ink: Ink,
    [head, plot, axis]: [Rect; 3],
    buf: &mut Buffer,
) {
    let theme = panel.ctx.theme;
    heading(panel, head, &what.to_uppercase(), words(panel, what, lengths), buf);
    let us = interval_of(panel.ctx.model, panel.lane);
    let mark = Nanos::from_micros(us).secs();
    let scale =
        Decades::new(theme.quiet()).marked(mark, format!("{} interval", interval(us)), theme.strong());
    // Behind the bars, so that both are visible.
    if let Some(x) = Decades::column(mark, plot.width) {
        paint::fill(buf, Rect { x: plot.x + x, width: 1, ..plot }, theme.glyphs.vertical, theme.quiet());
    }
    let columns = columns(lengths, plot.width, ink);
    (&Ribbon::new(&columns, &theme.glyphs)).render(plot, buf);
    (&scale).render(axis, buf);
}

/// Number and typical length.
fn words(panel: &Panel, what: &str, lengths: &Histogram) -> Vec<Line<'static>> {
    let theme = panel.ctx.theme;
    let at = |quantile| lengths.quantile(quantile).map(|length| duration(length.secs()));
    let (Some(half), Some(most)) = (at(0.5), at(0.99)) else {
        return vec![Line::styled(format!("no {what} yet"), theme.quiet())];
    };
    let words = format!("{}, p50 {half}, p99 {most}", count(lengths.count()));
    vec![Line::styled(words, theme.text())]
}

/// Number of lengths in each column, relative to the fullest.
fn columns(lengths: &Histogram, width: u16, ink: Ink) -> Vec<Column> {
    let mut counts = vec![0u64; usize::from(width)];
    for bucket in lengths.buckets() {
        let middle = (bucket.from.secs() * bucket.until.secs()).sqrt();
        if let Some(count) = Decades::column(middle, width).and_then(|x| counts.get_mut(usize::from(x))) {
            *count = count.saturating_add(bucket.count);
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    counts.iter().map(|count| Column::of(*count as f64 / most, ink)).collect()
}
