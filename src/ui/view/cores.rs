//! The cores during a lane's own run, under its workers and on the same time axis: our load from the bottom in the
//! colour of computing, the rest of the machine's above it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::lane_view::LaneView;
use crate::event::Schedule;
use crate::model::cores::CoreUse;
use crate::text::width::columns;
use crate::text::words::plural;
use crate::ui::lanes::cores_of;
use crate::ui::theme::Theme;
use crate::ui::widget::{Column, Ink, Ribbon, paint};

/// Width of the spread at its longest: `100/100/100%`.
const SPREAD: u16 = 12;
/// Width of the word over the rows' figures, and of the space before it.
const HEAD: u16 = 6;

pub(super) fn draw(stand: &LaneView, buf: &mut Buffer) {
    let cores = cores_of(stand.ctx.model, stand.place.lane);
    let whole = stand.lane.started.map(|started| (started, stand.end()));
    let history = &stand.ctx.model.cores;
    let run: Vec<Option<CoreUse>> = match stand.read_out().or(whole) {
        Some((from, until)) => cores.iter().map(|core| history.mean(*core, from, until)).collect(),
        None => vec![None; cores.len()],
    };
    heading(stand, &run, buf);
    strip(stand, &run, buf);
    let mut pen = Pen::default();
    for (group, row) in stand.place.cores.iter(cores.len()) {
        draw_row(stand, &cores, &run, &group, row, &mut pen, buf);
    }
}

/// State for drawing one row after another.
#[derive(Default)]
struct Pen {
    seen: Vec<Option<CoreUse>>,
    columns: Vec<Column>,
}

fn average(uses: impl Iterator<Item = Option<CoreUse>>) -> Option<CoreUse> {
    let (mut count, mut busy, mut ours) = (0.0, 0.0, Some(0.0));
    for seen in uses.flatten() {
        count += 1.0;
        busy += seen.busy;
        ours = ours.zip(seen.ours).map(|(sum, more)| sum + more);
    }
    (count > 0.0).then(|| CoreUse { busy: busy / count, ours: ours.map(|o| o / count), ..CoreUse::default() })
}

/// A core's load as a column: ours, then others'. A load that cannot be divided has no colour.
fn column(seen: Option<CoreUse>, theme: &Theme) -> Column {
    match seen {
        None => Column::EMPTY,
        Some(CoreUse { busy, ours: None, .. }) => Column::of(busy, Ink::Solid),
        Some(CoreUse { busy, ours: Some(ours), .. }) => {
            Column([(ours, theme.ours()), (busy - ours, theme.others())])
        }
    }
}

/// Draws *k of N busy* and how much of it was this lane's, how many cores share a row or are not shown, and the
/// spread over the cores: in as many words as fit. Above the figures of the rows it names them.
fn heading(stand: &LaneView, run: &[Option<CoreUse>], buf: &mut Buffer) {
    let theme = stand.ctx.theme;
    let area = stand.place.heading;
    let missing = missing(stand, run.len()).map(|text| Line::styled(text, theme.caution()));
    let seen: Vec<CoreUse> = run.iter().flatten().copied().collect();
    let between = Line::raw("  ");
    if seen.is_empty() {
        let words = format!("{} {}", run.len(), plural(run.len(), "core"));
        let parts: Vec<Line> = [Line::styled(words, theme.quiet())].into_iter().chain(missing).collect();
        paint::parts(buf, area, &parts, &between);
        return;
    }
    let taken = missing.as_ref().map_or(0, |line| paint::width(line) + 2);
    // Cores with a row each show their spread themselves; those that share rows need it more than a head.
    let spreads = spreads(&seen);
    let needed = taken + if stand.place.cores.each == 1 { 0 } else { SPREAD + 2 };
    let sums = sums(stand, run.len(), &seen);
    let shortest = sums.last().map_or(0, |sum| columns(sum));
    let mut room = area;
    if area.width >= needed + shortest + HEAD {
        room.width = paint::right(buf, area, "busy", theme.quiet()).width.saturating_sub(2);
    }
    let sum = paint::fitting(&sums, room.width.saturating_sub(needed))
        .or(paint::fitting(&sums, room.width.saturating_sub(taken)))
        .map_or_else(String::new, String::from);
    let left = room.width.saturating_sub(taken + 2 + columns(&sum));
    let mut parts = vec![Line::styled(sum, theme.strong())];
    parts.extend(missing);
    parts.extend(paint::fitting(&spreads, left).map(|text| Line::styled(text.to_string(), theme.text())));
    paint::parts(buf, room, &parts, &between);
}

/// Number of busy cores and how their load divides, the longest wording first; all keep their length over time.
fn sums(stand: &LaneView, count: usize, seen: &[CoreUse]) -> Vec<String> {
    let noun = plural(count, "core");
    let width = count.to_string().len() + 2;
    let busy = format!("{:>width$.1}", seen.iter().map(|s| s.busy).sum::<f64>());
    let ours: Option<f64> = seen.iter().map(|s| s.ours).sum();
    let Some(ours) = ours.map(|ours| format!("{ours:>width$.1}")) else {
        return vec![
            format!("MACHINE {busy} of {count} {noun} busy"),
            format!("{busy} of {count} busy"),
            format!("{busy}/{count} busy"),
        ];
    };
    // Lanes that run together share the cores, so their loads cannot be separated.
    let schedule = stand.ctx.model.plan.as_ref().map(|plan| plan.schedule);
    let whom = if schedule == Some(Schedule::Together) { "the lanes" } else { "this lane" };
    vec![
        format!("MACHINE {busy} of {count} {noun} busy, {ours} by {whom}"),
        format!("MACHINE {busy} of {count} busy, {ours} by {whom}"),
        format!("{busy} of {count} busy, {ours} by {whom}"),
        format!("{busy} of {count} busy, {ours} ours"),
        format!("{busy}/{count} busy, {ours} ours"),
        format!("{busy}/{count} busy"),
    ]
}

/// Load of the least, the median and the most busy core, long and short; of fewer than four cores only the extremes.
fn spreads(seen: &[CoreUse]) -> [String; 2] {
    let mut busy: Vec<f64> = seen.iter().map(|s| s.busy * 100.0).collect();
    busy.sort_by(f64::total_cmp);
    let (min, max) = (busy.first().copied().unwrap_or(0.0), busy.last().copied().unwrap_or(0.0));
    if busy.len() < 4 {
        return [format!("min {min:.0}  max {max:.0} %"), format!("{min:.0}/{max:.0}%")];
    }
    let median = median(&busy);
    [format!("min {min:.0}  median {median:.0}  max {max:.0} %"), format!("{min:.0}/{median:.0}/{max:.0}%")]
}

/// Median of sorted values; of an even number of them the mean of the two in the middle.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match (sorted.get(middle), middle.checked_sub(1).and_then(|i| sorted.get(i))) {
        (Some(upper), Some(lower)) if sorted.len().is_multiple_of(2) => f64::midpoint(*lower, *upper),
        (Some(value), _) => *value,
        _ => 0.0,
    }
}

/// Note on cores that share rows or are not shown.
fn missing(stand: &LaneView, count: usize) -> Option<String> {
    let rows = stand.place.cores;
    if rows.each == 0 {
        return (count > 0 && stand.place.strip.height == 0).then(|| format!("+{count} not shown"));
    }
    // Where two share a row, some may have theirs alone.
    let lines = usize::from(rows.area.height.checked_div(rows.height).unwrap_or(0));
    let alone = rows.each == 2 && count < 2 * lines;
    (rows.each > 1).then(|| if alone { "1 or 2 a row".into() } else { format!("{} a row", rows.each) })
}

/// Draws one character for each core: its mean over the run. Wraps over the rows of the strip.
fn strip(stand: &LaneView, run: &[Option<CoreUse>], buf: &mut Buffer) {
    let area = stand.place.strip;
    if area.is_empty() {
        return;
    }
    let theme = stand.ctx.theme;
    let columns: Vec<Column> = run.iter().map(|seen| column(*seen, theme)).collect();
    for (chunk, y) in columns.chunks(usize::from(area.width)).zip(area.top()..area.bottom()) {
        (&Ribbon::new(chunk, &theme.glyphs)).render(Rect { y, height: 1, ..area }, buf);
    }
}

fn draw_row(
    stand: &LaneView,
    cores: &[usize],
    run: &[Option<CoreUse>],
    group: &Range<usize>,
    row: Rect,
    pen: &mut Pen,
    buf: &mut Buffer,
) {
    let theme = stand.ctx.theme;
    let members = &cores[group.clone()];
    let middle = Rect { y: row.y + row.height / 2, height: row.height.min(1), ..row };
    if stand.place.gutter > 0 {
        let label = Rect { width: stand.place.gutter.saturating_sub(1), ..middle };
        paint::left(buf, label, &label_of(members), theme.quiet());
    }
    let plot = stand.place.plot(row);
    pen.columns.clear();
    if let Some(started) = stand.lane.started {
        let (from, length) = (started + stand.seen.from, stand.seen.length);
        let history = &stand.ctx.model.cores;
        history.walk(members, (from, length), plot.width, &mut pen.seen);
        pen.seen.truncate(stand.columns.len().saturating_sub(1));
        if let Some((from, until)) = stand.columns.last().copied() {
            // The last column ends with the lane: later load is not this lane's.
            pen.seen.push(average(members.iter().map(|core| history.mean(*core, from, until))));
        }
        pen.columns.extend(pen.seen.iter().map(|seen| column(*seen, theme)));
    }
    (&Ribbon::new(&pen.columns, &theme.glyphs)).render(plot, buf);
    if stand.place.tail == 0 {
        return;
    }
    if let Some(seen) = average(run[group.clone()].iter().copied()) {
        paint::right(buf, middle, &format!("{:>4.0}%", seen.busy * 100.0), theme.text());
    } else if stand.ctx.model.cores.are_offline(members) {
        paint::right(buf, middle, "off", theme.quiet());
    }
}

fn label_of(members: &[usize]) -> String {
    match members {
        [] => String::new(),
        [one] => format!("c{one}"),
        [first, .., last] => format!("{first}-{last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_between_the_two_in_the_middle() {
        let spread = |busy: &[f64]| {
            let seen: Vec<CoreUse> =
                busy.iter().map(|b| CoreUse { busy: *b, ..CoreUse::default() }).collect();
            spreads(&seen)[1].clone()
        };
        assert_eq!(spread(&[1.0, 0.0, 0.8, 0.2]), "0/50/100%");
        assert_eq!(spread(&[1.0, 0.0, 0.8, 0.2, 0.3]), "0/30/100%");
        assert_eq!(spread(&[1.0, 0.1]), "10/100%", "two have no middle");
    }
}
