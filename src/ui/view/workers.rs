//! The workers of a lane over time: a row each, work from the bottom, waiting above it, idle blank.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{Stand, paint};
use crate::event::{Activity, Mix, Nanos};
use crate::model::lane::Worker;
use crate::ui::theme::Theme;
use crate::ui::widget::{Column, Ink, Ribbon};

/// Activities in which a worker gets on, or at least does not wait for its kind.
const WORK: [Activity; 5] =
    [Activity::Compute, Activity::Io, Activity::Serialise, Activity::Transfer, Activity::Spawn];
/// Activities in which it wants to get on and may not.
const WAIT: [Activity; 2] = [Activity::LockWait, Activity::CoreWait];
/// What happened this recently may not have been told yet.
const LATENCY: Nanos = Nanos::from_millis(250);

pub(super) fn draw(stand: &Stand, buf: &mut Buffer) {
    let planned = stand.lane.plan.workers as usize;
    let count = planned.max(stand.lane.workers.len());
    for (group, row) in stand.place.workers.iter(count) {
        let members = stand.lane.workers.get(group.start..group.end.min(stand.lane.workers.len()));
        draw_row(stand, &group, members.unwrap_or(&[]), row, buf);
    }
}

fn draw_row(stand: &Stand, group: &Range<usize>, members: &[Worker], row: Rect, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let middle = Rect { y: row.y + row.height / 2, height: row.height.min(1), ..row };
    if stand.place.gutter > 0 {
        let label = Rect { width: stand.place.gutter.saturating_sub(1), ..middle };
        paint::left(buf, label, &label_of(group, stand.lane.plan.processes), theme.quiet());
    }
    let plot = stand.place.plot(row);
    let columns: Vec<Column> = stand
        .buckets(plot.width)
        .into_iter()
        .map(|(from, until)| column(stand, members, group.len(), from, until))
        .collect();
    (&Ribbon::new(&columns, theme.glyphs)).render(plot, buf);
    if stand.place.tail > 0 && !members.is_empty() {
        let mut time = Mix::default();
        for worker in members {
            time += &worker.time_until(stand.end());
        }
        let figure = format!("{:>4.0}%", time.share(Activity::Compute) * 100.0);
        paint::right(buf, middle, &figure, theme.text());
    }
}

fn label_of(group: &Range<usize>, processes: bool) -> String {
    let kind = if processes { 'P' } else { 'T' };
    if group.len() > 1 {
        format!("{kind}{}-{}", group.start, group.end - 1)
    } else {
        format!("{kind}{}", group.start)
    }
}

/// What `members` of a group of `size` workers did in a column, work below and waiting above.
fn column(stand: &Stand, members: &[Worker], size: usize, from: Nanos, until: Nanos) -> Column {
    let mut mix = Mix::default();
    for worker in members {
        mix += &worker.mix(from, until, stand.end());
    }
    let told = stand.lane.finished.is_some() || until + LATENCY < stand.scene.model.now;
    // At the live edge what was not told yet is not idleness.
    let whole = if told { Nanos((until - from).0 * size as u64) } else { mix.total() };
    let (work, work_ink) = part(&mix, &WORK, stand.scene.theme);
    let (wait, wait_ink) = part(&mix, &WAIT, stand.scene.theme);
    Column([(work.share_of(whole), work_ink), (wait.share_of(whole), wait_ink)])
}

/// The time in some activities together, in the ink of the largest.
fn part(mix: &Mix, activities: &[Activity], theme: &Theme) -> (Nanos, Ink) {
    let time = activities.iter().map(|a| mix[*a]).sum();
    let largest = activities.iter().max_by_key(|a| mix[**a]);
    (time, largest.map_or(Ink::Blank, |a| theme.ink(*a)))
}
