//! The cores during a lane's own run, under its workers and on the same time axis: our part from the
//! bottom in the colour of computing, the rest of the machine above it, told apart.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{Stand, paint};
use crate::event::Nanos;
use crate::model::cores::CoreUse;
use crate::ui::layout::cores_of;
use crate::ui::theme::Theme;
use crate::ui::widget::{Column, Ink, Ribbon};

pub(super) fn draw(stand: &Stand, buf: &mut Buffer) {
    let cores = cores_of(stand.scene.model, stand.place.lane);
    let run: Vec<Option<CoreUse>> = match stand.lane.started {
        Some(started) => cores.iter().map(|core| mean(stand, &[*core], started, stand.end())).collect(),
        None => vec![None; cores.len()],
    };
    heading(stand, &run, buf);
    strip(stand, &run, buf);
    for (group, row) in stand.place.cores.iter(cores.len()) {
        draw_row(stand, &cores, &run, &group, row, buf);
    }
}

/// The mean of some cores between two moments, as far as it was measured.
fn mean(stand: &Stand, cores: &[usize], from: Nanos, until: Nanos) -> Option<CoreUse> {
    average(cores.iter().map(|core| stand.scene.model.cores.mean(*core, from, until)))
}

fn average(uses: impl Iterator<Item = Option<CoreUse>>) -> Option<CoreUse> {
    let (mut count, mut busy, mut ours) = (0.0, 0.0, Some(0.0));
    for seen in uses.flatten() {
        count += 1.0;
        busy += seen.busy;
        ours = ours.zip(seen.ours).map(|(sum, more)| sum + more);
    }
    (count > 0.0).then(|| CoreUse { busy: busy / count, ours: ours.map(|o| o / count) })
}

/// A core's load as a column: ours, then others'. What cannot be told apart has no colour.
fn column(seen: Option<CoreUse>, theme: &Theme) -> Column {
    match seen {
        None => Column::EMPTY,
        Some(CoreUse { busy, ours: None }) => Column::of(busy, Ink::Solid),
        Some(CoreUse { busy, ours: Some(ours) }) => {
            Column([(ours, theme.ours()), (busy - ours, theme.others())])
        }
    }
}

/// *k of N busy*, the spread, and how many cores share a row or are not shown.
fn heading(stand: &Stand, run: &[Option<CoreUse>], buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let mut busy: Vec<f64> = run.iter().flatten().map(|seen| seen.busy).collect();
    busy.sort_by(f64::total_cmp);
    let count = run.len();
    let sum: f64 = busy.iter().sum();
    let mut parts = Vec::new();
    if let (Some(min), Some(max)) = (busy.first(), busy.last()) {
        parts.push(Line::styled(format!("{sum:.1} of {count} cores busy"), theme.strong()));
        parts.extend(missing(stand, count).map(|text| Line::styled(text, theme.caution())));
        let median = busy[busy.len() / 2];
        let [min, median, max] = [*min, median, *max].map(|share| share * 100.0);
        parts.push(Line::styled(format!("{min:.0}/{median:.0}/{max:.0}%"), theme.text()));
    } else {
        parts.push(Line::styled(format!("{count} cores"), theme.quiet()));
        parts.extend(missing(stand, count).map(|text| Line::styled(text, theme.caution())));
    }
    let shown = paint::parts(buf, stand.place.heading, &parts, &Line::raw("  "));
    // The long form where it fits.
    if shown == parts.len() && busy.len() > 1 {
        let used: u16 = parts.iter().map(|p| paint::width(p) + 2).sum();
        let rest = Rect {
            x: stand.place.heading.x + used,
            width: stand.place.heading.width.saturating_sub(used),
            ..stand.place.heading
        };
        paint::parts(buf, rest, &[Line::styled("min/median/max", theme.quiet())], &Line::raw(""));
    }
}

/// How cores share rows, or that some have none.
fn missing(stand: &Stand, count: usize) -> Option<String> {
    let rows = stand.place.cores;
    if rows.each == 0 {
        return (count > 0 && stand.place.strip.height == 0).then(|| format!("+{count} not shown"));
    }
    (rows.each > 1).then(|| format!("{} a row", rows.each))
}

/// Every core in one character: its mean over the run. Wraps over the rows it was given.
fn strip(stand: &Stand, run: &[Option<CoreUse>], buf: &mut Buffer) {
    let area = stand.place.strip;
    if area.is_empty() {
        return;
    }
    let theme = stand.scene.theme;
    let columns: Vec<Column> = run.iter().map(|seen| column(*seen, theme)).collect();
    for (chunk, y) in columns.chunks(usize::from(area.width)).zip(area.top()..area.bottom()) {
        (&Ribbon::new(chunk, theme.glyphs)).render(Rect { y, height: 1, ..area }, buf);
    }
}

fn draw_row(
    stand: &Stand,
    cores: &[usize],
    run: &[Option<CoreUse>],
    group: &Range<usize>,
    row: Rect,
    buf: &mut Buffer,
) {
    let theme = stand.scene.theme;
    let members = &cores[group.clone()];
    let middle = Rect { y: row.y + row.height / 2, height: row.height.min(1), ..row };
    if stand.place.gutter > 0 {
        let label = Rect { width: stand.place.gutter.saturating_sub(1), ..middle };
        paint::left(buf, label, &label_of(members), theme.quiet());
    }
    let plot = stand.place.plot(row);
    let columns: Vec<Column> = stand
        .buckets(plot.width)
        .into_iter()
        .map(|(from, until)| column(mean(stand, members, from, until), theme))
        .collect();
    (&Ribbon::new(&columns, theme.glyphs)).render(plot, buf);
    if stand.place.tail > 0
        && let Some(seen) = average(run[group.clone()].iter().copied())
    {
        paint::right(buf, middle, &format!("{:>4.0}%", seen.busy * 100.0), theme.text());
    }
}

fn label_of(members: &[usize]) -> String {
    match members {
        [] => String::new(),
        [one] => format!("c{one}"),
        [first, .., last] => format!("{first}-{last}"),
    }
}
